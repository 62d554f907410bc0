"""Image transforms as objects, which composing and datasets work with."""
from shapeline import ops
from torch import nn
from torchvision.transforms import functional as F
from torchvision.transforms.functional import InterpolationMode

__all__ = [
    "Compose", "ToTensor", "PILToTensor", "ConvertImageDtype", "ToPILImage", "Normalize", "Resize", "CenterCrop", "Pad",
    "Lambda", "RandomApply", "RandomChoice", "RandomOrder", "RandomCrop", "RandomHorizontalFlip", "RandomVerticalFlip",
    "RandomResizedCrop", "FiveCrop", "TenCrop", "LinearTransformation", "ColorJitter", "RandomRotation", "RandomAffine",
    "Grayscale", "RandomGrayscale", "RandomPerspective", "RandomErasing", "GaussianBlur", "InterpolationMode",
    "RandomInvert", "RandomPosterize", "RandomSolarize", "RandomAdjustSharpness", "RandomAutocontrast",
    "RandomEqualize", "ElasticTransform",
]

__public__ = "torchvision.transforms"

_bilinear = InterpolationMode.BILINEAR
_nearest = InterpolationMode.NEAREST


class Compose:
    def __init__(self, transforms):
        self.transforms = transforms

    def __call__(self, img):
        for transform in self.transforms:
            img = transform(img)
        return img


class Lambda:
    def __init__(self, lambd):
        self.lambd = lambd

    def __call__(self, img):
        return self.lambd(img)


class ToTensor:
    def __call__(self, pic):
        return F.to_tensor(pic)


class PILToTensor:
    def __call__(self, pic):
        return F.pil_to_tensor(pic)


class ToPILImage:
    def __init__(self, mode=None):
        self.mode = mode

    def __call__(self, pic):
        return F.to_pil_image(pic, self.mode)


class ConvertImageDtype(nn.Module):
    def __init__(self, dtype):
        super().__init__()
        self.dtype = dtype

    def forward(self, image):
        return F.convert_image_dtype(image, self.dtype)


class Normalize(nn.Module):
    def __init__(self, mean, std, inplace=False):
        super().__init__()
        self.mean = mean
        self.std = std
        self.inplace = inplace

    def forward(self, tensor):
        return F.normalize(tensor, self.mean, self.std, self.inplace)


# Sizes.
class Resize(nn.Module):
    def __init__(self, size, interpolation=_bilinear, max_size=None, antialias=True):
        super().__init__()
        self.size = size
        self.max_size = max_size
        self.interpolation = interpolation

    def forward(self, img):
        return F.resize(img, self.size, self.interpolation, self.max_size)


class _Crop(nn.Module):
    def forward(self, img):
        return F.center_crop(img, self.size)


class CenterCrop(_Crop):
    def __init__(self, size):
        super().__init__()
        self.size = F._pair(size)


class RandomCrop(_Crop):
    def __init__(self, size, padding=None, pad_if_needed=False, fill=0, padding_mode="constant"):
        super().__init__()
        self.size = F._pair(size)
        self.padding = padding
        self.pad_if_needed = pad_if_needed

    def forward(self, img):
        padded = img if self.padding is None else F.pad(img, self.padding)
        if not self.pad_if_needed:
            F.holds(padded, self.size)
        return F.center_crop(padded, self.size)


class RandomResizedCrop(_Crop):
    def __init__(self, size, scale=(0.08, 1.0), ratio=(0.75, 1.3333333333333333), interpolation=_bilinear, antialias=True):
        super().__init__()
        self.size = F._pair(size)
        self.scale = scale
        self.ratio = ratio
        self.interpolation = interpolation


class FiveCrop(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.size = F._pair(size)

    def forward(self, img):
        return F.five_crop(img, self.size)


class TenCrop(nn.Module):
    def __init__(self, size, vertical_flip=False):
        super().__init__()
        self.size = F._pair(size)

    def forward(self, img):
        return F.ten_crop(img, self.size)


class Pad(nn.Module):
    def __init__(self, padding, fill=0, padding_mode="constant"):
        super().__init__()
        self.padding = padding
        self.fill = fill
        self.padding_mode = padding_mode

    def forward(self, img):
        return F.pad(img, self.padding)


class RandomRotation(nn.Module):
    def __init__(self, degrees, interpolation=_nearest, expand=False, center=None, fill=0):
        super().__init__()
        self.degrees = degrees
        self.expand = expand

    def forward(self, img):
        return F.rotate(img, 0, expand=self.expand)


class Grayscale(nn.Module):
    def __init__(self, num_output_channels=1):
        super().__init__()
        self.num_output_channels = num_output_channels

    def forward(self, img):
        return F.rgb_to_grayscale(img, self.num_output_channels)


# Transforms of transforms. A random one may or may not be applied.
class RandomApply(nn.Module):
    def __init__(self, transforms, p=0.5):
        super().__init__()
        self.transforms = transforms
        self.p = p

    def forward(self, img):
        changed = img
        for transform in self.transforms:
            changed = transform(changed)
        return ops.either([img, changed])


class RandomTransforms:
    def __init__(self, transforms):
        self.transforms = transforms


class RandomChoice(RandomTransforms):
    def __init__(self, transforms, p=None):
        super().__init__(transforms)
        self.p = p

    def __call__(self, *args):
        return ops.either([transform(*args) for transform in self.transforms])


class RandomOrder(RandomTransforms):
    def __call__(self, img):
        for transform in self.transforms:
            img = transform(img)
        return img


# What keeps the shape.
class _SameShape(nn.Module):
    def __init__(self, *args, **kwargs):
        super().__init__()

    def forward(self, img):
        return img


class ColorJitter(_SameShape):
    pass


class ElasticTransform(_SameShape):
    pass


class GaussianBlur(_SameShape):
    pass


class LinearTransformation(_SameShape):
    pass


class RandomAdjustSharpness(_SameShape):
    pass


class RandomAffine(_SameShape):
    pass


class RandomAutocontrast(_SameShape):
    pass


class RandomEqualize(_SameShape):
    pass


class RandomErasing(_SameShape):
    pass


class RandomGrayscale(_SameShape):
    pass


class RandomHorizontalFlip(_SameShape):
    pass


class RandomInvert(_SameShape):
    pass


class RandomPerspective(_SameShape):
    pass


class RandomPosterize(_SameShape):
    pass


class RandomSolarize(_SameShape):
    pass


class RandomVerticalFlip(_SameShape):
    pass


class AugMix(_SameShape):
    pass


class AutoAugment(_SameShape):
    pass


class RandAugment(_SameShape):
    pass


class TrivialAugmentWide(_SameShape):
    pass


class AutoAugmentPolicy:
    IMAGENET = "imagenet"
    CIFAR10 = "cifar10"
    SVHN = "svhn"
