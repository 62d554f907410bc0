"""Datasets: collections of samples, whole or in part."""
from shapeline import ops

__public__ = "torch.utils.data"


class Dataset:
    def __class_getitem__(cls, item):
        return cls

    def __getitem__(self, index):
        return ops.unknown()

    def __add__(self, other):
        return ConcatDataset([self, other])


class IterableDataset(Dataset):
    def __iter__(self):
        return ops.unknown()

    def __add__(self, other):
        return ChainDataset([self, other])


class TensorDataset(Dataset):
    def __init__(self, *tensors):
        for tensor in tensors[1:]:
            ops.require_equal(tensor.shape[0], tensors[0].shape[0])
        self.tensors = tensors

    def __getitem__(self, index):
        return tuple([tensor[index] for tensor in self.tensors])

    def __len__(self):
        return self.tensors[0].shape[0]


class StackDataset(Dataset):
    def __init__(self, *args, **kwargs):
        self.datasets = args if args else kwargs

    def __getitem__(self, index):
        if isinstance(self.datasets, dict):
            return {name: dataset[index] for name, dataset in self.datasets.items()}
        return tuple([dataset[index] for dataset in self.datasets])

    def __len__(self):
        return len(list(self.datasets.values())[0] if isinstance(self.datasets, dict) else self.datasets[0])


class ConcatDataset(Dataset):
    def __init__(self, datasets):
        self.datasets = list(datasets)

    def __getitem__(self, idx):
        for dataset in self.datasets[1:]:
            if ops.unknown():
                return dataset[idx]
        return self.datasets[0][idx]

    def __len__(self):
        return sum([len(dataset) for dataset in self.datasets])


class ChainDataset(IterableDataset):
    def __init__(self, datasets):
        self.datasets = list(datasets)

    def __iter__(self):
        for dataset in self.datasets:
            for item in dataset:
                yield item


class Subset(Dataset):
    def __init__(self, dataset, indices):
        self.dataset = dataset
        self.indices = indices

    def __getitem__(self, idx):
        return ops.picked(self.dataset[self.indices[idx]], self.indices)

    def __len__(self):
        return len(self.indices)


def random_split(dataset, lengths, generator=None):
    if len([length for length in lengths if isinstance(length, int)]) == len(lengths):
        # Counts, and not parts of a whole, share out all that there is.
        total = sum(lengths)
        if total > 1:
            ops.require_equal(total, len(dataset))
    return [Subset(dataset, range(_share(dataset, length))) for length in lengths]


def _share(dataset, length):
    """A length as it stands; a fraction of the whole, which rounding may make longer, is not known."""
    return ops.size("length") if isinstance(length, float) else length
