"""Models that estimate motion between two images."""
from torchvision.models.optical_flow.raft import *
