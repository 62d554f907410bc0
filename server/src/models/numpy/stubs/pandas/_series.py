"""A column of a table: so many values, mostly of a type that is not known.

Its array has no type then, so that nothing is taken for known of what stands in it: text, lists and arrays are values too.
"""
from numpy._core import to_array
from numpy._dtypes import as_dtype
from shapeline import ops

__public__ = "pandas"


def untyped(*sizes):
    return ops.as_array(ops.full(sizes, ops.unknown()))


def column(rows):
    return Series(untyped(rows))


def whole_numbers(values):
    """The array of a list of whole numbers; None of anything else."""
    array = to_array(values)
    is_known = ops.is_tensor(array) and not ops.is_unknown(array.dtype) and array.dtype == ops.dtype("int64")
    return array if is_known and ops.has_rank(array, 1) else None


def picked(size, key):
    """How many of so many a position, a slice, a list or a mask picks. One alone gives none, and what is not understood is unknown."""
    if isinstance(key, int):
        return None
    if isinstance(key, slice):
        return untyped(size)[key].shape[0]
    if isinstance(key, Series) or (ops.is_tensor(key) and (ops.is_unknown(key.dtype) or key.dtype == as_dtype(bool))):
        return ops.size("rows")
    if isinstance(key, (list, range)) or ops.is_tensor(key):
        return ops.size("rows") if isinstance(key, list) and (len(key) == 0 or not _is_position(key[0])) else len(key)
    return ops.unknown()


def _is_position(item):
    return type(item) is int


class _Positions:
    """`series.iloc`."""

    def __init__(self, series):
        self._series = series

    def __getitem__(self, key):
        count = picked(len(self._series), key)
        return ops.unknown() if count is None or ops.is_unknown(count) else column(count)


class _Labels:
    """`series.loc`: one label may stand for several rows."""

    def __init__(self, series):
        self._series = series

    def __getitem__(self, key):
        return column(ops.size("rows")) if isinstance(key, (slice, list, Series)) or ops.is_tensor(key) else ops.unknown()


def _alike(self, *args, inplace=False, **kwargs):
    return None if inplace else column(len(self))


def _fewer(self, *args, inplace=False, **kwargs):
    return None if inplace else column(ops.size("rows"))


def _beside(self, other):
    """With another column the rows are matched by their labels, which may leave more or fewer."""
    return column(len(self) if isinstance(other, (int, float, str)) else ops.size("rows"))


class Series:
    ndim = 1

    def __init__(self, data=None, index=None, dtype=None, name=None, copy=None):
        array = to_array(data, dtype)
        known = ops.is_tensor(array) and array.ndim == 1 and not isinstance(data, dict)
        self._array = array if known else untyped(ops.size("rows"))

    def __len__(self):
        return self._array.shape[0]

    def __iter__(self):
        return iter(self._array)

    def __array__(self, dtype=None, copy=None):
        return self._array if dtype is None else self._array.astype(dtype)

    @property
    def values(self):
        return self._array

    @property
    def shape(self):
        return self._array.shape

    @property
    def size(self):
        return len(self)

    @property
    def iloc(self):
        return _Positions(self)

    @property
    def loc(self):
        return _Labels(self)

    def keys(self):
        return ops.unknown()

    def to_numpy(self, dtype=None, copy=False, na_value=None):
        return self.__array__(dtype)

    def tolist(self):
        return self._array.tolist()

    to_list = tolist

    def astype(self, dtype, copy=None, errors="raise"):
        return Series(self._array.astype(dtype))

    def __getitem__(self, key):
        return self.loc[key]

    def __setitem__(self, key, value):
        return None

    def reset_index(self, level=None, *, drop=False, name=None, inplace=False, allow_duplicates=False):
        return column(len(self)) if drop is True and not inplace else ops.unknown()

    def _part(self, rows):
        return Series(ops.as_array(ops.narrow(self._array, 0, 0, rows)))

    copy = sort_values = sort_index = fillna = ffill = bfill = replace = map = clip = round = abs = where = mask = shift = diff = _alike
    cumsum = rank = isin = isnull = isna = notnull = notna = between = interpolate = infer_objects = _alike
    __abs__ = __neg__ = __invert__ = _alike
    dropna = drop = drop_duplicates = head = tail = sample = nlargest = nsmallest = _fewer
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = __floordiv__ = __mod__ = __pow__ = _beside
    __and__ = __or__ = __xor__ = __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _beside

    def __getattr__(self, name):
        return ops.unknown()
