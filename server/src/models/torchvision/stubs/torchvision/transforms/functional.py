"""Image transforms as functions, on Pillow images and on tensors whose last axes are channels, height and width.

An image that nothing is known of is taken for a Pillow image of unknown size.
"""
from numpy import ndarray
from PIL.Image import Image, presumed_image
from shapeline import ops


class InterpolationMode:
    NEAREST = "nearest"
    NEAREST_EXACT = "nearest-exact"
    BILINEAR = "bilinear"
    BICUBIC = "bicubic"
    BOX = "box"
    HAMMING = "hamming"
    LANCZOS = "lanczos"


def _image(img):
    return presumed_image() if ops.is_unknown(img) else img


def _sized(img, height, width):
    """The image with another height and width."""
    if isinstance(img, Image):
        return img.changed(height, width, img.channels)
    return ops.full((*img.shape[:-2], height, width), img.dtype)


def _with_channels(img, channels):
    if isinstance(img, Image):
        return img.changed(img.height, img.width, channels)
    return ops.full((*img.shape[:-3], channels, *img.shape[-2:]), img.dtype)


def _pair(size):
    """(height, width) of a size that is one number or two."""
    if isinstance(size, (tuple, list)):
        return (size[0], size[-1])
    return (size, size)


# Sizes.
def get_dimensions(img):
    img = _image(img)
    if isinstance(img, Image):
        return [img.channels, img.height, img.width]
    return list(img.shape[-3:]) if len(img.shape) > 2 else [1, *img.shape]


def get_image_size(img):
    channels, height, width = get_dimensions(img)
    return [width, height]


def get_size(img):
    channels, height, width = get_dimensions(img)
    return [height, width]


def get_image_num_channels(img):
    return get_dimensions(img)[0]


get_num_channels = get_image_num_channels


# From one representation to another.
def to_tensor(pic):
    """An image as (channels, height, width) in [0, 1]; an array comes with its channels last, and only bytes are scaled."""
    pic = _image(pic)
    if isinstance(pic, Image):
        return ops.full((pic.channels, pic.height, pic.width), ops.dtype("float32"), 0.0, 1.0)
    if ops.is_tensor(pic) and not isinstance(pic, ndarray):
        ops.check_that(False, "pic", "tensor-for-image")
        return pic
    sizes = pic.shape
    shape = (1, sizes[0], sizes[1]) if len(sizes) == 2 else (sizes[2], sizes[0], sizes[1])
    if pic.dtype == ops.dtype("uint8"):
        return ops.full(shape, ops.dtype("float32"), 0.0, 1.0)
    return ops.full(shape, pic.dtype)


def pil_to_tensor(pic):
    pic = _image(pic)
    return ops.full((pic.channels, pic.height, pic.width), ops.dtype("uint8"))


def to_pil_image(pic, mode=None):
    if ops.is_unknown(pic):
        return presumed_image()
    sizes = pic.shape
    if len(sizes) == 2:
        return Image(sizes[0], sizes[1], 1)
    if isinstance(pic, ndarray):
        return Image(sizes[0], sizes[1], sizes[2])
    return Image(sizes[1], sizes[2], sizes[0])


def convert_image_dtype(image, dtype=None):
    return ops.cast(image, ops.dtype("float32") if dtype is None else dtype)


# What changes height and width.
def _resized_output_size(height, width, size, max_size):
    """The shorter edge becomes `size`, unless the longer one would pass `max_size`."""
    if isinstance(size, (tuple, list)):
        if len(size) == 2:
            return (size[0], size[1])
        size = size[0]
    if size is None:
        short, long = max_size, max_size
    if width <= height:
        short, long = size, size * height // width
        if max_size is not None and long > max_size:
            short, long = max_size * short // long, max_size
        return (long, short)
    short, long = size, size * width // height
    if max_size is not None and long > max_size:
        short, long = max_size * short // long, max_size
    return (short, long)


def resize(img, size, interpolation=InterpolationMode.BILINEAR, max_size=None, antialias=True):
    img = _image(img)
    if isinstance(size, (tuple, list)) and len(size) == 2:
        return _sized(img, size[0], size[1])
    channels, height, width = get_dimensions(img)
    new_height, new_width = _resized_output_size(height, width, size, max_size)
    return _sized(img, new_height, new_width)


def crop(img, top, left, height, width):
    return _sized(_image(img), height, width)


def holds(img, size):
    """A crop at a random place, or at the corners, is not larger than the image."""
    channels, height, width = get_dimensions(img)
    ops.require_at_least(height, size[0])
    ops.require_at_least(width, size[1])


def center_crop(img, output_size):
    height, width = _pair(output_size)
    return _sized(_image(img), height, width)


def resized_crop(img, top, left, height, width, size, interpolation=InterpolationMode.BILINEAR, antialias=True):
    return center_crop(img, size)


def pad(img, padding, fill=0, padding_mode="constant"):
    """`padding` is for all sides, for left and top (right and bottom alike), or for the four of them."""
    img = _image(img)
    channels, height, width = get_dimensions(img)
    sides = list(padding) if isinstance(padding, (tuple, list)) else [padding]
    if len(sides) < 4:
        sides = [sides[0], sides[-1], sides[0], sides[-1]]
    return _sized(img, height + sides[1] + sides[3], width + sides[0] + sides[2])


def five_crop(img, size):
    holds(img, _pair(size))
    cropped = center_crop(img, size)
    return (cropped, cropped, cropped, cropped, cropped)


def ten_crop(img, size, vertical_flip=False):
    return five_crop(img, size) + five_crop(img, size)


def rotate(img, angle, interpolation=InterpolationMode.NEAREST, expand=False, center=None, fill=None):
    return _sized(_image(img), ops.size("height"), ops.size("width")) if expand else img


# What changes the channels.
def rgb_to_grayscale(img, num_output_channels=1):
    return _with_channels(_image(img), num_output_channels)


to_grayscale = rgb_to_grayscale


def grayscale_to_rgb(img):
    return _with_channels(_image(img), 3)


# What keeps the shape.
def normalize(tensor, mean, std, inplace=False):
    """One mean and deviation a channel, or one for all."""
    if isinstance(tensor, Image):
        ops.check_that(tensor.presumed, "tensor", "image-for-tensor")
        return ops.unknown()
    for statistic in (mean, std):
        if isinstance(statistic, (tuple, list)) and len(statistic) != 1:
            ops.require_axis_size(tensor, -3, len(statistic), "image")
    return ops.like(tensor, None)


def erase(img, i, j, h, w, v, inplace=False):
    return ops.like(img, None)


def _same(img, *args, **kwargs):
    return img


hflip = vflip = horizontal_flip = vertical_flip = affine = perspective = elastic = elastic_transform = _same
adjust_brightness = adjust_contrast = adjust_gamma = adjust_hue = adjust_saturation = adjust_sharpness = _same
autocontrast = equalize = invert = posterize = solarize = gaussian_blur = gaussian_noise = permute_channels = _same
