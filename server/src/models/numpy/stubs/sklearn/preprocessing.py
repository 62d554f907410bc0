"""Scaling of arrays: the same shape, in floats."""
from numpy._core import to_array
from pandas import Series
from shapeline import ops

__public__ = "sklearn.preprocessing"


def _scaled(x):
    """A table comes out as an array, too."""
    if ops.is_unknown(x):
        return ops.as_array(ops.full((ops.size("rows"), ops.size("columns")), ops.unknown()))
    array = to_array(x)
    if not ops.is_tensor(array):
        return ops.unknown()
    ops.require_rank(array, [2])
    return ops.as_array(ops.cast(array, array.dtype if ops.is_floating(array.dtype) else ops.dtype("float64")))


class StandardScaler:
    def __init__(self, *args, **kwargs):
        self.mean_ = self.scale_ = self.var_ = ops.unknown()

    def fit(self, X, y=None, sample_weight=None):
        return self

    def set_output(self, *, transform=None):
        """What comes out may be a table then."""
        return ops.unknown()

    def fit_transform(self, X, y=None, **fit_params):
        return _scaled(X)

    def transform(self, X, copy=None):
        return _scaled(X)

    inverse_transform = transform


MinMaxScaler = MaxAbsScaler = RobustScaler = Normalizer = StandardScaler


class LabelEncoder:
    def __init__(self):
        self.classes_ = ops.unknown()

    def fit(self, y):
        return self

    def fit_transform(self, y):
        return _numbered(y)

    transform = fit_transform

    def inverse_transform(self, y):
        return ops.unknown()


def _numbered(y):
    rows = len(y) if isinstance(y, (list, tuple, Series)) or ops.is_tensor(y) else ops.size("rows")
    return ops.as_array(ops.full((rows,), ops.dtype("int64")))


def scale(X, *args, **kwargs):
    return _scaled(X)


minmax_scale = normalize = scale


def label_binarize(*args, **kwargs):
    return ops.unknown()


OneHotEncoder = OrdinalEncoder = LabelBinarizer = MultiLabelBinarizer = PolynomialFeatures = FunctionTransformer = label_binarize
PowerTransformer = QuantileTransformer = KBinsDiscretizer = label_binarize
