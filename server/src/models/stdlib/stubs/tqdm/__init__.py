"""`tqdm`: a progress bar gives the items of what it is put around."""
from shapeline.values import unknown


class tqdm:
    def __init__(self, iterable=None, *args, **kwargs):
        self.iterable = iterable
        self.n = unknown
        self.total = unknown

    def __iter__(self):
        return iter(self.iterable)

    def __len__(self):
        return len(self.iterable)

    def __enter__(self):
        return self

    def __exit__(self, *args):
        return None

    def __getattr__(self, name):
        return _leave_alone

    @staticmethod
    def write(*args, **kwargs):
        return None


def _leave_alone(*args, **kwargs):
    return None


def trange(*args, **kwargs):
    return tqdm(range(*args))


tqdm_notebook = tqdm
