"""Image transforms."""
from torchvision.transforms import functional
from torchvision.transforms.autoaugment import *
from torchvision.transforms.transforms import *
