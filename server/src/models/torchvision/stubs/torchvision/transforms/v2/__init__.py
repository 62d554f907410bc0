"""Transforms, second version: they take an image and whatever goes with it.

Only the image, the first argument, is followed. Numbers and text come back as they are; boxes and masks are not known.
"""
from numpy import ndarray
from PIL.Image import Image
from shapeline import ops
from torch import nn
from torchvision.transforms import transforms as _first
from torchvision.transforms.functional import InterpolationMode
from torchvision.transforms.transforms import AutoAugmentPolicy
from torchvision.transforms.v2 import functional

__all__ = [
    "AugMix", "AutoAugment", "AutoAugmentPolicy", "CenterCrop", "ClampBoundingBoxes", "ClampKeyPoints", "ColorJitter", "Compose",
    "ConvertBoundingBoxFormat", "ConvertImageDtype", "CutMix", "ElasticTransform", "FiveCrop", "GaussianBlur", "GaussianNoise",
    "Grayscale", "Identity", "InterpolationMode", "JPEG", "Lambda", "LinearTransformation", "MixUp", "Normalize", "PILToTensor", "Pad",
    "RGB", "RandAugment", "RandomAdjustSharpness", "RandomAffine", "RandomApply", "RandomAutocontrast", "RandomChannelPermutation",
    "RandomChoice", "RandomCrop", "RandomEqualize", "RandomErasing", "RandomGrayscale", "RandomHorizontalFlip", "RandomInvert",
    "RandomIoUCrop", "RandomOrder", "RandomPerspective", "RandomPhotometricDistort", "RandomPosterize", "RandomResize",
    "RandomResizedCrop", "RandomRotation", "RandomShortestSize", "RandomSolarize", "RandomVerticalFlip", "RandomZoomOut", "Resize",
    "SanitizeBoundingBoxes", "SanitizeKeyPoints", "ScaleJitter", "SetClampingMode", "TenCrop", "ToDtype", "ToImage", "ToPILImage", "ToPureTensor", "ToTensor", "Transform",
    "TrivialAugmentWide", "UniformTemporalSubsample", "functional",
]


def _beside(inpt):
    """What comes with an image."""
    return inpt if isinstance(inpt, (int, float, str)) else ops.unknown()


class Transform(nn.Module):
    """One that users derive from has `transform`, which is called on each input."""

    def __init__(self, *args, **kwargs):
        super().__init__()

    def transform(self, inpt, params):
        return inpt

    def make_params(self, flat_inputs):
        return {}

    def forward(self, *inputs):
        image = inputs[0]
        if isinstance(image, (tuple, list)):
            return (self.transform(image[0], {}), *[_beside(inpt) for inpt in image[1:]])
        if isinstance(image, dict):
            return {name: ops.unknown() for name in image}
        changed = self.transform(image, {})
        return changed if len(inputs) == 1 else (changed, *[_beside(inpt) for inpt in inputs[1:]])


def _second(first):
    """A transform of the first version, which takes more than an image."""

    class Second(Transform):
        def __init__(self, *args, **kwargs):
            super().__init__()
            self.first = first(*args, **kwargs)

        def transform(self, inpt, params):
            return self.first(inpt)

    return Second


CenterCrop = _second(_first.CenterCrop)
FiveCrop = _second(_first.FiveCrop)
Grayscale = _second(_first.Grayscale)
Pad = _second(_first.Pad)
RandomCrop = _second(_first.RandomCrop)
RandomResizedCrop = _second(_first.RandomResizedCrop)
RandomRotation = _second(_first.RandomRotation)
TenCrop = _second(_first.TenCrop)


class Lambda(Transform):
    def __init__(self, lambd, *types):
        super().__init__()
        self.lambd = lambd

    def transform(self, inpt, params):
        return self.lambd(inpt)


class Resize(Transform):
    def __init__(self, size, interpolation=InterpolationMode.BILINEAR, max_size=None, antialias=True):
        super().__init__()
        self.size = size
        self.max_size = max_size

    def transform(self, inpt, params):
        return functional.resize(inpt, self.size, max_size=self.max_size)


class Normalize(Transform):
    """Here one channel and several means make several channels."""

    def __init__(self, mean, std, inplace=False):
        super().__init__()
        self.mean = mean
        self.std = std

    def transform(self, inpt, params):
        if not isinstance(inpt, Image) and inpt.shape[-3] == 1:
            return functional.grayscale_to_rgb(inpt) if len(self.mean) == 3 else inpt
        return functional.normalize(inpt, self.mean, self.std)


class ConvertImageDtype(Transform):
    def __init__(self, dtype=None):
        super().__init__()
        self.dtype = dtype

    def transform(self, inpt, params):
        return functional.to_dtype(inpt, self.dtype)


