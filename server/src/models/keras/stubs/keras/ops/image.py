"""`keras.ops.image`: images as (height, width, channels) or with a batch; channels stand last unless told otherwise."""
from keras._image_format import is_last
from shapeline import ops
from tensorflow import image as _tf
from tensorflow._core import to_tensor

__public__ = "keras.ops.image"


def resize(images, size, interpolation="bilinear", antialias=False, crop_to_aspect_ratio=False, pad_to_aspect_ratio=False,
           fill_mode="constant", fill_value=0.0, data_format=None):
    return _sized(images, size) if is_last(data_format) else ops.unknown()


def _sized(images, size):
    tensor = to_tensor(images)
    ops.require_rank(tensor, [3, 4])
    sizes = ops.sizes(tensor)
    if ops.is_unknown(sizes) or len(sizes) < 3 or not isinstance(size, (tuple, list)):
        return ops.unknown()
    return ops.full((*sizes[:-3], size[0], size[1], sizes[-1]), ops.unknown())


def _same(images, *args, **kwargs):
    return ops.cast(to_tensor(images), ops.unknown())


affine_transform = perspective_transform = gaussian_blur = elastic_transform = rgb_to_hsv = hsv_to_rgb = scale_and_translate = _same


def rgb_to_grayscale(images, data_format=None):
    tensor = to_tensor(images)
    if not is_last(data_format):
        return ops.unknown()
    return ops.full((*ops.sizes(tensor)[:-1], 1), tensor.dtype)


def extract_patches(images, size, strides=None, dilation_rate=1, padding="valid", data_format=None):
    if not is_last(data_format):
        return ops.unknown()
    height, width = (size, size) if isinstance(size, int) else tuple(size)
    steps = size if strides is None else strides
    down, along = (steps, steps) if isinstance(steps, int) else tuple(steps)
    tensor = to_tensor(images)
    ops.require_rank(tensor, [3, 4])
    batch = tensor if len(tensor.shape) == 4 else ops.unsqueeze(tensor, 0)
    patches = _tf.extract_patches(batch, [1, height, width, 1], [1, down, along, 1], [1, dilation_rate, dilation_rate, 1], padding.upper())
    return patches if len(tensor.shape) == 4 else ops.squeeze(patches, 0)


def crop_images(images, top_cropping=None, left_cropping=None, bottom_cropping=None, right_cropping=None, target_height=None,
                target_width=None, data_format=None):
    if not is_last(data_format) or target_height is None or target_width is None:
        return ops.unknown()
    return _sized(images, (target_height, target_width))


pad_images = crop_images


def map_coordinates(inputs, coordinates, order, fill_mode="constant", fill_value=0):
    parts = to_tensor(coordinates)
    return ops.full(ops.sizes(parts)[1:], ops.unknown())
