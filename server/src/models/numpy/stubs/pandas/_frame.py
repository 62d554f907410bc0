"""A table: how many rows and columns there are, and the names of the columns where they are written down."""
from pandas._groups import Groups
from pandas._series import Series, column, picked, untyped, whole_numbers
from shapeline import ops

__public__ = "pandas"


def frame(rows, names=None, width=None, single=True):
    """`single`: no two columns have one name."""
    made = DataFrame()
    made._rows, made._names, made._single, made._told = rows, names, single, {}
    made._width = len(names) if names is not None else ops.size("columns") if width is None else width
    return made


class _Positions:
    """`table.iloc`: rows, or rows and columns, each picked by itself."""

    def __init__(self, table):
        self._table = table

    def __getitem__(self, key):
        table = self._table
        of_rows, of_columns = key if isinstance(key, tuple) and len(key) == 2 else (key, slice(None))
        rows, width = picked(table._rows, of_rows), picked(table._width, of_columns)
        if ops.is_unknown(rows) or ops.is_unknown(width) or (rows is None and width is None):
            return ops.unknown()
        if rows is None or width is None:
            return column(width if rows is None else rows)
        names = table._names
        return table._new(rows, names[of_columns] if names is not None and isinstance(of_columns, slice) else None, width)

    def __setitem__(self, key, value):
        self._table._told = {}


class _Labels:
    """`table.loc`: one label may stand for several rows."""

    def __init__(self, table):
        self._table = table

    def __getitem__(self, key):
        of_rows, of_columns = key if isinstance(key, tuple) and len(key) == 2 else (key, slice(None))
        if not _is_several(of_rows):
            return ops.unknown()
        table = self._table
        rows = table._rows if _is_whole(of_rows) else ops.size("rows")
        if ops.is_tensor(of_columns) or (isinstance(of_columns, slice) and not _is_whole(of_columns)):
            return table._new(rows)
        whole = table._new(rows, table._names, table._width)
        return whole if _is_whole(of_columns) else whole[of_columns]

    def __setitem__(self, key, value):
        self._table._told = {}
        if isinstance(key, tuple) and len(key) == 2:
            self._table[key[1]] = value


def _is_several(key):
    return isinstance(key, (slice, list, Series)) or ops.is_tensor(key)


def _is_whole(key):
    return isinstance(key, slice) and key.start is None and key.stop is None and key.step is None


class Index:
    """The names of the columns."""

    def __init__(self, names, width):
        self._names, self._width = names, width

    def __len__(self):
        return self._width

    def __iter__(self):
        return iter(ops.unknown() if self._names is None else self._names)

    def __getitem__(self, key):
        return ops.unknown() if self._names is None else self._names[key]

    def __contains__(self, name):
        return ops.unknown() if self._names is None else name in self._names

    def tolist(self):
        return ops.unknown() if self._names is None else list(self._names)

    to_list = tolist

    def _compared(self, other):
        return ops.as_array(ops.full((self._width,), ops.dtype("bool")))

    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = isin = _compared

    def _combined(self, other):
        return ops.unknown()

    __add__ = __radd__ = __sub__ = __and__ = __or__ = __xor__ = _combined

    def __getattr__(self, name):
        return ops.unknown()


def _alike(self, *args, inplace=False, **kwargs):
    after = self._new(self._rows, self._names, self._width)
    return self._become(after) if inplace else after


def _with(rows, columns):
    """A method after which there may be others of these."""

    def method(self, *args, inplace=False, axis=0, **kwargs):
        after = self._new(
            ops.size("rows") if rows else self._rows,
            None if columns or axis != 0 else self._names,
            None if columns or axis != 0 else self._width,
        )
        return self._become(after) if inplace else after

    return method


def _beside(self, other):
    """With another table rows and columns are matched by their labels."""
    return _alike(self) if isinstance(other, (int, float)) else self._new(ops.size("rows"))


