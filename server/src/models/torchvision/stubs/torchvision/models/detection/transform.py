"""What detectors do to images first: normalise, resize, pad into one batch."""
from torch import nn
from torchvision.models.detection._shared import batched
from torchvision.models.detection.image_list import ImageList


class GeneralizedRCNNTransform(nn.Module):
    def __init__(self, min_size, max_size, image_mean, image_std, size_divisible=32, fixed_size=None, **kwargs):
        super().__init__()
        self.min_size = tuple(min_size) if isinstance(min_size, (list, tuple)) else (min_size,)
        self.max_size = max_size
        self.image_mean = image_mean
        self.image_std = image_std
        self.size_divisible = size_divisible
        self.fixed_size = fixed_size

    def forward(self, images, targets=None):
        return ImageList(batched(images), [tuple(image.shape[-2:]) for image in images]), targets


def imagenet_transform(min_size, max_size, image_mean, image_std, **kwargs):
    mean = [0.485, 0.456, 0.406] if image_mean is None else image_mean
    std = [0.229, 0.224, 0.225] if image_std is None else image_std
    return GeneralizedRCNNTransform(min_size, max_size, mean, std, **kwargs)
