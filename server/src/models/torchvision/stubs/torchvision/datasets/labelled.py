"""Images of one class each. A dataset says how large its images are, how many classes there are and how long its splits are."""
from PIL.Image import Image
from shapeline import ops
from torchvision.datasets.vision import VisionDataset

__public__ = "torchvision.datasets"


class Labelled(VisionDataset):
    # None where images differ.
    height = None
    width = None
    channels = 3
    # None where the number is not known.
    count = None
    lengths = {}

    def _begin(self, root, split, transform, target_transform):
        VisionDataset.__init__(self, root, None, transform, target_transform)
        self.split = split
        self._length = self.lengths.get(split, ops.size("samples"))
        self.classes = list(ops.many(ops.unknown())) if self.count is None else [ops.unknown()] * self.count
        self.class_to_idx = ops.unknown()

    def _label(self):
        return ops.size("label") if self.count is None else ops.class_index(self.count)

    def _picture(self):
        height = ops.size("height") if self.height is None else self.height
        width = ops.size("width") if self.width is None else self.width
        return Image(height, width, ops.size("channels") if self.channels is None else self.channels)

    def __getitem__(self, index):
        return self._sample(self._picture(), self._label())

    def __len__(self):
        return self._length


class _Split(Labelled):
    """Those that are made from a root, the name of a split, and transforms."""

    def __init__(self, root, split="train", transform=None, target_transform=None, download=False, loader=None):
        self._begin(root, split, transform, target_transform)
        self.loader = loader

    def __getitem__(self, index):
        picture = self._picture() if self.loader is None else self.loader(ops.unknown())
        return self._sample(picture, self._label())


class Flowers102(_Split):
    count = 102
    lengths = {"train": 1020, "val": 1020, "test": 6149}


class Food101(_Split):
    count = 101
    lengths = {"train": 75750, "test": 25250}


class StanfordCars(_Split):
    count = 196
    lengths = {"train": 8144, "test": 8041}


class GTSRB(_Split):
    count = 43
    lengths = {"train": 26640, "test": 12630}


class Country211(_Split):
    count = 211
    lengths = {"train": 31650, "valid": 10550, "test": 21100}


class PCAM(_Split):
    height = width = 96
    count = 2
    lengths = {"train": 262144, "val": 32768, "test": 32768}


class RenderedSST2(_Split):
    height = width = 448
    count = 2
    lengths = {"train": 6920, "val": 872, "test": 1821}


class CLEVRClassification(_Split):
    """The label is the number of objects."""

    lengths = {"train": 70000, "val": 15000, "test": 15000}


class FER2013(_Split):
    height = width = 48
    channels = 1
    count = 7
    lengths = {"train": 28709, "test": 7178}


class SVHN(_Split):
    height = width = 32
    count = 10
    lengths = {"train": 73257, "test": 26032, "extra": 531131}

    def __init__(self, root, split="train", transform=None, target_transform=None, download=False):
        super().__init__(root, split, transform, target_transform)
        self.data = ops.as_array(ops.full((self._length, 3, 32, 32), ops.dtype("uint8")))
        self.labels = ops.as_array(ops.randint(0, 10, (self._length,)))


class DTD(Labelled):
    count = 47
    lengths = {"train": 1880, "val": 1880, "test": 1880}

    def __init__(self, root, split="train", partition=1, transform=None, target_transform=None, download=False, loader=None):
        self._begin(root, split, transform, target_transform)


class STL10(Labelled):
    """Unlabelled images have the label -1."""

    height = width = 96
    lengths = {"train": 5000, "test": 8000, "unlabeled": 100000, "train+unlabeled": 105000}

    def __init__(self, root, split="train", folds=None, transform=None, target_transform=None, download=False):
        self._begin(root, split, transform, target_transform)
        self._length = self._length if folds is None else ops.size("samples")
        self.classes = [ops.unknown()] * 10
        self.data = ops.as_array(ops.full((self._length, 3, 96, 96), ops.dtype("uint8")))

    def _label(self):
        return ops.class_index(10) if self.split in ("train", "test") else ops.size("label")


class USPS(Labelled):
    height = width = 16
    channels = 1
    count = 10
    lengths = {True: 7291, False: 2007}

    def __init__(self, root, train=True, transform=None, target_transform=None, download=False):
        self._begin(root, train, transform, target_transform)


