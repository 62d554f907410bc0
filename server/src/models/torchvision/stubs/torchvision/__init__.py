"""torchvision: models, transforms, datasets and operators for vision."""
from torchvision import datasets, io, models, ops, transforms, utils

__version__ = "0.29.2"


def get_image_backend():
    return "PIL"


def set_image_backend(backend):
    return None


def get_video_backend():
    return "pyav"


def set_video_backend(backend):
    return None
