"""Models that classify videos: (batch, channels, time, height, width)."""
from torchvision.models.video.mvit import *
from torchvision.models.video.resnet import *
from torchvision.models.video.s3d import *
from torchvision.models.video.swin_transformer import *
