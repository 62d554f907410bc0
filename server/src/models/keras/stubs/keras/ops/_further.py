"""The less common half of `keras.ops`: pointwise functions, reductions that skip what is no number, slices, products, matrices, losses."""
from keras import losses as _losses
from keras._activation import named
from shapeline import ops
from tensorflow import linalg as _linalg
from tensorflow._core import sizes_of, to_tensor
from tensorflow._selection import slice_ as _slice

__public__ = "keras.ops"

int32 = ops.dtype("int32")
float32 = ops.dtype("float32")
_bool = ops.dtype("bool")


def _of_unknown_type(tensor):
    return ops.cast(tensor, ops.unknown())


def _like(x, *args, **kwargs):
    """One number for each; the type is not said."""
    return _of_unknown_type(ops.like(to_tensor(x), None))


arccosh = arcsinh = arctanh = angle = bitwise_invert = bitwise_not = cbrt = deg2rad = erfc = erfinv = exp2 = fabs = i0 = _like
imag = real = nan_to_num = rad2deg = sinc = squareplus = trunc = logit = threshold = conj = conjugate = saturate_cast = _like


def _activation(name):
    def function(x, *args, **kwargs):
        return named(to_tensor(x), wanted)

    wanted = name
    return function


celu = _activation("celu")
hard_shrink = _activation("hard_shrink")
soft_shrink = _activation("soft_shrink")
tanh_shrink = _activation("tanh_shrink")
sparse_plus = _activation("sparse_plus")
sparse_sigmoid = _activation("sparse_sigmoid")
sparsemax = _activation("sparsemax")


def glu(x, axis=-1):
    first, second = ops.tensor_split(to_tensor(x), 2, axis)
    ops.require_divisible(to_tensor(x).shape[axis], 2)
    return first


def _is(x, *args, **kwargs):
    return ops.cast(ops.like(to_tensor(x), None), _bool)


isneginf = isposinf = isreal = signbit = isin = _is


def _both(x1, x2, *args, **kwargs):
    """Element by element, of two that broadcast."""
    return _of_unknown_type(ops.elementwise("mul", to_tensor(x1), ops.cast(to_tensor(x2), to_tensor(x1).dtype)))


bitwise_and = bitwise_or = bitwise_xor = bitwise_left_shift = bitwise_right_shift = left_shift = right_shift = _both
fmax = fmin = fmod = gcd = heaviside = hypot = lcm = ldexp = logaddexp2 = nextafter = polar = _both


def isclose(x1, x2, rtol=1e-5, atol=1e-8, equal_nan=False):
    return ops.cast(_both(x1, x2), _bool)


def allclose(x1, x2, rtol=1e-5, atol=1e-8, equal_nan=False):
    isclose(x1, x2)
    return ops.full((), _bool)


def _reduced(name, dtype=None):
    def function(x, axis=None, keepdims=False, *args, **kwargs):
        kind = ops.unknown() if wanted is None else wanted
        return ops.cast(ops.like(to_tensor(x), None), kind) if axis in ((), []) else ops.reduce(operation, to_tensor(x), axis, keepdims, kind)

    operation, wanted = name, dtype
    return function


nansum = _reduced("sum")
nanprod = _reduced("prod")
nanmax = nanmin = ptp = _reduced("amax")
nanmean = nanmedian = nanstd = nanvar = _reduced("mean")
count_nonzero = _reduced("sum", int32)


def nanargmax(x, axis=None, keepdims=False):
    return _of_unknown_type(ops.reduce("argmax", to_tensor(x), axis, keepdims))


nanargmin = nanargmax


def quantile(x, q, axis=None, method="linear", keepdims=False):
    parts = ops.reduce("mean", to_tensor(x), axis, keepdims, ops.unknown())
    wanted = to_tensor(q)
    return parts if len(wanted.shape) == 0 else ops.full((*wanted.shape, *parts.shape), ops.unknown())


percentile = nanquantile = nanpercentile = quantile


def trace(x, offset=0, axis1=0, axis2=1):
    return _of_unknown_type(ops.reduce("sum", diagonal(x, offset, axis1, axis2), -1, False))


def diagonal(x, offset=0, axis1=0, axis2=1):
    return ops.diagonal(to_tensor(x), offset, axis1, axis2)


def flip_by(axis):
    def function(x):
        return ops.flip(to_tensor(x), wanted)

    wanted = axis
    return function


fliplr = flip_by(1)
flipud = flip_by(0)


def rot90(array, k=1, axes=(0, 1)):
    tensor = to_tensor(array)
    if not isinstance(k, int):
        return ops.unknown()
    return ops.transpose(tensor, axes[0], axes[1]) if k % 2 == 1 else tensor


def diff(a, n=1, axis=-1):
    tensor = to_tensor(a)
    return _of_unknown_type(ops.narrow(tensor, axis, 0, tensor.shape[axis] - n))


