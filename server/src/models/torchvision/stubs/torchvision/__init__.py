"""torchvision: models, transforms, datasets and operators for vision."""
from torchvision import models, ops, transforms

__version__ = "0.29.2"
