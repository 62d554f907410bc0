"""The class of tensors: what can be asked of a tensor, and its operators.

`shape`, `dtype` and `device` are native. Most methods are the functions of the same name, with the tensor in front;
here stand only those that a tensor has alone, or whose arguments differ.
"""
from shapeline import ops
from torch._functions import creation, in_place, indexing, matrix, pointwise, reduction, shaping

__public__ = "torch"


def _listed(values, named=None):
    if named is not None:
        return named
    return values[0] if len(values) == 1 and isinstance(values[0], (tuple, list)) else values


def _only(values):
    return values[0] if len(values) == 1 else values


def _caster(name):
    dtype = ops.dtype(name)

    def method(self, memory_format=None):
        return ops.cast(self, dtype)

    return method


def _refill(*defaults):
    def method(self, *args, **kwargs):
        return ops.assign(self, ops.like(self, None))

    return method


def _swapped(name):
    def method(self, other):
        return ops.elementwise(name, other, self)

    return method


class _Functions:
    """The functions that are methods as they stand."""

    from torch._functions.pointwise import (
        abs, absolute, acos, acosh, add, addcdiv, addcmul, allclose, angle, arccos, arccosh, arcsin, arcsinh, arctan,
        arctan2, arctanh, asin, asinh, atan, atan2, atanh, bernoulli, bitwise_and, bitwise_left_shift, bitwise_not,
        bitwise_or, bitwise_right_shift, bitwise_xor, ceil, clamp, clamp_max, clamp_min, clip, clone, conj,
        conj_physical, copysign, cos, cosh, deg2rad, detach, digamma, div, divide, eq, equal, erf, erfc, erfinv, exp,
        exp2, expm1, fix, float_power, floor, floor_divide, fmax, fmin, fmod, frac, frexp, gcd, ge, greater,
        greater_equal, gt, hardshrink, heaviside, hypot, i0, igamma, igammac, isclose, isfinite, isinf, isnan, isneginf,
        isposinf, isreal, lcm, ldexp, le, lerp, less, less_equal, lgamma, log, log10, log1p, log2, logaddexp,
        logaddexp2, logical_and, logical_not, logical_or, logical_xor, logit, lt, maximum, minimum, mul, multiply,
        mvlgamma, nan_to_num, ne, neg, negative, nextafter, not_equal, positive, pow, prelu, rad2deg, reciprocal, relu,
        remainder, resolve_conj, resolve_neg, round, rsqrt, sgn, sigmoid, sign, signbit, sin, sinc, sinh, sqrt, square,
        sub, subtract, tan, tanh, true_divide, trunc, xlogy,
    )
    from torch._functions.reduction import (
        all, amax, amin, aminmax, any, argmax, argmin, bincount, corrcoef, cov, cummax, cummin, cumprod, cumsum, diff,
        dist, histc, histogram, kthvalue, logcumsumexp, logsumexp, max, mean, median, min, mode, nanmean, nanmedian,
        nanquantile, nansum, norm, prod, quantile, renorm, std, sum, var,
    )
    from torch._functions.shaping import (
        adjoint, as_strided, chunk, diag, diag_embed, diagflat, diagonal, fliplr, flipud, flatten, moveaxis, movedim,
        narrow, narrow_copy, ravel, repeat_interleave, roll, rot90, select, split_with_sizes, swapaxes, swapdims, t,
        transpose, tril, triu, unbind, unflatten, unsafe_chunk, unsafe_split, unsafe_split_with_sizes, unsqueeze,
    )
    from torch._functions.indexing import (
        argsort, argwhere, as_strided_scatter, diagonal_scatter, gather, index_add, index_copy, index_fill, index_put,
        index_reduce, index_select, masked_fill, masked_scatter, masked_select, msort, multinomial, nonzero,
        nonzero_static, put, scatter, scatter_add, scatter_reduce, select_scatter, slice_scatter, sort, take,
        take_along_dim, topk, unique, unique_consecutive,
    )
    from torch._functions.matrix import (
        addbmm, addmm, addmv, addr, baddbmm, bmm, cholesky, cholesky_inverse, cholesky_solve, cross, det, dot, geqrf,
        ger, inner, inverse, istft, kron, logdet, lu, lu_solve, matmul, matrix_exp, matrix_power, mm, mv, orgqr, ormqr,
        outer, pinverse, qr, slogdet, stft, svd, trace, triangular_solve, vdot,
    )


