"""The data loader: samples of a dataset in batches."""
from shapeline import ops
from torch.utils.data.dataset import IterableDataset
from torch.utils.data.sampler import BatchSampler

__public__ = "torch.utils.data"


class DataLoader:
    def __class_getitem__(cls, item):
        return cls

    def __init__(
        self, dataset, batch_size=1, shuffle=None, sampler=None, batch_sampler=None, num_workers=0, collate_fn=None,
        pin_memory=False, drop_last=False, timeout=0, worker_init_fn=None, multiprocessing_context=None, generator=None,
        *, prefetch_factor=None, persistent_workers=False, pin_memory_device="", in_order=True,
    ):
        self.dataset = dataset
        self.batch_size = batch_size if batch_sampler is None else None
        self.sampler = sampler
        self.batch_sampler = batch_sampler
        self.num_workers = num_workers
        self.collate_fn = collate_fn
        self.pin_memory = pin_memory
        self.drop_last = drop_last

    def __iter__(self):
        if self._is_empty():
            return iter(())
        return iter(ops.batches(self._batch(), *self._leftover(), self, self._is_whole()))

    def __len__(self):
        if self.batch_sampler is not None:
            return len(self.batch_sampler)
        samples = self._samples()
        if self.batch_size is None:
            return samples
        return samples // self.batch_size if self.drop_last else (samples + self.batch_size - 1) // self.batch_size

    def _sample(self):
        if isinstance(self.dataset, IterableDataset):
            return next(iter(self.dataset))
        if self.sampler is None and self.batch_sampler is None and self.drop_last is False:
            return self.dataset[ops.each_sample(len(self.dataset))]
        return self.dataset[ops.size("index")]

    def _is_whole(self):
        """Whether one batch has all samples."""
        if self.batch_sampler is not None or self.drop_last is not False or isinstance(self.dataset, IterableDataset):
            return False
        samples = self._samples()
        return ops.is_constant(samples) and ops.is_constant(self.batch_size) and samples <= self.batch_size

    def _is_empty(self):
        """Whether the samples do not fill one batch, and what fills none is left out."""
        if self.drop_last is not True or self.batch_size is None or isinstance(self.dataset, IterableDataset):
            return False
        samples = self._samples()
        return ops.is_constant(samples) and ops.is_constant(self.batch_size) and samples < self.batch_size

    def _samples(self):
        return len(self.dataset if self.sampler is None else self.sampler)

    def _leftover(self):
        """A sample, how many there are and the size of a batch: what is needed to know the last batch, where it is not full."""
        plain = self.batch_size is not None and self.batch_sampler is None
        collated = self.collate_fn is None or self.collate_fn is default_collate
        if not plain or not collated or self.drop_last is not False or isinstance(self.dataset, IterableDataset):
            return None, None, None
        return self._sample(), self._samples(), self.batch_size

    def _batch(self):
        sample = self._sample()
        if self.batch_size is None and self.batch_sampler is None:
            return ops.elsewhere(sample if self.collate_fn is None else self.collate_fn(sample))
        if self.collate_fn is not None and self.collate_fn is not default_collate:
            return ops.elsewhere(self.collate_fn(list(ops.many(sample))))
        if self.batch_sampler is not None:
            return self._sampled(sample, self.batch_sampler)
        # The last batch is smaller, unless the size divides the number of samples.
        exact = self.drop_last or self._samples() % self.batch_size == 0
        return ops.batch(sample, self.batch_size, exact)

    def _sampled(self, sample, sampler):
        if type(sampler) is BatchSampler:
            return ops.batch(sample, sampler.batch_size, sampler.drop_last or len(sampler.sampler) % sampler.batch_size == 0)
        return ops.batch(sample, ops.size("batch"), True)


def default_collate(batch):
    return ops.batch(batch[0], len(batch), True)


def default_convert(data):
    return data


def get_worker_info():
    return None
