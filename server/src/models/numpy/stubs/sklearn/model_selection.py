"""Dividing arrays into parts for training and testing."""
import math

from numpy._core import to_array
from pandas import DataFrame, Series
from shapeline import ops

__public__ = "sklearn.model_selection"


def _counts(rows, test_size, train_size):
    """As scikit-learn rounds: what is tested on up, what is trained on down."""
    if not ops.is_constant(rows):
        return ops.size("train"), ops.size("test")
    if test_size is None and train_size is None:
        test_size = 0.25
    test = _share(rows, test_size, math.ceil)
    train = _share(rows, train_size, math.floor)
    if train is None:
        train = rows - test
    return train, rows - train if test is None else test


def _share(rows, size, rounded):
    if size is None or isinstance(size, int):
        return size
    return rounded(rows * size) if ops.is_constant(size) else ops.size("part")


def train_test_split(*arrays, test_size=None, train_size=None, random_state=None, shuffle=True, stratify=None):
    """Two parts of each array, in the order of the arguments."""
    if len(arrays) == 0:
        return []
    lengths = [_length(array) for array in arrays if not ops.is_unknown(array)]
    if len(lengths) == 0:
        return [ops.unknown() for _ in range(2 * len(arrays))]
    for length in lengths[1:]:
        ops.require_equal(length, lengths[0])
    known = [length for length in lengths if ops.is_constant(length)]
    train, test = _counts(known[0] if len(known) > 0 else lengths[0], test_size, train_size)
    parts = []
    for array in arrays:
        parts.append(_part(array, train))
        parts.append(_part(array, test))
    return parts


def _length(array):
    if ops.is_tensor(array):
        return array.shape[0]
    return len(array) if isinstance(array, (list, tuple, DataFrame, Series)) else ops.size("rows")


def _part(array, rows):
    if isinstance(array, (list, tuple)):
        return ops.unknown()
    if isinstance(array, (DataFrame, Series)):
        return array._part(rows)
    return ops.as_array(ops.narrow(to_array(array), 0, 0, rows)) if ops.is_tensor(array) else ops.unknown()


class KFold:
    """Row numbers for each fold, of lengths that are not followed."""

    def __init__(self, n_splits=5, *, shuffle=False, random_state=None):
        self.n_splits = n_splits

    def split(self, X, y=None, groups=None):
        indices = ops.as_array(ops.full((ops.size("train"),), ops.dtype("int64")))
        others = ops.as_array(ops.full((ops.size("test"),), ops.dtype("int64")))
        return iter(ops.many((indices, others)))

    def get_n_splits(self, X=None, y=None, groups=None):
        return self.n_splits


StratifiedKFold = KFold


def cross_val_score(*args, **kwargs):
    return ops.unknown()


GridSearchCV = RandomizedSearchCV = ParameterGrid = GroupKFold = TimeSeriesSplit = ShuffleSplit = StratifiedShuffleSplit = cross_val_score
cross_validate = cross_val_predict = LeaveOneOut = RepeatedKFold = learning_curve = cross_val_score
