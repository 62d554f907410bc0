"""What a model is trained on: arrays, whose rows are put into batches, or anything that gives batches."""
from keras._values import batch_size, flat, float32, singles, to_tensor
from pandas import DataFrame, Series
from shapeline import ops

__public__ = "keras"


def arrays(x):
    """Whether it is an array or some of them, not something that gives batches."""
    return ops.is_tensor(x) or isinstance(x, (list, tuple, dict))


def from_tables(value):
    """Tables of pandas as arrays, also some of them or some by name; a column is a table of one feature."""
    if isinstance(value, Series):
        return ops.as_array(ops.unsqueeze(value.values, 1))
    if isinstance(value, DataFrame):
        return value.values
    if isinstance(value, (list, tuple)) and len(value) > 0 and isinstance(value[0], (DataFrame, Series)):
        return [from_tables(each) for each in value]
    if isinstance(value, dict) and any([isinstance(each, (DataFrame, Series)) for each in value.values()]):
        return {name: from_tables(each) for name, each in value.items()}
    return value


def element_of(x, y, steps=None):
    """One batch: inputs and targets; inputs alone, where there are no targets, stand by themselves. `steps` says that not all batches are taken."""
    if arrays(x):
        _same_rows(x, y)
        inputs = _batched(x)
        if y is None:
            return inputs if ops.is_tensor(inputs) or isinstance(inputs, dict) else (inputs,)
        return (inputs, _batched(y))
    if ops.is_unknown(x) or x is None:
        return (ops.unknown(), ops.unknown())
    return _first(x, steps)


def unique_rows(x, size, held_back, steps):
    """How many rows the batches of arrays have, where that is known: the first, and any that have fewer."""
    rows = []
    for count in batches_of(x, size, held_back, steps) if arrays(x) else []:
        if count > 0 and count not in rows:
            rows.append(count)
    return rows


def batches_of(x, size, held_back, steps):
    """How many rows each batch of a training or a prediction has, where that is known: the first, and a last one that is smaller."""
    size = 32 if size is None else size
    if not arrays(x):
        rows = [ops.sizes(each) for each in flat(element_of(x, None)) if ops.is_tensor(each)][:1]
    else:
        rows = [ops.sizes(each) for each in flat(_converted(x)) if ops.is_tensor(each)][:1]
    if rows == [] or ops.is_unknown(rows[0]) or len(rows[0]) == 0 or not ops.is_constant(rows[0][0]):
        return []
    count = rows[0][0]
    if not arrays(x):
        return [count]
    if not ops.is_constant(size) or not ops.is_constant(held_back):
        return []
    parts = [int(count * (1 - held_back))]
    if held_back > 0:
        parts.append(count - parts[0])
    return [batch for part in parts for batch in [min(part, size)] + ([part % size] if part % size > 0 and steps is None else [])]


def with_rows(value, rows):
    """The same values, as so many rows where the batch stands for any number."""
    if ops.is_tensor(value):
        sizes = ops.sizes(value)
        if ops.is_unknown(sizes) or len(sizes) == 0 or value.shape[0] is not None:
            return value
        return ops.substitute(value, [ops.full((batch_size(),), float32)], [ops.full((rows,), float32)])
    if isinstance(value, (list, tuple)):
        return [with_rows(each, rows) for each in value]
    if isinstance(value, dict):
        return {key: with_rows(each, rows) for key, each in value.items()}
    return value


def rows_of(x):
    """How many rows come out of a prediction."""
    if arrays(x):
        for tensor in flat(_converted(x)):
            sizes = ops.sizes(tensor)
            return ops.size("rows") if ops.is_unknown(sizes) or len(sizes) == 0 else sizes[0]
    return ops.size("rows")


def _converted(value):
    """A list of numbers is an array; a list of arrays is several, however deep they lie in it."""
    if isinstance(value, list) and len(value) > 0 and not ops.is_tensor(value[0]):
        if isinstance(value[0], list) and any([ops.is_tensor(leaf) for leaf in flat(value)]):
            return flat(value)
        return to_tensor(ops.tensor(value, None)) if isinstance(value[0], (int, float, list)) else value
    return value


def _batched(value):
    value = _converted(value)
    if ops.is_tensor(value):
        sizes = ops.sizes(value)
        if ops.is_unknown(sizes) or len(sizes) == 0:
            return ops.unknown()
        return singles(to_tensor(ops.resized(value, (batch_size(), *sizes[1:]))))
    if isinstance(value, (list, tuple)):
        return [_batched(each) for each in value]
    if isinstance(value, dict):
        return {key: _batched(each) for key, each in value.items()}
    return value


def _same_rows(x, y):
    """Inputs and targets have as many rows."""
    if ops.is_tensor(x) and ops.is_tensor(y):
        rows, others = ops.sizes(x), ops.sizes(y)
        if not ops.is_unknown(rows) and not ops.is_unknown(others) and len(rows) > 0 and len(others) > 0:
            ops.match_axes(y, x, 0, 0, "y,x")


def _first(data, steps):
    """The first batch that a dataset or a generator gives. The last of a sequence may be smaller: what the two share."""
    if hasattr(data, "_element"):
        return _structured(data._element)
    if hasattr(data, "__getitem__") and hasattr(data, "__len__"):
        batch, count = data[0], len(data)
        if steps is None and isinstance(count, int) and ops.is_constant(count) and count > 1:
            last = data[count - 1]
            batch = batch if ops.unknown() else last
        return _structured(batch)
    return _structured(next(iter(data)))


def _structured(element):
    """Arrays of a generator become tensors; how many rows the next batch has is not known."""
    if isinstance(element, (tuple, list)):
        return tuple([to_tensor(each) for each in element])
    return to_tensor(element)
