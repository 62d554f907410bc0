"""Samplers: in which order, and how often, samples are taken."""
from shapeline import ops

__public__ = "torch.utils.data"


class Sampler:
    def __class_getitem__(cls, item):
        return cls

    def __iter__(self):
        return iter(ops.many(ops.size("index")))


class SequentialSampler(Sampler):
    def __init__(self, data_source):
        self.data_source = data_source

    def __len__(self):
        return len(self.data_source)


class RandomSampler(Sampler):
    def __init__(self, data_source, replacement=False, num_samples=None, generator=None):
        self.data_source = data_source
        self.replacement = replacement
        self._num_samples = num_samples

    def __len__(self):
        return len(self.data_source) if self._num_samples is None else self._num_samples


class SubsetRandomSampler(Sampler):
    def __init__(self, indices, generator=None):
        self.indices = indices

    def __len__(self):
        return len(self.indices)


class WeightedRandomSampler(Sampler):
    def __init__(self, weights, num_samples, replacement=True, generator=None):
        self.weights = weights
        self.num_samples = num_samples
        self.replacement = replacement

    def __len__(self):
        return self.num_samples


class DistributedSampler(Sampler):
    def __init__(self, dataset, num_replicas=None, rank=None, shuffle=True, seed=0, drop_last=False):
        self.dataset = dataset
        self.drop_last = drop_last

    def set_epoch(self, epoch):
        return None

    def __len__(self):
        return ops.size("samples")


class BatchSampler(Sampler):
    def __init__(self, sampler, batch_size, drop_last):
        self.sampler = sampler
        self.batch_size = batch_size
        self.drop_last = drop_last

    def __iter__(self):
        return iter(ops.many(ops.many(ops.size("index"))))

    def __len__(self):
        samples = len(self.sampler)
        return samples // self.batch_size if self.drop_last else (samples + self.batch_size - 1) // self.batch_size
