"""Tables of pandas, as far as arrays come of them: which sizes they have. What stands in them is not known."""
from pandas._frame import DataFrame, frame
from pandas._series import Series, column
from shapeline import ops

__public__ = "pandas"


def read_csv(filepath_or_buffer, *, header="infer", names=None, usecols=None, index_col=None, chunksize=None, iterator=False, squeeze=False, **kwargs):
    """Columns of one name are given others, so that a name stands for one column; with several rows of names it does not. `squeeze` was of pandas 1."""
    if chunksize is not None or iterator or squeeze or isinstance(header, (list, tuple)):
        return ops.unknown()
    if isinstance(names, (list, tuple)) and usecols is None and index_col is None:
        return frame(ops.size("rows"), list(names))
    return frame(ops.size("rows"))


read_table = read_csv


def read_excel(io, sheet_name=0, *, header=0, **kwargs):
    """Several sheets are a dict of tables."""
    plain = isinstance(sheet_name, (int, str)) and (header is None or isinstance(header, int))
    return frame(ops.size("rows")) if plain else ops.unknown()


def concat(objs, *, axis=0, join="outer", ignore_index=False, keys=None, **kwargs):
    """Side by side there may be several columns of one name, one below the other those that only some have."""
    if not isinstance(objs, (list, tuple)) or len(objs) == 0 or keys is not None:
        return ops.unknown()
    if axis == 1 or axis == "columns":
        return frame(ops.size("rows"), single=False) if all([isinstance(each, (DataFrame, Series)) for each in objs]) else ops.unknown()
    if axis != 0:
        return ops.unknown()
    if all([isinstance(each, DataFrame) for each in objs]):
        return frame(ops.size("rows"), single=all([each._single for each in objs]))
    return column(ops.size("rows")) if all([isinstance(each, Series) for each in objs]) else ops.unknown()


def get_dummies(data, *args, **kwargs):
    return frame(len(data)) if isinstance(data, (DataFrame, Series)) else ops.unknown()


def to_numeric(arg, errors="raise", downcast=None, dtype_backend=None):
    return column(len(arg)) if isinstance(arg, Series) else ops.unknown()