class _InPlace:
    """The functions that write into the tensor."""

    from torch._functions.in_place import (
        abs_, absolute_, acos_, acosh_, add_, addbmm_, addcdiv_, addcmul_, addmm_, addmv_, addr_, arccos_, arccosh_,
        arcsin_, arcsinh_, arctan2_, arctan_, arctanh_, as_strided_, asin_, asinh_, atan2_, atan_, atanh_, baddbmm_,
        bitwise_and_, bitwise_left_shift_, bitwise_not_, bitwise_or_, bitwise_right_shift_, bitwise_xor_, ceil_, clamp_,
        clamp_max_, clamp_min_, clip_, conj_physical_, copysign_, cos_, cosh_, cumprod_, cumsum_, deg2rad_, detach_,
        digamma_, div_, divide_, eq_, erf_, erfc_, erfinv_, exp2_, exp_, expm1_, fill_, fix_, float_power_, floor_,
        floor_divide_, fmod_, frac_, gcd_, ge_, greater_, greater_equal_, gt_, heaviside_, hypot_, i0_, igamma_,
        igammac_, index_add_, index_copy_, index_fill_, index_put_, index_reduce_, lcm_, ldexp_, le_, lerp_, less_,
        less_equal_, lgamma_, log10_, log1p_, log2_, log_, logical_and_, logical_not_, logical_or_, logical_xor_,
        logit_, lt_, masked_fill_, masked_scatter_, mul_, multiply_, mvlgamma_, nan_to_num_, ne_, neg_, negative_,
        nextafter_, not_equal_, pow_, put_, rad2deg_, reciprocal_, relu_, remainder_, renorm_, resize_as_, round_,
        rsqrt_, scatter_, scatter_add_, scatter_reduce_, sgn_, sigmoid_, sign_, sin_, sinc_, sinh_, sqrt_, square_,
        squeeze_, sub_, subtract_, swapaxes_, swapdims_, t_, tan_, tanh_, transpose_, tril_, triu_, true_divide_,
        trunc_, unsqueeze_, xlogy_, zero_,
    )

    bernoulli_ = cauchy_ = exponential_ = geometric_ = log_normal_ = normal_ = random_ = uniform_ = _refill()
    apply_ = map_ = fill_diagonal_ = polygamma_ = _refill()

    def copy_(self, other, non_blocking=False):
        return ops.assign(self, ops.elementwise("copy", self, other, None, True))

    def resize_(self, *size, memory_format=None):
        return ops.assign(self, ops.full(_listed(size), self.dtype))

    def set_(self, source=None, storage_offset=0, size=None, stride=None):
        return ops.assign(self, source if size is None else ops.full(size, self.dtype))

    def requires_grad_(self, requires_grad=True):
        return self

    def share_memory_(self):
        return self

    def index_put_(self, indices, values, accumulate=False):
        return ops.index_put(self, tuple(indices), values)


class _Operators:
    """Python's operators. Comparisons are elementwise too."""

    __abs__ = pointwise.abs
    __add__ = __radd__ = pointwise.add
    __and__ = __rand__ = pointwise.bitwise_and
    __eq__ = pointwise.eq
    __floordiv__ = pointwise.floor_divide
    __ge__ = pointwise.ge
    __gt__ = pointwise.gt
    __iadd__ = in_place.add_
    __iand__ = in_place.bitwise_and_
    __ifloordiv__ = in_place.floor_divide_
    __imod__ = in_place.remainder_
    __imul__ = in_place.mul_
    __invert__ = pointwise.bitwise_not
    __ior__ = in_place.bitwise_or_
    __ipow__ = in_place.pow_
    __isub__ = in_place.sub_
    __itruediv__ = in_place.div_
    __ixor__ = in_place.bitwise_xor_
    __le__ = pointwise.le
    __lshift__ = pointwise.bitwise_left_shift
    __lt__ = pointwise.lt
    __matmul__ = matrix.matmul
    __mod__ = pointwise.remainder
    __mul__ = __rmul__ = pointwise.mul
    __ne__ = pointwise.ne
    __neg__ = pointwise.neg
    __or__ = __ror__ = pointwise.bitwise_or
    __pos__ = pointwise.positive
    __pow__ = pointwise.pow
    __rfloordiv__ = _swapped("floor_divide")
    __rlshift__ = _swapped("bitwise_left_shift")
    __rmod__ = _swapped("remainder")
    __rpow__ = _swapped("pow")
    __rrshift__ = _swapped("bitwise_right_shift")
    __rshift__ = pointwise.bitwise_right_shift
    __rsub__ = pointwise.rsub
    __rtruediv__ = _swapped("div")
    __sub__ = pointwise.sub
    __truediv__ = pointwise.div
    __xor__ = __rxor__ = pointwise.bitwise_xor

    def __rmatmul__(self, other):
        return ops.matmul(other, self)

    def __getitem__(self, indices):
        return ops.index(self, indices)

    def __setitem__(self, indices, value):
        ops.index_put(self, indices, value)

    def __len__(self):
        return self.shape[0]

    def __iter__(self):
        return iter(ops.unbind(self, 0))

    def __contains__(self, element):
        return ops.unknown()

    def __bool__(self):
        return ops.item(self)

    def __float__(self):
        return ops.item(self)

    def __int__(self):
        return ops.item(self)

    def __index__(self):
        return ops.item(self)


