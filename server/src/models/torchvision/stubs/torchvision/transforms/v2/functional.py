"""The second version's functions: the first version's, and those of its own."""
from numpy import ndarray
from PIL.Image import Image, unknown_image
from shapeline import ops
from torchvision.transforms.functional import *
from torchvision.transforms.functional import convert_image_dtype, resize


def to_image(inpt):
    """A tensor (channels, height, width). Arrays have their channels last."""
    image = unknown_image() if ops.is_unknown(inpt) else inpt
    if isinstance(image, Image):
        return ops.full((image.channels, image.height, image.width), ops.dtype("uint8"))
    if isinstance(image, ndarray):
        sizes = image.shape
        return ops.full((1, *sizes) if len(sizes) == 2 else (sizes[2], sizes[0], sizes[1]), image.dtype)
    return image


def to_dtype(inpt, dtype=None, scale=False):
    return inpt if isinstance(inpt, Image) else convert_image_dtype(inpt, dtype)


def _same(inpt, *args, **kwargs):
    return inpt


clamp_bounding_boxes = convert_bounding_box_format = jpeg = _same
resize_image = resize


def get_num_frames(inpt):
    return inpt.shape[-4]


def uniform_temporal_subsample(inpt, num_samples):
    return ops.full((*inpt.shape[:-4], num_samples, *inpt.shape[-3:]), inpt.dtype)
