"""`tf.data`: a data set is one symbolic element, and how many there are where that is known."""
from shapeline import ops
from tensorflow.data._dataset import Dataset, Elements

__public__ = "tf.data"

AUTOTUNE = -1
INFINITE_CARDINALITY = -1
UNKNOWN_CARDINALITY = -2


def _of_strings(filenames=None, *args, **kwargs):
    return Elements(ops.full((), ops.dtype("string")), ops.unknown())


TextLineDataset = TFRecordDataset = FixedLengthRecordDataset = _of_strings


class Options:
    def __init__(self):
        self.autotune = self.experimental_distribute = self.experimental_optimization = self.threading = ops.unknown()
        self.deterministic = self.experimental_deterministic = ops.unknown()


Iterator = IteratorSpec = DatasetSpec = NumpyIterator = ThreadingOptions = ops.unknown()