class Tensor(_Operators, _Functions, _InPlace):
    """A tensor. Instances are made by primitives only."""

    def __new__(cls, *data, device=None):
        if len(data) == 1 and isinstance(data[0], (tuple, list)):
            return ops.tensor(data[0], ops.dtype("float32"))
        return ops.full(data, ops.dtype("float32"))

    def size(self, dim=None):
        return self.shape if dim is None else self.shape[dim]

    def dim(self):
        return len(self.shape)

    def numel(self):
        return ops.numel(self)

    ndimension = dim
    nelement = numel
    ndim = property(dim)

    def item(self):
        return ops.item(self)

    def tolist(self):
        return ops.tolist(self)

    def numpy(self, *, force=False):
        return ops.numpy(self)

    @property
    def data(self):
        return self

    @data.setter
    def data(self, value):
        ops.assign(self, value)

    @property
    def T(self):
        return ops.reverse_dims(self)

    @property
    def mT(self):
        return ops.transpose(self, -2, -1)

    H = T
    mH = mT
    real = property(pointwise.real)
    imag = property(pointwise.imag)

    # Reshaping, with sizes one by one or as one sequence.
    def view(self, *size, dtype=None):
        if len(size) == 1 and ops.is_dtype(size[0]):
            return ops.view_dtype(self, size[0])
        return ops.view_dtype(self, dtype) if size == () else ops.view(self, _listed(size))

    def reshape(self, *sizes, shape=None):
        return ops.reshape(self, _listed(sizes, shape))

    def view_as(self, other):
        return ops.view(self, other.shape)

    def reshape_as(self, other):
        return ops.reshape(self, other.shape)

    def permute(self, *axes, dims=None):
        return ops.permute(self, _listed(axes, dims))

    def expand(self, *sizes, size=None, implicit=False):
        return ops.expand(self, _listed(sizes, size))

    def expand_as(self, other):
        return ops.expand(self, other.shape)

    def broadcast_to(self, *sizes, size=None):
        return ops.expand(self, _listed(sizes, size))

    def sum_to_size(self, *size):
        return ops.full(_listed(size), self.dtype)

    def repeat(self, *times, repeats=None):
        return ops.repeat(self, _listed(times, repeats))

    def tile(self, *times, dims=None):
        return ops.tile(self, _listed(times, dims))

    def flip(self, *axes, dims=None):
        return ops.flip(self, _listed(axes, dims))

    def squeeze(self, *axes, dim=None):
        if axes == ():
            return ops.squeeze(self, dim)
        return ops.squeeze(self, axes[0] if len(axes) == 1 else axes)

    def unfold(self, dimension, size, step):
        return ops.unfold_axis(self, dimension, size, step)

    def split(self, split_size, dim=0):
        return ops.split(self, split_size, dim)

    def tensor_split(self, indices_or_sections, dim=0):
        return ops.tensor_split(self, indices_or_sections, dim)

    def hsplit(self, *indices_or_sections):
        return shaping.hsplit(self, _only(indices_or_sections))

    def vsplit(self, *indices_or_sections):
        return shaping.vsplit(self, _only(indices_or_sections))

    def dsplit(self, *indices_or_sections):
        return shaping.dsplit(self, _only(indices_or_sections))

    def count_nonzero(self, *axes, dim=None):
        return ops.reduce("count_nonzero", self, dim if axes == () else _only(axes), False)

    def where(self, condition, other):
        return ops.where(condition, self, other)

    def polygamma(self, n):
        return ops.unary(self, "polygamma")

    def softmax(self, dim, dtype=None):
        return ops.softmax(self, dim, dtype)

    def log_softmax(self, dim, dtype=None):
        return ops.log_softmax(self, dim, dtype)

    # Types and devices: only a dtype changes anything.
    bfloat16 = _caster("bfloat16")
    bool = _caster("bool")
    byte = _caster("uint8")
    cdouble = _caster("complex128")
    cfloat = _caster("complex64")
    char = _caster("int8")
    double = _caster("float64")
    float = _caster("float32")
    half = _caster("float16")
    int = _caster("int32")
    long = _caster("int64")
    short = _caster("int16")

    def to(self, device=None, dtype=None, non_blocking=False, copy=False, *, other=None, memory_format=None):
        if ops.is_dtype(device):
            return ops.cast(self, device)
        if ops.is_tensor(device):
            return ops.cast(self, device.dtype)
        return ops.cast(self, dtype) if ops.is_dtype(dtype) else self

    def type(self, dtype=None, non_blocking=False):
        if dtype is None:
            return ops.unknown()
        return ops.cast(self, dtype if ops.is_dtype(dtype) else ops.unknown())

    def type_as(self, other):
        return ops.cast(self, other.dtype)

    def cpu(self, memory_format=None):
        return self

    def cuda(self, device=None, non_blocking=False, memory_format=None):
        return self

    xpu = ipu = cuda

    def contiguous(self, memory_format=None):
        return self

    def pin_memory(self, device=None):
        return self

    def coalesce(self):
        return self

    def to_dense(self, dtype=None, *, masked_grad=None):
        return self

    def to_sparse(self, sparse_dim=None, *, layout=None, blocksize=None, dense_dim=None):
        return self

    def to_mkldnn(self, dtype=None):
        return self

    def is_floating_point(self):
        return self.dtype.is_floating_point

    def is_complex(self):
        return self.dtype.is_complex

    def is_contiguous(self, memory_format=None):
        return ops.unknown()

    def is_same_size(self, other):
        return self.shape == other.shape

    is_nonzero = is_signed = is_pinned = is_shared = is_conj = is_neg = is_inference = is_coalesced = is_contiguous

    # New tensors after this one's model.
    def new_tensor(self, data, *, dtype=None, device=None, requires_grad=False, pin_memory=False):
        return ops.tensor(data, self.dtype if dtype is None else dtype)

    def new_full(self, size, fill_value, *, dtype=None, layout=None, device=None, pin_memory=False, requires_grad=False):
        return ops.full(size, self.dtype if dtype is None else dtype, fill_value)

    def new_empty(self, *sizes, size=None, dtype=None, layout=None, device=None, pin_memory=False, requires_grad=False):
        return ops.full(_listed(sizes, size), self.dtype if dtype is None else dtype)

    new = new_empty

    def new_zeros(self, *sizes, size=None, dtype=None, layout=None, device=None, pin_memory=False, requires_grad=False):
        return ops.full(_listed(sizes, size), self.dtype if dtype is None else dtype, 0.0)

    def new_ones(self, *sizes, size=None, dtype=None, layout=None, device=None, pin_memory=False, requires_grad=False):
        return ops.full(_listed(sizes, size), self.dtype if dtype is None else dtype, 1.0)

    def new_empty_strided(self, size, stride, *, dtype=None, layout=None, device=None, pin_memory=False, requires_grad=False):
        return ops.full(size, self.dtype if dtype is None else dtype)

    # Gradients and storage: nothing about shapes.
    def backward(self, gradient=None, retain_graph=None, create_graph=False, inputs=None):
        return ops.backward(self, gradient)

    def retain_grad(self):
        return None

    def register_hook(self, hook):
        return ops.unknown()

    def register_post_accumulate_grad_hook(self, hook):
        return ops.unknown()

    def stride(self, dim=None):
        return ops.unknown()

    data_ptr = storage_offset = element_size = get_device = untyped_storage = storage = stride