class SEMEION(Labelled):
    height = width = 16
    channels = 1
    count = 10
    lengths = {None: 1593}

    def __init__(self, root, transform=None, target_transform=None, download=True):
        self._begin(root, None, transform, target_transform)


class Omniglot(Labelled):
    height = width = 105
    channels = 1
    lengths = {True: 19280, False: 13180}

    def __init__(self, root, background=True, transform=None, target_transform=None, download=False, loader=None):
        self._begin(root, background, transform, target_transform)
        self.background = background

    def _label(self):
        return ops.class_index(964 if self.background else 659)


class SUN397(Labelled):
    count = 397
    lengths = {None: 108754}

    def __init__(self, root, transform=None, target_transform=None, download=False, loader=None):
        self._begin(root, None, transform, target_transform)


class Caltech256(Labelled):
    """Some images are grey. The 257th class is clutter."""

    channels = None
    count = 257
    lengths = {None: 30607}

    def __init__(self, root, transform=None, target_transform=None, download=False):
        self._begin(root, None, transform, target_transform)
        self.categories = self.classes


class Caltech101(Labelled):
    channels = None
    count = 101
    lengths = {None: 8677}

    def __init__(self, root, target_type="category", transform=None, target_transform=None, download=False):
        self._begin(root, None, transform, target_transform)
        self.target_type = target_type
        self.categories = self.classes

    def __getitem__(self, index):
        plain = self.target_type == "category" or self.target_type == ["category"]
        return self._sample(self._picture(), self._label() if plain else ops.unknown())


class FGVCAircraft(Labelled):
    lengths = {"trainval": 6667, "train": 3334, "val": 3333, "test": 3333}

    def __init__(self, root, split="trainval", annotation_level="variant", transform=None, target_transform=None, download=False, loader=None):
        self.count = {"variant": 100, "family": 70}.get(annotation_level)
        self._begin(root, split, transform, target_transform)


class OxfordIIITPet(Labelled):
    """Several kinds of target come as a tuple."""

    count = 37
    lengths = {"trainval": 3680, "test": 3669}

    def __init__(self, root, split="trainval", target_types="category", transforms=None, transform=None, target_transform=None, download=False):
        self._begin(root, split, transform, target_transform)
        self.transforms = transforms
        self._target_types = [target_types] if isinstance(target_types, str) else target_types

    def __getitem__(self, index):
        picture = self._picture()
        targets = []
        for kind in self._target_types:
            if kind == "segmentation":
                targets.append(Image(picture.height, picture.width, 1))
            else:
                targets.append(ops.class_index(37) if kind == "category" else ops.class_index(2))
        return self._sample(picture, targets[0] if len(targets) == 1 else tuple(targets))


class Places365(Labelled):
    count = 365
    lengths = {"train-standard": 1803460, "train-challenge": 8026628, "val": 36500}

    def __init__(self, root, split="train-standard", small=False, download=False, transform=None, target_transform=None, loader=None):
        self._begin(root, split, transform, target_transform)
        if small:
            self.height = self.width = 256


class Imagenette(Labelled):
    count = 10
    lengths = {"train": 9469, "val": 3925}

    def __init__(self, root, split="train", size="full", download=False, transform=None, target_transform=None, loader=None):
        self._begin(root, split, transform, target_transform)


class FakeData(Labelled):
    def __init__(self, size=1000, image_size=(3, 224, 224), num_classes=10, transform=None, target_transform=None, random_offset=0):
        self.num_classes = self.count = num_classes
        self._begin(None, None, transform, target_transform)
        self.size = self._length = size
        self.image_size = image_size
        self.channels, self.height, self.width = image_size


class LFWPeople(Labelled):
    height = width = 250
    lengths = {"10fold": 13233, "train": 9525, "test": 3708}

    def __init__(self, root, split="10fold", image_set="funneled", transform=None, target_transform=None, download=False, loader=None):
        self._begin(root, split, transform, target_transform)


class LFWPairs(Labelled):
    """Two faces, and whether they are of the same person."""

    height = width = 250

    def __init__(self, root, split="10fold", image_set="funneled", transform=None, target_transform=None, download=False, loader=None):
        self._begin(root, split, transform, target_transform)

    def __getitem__(self, index):
        image, target = self._sample(self._picture(), ops.class_index(2))
        return (image, image, target)


class INaturalist(Labelled):
    def __init__(self, root, version="2021_train", target_type="full", transform=None, target_transform=None, download=False, loader=None):
        self._begin(root, version, transform, target_transform)
