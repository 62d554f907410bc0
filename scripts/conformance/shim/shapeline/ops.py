"""The primitives of the stubs, carried out by real PyTorch.

With this module in place of the interpreter's, a stub can be run by CPython on real tensors, and what it gives compared
with what PyTorch gives. A primitive that is missing here raises AttributeError.
"""
import torch as real
import torch.nn.functional as F

DTYPES = "bool uint8 int8 int16 int32 int64 float16 bfloat16 float32 float64 complex64 complex128".split()


class Unknown:
    """A value that nothing is known of."""

    def __call__(self, *args, **kwargs):
        return self

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return self


def unknown():
    return Unknown()


# --- values


def dtype(name):
    assert name in DTYPES, name
    return getattr(real, name)


def is_dtype(value):
    return isinstance(value, real.dtype)


def is_tensor(value):
    return isinstance(value, real.Tensor)


def parameter(data, requires_grad):
    return real.nn.Parameter(data, requires_grad and data.is_floating_point())


def buffer(data, persistent):
    return real.nn.Buffer(data, persistent=persistent)


def dtype_of(value):
    return real.tensor(value).dtype


def size(name):
    return 2


def many(item):
    return [item, item]


def item(input):
    return input.item()


def numel(input):
    return input.numel()


def tolist(input):
    return input.tolist()


def numpy(input):
    return input.detach().numpy()


def assign(input, value):
    input.data = value.to(input.dtype) if value.shape == input.shape else value
    return input


def backward(input, gradient):
    return None


def require_divisible(value, divisor):
    if value % divisor:
        raise ValueError(f"{value} is not divisible by {divisor}")


def require_equal(left, right):
    if left != right:
        raise ValueError(f"{left} is not {right}")


def require_rank(input, ranks):
    if input.dim() not in ranks:
        raise ValueError(f"rank {input.dim()} is not among {ranks}")


def require_at_least(size, least):
    if size < least:
        raise ValueError(f"{size} is less than {least}")


def check_that(condition, subject="", reason="", given=""):
    if not condition:
        raise ValueError(f"{subject}: {reason} {given}")
    return 1


# --- modules


def is_unknown(value):
    return isinstance(value, Unknown)


def part(held, index):
    return held[index][1]


def state_conflicts(module, state, strict):
    return []


def children(module):
    kind = type(module).__mro__[-2]
    return [(name, value) for name, value in vars(module).items() if isinstance(value, kind)]


held_modules = all_children = children


def modules_below(module, prefix="", seen=None):
    """The module and those below it, each once."""
    seen = set() if seen is None else seen
    if id(module) in seen:
        return []
    seen.add(id(module))
    found = [(prefix, module)]
    for name, child in children(module):
        found += modules_below(child, f"{prefix}.{name}" if prefix else name, seen)
    return found


def _below(module, prefix, recurse, own):
    owners = modules_below(module, prefix) if recurse else [(prefix, module)]
    each = {}
    for path, owner in owners:
        for name, value in own(owner):
            each.setdefault(id(value), (f"{path}.{name}" if path else name, value))
    return list(each.values())


def parameters_below(module, prefix, recurse):
    return _below(module, prefix, recurse, own_parameters)


def buffers_below(module, prefix, recurse):
    return _below(module, prefix, recurse, own_buffers)


def state_below(module, prefix):
    return {
        f"{prefix}{path}.{name}" if path else prefix + name: value
        for path, owner in modules_below(module)
        for own in (own_parameters, own_buffers)
        for name, value in own(owner)
    }


def held_parameters(module):
    return own_parameters(module)


def own_parameters(module):
    return [(name, value) for name, value in vars(module).items() if isinstance(value, real.nn.Parameter)]


def own_buffers(module):
    return [(name, value) for name, value in vars(module).items() if isinstance(value, real.nn.Buffer)]


# --- creation


def full(size, dtype=None, low=None, high=None):
    sizes = tuple(int(n) for n in size) if isinstance(size, (tuple, list)) else (int(size),)
    return real.full(sizes, low or 0, dtype=dtype or real.float32)


def randperm(n, dtype=None):
    return real.randperm(n, dtype=dtype)


