"""Images in folders, one folder a class: nothing is known of their number and sizes. And ImageNet and others kept so."""
from shapeline import ops
from torchvision.datasets.labelled import Labelled

__public__ = "torchvision.datasets"

IMG_EXTENSIONS = (".jpg", ".jpeg", ".png", ".ppm", ".bmp", ".pgm", ".tif", ".tiff", ".webp")


def default_loader(path):
    from PIL.Image import unknown_image

    return unknown_image(3)


pil_loader = accimage_loader = default_loader


def has_file_allowed_extension(filename, extensions):
    return ops.unknown()


def is_image_file(filename):
    return ops.unknown()


def find_classes(directory):
    return list(ops.many(ops.unknown())), ops.unknown()


class DatasetFolder(Labelled):
    def __init__(self, root, loader, extensions=None, transform=None, target_transform=None, is_valid_file=None, allow_empty=False):
        self._begin(root, None, transform, target_transform)
        self.loader = loader
        self.extensions = extensions
        self.samples = list(ops.many((ops.unknown(), self._label())))
        self.targets = list(ops.many(self._label()))

    def _picture(self):
        return self.loader(ops.unknown())

    def find_classes(self, directory):
        return find_classes(directory)


class ImageFolder(DatasetFolder):
    def __init__(self, root, transform=None, target_transform=None, loader=default_loader, is_valid_file=None, allow_empty=False):
        super().__init__(root, loader, None, transform, target_transform)
        self.imgs = self.samples


class ImageNet(ImageFolder):
    count = 1000
    lengths = {"train": 1281167, "val": 50000}

    def __init__(self, root, split="train", transform=None, target_transform=None, loader=default_loader, is_valid_file=None):
        super().__init__(root, transform, target_transform, loader)
        self.split = split
        self._length = self.lengths.get(split, ops.size("samples"))


class EuroSAT(ImageFolder):
    height = width = 64
    count = 10
    lengths = {None: 27000}

    def __init__(self, root, transform=None, target_transform=None, download=False, loader=None):
        super().__init__(root, transform, target_transform, loader)

    def _picture(self):
        return Labelled._picture(self) if self.loader is None else self.loader(ops.unknown())