class DataFrame:
    ndim = 2

    def __init__(self, data=None, index=None, columns=None, dtype=None, copy=None):
        names = list(columns) if isinstance(columns, (list, tuple)) else None
        self._rows, self._names, self._single = ops.size("rows"), names, True
        # Columns of whole numbers that are written down, until anything is done to the table.
        self._told = {}
        self._width = ops.size("columns") if names is None else len(names)
        if ops.is_tensor(data) and data.ndim == 2:
            self._rows, self._width = data.shape[0], data.shape[1]
        elif isinstance(data, dict) and names is None:
            self._names = list(data.keys())
            self._width = len(self._names)
            lengths = [len(each) for each in data.values() if isinstance(each, (list, tuple, Series)) or ops.is_tensor(each)]
            if len(lengths) > 0 and index is None:
                self._rows = lengths[0]
            if dtype is None:
                self._told = {name: whole_numbers(each) for name, each in data.items() if isinstance(each, list)}

    def _new(self, rows, names=None, width=None):
        return frame(rows, names, width, self._single)

    def _become(self, after):
        self._rows, self._names, self._width, self._told = after._rows, after._names, after._width, {}

    def __len__(self):
        return self._rows

    def __iter__(self):
        return iter(self.columns)

    def __contains__(self, name):
        return name in self.columns

    def __array__(self, dtype=None, copy=None):
        return untyped(self._rows, self._width) if dtype is None else untyped(self._rows, self._width).astype(dtype)

    @property
    def values(self):
        return self.__array__()

    @property
    def shape(self):
        return (self._rows, self._width)

    @property
    def size(self):
        return self._rows * self._width

    @property
    def columns(self):
        return Index(self._names, self._width)

    @columns.setter
    def columns(self, names):
        self._become(self._new(self._rows, list(names) if isinstance(names, (list, tuple)) else None, self._width))

    @property
    def iloc(self):
        return _Positions(self)

    @property
    def loc(self):
        return _Labels(self)

    def keys(self):
        return self.columns

    def to_numpy(self, dtype=None, copy=False, na_value=None):
        return self.__array__(dtype)

    def __getitem__(self, key):
        if isinstance(key, (str, int)) and not isinstance(key, bool):
            told = self._told.get(key, None)
            if told is not None and key not in vars(self):
                return Series(told)
            return column(self._rows) if self._single else ops.unknown()
        if isinstance(key, list):
            if len(key) > 0 and self._single and isinstance(key[0], str):
                return self._new(self._rows, key)
            if len(key) > 0 and self._single and type(key[0]) is int:
                return self._new(self._rows, None, len(key))
            return self._new(ops.size("rows"))
        if isinstance(key, (slice, Series)) or ops.is_tensor(key):
            return self._new(ops.size("rows"), self._names, self._width)
        return _alike(self) if isinstance(key, DataFrame) else ops.unknown()

    def __setitem__(self, key, value):
        if self._names is not None and isinstance(key, str):
            self._become(self._new(self._rows, self._names if key in self._names else [*self._names, key]))
        else:
            self._become(self._new(self._rows))

    def __delitem__(self, key):
        self._become(self.drop(columns=key))

    def drop(self, labels=None, *, axis=0, index=None, columns=None, level=None, inplace=False, errors="raise"):
        if axis == 1 or axis == "columns":
            columns = labels
        after = self._new(self._rows, *self._without(columns)) if columns is not None else self._new(ops.size("rows"), self._names, self._width)
        return self._become(after) if inplace else after

    def _without(self, columns):
        left = [columns] if isinstance(columns, str) else columns
        if self._names is None or not isinstance(left, (list, tuple)):
            return None, None
        names = [name for name in self._names if name not in left]
        return names, len(names)

    def pop(self, item):
        taken = self[item]
        self._become(self.drop(columns=item))
        return taken

    def insert(self, loc, column, value, allow_duplicates=False):
        self[column] = value

    def rename(self, *args, inplace=False, **kwargs):
        after = self._new(self._rows, None, self._width)
        return self._become(after) if inplace else after

    def reset_index(self, level=None, *, drop=False, inplace=False, **kwargs):
        after = self._new(self._rows, self._names if drop else None, self._width if drop else None)
        return self._become(after) if inplace else after

    def groupby(self, by=None, level=None, sort=True, group_keys=True, observed=True, dropna=True):
        return Groups(lambda: self._new(ops.size("rows"), self._names, self._width))

    def _part(self, rows):
        return self._new(rows, self._names, self._width)

    copy = sort_values = sort_index = fillna = ffill = bfill = replace = astype = clip = round = abs = applymap = map = infer_objects = _alike
    isnull = isna = notnull = notna = interpolate = shift = diff = where = mask = __abs__ = __neg__ = __invert__ = _alike
    dropna = drop_duplicates = head = tail = sample = query = _with(True, False)
    select_dtypes = set_index = filter = assign = _with(False, True)
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = __floordiv__ = __mod__ = __pow__ = _beside
    __and__ = __or__ = __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _beside

    def __getattr__(self, name):
        """What is not known may write into the table."""
        self._told = {}
        return ops.unknown()