def like(input, dtype=None, low=None, high=None):
    return real.zeros_like(input, dtype=dtype)


def scatter_reduce(input, dim, index, src):
    return real.scatter_reduce(input, dim, index, src, "amax")


def unfold(input, dimension, size, step):
    return input.unfold(dimension, size, step)


def im2col(input, kernel_size, dilation, padding, stride):
    return F.unfold(input, kernel_size, dilation, padding, stride)


def col2im(input, output_size, kernel_size, dilation, padding, stride):
    return F.fold(input, output_size, kernel_size, dilation, padding, stride)


def linalg_square(name, input):
    if name in ("cholesky", "cholesky_inverse", "ldl"):
        return real.matrix_exp(input)
    function = getattr(real, name, None) or getattr(real.linalg, name)
    return function(input, 2) if name == "matrix_power" else function(input)


def linalg_solve(A, B):
    return B.clone()


def linalg_qr(A):
    return real.linalg.qr(A)


def linalg_svd(A, full_matrices=True):
    return real.linalg.svd(A, full_matrices)


def fft_fft(input, n, dim):
    return real.fft.fft(input, n, dim)


fft_ifft = fft_fft


def fft_rfft(input, n, dim):
    return real.fft.rfft(input, n, dim)


def fft_irfft(input, n, dim):
    return real.fft.irfft(input, n, dim)


def triu_indices(row, col, offset):
    return real.triu_indices(row, col, offset)


def cast(input, dtype):
    return input.to(dtype)


def tensor(data, dtype=None):
    return real.as_tensor(data, dtype=dtype)


def arange(start, end, step, dtype=None):
    return real.arange(start, end, step, dtype=dtype)


def linspace(start, end, steps, dtype=None):
    return real.linspace(start, end, steps, dtype=dtype)


def eye(n, m=None, dtype=None):
    return real.eye(n, n if m is None else m, dtype=dtype)


def randint(low, high, size, dtype=None):
    return real.randint(low, high, tuple(size), dtype=dtype)


# --- families


# Functions that need more than a tensor, of which only shape and type matter.
UNPLAYED = (
    "renorm put scatter lu ldl qr special channel_shuffle local_response_norm geqrf orgqr ormqr householder_product "
    "frexp polygamma mvlgamma threshold fake_quantize"
).split()


def unary(input, name):
    special = {
        "dropout": F.dropout, "dropout1d": F.dropout1d, "dropout2d": F.dropout2d, "dropout3d": F.dropout3d,
        "rrelu": F.rrelu, "alpha_dropout": F.alpha_dropout, "feature_alpha_dropout": F.feature_alpha_dropout,
        **dict.fromkeys(UNPLAYED, lambda tensor: tensor),
    }
    for holder in (special, vars(real), vars(F), vars(real.special), vars(real.fft)):
        if name in holder:
            return holder[name](input)
    return getattr(real, name)(input)


def elementwise(name, a, b, c=None, in_place=False):
    if name == "copy":
        return b.expand(a.shape).to(a.dtype)
    if not is_tensor(a) and not is_tensor(b):
        a = tensor(a)
    if name in ("complex", "polar", "binomial"):
        return real.complex(*real.broadcast_tensors(a, b))
    function = getattr(real, name, None) or getattr(real.special, name)
    if c is not None:
        return function(a, b, c)
    if name in ("maximum", "minimum", "logical_and") or not is_tensor(a):
        a, b = as_operand(a, b), as_operand(b, a)
    result = function(a, b)
    return result.to(a.dtype) if in_place else result


def as_operand(value, other):
    return value if is_tensor(value) else real.tensor(value, dtype=other.dtype if is_tensor(other) else None)


def where(condition, input, other):
    return real.where(condition, input, other)


def clamp(input, min, max):
    return real.clamp(input, min, max)


def masked_fill(input, mask, value):
    return real.masked_fill(input, mask, value)


def broadcast_tensors(tensors):
    return real.broadcast_tensors(*tensors)


