"""Images with more than a class: boxes, masks, captions, attributes; and pairs of images."""
from PIL.Image import Image, unknown_image
from shapeline import ops
from torchvision.datasets.labelled import Labelled
from torchvision.datasets.vision import VisionDataset

__public__ = "torchvision.datasets"


class CelebA(Labelled):
    """Forty attributes as a tensor of zeros and ones; several kinds of target come as a tuple."""

    height = 218
    width = 178
    lengths = {"train": 162770, "valid": 19867, "test": 19962, "all": 202599}

    def __init__(self, root, split="train", target_type="attr", transform=None, target_transform=None, download=False):
        self._begin(root, split, transform, target_transform)
        self.target_type = target_type if isinstance(target_type, list) else [target_type]
        self.attr = ops.full((self._length, 40), ops.dtype("int64"))
        self.identity = ops.full((self._length, 1), ops.dtype("int64"))
        self.bbox = ops.full((self._length, 4), ops.dtype("int64"))
        self.landmarks_align = ops.full((self._length, 10), ops.dtype("int64"))

    def __getitem__(self, index):
        kinds = {"attr": (40,), "identity": (), "bbox": (4,), "landmarks": (10,)}
        targets = [ops.full(kinds[kind], ops.dtype("int64")) for kind in self.target_type]
        if len(targets) == 0:
            return (self._image(self._picture()), None)
        return self._sample(self._picture(), targets[0] if len(targets) == 1 else tuple(targets))


class CocoDetection(VisionDataset):
    def __init__(self, root, annFile, transform=None, target_transform=None, transforms=None):
        super().__init__(root, transforms, transform, target_transform)
        self.coco = ops.unknown()
        self.ids = list(ops.many(ops.unknown()))

    def __getitem__(self, index):
        return self._sample(unknown_image(3), list(ops.many(ops.unknown())))


class CocoCaptions(CocoDetection):
    pass


class _Described(VisionDataset):
    """An image, and a target that nothing is known of."""

    def __init__(self, root, *args, transform=None, target_transform=None, transforms=None, **kwargs):
        super().__init__(root, transforms, transform, target_transform)

    def __getitem__(self, index):
        return self._sample(unknown_image(3), ops.unknown())


class VOCDetection(VisionDataset):
    def __init__(self, root, year="2012", image_set="train", download=False, transform=None, target_transform=None, transforms=None):
        super().__init__(root, transforms, transform, target_transform)

    def __getitem__(self, index):
        return self._sample(unknown_image(3), ops.unknown())


class VOCSegmentation(VOCDetection):
    def __getitem__(self, index):
        picture = unknown_image(3)
        return self._sample(picture, Image(picture.height, picture.width, 1))


class Cityscapes(VisionDataset):
    def __init__(self, root, split="train", mode="fine", target_type="instance", transform=None, target_transform=None, transforms=None):
        super().__init__(root, transforms, transform, target_transform)
        self.target_type = [target_type] if isinstance(target_type, str) else target_type

    def __getitem__(self, index):
        channels = {"instance": 1, "semantic": 1, "color": 4}
        targets = [Image(1024, 2048, channels[kind]) if kind in channels else ops.unknown() for kind in self.target_type]
        return self._sample(Image(1024, 2048, 3), targets[0] if len(targets) == 1 else tuple(targets))


class SBDataset(_Described):
    pass


class Kitti(_Described):
    pass


class WIDERFace(_Described):
    pass


class SBU(_Described):
    pass


class Flickr8k(_Described):
    pass


class Flickr30k(_Described):
    pass


class LSUN(_Described):
    pass


class LSUNClass(_Described):
    pass


class _Unknown(VisionDataset):
    """Flow fields, stereo pairs, patches."""

    def __init__(self, root, *args, transform=None, transforms=None, **kwargs):
        super().__init__(root, transforms, transform)


class PhotoTour(_Unknown):
    pass


class KittiFlow(_Unknown):
    pass


class Sintel(_Unknown):
    pass


class FlyingChairs(_Unknown):
    pass


class FlyingThings3D(_Unknown):
    pass


class HD1K(_Unknown):
    pass


class _Videos(VisionDataset):
    """(video, audio, class); a video has `frames_per_clip` frames, with channels first or last."""

    def _clip(self, label):
        sizes = (ops.size("height"), ops.size("width"))
        video = (self.frames, *sizes, 3) if self.output_format == "THWC" else (self.frames, 3, *sizes)
        audio = ops.full((ops.size("channels"), ops.size("points")), ops.dtype("float32"))
        return (self._image(ops.full(video, ops.dtype("uint8"))), audio, label)


class Kinetics(_Videos):
    def __init__(self, root, frames_per_clip, num_classes="400", split="train", frame_rate=None, step_between_clips=1, transform=None, extensions=("avi", "mp4"), download=False, num_download_workers=1, num_workers=1, output_format="TCHW", **kwargs):
        super().__init__(root, None, transform)
        self.frames = frames_per_clip
        self.output_format = output_format

    def __getitem__(self, idx):
        return self._clip(ops.size("label"))


class UCF101(_Videos):
    count = 101

    def __init__(self, root, annotation_path, frames_per_clip, step_between_clips=1, frame_rate=None, fold=1, train=True, transform=None, output_format="THWC", **kwargs):
        super().__init__(root, None, transform)
        self.frames = frames_per_clip
        self.output_format = output_format

    def __getitem__(self, idx):
        return self._clip(ops.class_index(self.count))


class HMDB51(UCF101):
    count = 51
