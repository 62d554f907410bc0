"""The bulk of a tensor's methods: the functions that are methods as they stand, the in-place ones, the operators."""
from shapeline import ops
from torch._functions import in_place, matrix, pointwise

__public__ = "torch"

# PyTorch knows some of its parameters by NumPy's names too.
__keywords__ = {"axis": "dim", "keepdims": "keepdim", "x": "input", "a": "input", "x1": "input", "x2": "other"}


def listed(values, named=None):
    """Sizes or axes given one by one, as one sequence, or by name."""
    if named is not None:
        return named
    return values[0] if len(values) == 1 and isinstance(values[0], (tuple, list)) else values


def _refill(*defaults):
    def method(self, *args, **kwargs):
        return ops.assign(self, ops.like(self, None))

    return method


def _swapped(name):
    def method(self, other):
        return ops.elementwise(name, other, self)

    return method


def _equality(function):
    """What is no tensor and no number is compared by Python, not by PyTorch."""

    def method(self, other):
        if other is None or isinstance(other, (tuple, list, dict, str)):
            return NotImplemented
        return function(self, other)

    return method


class Functions:
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
        nanquantile, nansum, prod, quantile, renorm, std, sum, var,
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
        addbmm, addmm, addmv, addr, baddbmm, bmm, cholesky_inverse, cholesky_solve, cross, det, dot, geqrf,
        ger, inner, inverse, istft, kron, logdet, lu_solve, matmul, matrix_exp, matrix_power, mm, mv, orgqr, ormqr,
        outer, pinverse, slogdet, smm, stft, svd, trace, triangular_solve, vdot,
    )


class InPlace:
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

    bernoulli_ = cauchy_ = exponential_ = geometric_ = log_normal_ = normal_ = uniform_ = _refill()
    apply_ = map_ = fill_diagonal_ = polygamma_ = _refill()

    def random_(self, start=0, end=None, *, generator=None):
        """Whole numbers below `end`, which is the only number where one is given."""
        if end is None:
            start, end = 0, start
        if not isinstance(end, int) or end <= 0:
            return ops.assign(self, ops.like(self, None))
        return ops.assign(self, ops.cast(ops.randint(start, end, self.shape, None), self.dtype))

    def copy_(self, other, non_blocking=False):
        return ops.assign(self, ops.elementwise("copy", self, other, None, True))

    def resize_(self, *sizes, size=None, memory_format=None):
        return ops.assign(self, ops.full(listed(sizes, size), self.dtype))

    def set_(self, source=None, storage_offset=0, size=None, stride=None):
        return ops.assign(self, source if size is None else ops.full(size, self.dtype))

    def requires_grad_(self, requires_grad=True):
        self.requires_grad = requires_grad
        return ops.assign(self, ops.unary(self, "requires_grad_")) if requires_grad is True else self

    def share_memory_(self):
        return self

    def index_put_(self, indices, values, accumulate=False):
        return ops.assign(self, ops.index_put(self, tuple(indices), values))


class Operators:
    """Python's operators. Comparisons are elementwise too."""

    __abs__ = pointwise.abs
    __add__ = __radd__ = pointwise.add
    __and__ = __rand__ = pointwise.bitwise_and
    __eq__ = _equality(pointwise.eq)
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
    __ne__ = _equality(pointwise.ne)
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
        if value is None:
            ops.check_that(False, "value", "none-assigned")
        ops.assign(self, ops.index_put(self, indices, value))

    def __len__(self):
        return self.shape[0]

    def __iter__(self):
        return iter(ops.unbind(self, 0))

    def __contains__(self, element):
        return ops.unknown()

    def __bool__(self):
        ops.require_count(self, 1)
        return ops.item(self)

    def __float__(self):
        ops.require_count(self, 1)
        return ops.item(self)

    def __int__(self):
        ops.require_count(self, 1)
        return ops.item(self)

    def __index__(self):
        ops.require_count(self, 1)
        return ops.item(self)