def identity(n, dtype=None):
    return ops.eye(n, n, _named(dtype))


def tri(N, M=None, k=0, dtype=None):
    return ops.eye(N, N if M is None else M, _named(dtype))


def _named(dtype):
    return float32 if dtype is None else ops.unknown()


def empty(shape, dtype=None):
    return ops.full(sizes_of(shape), _named(dtype))


def empty_like(x, dtype=None):
    return ops.like(to_tensor(x), None) if dtype is None else _like(x)


def _window(x):
    return ops.full((x if isinstance(x, int) else ops.size("window"),), float32)


bartlett = blackman = hamming = hanning = _window


def kaiser(x, beta):
    return _window(x)


def logspace(start, stop, num=50, endpoint=True, base=10, dtype=None, axis=0):
    return ops.unknown() if ops.is_tensor(start) or ops.is_tensor(stop) else ops.full((num,), _named(dtype))


def geomspace(start, stop, num=50, endpoint=True, dtype=None, axis=0):
    return logspace(start, stop, num)


def digitize(x, bins):
    return ops.cast(ops.like(to_tensor(x), None), int32)


def searchsorted(sorted_sequence, values, side="left"):
    return ops.cast(ops.like(to_tensor(values), None), ops.unknown())


# Padding, slices and updates.
def pad(x, pad_width, mode="constant", constant_values=None):
    tensor = to_tensor(x)
    widths = _widths(pad_width, len(tensor.shape))
    if ops.is_unknown(widths) or len(widths) != len(tensor.shape):
        return ops.unknown()
    return ops.full([size + before + after for size, (before, after) in zip(ops.sizes(tensor), widths)], tensor.dtype)


def _widths(pad_width, rank):
    if isinstance(pad_width, int):
        return [(pad_width, pad_width)] * rank
    if not isinstance(pad_width, (tuple, list)) or len(pad_width) == 0:
        return ops.unknown()
    if isinstance(pad_width[0], int):
        return [tuple(pad_width)] * rank if len(pad_width) == 2 else ops.unknown()
    pairs = [tuple(pair) for pair in pad_width]
    return pairs * rank if len(pairs) == 1 else pairs


def slice(inputs, start_indices, shape):
    """A size of -1 stands for the rest, as in TensorFlow."""
    return _slice(inputs, start_indices, shape)


def _updated(inputs, *args, **kwargs):
    return to_tensor(inputs)


slice_update = scatter_update = _updated


def scatter(indices, values, shape):
    return ops.full(sizes_of(shape), to_tensor(values).dtype)


def get_item(x, key):
    return ops.index(to_tensor(x), key)


def select(condlist, choicelist, default=0):
    return _of_unknown_type(to_tensor(choicelist[0]))


def _segments(data, segment_ids, num_segments=None, sorted=False):
    tensor = to_tensor(data)
    count = num_segments if isinstance(num_segments, int) else ops.size("segments")
    return ops.full((count, *ops.sizes(tensor)[1:]), tensor.dtype)


segment_sum = segment_max = segment_min = segment_prod = _segments


def bincount(x, weights=None, minlength=0, sparse=False):
    return ops.unknown() if len(to_tensor(x).shape) != 1 else _of_unknown_type(ops.full((ops.size("bins"),), int32))


def multi_hot(inputs, num_classes=None, axis=-1, dtype=None, sparse=False):
    tensor = to_tensor(inputs)
    sizes = ops.sizes(tensor)
    if ops.is_unknown(sizes) or not isinstance(num_classes, int) or axis != -1:
        return ops.unknown()
    return ops.full((*sizes[:1], *sizes[2:], num_classes) if len(sizes) > 1 else (num_classes,), _named(dtype))


# Products.
def dot(x1, x2):
    """NumPy's: the last axis of one with the last but one of the other."""
    first, second = to_tensor(x1), to_tensor(x2)
    if len(first.shape) == 0 or len(second.shape) == 0:
        return _both(first, second)
    return _of_unknown_type(ops.tensordot(first, ops.cast(second, first.dtype), ([-1], [-2 if len(second.shape) > 1 else 0])))


def vdot(x1, x2):
    return dot(ops.flatten(to_tensor(x1), 0, -1), ops.flatten(to_tensor(x2), 0, -1))


def inner(x1, x2):
    first, second = to_tensor(x1), to_tensor(x2)
    if len(first.shape) == 0 or len(second.shape) == 0:
        return _both(first, second)
    return _of_unknown_type(ops.tensordot(first, ops.cast(second, first.dtype), ([-1], [-1])))


def cross(x1, x2, axisa=-1, axisb=-1, axisc=-1, axis=None):
    return ops.unknown() if (axisa, axisb, axisc, axis) != (-1, -1, -1, None) else _cross(to_tensor(x1), to_tensor(x2))


