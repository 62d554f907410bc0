"""Arrays made ready for training: labels as rows of zeros and a one, images, padded sequences, windows of a series."""
from keras._image_format import is_last
from shapeline import ops

__public__ = "keras.utils"

float32 = ops.dtype("float32")
float64 = ops.dtype("float64")
int32 = ops.dtype("int32")
int64 = ops.dtype("int64")


def _typed(dtype, default):
    if dtype is None:
        return default
    if isinstance(dtype, str):
        return {"float32": float32, "float64": float64, "int32": int32, "int64": int64, "uint8": ops.dtype("uint8")}.get(dtype, ops.unknown())
    return dtype if ops.is_dtype(dtype) else ops.unknown()


def to_categorical(x, num_classes=None):
    """An axis of one at the end of arrays with more is dropped first. Without a number of classes there are as many as labels tell."""
    given = ops.tensor(x, None) if not ops.is_tensor(x) else x
    labels = ops.cast(given, int64)
    if len(labels.shape) > 1 and labels.shape[-1] == 1:
        labels = ops.squeeze(labels, -1)
    count = num_classes if num_classes is not None else ops.classes(given)
    encoded = ops.one_hot(labels, ops.size("classes") if ops.is_unknown(count) else count)
    if ops.is_tensor(x) and not ops.is_array(x):
        return ops.as_tensor(ops.cast(encoded, float32))
    return ops.as_array(ops.cast(encoded, float64))


def normalize(x, axis=-1, order=2):
    return ops.as_array(ops.like(x, None)) if ops.is_tensor(x) else ops.unknown()


class _Picture:
    """An image of Pillow's: a width, a height and channels."""

    def __init__(self, width, height, channels):
        self.width = width
        self.height = height
        self.size = (width, height)
        self._channels = channels

    def __array__(self, dtype=None, copy=None):
        return ops.as_array(ops.full((self.height, self.width, self._channels), ops.dtype("uint8")))

    def resize(self, size, *args, **kwargs):
        return _Picture(size[0], size[1], self._channels)

    def show(self, *args, **kwargs):
        return None

    save = show


_channels = {"rgb": 3, "rgba": 4, "grayscale": 1}


def load_img(path, color_mode="rgb", target_size=None, interpolation="nearest", keep_aspect_ratio=False, grayscale=False):
    channels = 1 if grayscale else _channels.get(color_mode, ops.unknown())
    if target_size is None:
        return _Picture(ops.size("width"), ops.size("height"), channels)
    height, width = (target_size, target_size) if isinstance(target_size, int) else (target_size[0], target_size[1])
    return _Picture(width, height, channels)


def img_to_array(img, data_format=None, dtype=None):
    """Channels come last, one of them where an array has none."""
    kind = _typed(dtype, float32)
    if not is_last(data_format):
        return ops.unknown()
    if isinstance(img, _Picture):
        return ops.as_array(ops.full((img.height, img.width, img._channels), kind))
    if not ops.is_tensor(img):
        if not hasattr(img, "__array__"):
            return ops.unknown()
        img = img.__array__()
    array = ops.cast(img, kind)
    return ops.as_array(ops.unsqueeze(array, -1) if len(array.shape) == 2 else array)


def array_to_img(x, data_format=None, scale=True, dtype=None):
    return _Picture(x.shape[1], x.shape[0], x.shape[2]) if ops.is_tensor(x) else ops.unknown()


def save_img(path, x, data_format=None, file_format=None, scale=True, **kwargs):
    return None


def set_random_seed(seed):
    return None


def pad_sequences(sequences, maxlen=None, dtype="int32", padding="pre", truncating="pre", value=0.0):
    """As many rows as sequences, of the length that is asked for, or of the longest."""
    count = sequences.shape[0] if ops.is_tensor(sequences) else ops.size("sequences") if ops.is_unknown(sequences) else len(sequences)
    shape = (count, ops.size("longest") if maxlen is None else maxlen)
    words = ops.classes(sequences) if ops.is_tensor(sequences) else None
    if words is not None and ops.is_constant(words):
        return ops.as_array(ops.randint(0, words, shape, _typed(dtype, int32)))
    return ops.as_array(ops.full(shape, _typed(dtype, int32)))


def timeseries_dataset_from_array(
    data, targets, sequence_length, sequence_stride=1, sampling_rate=1, batch_size=128, shuffle=False, seed=None, start_index=None,
    end_index=None, format="tf",
):
    """Windows of the series, each with the target of its start."""
    from tensorflow.data._dataset import Elements

    if not ops.is_tensor(data):
        return ops.unknown()
    window = ops.as_tensor(ops.full((sequence_length, *data.shape[1:]), data.dtype))
    element = window
    if targets is not None:
        element = (window, ops.as_tensor(ops.full(targets.shape[1:], targets.dtype)) if ops.is_tensor(targets) else ops.unknown())
    windows = Elements(element, ops.unknown())
    return windows if batch_size is None else windows.batch(batch_size)
