"""`tf.signal`: frames and Fourier transforms along the last axes."""
from shapeline import ops
from tensorflow._core import filled, to_tensor
from tensorflow._dtypes import complex64, float32

__public__ = "tf.signal"


def frame(signal, frame_length, frame_step, pad_end=False, pad_value=0, axis=-1, name="frame"):
    given = to_tensor(signal)
    if axis != -1 or ops.is_tensor(frame_length) or ops.is_tensor(frame_step):
        return ops.unknown()
    length = given.shape[-1]
    count = (length + frame_step - 1) // frame_step if pad_end else (length - frame_length) // frame_step + 1
    return ops.full((*given.shape[:-1], count, frame_length), given.dtype)


def stft(signals, frame_length, frame_step, fft_length=None, window_fn=None, pad_end=False, name=None):
    frames = frame(signals, frame_length, frame_step, pad_end)
    if fft_length is None:
        return ops.full((*frames.shape[:-1], ops.size("bins")), complex64)
    return ops.full((*frames.shape[:-1], fft_length // 2 + 1), complex64)


def inverse_stft(stfts, frame_length, frame_step, fft_length=None, window_fn=None, name=None):
    given = to_tensor(stfts)
    return ops.full((*given.shape[:-2], ops.size("length")), float32)


def fft(input, name=None):
    return ops.like(to_tensor(input), None)


ifft = fft2d = ifft2d = fft3d = ifft3d = fft


def rfft(input_tensor, fft_length=None, name=None):
    given = to_tensor(input_tensor)
    size = given.shape[-1] if fft_length is None else fft_length[0]
    return ops.full((*given.shape[:-1], size // 2 + 1), complex64)


def irfft(input_tensor, fft_length=None, name=None):
    return ops.unknown()


def hann_window(window_length, periodic=True, dtype=float32, name=None):
    return filled((window_length,), dtype)


hamming_window = vorbis_window = hann_window


def linear_to_mel_weight_matrix(
    num_mel_bins=20, num_spectrogram_bins=129, sample_rate=8000, lower_edge_hertz=125.0, upper_edge_hertz=3800.0, dtype=float32, name=None,
):
    return filled((num_spectrogram_bins, num_mel_bins), dtype)


def mfccs_from_log_mel_spectrograms(log_mel_spectrograms, name=None):
    return ops.like(to_tensor(log_mel_spectrograms), None)


def overlap_and_add(signal, frame_step, name=None):
    return ops.unknown()


dct = idct = mdct = inverse_mdct = irfft2d = rfft2d = kaiser_window = inverse_stft_window_fn = fftshift = ifftshift = overlap_and_add