class ToTensor(Transform):
    """Tensors stay what they are."""

    def transform(self, inpt, params):
        return inpt if ops.is_tensor(inpt) and not isinstance(inpt, ndarray) else functional.to_tensor(inpt)


class PILToTensor(Transform):
    def transform(self, inpt, params):
        return inpt if ops.is_tensor(inpt) else functional.pil_to_tensor(inpt)


class ToPILImage(Transform):
    def __init__(self, mode=None):
        super().__init__()
        self.mode = mode

    def transform(self, inpt, params):
        return inpt if isinstance(inpt, Image) else functional.to_pil_image(inpt)


class RGB(Transform):
    def transform(self, inpt, params):
        return functional.grayscale_to_rgb(inpt)


class ToImage(Transform):
    def transform(self, inpt, params):
        return functional.to_image(inpt)


class ToDtype(Transform):
    def __init__(self, dtype, scale=False):
        super().__init__()
        self.dtype = dtype
        self.scale = scale

    def transform(self, inpt, params):
        return functional.to_dtype(inpt, self.dtype) if ops.is_dtype(self.dtype) else ops.unknown()


class UniformTemporalSubsample(Transform):
    def __init__(self, num_samples):
        super().__init__()
        self.num_samples = num_samples

    def transform(self, inpt, params):
        return functional.uniform_temporal_subsample(inpt, self.num_samples)


class _AnySize(Transform):
    """The size that comes out is drawn at random."""

    def transform(self, inpt, params):
        return functional.crop(inpt, 0, 0, ops.size("height"), ops.size("width"))


class RandomIoUCrop(_AnySize):
    pass


class RandomResize(_AnySize):
    pass


class RandomShortestSize(_AnySize):
    pass


class RandomZoomOut(_AnySize):
    pass


class ScaleJitter(_AnySize):
    pass


# Transforms of transforms.
class Compose(Transform):
    def __init__(self, transforms):
        super().__init__()
        self.transforms = transforms

    def forward(self, *inputs):
        for transform in self.transforms:
            inputs = (transform(*inputs),) if len(inputs) == 1 else transform(*inputs)
        return inputs[0] if len(inputs) == 1 else inputs


class RandomOrder(Compose):
    pass


class RandomChoice(Compose):
    def __init__(self, transforms, p=None):
        super().__init__(transforms)
        self.p = p

    def forward(self, *inputs):
        return ops.either([transform(*inputs) for transform in self.transforms])


class RandomApply(Compose):
    def __init__(self, transforms, p=0.5):
        super().__init__(transforms)
        self.p = p

    def forward(self, *inputs):
        return ops.either([inputs[0] if len(inputs) == 1 else inputs, Compose.forward(self, *inputs)])


class _Mixed(Transform):
    """Two images in one: their labels become shares of all classes."""

    def __init__(self, *, alpha=1.0, num_classes=None, labels_getter="default"):
        super().__init__()
        self.num_classes = num_classes

    def forward(self, images, labels):
        if self.num_classes is None:
            return images, labels
        return images, ops.full((labels.shape[0], self.num_classes), ops.dtype("float32"))


class CutMix(_Mixed):
    pass


class MixUp(_Mixed):
    pass


# What keeps the shape.
class AugMix(Transform):
    pass


class AutoAugment(Transform):
    pass


class ClampBoundingBoxes(Transform):
    pass


class ClampKeyPoints(Transform):
    pass


class ColorJitter(Transform):
    pass


class ConvertBoundingBoxFormat(Transform):
    pass


class ElasticTransform(Transform):
    pass


class GaussianBlur(Transform):
    pass


class GaussianNoise(Transform):
    pass


class Identity(Transform):
    pass


class JPEG(Transform):
    pass


class LinearTransformation(Transform):
    pass


class RandAugment(Transform):
    pass


class RandomAdjustSharpness(Transform):
    pass


class RandomAffine(Transform):
    pass


class RandomAutocontrast(Transform):
    pass


class RandomChannelPermutation(Transform):
    pass


class RandomEqualize(Transform):
    pass


class RandomErasing(Transform):
    pass


class RandomGrayscale(Transform):
    pass


class RandomHorizontalFlip(Transform):
    pass


class RandomInvert(Transform):
    pass


class RandomPerspective(Transform):
    pass


class RandomPhotometricDistort(Transform):
    pass


class RandomPosterize(Transform):
    pass


class RandomSolarize(Transform):
    pass


class RandomVerticalFlip(Transform):
    pass


class SanitizeBoundingBoxes(Transform):
    pass


class SanitizeKeyPoints(Transform):
    pass


class SetClampingMode(Transform):
    pass


class ToPureTensor(Transform):
    pass


class TrivialAugmentWide(Transform):
    pass
