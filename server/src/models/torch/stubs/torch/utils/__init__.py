"""`torch.utils`: data loading, checkpointing and what else is plumbing."""
from torch.utils import checkpoint, data

__public__ = "torch.utils"
