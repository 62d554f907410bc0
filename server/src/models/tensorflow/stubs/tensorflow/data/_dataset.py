"""Data sets: what an element looks like, and how many there are where that is known.

A step of a pipeline makes a new data set from the element of the one before. A function that is mapped runs once, on that element.
"""
from shapeline import ops
from tensorflow import TensorSpec
from tensorflow._core import mapped, to_tensor
from tensorflow._dtypes import as_dtype, int64

__public__ = "tf.data"


def _row(value):
    return ops.index(to_tensor(value), ops.size("index"))


def _components(structure):
    """The tensors of nested tuples and dictionaries; a list is one tensor."""
    if isinstance(structure, dict):
        return [part for value in structure.values() for part in _components(value)]
    if isinstance(structure, tuple):
        return [part for value in structure for part in _components(value)]
    return [structure]


def _sliced(structure):
    if isinstance(structure, dict):
        return {key: _sliced(value) for key, value in structure.items()}
    if isinstance(structure, tuple):
        return tuple([_sliced(value) for value in structure])
    return _row(structure)


def _whole(structure):
    if isinstance(structure, dict):
        return {key: _whole(value) for key, value in structure.items()}
    if isinstance(structure, tuple):
        return tuple([_whole(value) for value in structure])
    return to_tensor(structure)


def _returned(value):
    """What a mapped function gives: a list is a tuple, a number a tensor."""
    if ops.is_unknown(value) or isinstance(value, Dataset):
        return value
    if isinstance(value, list):
        return tuple([_returned(part) for part in value])
    return _whole(value)


def _from_spec(spec):
    if isinstance(spec, (tuple, list)):
        return tuple([_from_spec(part) for part in spec])
    if isinstance(spec, dict):
        return {key: _from_spec(part) for key, part in spec.items()}
    return ops.full(ops.unknown() if spec.shape is None else spec.shape, spec.dtype) if isinstance(spec, TensorSpec) else ops.unknown()


def _from_types(types, shapes):
    if isinstance(types, (tuple, list)):
        return tuple([_from_types(kind, None if shapes is None else shapes[place]) for place, kind in enumerate(types)])
    if isinstance(types, dict):
        return {key: _from_types(kind, None if shapes is None else shapes[key]) for key, kind in types.items()}
    return _from_spec(TensorSpec(shapes, types))


def _check_given(value, wanted):
    """Each array has the axes that the signature says, in the sizes that it fixes."""
    if isinstance(wanted, tuple) and isinstance(value, tuple):
        fits = ops.check_that(len(value) == len(wanted), "generator", "generated-count", str(len(value)) + "|" + str(len(wanted)))
        return all([_check_given(part, like) for part, like in zip(value, wanted)]) if fits else False
    if isinstance(wanted, dict) and isinstance(value, dict):
        return all([_check_given(value[key], like) for key, like in wanted.items() if key in value])
    if not ops.is_tensor(value) or not ops.is_tensor(wanted) or ops.is_unknown(ops.sizes(value)) or ops.is_unknown(ops.sizes(wanted)):
        return True
    fits = len(value.shape) == len(wanted.shape)
    for size, limit in zip(value.shape, wanted.shape) if fits else []:
        fits = fits and (not ops.is_constant(limit) or not ops.is_constant(size) or size == limit)
    return ops.check_that(fits, "generator", "generated-shape", _text(value) + "|" + _text(wanted))


def _text(tensor):
    return str(tuple([size if ops.is_constant(size) else None for size in tensor.shape]))


def _spec(part):
    return TensorSpec(part.shape, part.dtype) if ops.is_tensor(part) else ops.unknown()


def _padded(part, shape, rows):
    """One element of a padded batch: sizes that the program fixes are known, the others are those of the longest."""
    if isinstance(part, tuple):
        return tuple([_padded(each, None if shape is None else shape[place], rows) for place, each in enumerate(part)])
    if isinstance(part, dict):
        return {key: _padded(each, None if shape is None else shape[key], rows) for key, each in part.items()}
    if not ops.is_tensor(part):
        return ops.unknown()
    if shape is None:
        return part
    sizes = [known if wanted is None or wanted == -1 else wanted for wanted, known in zip(shape, part.shape)]
    return ops.full(sizes, part.dtype)


