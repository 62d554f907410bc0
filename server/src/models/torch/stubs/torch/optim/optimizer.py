"""Where PyTorch keeps the optimisers' base class."""
from torch.optim import Optimizer

__public__ = "torch.optim"
