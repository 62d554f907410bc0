"""Where PyTorch keeps the sampler for several processes."""
from torch.utils.data.sampler import DistributedSampler
