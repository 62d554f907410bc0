"""Layers that turn waves into spectra."""
from keras._image_format import standard_format
from keras._layer import Layer
from keras._values import float32
from shapeline import ops

__public__ = "keras.layers"


class STFTSpectrogram(Layer):
    """(batch, samples, channels) to (batch, frames, frequencies)."""

    def __init__(
        self, mode="log", frame_length=256, frame_step=None, fft_length=None, window="hann", periodic=False,
        scaling="density", padding="valid", expand_dims=False, data_format=None, **kwargs,
    ):
        super().__init__(**kwargs)
        self.mode = mode
        self.frame_length = frame_length
        self.frame_step = frame_length // 2 if frame_step is None else frame_step
        self.fft_length = _power_of_two(frame_length) if fft_length is None else fft_length
        self.padding = padding
        self.expand_dims = expand_dims
        self.data_format = standard_format(data_format)

    def call(self, inputs):
        before = ops.breaks()
        ops.require_axis_count(inputs, 3, 3)
        sizes = ops.sizes(inputs)
        if ops.breaks() > before or ops.is_unknown(sizes) or self.data_format != "channels_last":
            return ops.unknown()
        if self.padding == "same":
            frames = (sizes[1] + self.frame_step - 1) // self.frame_step
        else:
            ops.require_left(inputs, 1, sizes[1] - self.frame_length + 1)
            if ops.breaks() > before:
                return ops.unknown()
            frames = (sizes[1] - self.frame_length) // self.frame_step + 1
        frequencies = (self.fft_length // 2 + 1) * (2 if self.mode == "stft" else 1)
        if self.expand_dims:
            return ops.full((sizes[0], frames, frequencies, sizes[2]), float32)
        return ops.full((sizes[0], frames, frequencies * sizes[2]), float32)


class MelSpectrogram(Layer):
    """(batch, samples) to (batch, bands, frames)."""

    def __init__(
        self, fft_length=2048, sequence_stride=512, sequence_length=None, window="hann", sampling_rate=16000,
        num_mel_bins=128, min_freq=20.0, max_freq=None, power_to_db=True, top_db=80.0, mag_exp=2.0, min_power=1e-10,
        ref_power=1.0, **kwargs,
    ):
        super().__init__(**kwargs)
        self.sequence_stride = sequence_stride
        self.num_mel_bins = num_mel_bins

    def call(self, inputs):
        sizes = ops.sizes(inputs)
        if ops.is_unknown(sizes) or len(sizes) != 2:
            return ops.unknown()
        return ops.full((sizes[0], self.num_mel_bins, sizes[1] // self.sequence_stride + 1), float32)


def _power_of_two(size):
    power = 1
    while isinstance(size, int) and power < size:
        power *= 2
    return power
