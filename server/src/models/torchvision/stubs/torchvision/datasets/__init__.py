"""Datasets: what a sample looks like, and how many there are."""
from torchvision.datasets import utils
from torchvision.datasets.cifar import CIFAR10, CIFAR100
from torchvision.datasets.folder import DatasetFolder, EuroSAT, ImageFolder, ImageNet
from torchvision.datasets.labelled import (
    Caltech101, Caltech256, CLEVRClassification, Country211, DTD, FakeData, FER2013, FGVCAircraft, Flowers102, Food101, GTSRB,
    Imagenette, INaturalist, LFWPairs, LFWPeople, Omniglot, OxfordIIITPet, PCAM, Places365, RenderedSST2, SEMEION, StanfordCars,
    STL10, SUN397, SVHN, USPS,
)
from torchvision.datasets.mnist import EMNIST, FashionMNIST, KMNIST, MNIST, MovingMNIST, QMNIST
from torchvision.datasets.structured import (
    CelebA, Cityscapes, CocoCaptions, CocoDetection, Flickr30k, Flickr8k, FlyingChairs, FlyingThings3D, HD1K, HMDB51, Kinetics,
    Kitti, KittiFlow, LSUN, LSUNClass, PhotoTour, SBDataset, SBU, Sintel, UCF101, VOCDetection, VOCSegmentation, WIDERFace,
)
from torchvision.datasets.vision import VisionDataset


def wrap_dataset_for_transforms_v2(dataset, target_keys=None):
    return dataset
