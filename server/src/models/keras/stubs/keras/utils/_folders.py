"""Data sets whose files lie in folders, one a class: sizes are those that are asked for, classes those that are listed."""
from keras._image_format import is_last
from shapeline import ops
from tensorflow.data._dataset import Elements

__public__ = "keras.utils"

float32 = ops.dtype("float32")
int32 = ops.dtype("int32")
_channels = {"rgb": 3, "rgba": 4, "grayscale": 1}


class _Labelled(Elements):
    """A data set that knows the names of its classes."""

    def __init__(self, element, count, names):
        super().__init__(element, count)
        self.class_names = ops.unknown() if names is None else names
        self.file_paths = ops.unknown()


def label(label_mode, count):
    if label_mode == "int":
        return ops.full((), int32) if count is None else ops.randint(0, count, (), int32)
    if label_mode == "categorical":
        return ops.cast(ops.one_hot(ops.full((), ops.dtype("int64")), ops.size("classes", 2) if count is None else count), float32)
    if label_mode == "binary":
        return ops.full((1,), float32, 0.0, 1.0)
    return ops.unknown()


def _dataset(data, labels, label_mode, class_names, batch_size, validation_split, subset):
    ops.note_call()
    count = None if class_names is None else len(class_names)
    if label_mode == "binary" and count is not None:
        ops.check_that(count == 2, "label_mode", "two-classes", str(count))
    element = data if labels is None or label_mode is None else (data, label(label_mode, count))
    batched = element if batch_size is None else ops.batch(element, batch_size, False)
    made = _Labelled(batched, ops.unknown(), class_names)
    return (made, made) if subset == "both" else made


def image_dataset_from_directory(
    directory, labels="inferred", label_mode="int", class_names=None, color_mode="rgb", batch_size=32, image_size=(256, 256), shuffle=True,
    seed=None, validation_split=None, subset=None, interpolation="bilinear", follow_links=False, crop_to_aspect_ratio=False,
    pad_to_aspect_ratio=False, data_format=None, format="tf", verbose=True,
):
    channels = _channels.get(color_mode, ops.unknown())
    image = ops.full((image_size[0], image_size[1], channels) if is_last(data_format) else ops.unknown(), float32, 0.0, 255.0)
    return _dataset(image, labels, label_mode, class_names, batch_size, validation_split, subset)


def text_dataset_from_directory(
    directory, labels="inferred", label_mode="int", class_names=None, batch_size=32, max_length=None, shuffle=True, seed=None,
    validation_split=None, subset=None, follow_links=False, format="tf", verbose=True,
):
    text = ops.full((), ops.dtype("string"))
    return _dataset(text, labels, label_mode, class_names, batch_size, validation_split, subset)


def audio_dataset_from_directory(
    directory, labels="inferred", label_mode="int", class_names=None, batch_size=32, sampling_rate=None, output_sequence_length=None,
    ragged=False, shuffle=True, seed=None, validation_split=None, subset=None, follow_links=False, verbose=True,
):
    length = ops.size("samples") if output_sequence_length is None else output_sequence_length
    sound = ops.full((length, ops.size("channels")), float32)
    return ops.unknown() if ragged else _dataset(sound, labels, label_mode, class_names, batch_size, validation_split, subset)
