"""The versions of PyTorch and of what it was built with."""
from shapeline import ops

__version__ = ops.unknown()
cuda = ops.unknown()
hip = None
