"""Pillow, as far as image sizes go. It lives beside torchvision, whose datasets and transforms speak of its images."""
from PIL import Image, ImageDraw, ImageFile, ImageOps

__version__ = "12.0.0"