def _cross(first, second):
    return _both(first, second) if first.shape[-1] == 3 and second.shape[-1] == 3 else ops.unknown()


def kron(x1, x2):
    first, second = to_tensor(x1), to_tensor(x2)
    if len(first.shape) != len(second.shape):
        return ops.unknown()
    return ops.full([a * b for a, b in zip(ops.sizes(first), ops.sizes(second))], ops.unknown())


# Matrices.
def _matrix(function):
    def method(x, *args, **kwargs):
        return _of_unknown_type(wanted(to_tensor(x)))

    wanted = function
    return method


inv = _matrix(_linalg.inv)
det = logdet = _matrix(_linalg.det)
cholesky = cholesky_inverse = _matrix(_linalg.cholesky)
pinv = _matrix(_linalg.pinv)


def slogdet(x):
    return det(x), det(x)


def eigh(x):
    values, vectors = _linalg.eigh(to_tensor(x))
    return _of_unknown_type(values), _of_unknown_type(vectors)


eig = eigh


def qr(x, mode="reduced"):
    tensor = to_tensor(x)
    if mode == "complete":
        sizes = ops.sizes(tensor)
        return ops.full((*sizes[:-1], sizes[-2]), tensor.dtype), ops.like(tensor, None)
    q, r = _linalg.qr(tensor)
    return q, r


def svd(x, full_matrices=True, compute_uv=True):
    u, s, v = ops.linalg_svd(to_tensor(x), full_matrices)
    return (u, s, v) if compute_uv else s


def solve(a, b):
    first, second = to_tensor(a), to_tensor(b)
    if len(second.shape) == len(first.shape) - 1:
        return _of_unknown_type(ops.squeeze(ops.matmul(_linalg.inv(first), ops.unsqueeze(second, -1)), -1))
    return _of_unknown_type(ops.matmul(_linalg.inv(first), second))


def lstsq(a, b, rcond=None):
    """For each column of the right-hand side one number an unknown."""
    first, second = to_tensor(a), to_tensor(b)
    unknowns, sides = ops.sizes(first), ops.sizes(second)
    return _of_unknown_type(ops.full((*unknowns[:-2], unknowns[-1], *sides[len(unknowns) - 1 :]), first.dtype))


def solve_triangular(a, b, lower=False):
    return solve(a, b)


def matrix_rank(x, tol=None):
    return ops.cast(ops.reduce("sum", ops.diagonal(to_tensor(x), 0, -2, -1), -1, False), int32)


# Networks.
def binary_crossentropy(target, output, from_logits=False):
    """One number for each score."""
    first, second = to_tensor(target), to_tensor(output)
    ops.require_same_shape(first, second)
    return _of_unknown_type(second)


def categorical_crossentropy(target, output, from_logits=False, axis=-1):
    return _losses.categorical_crossentropy(target, output, from_logits, 0.0, axis)


def sparse_categorical_crossentropy(target, output, from_logits=False, axis=-1):
    return _losses.sparse_categorical_crossentropy(target, output, from_logits, None, axis)


def ctc_loss(target, output, target_length, output_length, mask_index=0):
    return ops.full((ops.sizes(to_tensor(output))[0],), float32)


def in_top_k(targets, predictions, k):
    return ops.cast(ops.like(to_tensor(targets), None), _bool)


def psnr(x1, x2, max_val):
    return ops.full((), float32)


def _normalised(inputs, *args, **kwargs):
    return to_tensor(inputs)


layer_normalization = rms_normalization = batch_normalization = _normalised


def dot_product_attention(query, key, value, bias=None, mask=None, scale=None, is_causal=False, flash_attention=None, attn_logits_soft_cap=None):
    """Over (batch, length, heads, size)."""
    asked, given = ops.sizes(to_tensor(query)), ops.sizes(to_tensor(value))
    if ops.is_unknown(asked) or ops.is_unknown(given) or len(asked) != 4 or len(given) != 4:
        return ops.unknown()
    return ops.full((*asked[:-1], given[-1]), to_tensor(query).dtype)


# Control flow.
def vectorized_map(function, elements):
    return map(function, elements)


def map(f, xs):
    """The function on one row; its results are stacked again."""
    if not ops.is_tensor(xs) and not isinstance(xs, (list, tuple, dict)):
        return ops.unknown()
    if not ops.is_tensor(xs):
        return ops.unknown()
    tensor = to_tensor(xs)
    result = f(ops.select(tensor, 0, 0))
    if not ops.is_tensor(result):
        return ops.unknown()
    return ops.full((ops.sizes(tensor)[0], *ops.sizes(result)), result.dtype)


def fori_loop(lower, upper, body_fun, init_val):
    return ops.either([init_val, body_fun(lower, init_val)])


def switch(index, branches, *operands):
    return ops.either([branch(*operands) for branch in branches])


def custom_gradient(f):
    return f


def dtype(x):
    return ops.unknown()
