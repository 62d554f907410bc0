"""Models that find objects: lists of images in; in training a dictionary of losses, otherwise one of detections an image."""
from torchvision.models.detection.faster_rcnn import *
from torchvision.models.detection.fcos import *
from torchvision.models.detection.keypoint_rcnn import *
from torchvision.models.detection.mask_rcnn import *
from torchvision.models.detection.retinanet import *
from torchvision.models.detection.ssd import *
from torchvision.models.detection.ssdlite import *