def _quotient(count, size, drop_remainder):
    return count // size if drop_remainder else (count + size - 1) // size


class Dataset:
    """`_element`: what iteration gives; `_count`: how many times, or unknown; `_endless`: without end."""

    def __class_getitem__(cls, item):
        return cls

    @staticmethod
    def from_tensor_slices(tensors, name=None):
        parts = [to_tensor(part) for part in _components(tensors)]
        for part in parts[1:]:
            ops.require_equal(part.shape[0], parts[0].shape[0])
        return Elements(_sliced(tensors), parts[0].shape[0])

    @staticmethod
    def from_tensors(tensors, name=None):
        return Elements(_whole(tensors), 1)

    @staticmethod
    def from_generator(generator, output_types=None, output_shapes=None, args=None, output_signature=None, name=None):
        """The signature counts; what the generator gives first must fit it."""
        element = _from_types(output_types, output_shapes) if output_signature is None else _from_spec(output_signature)
        if args is None and not ops.is_unknown(generator):
            _check_given(next(iter(generator()), ops.unknown()), element)
        return Elements(element, ops.unknown())

    @staticmethod
    def range(*args, **kwargs):
        return Elements(ops.full((), as_dtype(kwargs.get("output_type"), int64)), len(range(*args)))

    @staticmethod
    def list_files(file_pattern, shuffle=None, seed=None, name=None):
        return Elements(ops.full((), ops.dtype("string")), ops.unknown())

    @staticmethod
    def random(seed=None, rerandomize_each_iteration=None, name=None):
        return Elements(ops.full((), int64), ops.unknown())

    @staticmethod
    def zip(*args, datasets=None, name=None):
        """Data sets one by one, or nested in one argument."""
        given = args[0] if len(args) == 1 else datasets if args == () else args
        counts = [part._count for part in _datasets(given)]
        return Elements(_zipped(given), min(counts))

    @staticmethod
    def sample_from_datasets(datasets, weights=None, seed=None, stop_on_empty_dataset=False, rerandomize_each_iteration=None):
        return Elements(ops.either([dataset._element for dataset in datasets]), ops.unknown())

    @staticmethod
    def choose_from_datasets(datasets, choice_dataset, stop_on_empty_dataset=True):
        return Elements(ops.either([dataset._element for dataset in datasets]), ops.unknown())

    @staticmethod
    def load(path, element_spec=None, compression=None, reader_func=None):
        return Elements(ops.unknown() if element_spec is None else _from_spec(element_spec), ops.unknown())

    # What it is.
    @property
    def element_spec(self):
        return mapped(_spec, self._element)

    def __iter__(self):
        return iter(ops.many(self._element))

    def __len__(self):
        return self._count

    def cardinality(self, name=None):
        return self._count

    def as_numpy_iterator(self):
        return iter(ops.many(mapped(ops.as_array, self._element)))

    def get_single_element(self, name=None):
        return self._element

    def _apply(self, function):
        """The function on an element: a tuple's parts are its arguments."""
        if isinstance(self._element, tuple):
            return function(*self._element)
        return function(self._element)

    # Steps that change no element.
    def _same(self, *args, **kwargs):
        return self

    shuffle = prefetch = cache = with_options = snapshot = assert_cardinality = ignore_errors = apply_options = _same

    def options(self):
        return ops.unknown()

    def repeat(self, count=None, name=None):
        if count is None or count == -1:
            return Elements(self._element, ops.unknown(), True)
        return Elements(self._element, self._count * count)

    def take(self, count, name=None):
        if self._endless:
            return Elements(self._element, count)
        return self if count == -1 else Elements(self._element, min(self._count, count))

    def skip(self, count, name=None):
        return Elements(self._element, max(0, self._count - count), self._endless)

    def shard(self, num_shards, index, name=None):
        return Elements(self._element, ops.unknown(), self._endless)

    def filter(self, predicate, name=None):
        """Some classes may be left out."""
        self._apply(predicate)
        return Elements(mapped(_fewer, self._element), ops.unknown(), self._endless)

    def unique(self, name=None):
        return Elements(self._element, ops.unknown())

    def take_while(self, predicate, name=None):
        return self.filter(predicate)

    rejection_resample = ragged_batch = group_by_window = bucket_by_sequence_length = lambda self, *args, **kwargs: Elements(
        ops.unknown(), ops.unknown(),
    )

    def window(self, size, shift=None, stride=1, drop_remainder=False, name=None):
        """A data set for each window, of each part by itself. Without `drop_remainder` the last ones are shorter."""
        step = size if shift is None else shift
        last = (size - 1) * stride
        is_whole = drop_remainder or self._endless or (last < step and self._count % step == 0)
        count = max(0, (self._count - last + step - 1) // step) if drop_remainder else (self._count + step - 1) // step
        rows = size if is_whole else ops.unknown()
        return Elements(mapped(lambda part: Elements(part, rows), self._element), count, self._endless)

    # Steps that make other elements.
    def map(self, map_func, num_parallel_calls=None, deterministic=None, synchronous=None, use_unbounded_threadpool=False, name=None):
        return Elements(_returned(self._apply(map_func)), self._count, self._endless)

    def batch(self, batch_size, drop_remainder=False, num_parallel_calls=None, deterministic=None, name=None):
        """The last batch is smaller, unless it is dropped or the size divides the number of elements."""
        exact = drop_remainder or self._endless or self._count % batch_size == 0
        return Elements(ops.batch(self._element, batch_size, exact), _quotient(self._count, batch_size, drop_remainder), self._endless)

    def padded_batch(self, batch_size, padded_shapes=None, padding_values=None, drop_remainder=False, name=None):
        return Elements(_padded(self._element, padded_shapes, batch_size), self._count, self._endless).batch(batch_size, drop_remainder)

    def rebatch(self, batch_size, drop_remainder=False, name=None):
        return self.unbatch().batch(batch_size, drop_remainder)

    def unbatch(self, name=None):
        return Elements(mapped(_row, self._element), ops.unknown(), self._endless)

    def enumerate(self, start=0, name=None):
        return Elements((ops.full((), int64), self._element), self._count, self._endless)

    def concatenate(self, dataset, name=None):
        return Elements(ops.either([self._element, dataset._element]), self._count + dataset._count)

    def flat_map(self, map_func, name=None):
        inner = self._apply(map_func)
        return Elements(inner._element, self._count * inner._count, self._endless or inner._endless)

    def interleave(self, map_func, cycle_length=None, block_length=None, num_parallel_calls=None, deterministic=None, name=None):
        return self.flat_map(map_func)

    def scan(self, initial_state, scan_func, name=None):
        return Elements(ops.unknown(), self._count, self._endless)

    def apply(self, transformation_func):
        return transformation_func(self)

    def reduce(self, initial_state, reduce_func, name=None):
        return initial_state

    def save(self, path, *args, **kwargs):
        return None


class Elements(Dataset):
    def __init__(self, element, count, endless=False):
        self._element = element
        self._count = count
        self._endless = endless


def _fewer(part):
    return ops.clamp(part, None, None) if ops.is_tensor(part) else part


def _datasets(structure):
    if isinstance(structure, dict):
        return [part for value in structure.values() for part in _datasets(value)]
    if isinstance(structure, (tuple, list)):
        return [part for value in structure for part in _datasets(value)]
    return [structure]


def _zipped(structure):
    if isinstance(structure, dict):
        return {key: _zipped(value) for key, value in structure.items()}
    if isinstance(structure, (tuple, list)):
        return tuple([_zipped(value) for value in structure])
    return structure._element