def reduce(name, input, dim=None, keepdim=False, dtype=None):
    if name == "norm":
        return real.linalg.vector_norm(input, dim=dim, keepdim=keepdim, dtype=dtype)
    if name == "count_nonzero":
        return real.count_nonzero(input, dim=dim)
    if name == "quantile":
        return real.quantile(input, 0.5, dim=dim, keepdim=keepdim)
    function = getattr(real, name)
    whole = dim is None and name in ("prod", "median", "nanmedian", "max", "min")
    result = function(input) if whole else function(input, dim=dim, keepdim=keepdim)
    return result if dtype is None else result.to(dtype)


def reduce_pair(name, input, dim, keepdim=False):
    return getattr(real, name)(input, dim, keepdim)


# --- names that PyTorch gives another home or another order


def t(input):
    return input.t()


def view(input, size):
    return input.reshape(size)


def expand(input, size):
    return input.expand(size)


def repeat(input, repeats):
    return input.repeat(repeats)


def tile(input, dims):
    return input.tile(dims)


def squeeze(input, dim=None):
    return real.squeeze(input) if dim is None else real.squeeze(input, dim)


def flip(input, dims):
    return real.flip(input, dims if isinstance(dims, (tuple, list)) else (dims,))


def meshgrid(tensors, indexing):
    return real.meshgrid(*tensors, indexing=indexing)


def index(input, indices):
    return input[indices]


def index_put(input, indices, values):
    result = input.clone()
    result[indices] = values
    return result


def unique(input, return_inverse, return_counts, dim):
    return real.unique(input, return_inverse=return_inverse, return_counts=return_counts, dim=dim)


def einsum(equation, tensors):
    return real.einsum(equation, *tensors)


# --- layers


def interpolate(input, size, scale_factor, mode, align_corners=None, antialias=False):
    return F.interpolate(input, size, scale_factor, mode, align_corners, antialias=antialias)


def grid_sample(input, grid, mode, padding_mode, align_corners):
    return F.grid_sample(input, grid, mode, padding_mode, bool(align_corners))


def affine_grid(theta, size):
    return F.affine_grid(theta, size, align_corners=False)


def embedding_bag(input, weight, offsets, mode, per_sample_weights, include_last_offset):
    return F.embedding_bag(
        input, weight, offsets, mode=mode, per_sample_weights=per_sample_weights,
        include_last_offset=include_last_offset,
    )


def pad_sequence(sequences, batch_first):
    return real.nn.utils.rnn.pad_sequence(sequences, batch_first)


def multi_head_attention(
    query, key, value, embed_dim, num_heads, batch_first, kdim, vdim, key_padding_mask, attn_mask, need_weights,
    average_attn_weights,
):
    layer = real.nn.MultiheadAttention(embed_dim, num_heads, kdim=kdim, vdim=vdim, batch_first=batch_first)
    return layer(query, key, value, key_padding_mask, need_weights, attn_mask, average_attn_weights)


def _recurrent(kind):
    def run(input, hx, input_size, hidden_size, num_layers, bidirectional, batch_first, proj_size, lengths):
        # A packed sequence comes as the padded tensor, whose features are the same: its lengths change no shape.
        options = {"proj_size": proj_size} if proj_size else {}
        return kind(
            input_size, hidden_size, num_layers, batch_first=batch_first, bidirectional=bidirectional, **options,
        )(input, hx)

    return run


rnn = _recurrent(real.nn.RNN)
lstm = _recurrent(real.nn.LSTM)
gru = _recurrent(real.nn.GRU)


def rnn_cell(input, hx, input_size, hidden_size):
    return real.nn.RNNCell(input_size, hidden_size)(input, hx)


def lstm_cell(input, hx, input_size, hidden_size):
    return real.nn.LSTMCell(input_size, hidden_size)(input, hx)


def gru_cell(input, hx, input_size, hidden_size):
    return real.nn.GRUCell(input_size, hidden_size)(input, hx)


def batch(item, batch_size, drop_last):
    return real.utils.data.default_collate([item] * batch_size)


def __getattr__(name):
    """Every other primitive is PyTorch's function of that name."""
    for module in (F, real):
        if hasattr(module, name):
            return getattr(module, name)
    raise AttributeError(name)
