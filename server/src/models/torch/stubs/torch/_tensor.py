"""The class of tensors: what can be asked of a tensor, and its operators.

`shape`, `dtype` and `device` are native. Most methods are the functions of the same name, with the tensor in front, and
stand in _tensor_methods.py; here are those that a tensor has alone, or whose arguments differ.
"""
from shapeline import ops
from torch._functions import matrix, pointwise, reduction, shaping
from torch._gradients import check_gradients, on_backward, pass_back
from torch._legacy import made
from torch._tensor_methods import Functions, InPlace, Operators, listed

__public__ = "torch"

# PyTorch knows some of its parameters by NumPy's names too.
__keywords__ = {"axis": "dim", "keepdims": "keepdim", "x": "input", "a": "input", "x1": "input", "x2": "other"}


_bytes = {
    "uint8": 1, "int8": 1, "bool": 1, "int16": 2, "float16": 2, "bfloat16": 2, "int32": 4, "float32": 4, "int64": 8,
    "float64": 8, "complex64": 8, "complex128": 16,
}


def reinterpreted(tensor, dtype):
    """The same memory read as another type: the last axis holds more or fewer numbers."""
    names = [[_bytes[name] for name in _bytes if ops.dtype(name) == each] for each in (tensor.dtype, dtype)]
    if not names[0] or not names[1]:
        return ops.unknown()
    before, after = names[0][0], names[1][0]
    if before == after:
        return ops.cast(tensor, dtype)
    return ops.full((*tensor.shape[:-1], tensor.shape[-1] * before // after), dtype)


def _only(values):
    return values[0] if len(values) == 1 else values


def _caster(name):
    dtype = ops.dtype(name)

    def method(self, memory_format=None):
        return ops.cast(self, dtype)

    return method


class Tensor(Operators, Functions, InPlace):
    """A tensor. Instances are made by primitives only."""

    def __new__(cls, *data, device=None):
        return made(data, ops.dtype("float32"))

    def size(self, dim=None):
        sizes = self.shape
        if dim is None:
            return sizes
        if dim >= len(sizes):
            ops.unbind(self, dim)
        return sizes[dim]

    def dim(self):
        return len(self.shape)

    def numel(self):
        return ops.numel(self)

    ndimension = dim
    nelement = numel
    ndim = property(dim)

    def __format__(self, format_spec):
        if format_spec != "":
            ops.require_rank(self, [0])
        return ops.unknown()

    def item(self):
        ops.require_count(self, 1)
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
        if self.dim() > 2:
            return ops.permute(self, tuple(range(self.dim() - 1, -1, -1)))
        return ops.t(self)

    @property
    def mT(self):
        return ops.transpose(self, -2, -1)

    H = T
    mH = mT

    @property
    def grad(self):
        """Nothing before the first step back; then as large as the tensor."""
        return ops.either([None, ops.full(self.shape, self.dtype)])

    @grad.setter
    def grad(self, value):
        return None

    real = property(pointwise.real)
    imag = property(pointwise.imag)

    # Reshaping, with sizes one by one or as one sequence.
    def view(self, *sizes, size=None, dtype=None):
        if dtype is not None or (size is None and ops.is_dtype(sizes[0])):
            return reinterpreted(self, sizes[0] if dtype is None else dtype)
        return ops.view(self, listed(sizes, size))

    def reshape(self, *sizes, shape=None):
        return ops.reshape(self, listed(sizes, shape))

    def view_as(self, other):
        return ops.view(self, other.shape)

    def reshape_as(self, other):
        return ops.reshape(self, other.shape)

    def permute(self, *axes, dims=None):
        return ops.permute(self, listed(axes, dims))

    def expand(self, *sizes, size=None, implicit=False):
        return ops.expand(self, listed(sizes, size))

    def expand_as(self, other):
        return ops.expand(self, other.shape)

    def broadcast_to(self, *sizes, size=None):
        return ops.expand(self, listed(sizes, size))

    def sum_to_size(self, *size):
        return ops.full(listed(size), self.dtype)

    def repeat(self, *times, repeats=None):
        return ops.repeat(self, listed(times, repeats))

    def tile(self, *times, dims=None):
        return ops.tile(self, listed(times, dims))

    def flip(self, *axes, dims=None):
        return ops.flip(self, listed(axes, dims))

    def squeeze(self, *axes, dim=None):
        if axes == ():
            return ops.squeeze(self, dim)
        return ops.squeeze(self, axes[0] if len(axes) == 1 else axes)

    def unfold(self, dimension, size, step):
        return ops.unfold(self, dimension, size, step)

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

    def norm(self, p="fro", dim=None, keepdim=False, dtype=None):
        return reduction.norm(self, p, dim, keepdim, None, dtype)

    def cholesky(self, upper=False):
        return matrix.cholesky(self, upper)

    def lu(self, pivot=True, get_infos=False):
        return matrix.lu(self, pivot, get_infos)

    def qr(self, some=True):
        return matrix.qr(self, some)

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
        return ops.cast(self, dtype) if ops.is_dtype(dtype) else ops.elsewhere(self)

    def type(self, dtype=None, non_blocking=False):
        if dtype is None:
            return ops.unknown()
        return ops.cast(self, dtype if ops.is_dtype(dtype) else ops.unknown())

    def type_as(self, other):
        return ops.cast(self, other.dtype)

    def cpu(self, memory_format=None):
        return ops.elsewhere(self)

    def cuda(self, device=None, non_blocking=False, memory_format=None):
        return ops.elsewhere(self)

    xpu = ipu = cuda

    def contiguous(self, memory_format=None):
        return ops.contiguous(self) if memory_format is None else pointwise.laid_out(self, memory_format)

    def pin_memory(self, device=None):
        return ops.elsewhere(self)

    def coalesce(self):
        return self

    def to_dense(self, dtype=None, *, masked_grad=None):
        return self

    def to_sparse(self, sparse_dim=None, *, layout=None, blocksize=None, dense_dim=None):
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

    def new_full(
        self, size, fill_value, *, dtype=None, layout=None, device=None, pin_memory=False, requires_grad=False,
    ):
        return ops.full(size, self.dtype if dtype is None else dtype, fill_value, fill_value)

    def new_empty(self, *sizes, size=None, dtype=None, layout=None, device=None, pin_memory=False, requires_grad=False):
        return ops.full(listed(sizes, size), self.dtype if dtype is None else dtype)

    new = new_empty

    def new_zeros(self, *sizes, size=None, dtype=None, layout=None, device=None, pin_memory=False, requires_grad=False):
        return ops.full(listed(sizes, size), self.dtype if dtype is None else dtype, 0.0, 0.0)

    def new_ones(self, *sizes, size=None, dtype=None, layout=None, device=None, pin_memory=False, requires_grad=False):
        return ops.full(listed(sizes, size), self.dtype if dtype is None else dtype, 1.0, 1.0)

    def new_empty_strided(
        self, size, stride, *, dtype=None, layout=None, device=None, pin_memory=False, requires_grad=False,
    ):
        return ops.full(size, self.dtype if dtype is None else dtype)

    # Gradients and storage: nothing about shapes.
    def backward(self, gradient=None, retain_graph=None, create_graph=False, inputs=None):
        check_gradients(self, gradient)
        pass_back()

    def retain_grad(self):
        return None

    def register_hook(self, hook):
        on_backward(hook, ops.unknown())
        return ops.unknown()

    def register_post_accumulate_grad_hook(self, hook):
        on_backward(hook, self)
        return ops.unknown()

    def stride(self, dim=None):
        return ops.unknown()

    def storage(self):
        return ops.unknown()

    data_ptr = storage_offset = element_size = get_device = untyped_storage = storage
