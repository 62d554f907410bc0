"""Generators of augmented images: batches of arrays, from arrays or from folders with one class each."""
from keras._image_format import is_last
from keras.utils._arrays import array_to_img, img_to_array, load_img, save_img
from shapeline import ops

__public__ = "keras.preprocessing.image"

float32 = ops.dtype("float32")
_channels = {"rgb": 3, "rgba": 4, "grayscale": 1}


class Iterator:
    """One symbolic batch, any number of times."""

    def __init__(self, batch, batch_size, count):
        self._batch = batch
        self.batch_size = batch_size
        self.n = self.samples = count

    def __iter__(self):
        return iter(ops.many(self._batch))

    def __next__(self):
        return self._batch

    next = __next__

    def __getitem__(self, index):
        return self._batch

    def __len__(self):
        return (self.n + self.batch_size - 1) // self.batch_size

    def reset(self):
        return None

    on_epoch_end = reset


class DirectoryIterator(Iterator):
    def __init__(self, target_size, channels, classes, class_mode, batch_size):
        count = len(classes) if isinstance(classes, (list, tuple)) else ops.size("classes", 2)
        image = ops.full((*target_size, channels) if is_last() else ops.unknown(), float32)
        element = image if class_mode is None else (image, _target(image, class_mode, count))
        super().__init__(_arrays(ops.batch(element, batch_size, False)), batch_size, ops.size("images"))
        self.num_classes = count
        self.class_indices = {name: place for place, name in enumerate(classes)} if isinstance(classes, (list, tuple)) else ops.unknown()
        self.classes = self.labels = ops.as_array(ops.full((self.n,), ops.dtype("int32")))
        self.image_shape = (*target_size, channels)
        self.target_size = target_size
        self.filenames = self.filepaths = ops.unknown()


def _target(image, class_mode, count):
    if class_mode == "categorical":
        return ops.cast(ops.one_hot(ops.full((), ops.dtype("int64")), count), float32)
    if class_mode == "sparse":
        return ops.randint(0, count, (), float32)
    if class_mode == "binary":
        return ops.full((), float32, 0.0, 1.0)
    return image if class_mode == "input" else ops.unknown()


def _arrays(batch):
    if isinstance(batch, tuple):
        return tuple([_arrays(part) for part in batch])
    return ops.as_array(batch) if ops.is_tensor(batch) else batch


class ImageDataGenerator:
    def __init__(
        self, featurewise_center=False, samplewise_center=False, featurewise_std_normalization=False, samplewise_std_normalization=False,
        zca_whitening=False, zca_epsilon=1e-06, rotation_range=0, width_shift_range=0.0, height_shift_range=0.0, brightness_range=None,
        shear_range=0.0, zoom_range=0.0, channel_shift_range=0.0, fill_mode="nearest", cval=0.0, horizontal_flip=False, vertical_flip=False,
        rescale=None, preprocessing_function=None, data_format=None, validation_split=0.0, interpolation_order=1, dtype=None,
    ):
        self.rescale = rescale
        self.validation_split = validation_split

    def fit(self, x, augment=False, rounds=1, seed=None):
        return None

    def flow(
        self, x, y=None, batch_size=32, shuffle=True, sample_weight=None, seed=None, save_to_dir=None, save_prefix="", save_format="png",
        ignore_class_split=False, subset=None,
    ):
        """Images of the same size, with their labels. A part of them may have fewer."""
        if not ops.is_tensor(x):
            return Iterator(ops.unknown(), batch_size, ops.size("images"))
        ops.require_rank(x, [4])
        image = ops.cast(ops.index(x, ops.size("index")), float32)
        if y is not None and ops.is_tensor(y):
            ops.require_equal(y.shape[0], x.shape[0])
        element = image if y is None else (image, ops.index(y, ops.size("index")) if ops.is_tensor(y) else ops.unknown())
        count = x.shape[0] if subset is None else ops.size("images")
        return Iterator(_arrays(ops.batch(element, batch_size, count % batch_size == 0)), batch_size, count)

    def flow_from_directory(
        self, directory, target_size=(256, 256), color_mode="rgb", classes=None, class_mode="categorical", batch_size=32, shuffle=True,
        seed=None, save_to_dir=None, save_prefix="", save_format="png", follow_links=False, subset=None, interpolation="nearest",
        keep_aspect_ratio=False,
    ):
        ops.note_call()
        return DirectoryIterator(target_size, _channels.get(color_mode, ops.unknown()), classes, class_mode, batch_size)

    def flow_from_dataframe(
        self, dataframe, directory=None, x_col="filename", y_col="class", weight_col=None, target_size=(256, 256), color_mode="rgb",
        classes=None, class_mode="categorical", batch_size=32, shuffle=True, seed=None, save_to_dir=None, save_prefix="", save_format="png",
        subset=None, interpolation="nearest", validate_filenames=True, **kwargs,
    ):
        ops.note_call()
        return DirectoryIterator(target_size, _channels.get(color_mode, ops.unknown()), classes, class_mode, batch_size)

    def random_transform(self, x, seed=None):
        return x

    apply_transform = standardize = random_transform


def random_rotation(x, *args, **kwargs):
    return x


random_shift = random_shear = random_zoom = random_brightness = random_channel_shift = random_rotation
apply_affine_transform = apply_brightness_shift = apply_channel_shift = random_rotation


def smart_resize(x, size, interpolation="bilinear", data_format="channels_last", backend_module=None):
    return ops.full((*x.shape[:-3], size[0], size[1], x.shape[-1]), float32)
