"""What all datasets have in common: an image and a target, each through its transform."""
from shapeline import ops
from torch.utils.data import Dataset

__public__ = "torchvision.datasets"


class VisionDataset(Dataset):
    def __init__(self, root=None, transforms=None, transform=None, target_transform=None):
        self.root = root
        self.transforms = transforms
        self.transform = transform
        self.target_transform = target_transform

    def _sample(self, image, target):
        if self.transforms is not None:
            return self.transforms(image, target)
        return (self._image(image), target if self.target_transform is None else self.target_transform(target))

    def _image(self, image):
        return image if self.transform is None else self.transform(image)

    def __len__(self):
        return ops.size("samples")

    def __iter__(self):
        """PyTorch goes through the items one by one; they are all alike here."""
        return iter(ops.many(self[0]))


class StandardTransform:
    def __init__(self, transform=None, target_transform=None):
        self.transform = transform
        self.target_transform = target_transform

    def __call__(self, input, target):
        image = input if self.transform is None else self.transform(input)
        return (image, target if self.target_transform is None else self.target_transform(target))
