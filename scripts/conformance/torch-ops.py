"""Replays the transcripts of operations under PyTorch: `->` must give that shape, `!!` must raise, `??` may do either.

Reads the lines as JSON from standard input (see run.mjs). Known differences stand in allow-torch.txt, a call and its
reason a line; an entry that is not needed is an error. For calls near the lines (operations.mjs) the refusals of PyTorch
that ours does not foretell stand in allow-mutants.txt, by their words, and how each operation came off is written as JSON.
"""
import faulthandler
import json
import operator
import re
import resource
import sys
import warnings
from collections import Counter
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from torch_kernels import lacks_kernel
from torch_layouts import laid_out

warnings.filterwarnings("ignore")
faulthandler.enable()
HERE = Path(__file__).resolve().parent
MOST_MEMORY = 16 << 30
"""Bytes. A call that wants more is refused, which says nothing about shapes."""
resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


# --- arguments


def tensor_of(shape, dtype, highest):
    dtype = getattr(torch, dtype or "float32")
    if dtype.is_floating_point or dtype.is_complex:
        return torch.rand(shape, dtype=dtype) * 0.8 + 0.1
    return torch.full(shape, highest or 0, dtype=dtype)


def laid_in_memory(tensor, order):
    """The same tensor with its axes, from the slowest to the fastest, in this order in memory."""
    if order is None:
        return tensor
    return tensor.permute(order).contiguous().permute([order.index(axis) for axis in range(len(order))])


def cut_out(tensor, strides):
    """The same tensor as a part of a larger one, its neighbours so far apart in memory."""
    if strides is None:
        return tensor
    reach = sum((size - 1) * stride for size, stride in zip(tensor.shape, strides)) + 1
    whole = torch.zeros(max(reach, 1), dtype=tensor.dtype)
    part = whole.as_strided(tensor.shape, strides)
    part.copy_(tensor)
    return part


def value_of(written):
    if not isinstance(written, dict):
        return written
    if "tensor" in written:
        tensor = tensor_of(written["tensor"], written["dtype"], written.get("highest"))
        return cut_out(laid_in_memory(tensor, written.get("order")), written.get("strides"))
    if "list" in written:
        return [value_of(item) for item in written["list"]]
    if "slice" in written:
        return slice(*[value_of(part) for part in written["slice"]])
    if "float" in written:
        return float(written["float"])
    if "ellipsis" in written:
        return ...
    return getattr(torch, written["dtype"])


# --- what each operation is called in PyTorch, where it is not a function of its own name with its own parameters


def named_function(name):
    for owner in (F, torch, torch.special, torch.linalg, torch.Tensor):
        if hasattr(owner, name):
            return getattr(owner, name)
    raise LookupError(f"PyTorch has no function {name}")


PYTHON_OPERATORS = {"add": operator.add, "sub": operator.sub, "mul": operator.mul, "div": operator.truediv, "pow": operator.pow}


def elementwise(name, a, b, c=None, in_place=False):
    others = [value for value in (b, c) if value is not None]
    if in_place:
        return getattr(a, f"{name}_")(*others)
    if not isinstance(a, torch.Tensor):
        return PYTHON_OPERATORS[name](a, b)
    return named_function(name)(a, *others)


def unary(input, name):
    return named_function(name)(input)


def reduce(name, input, dim=None, keepdim=False, dtype=None):
    options = {} if dtype is None else {"dtype": dtype}
    if dim is not None or keepdim:
        options.update(dim=dim, keepdim=keepdim)
    return getattr(torch, name)(input, **options)


def reduce_pair(name, input, dim, keepdim=False):
    return getattr(torch, name)(input, dim, keepdim)


def index_put(input, indices, value):
    input[tuple(indices)] = value
    return input


def index(input, indices):
    return input[tuple(indices)]


def repeat_interleave(input, repeats, dim=None):
    return torch.repeat_interleave(input, torch.tensor(repeats) if isinstance(repeats, list) else repeats, dim)


def scatter(input, dim, index, src):
    return torch.scatter(input, dim, index, src)


class NotOurs(Exception):
    """What our operation says nothing about: its callers see to it."""


def embedding_bag(input, weight, **options):
    if input.is_floating_point() and not weight.is_floating_point():
        raise NotOurs("an order of the arguments that is no longer documented")
    if 0 in weight.shape or (input.numel() > 0 and int(input.max()) >= len(weight)):
        raise NotOurs("rows that are not there are read all the same")
    return F.embedding_bag(input, weight, **options)


def conv_transpose1d(input, weight, dilation=1, **options):
    if dilation == 0 and weight.shape[-1] == 1:
        raise NotOurs("between the values of a kernel of one value there is no room to leave")
    return F.conv_transpose1d(input, weight, dilation=dilation, **options)


def index_copy(input, dim, index, source):
    if 0 in (input.dim(), source.dim()):
        raise NotOurs("a scalar passes for an axis of one")
    return torch.index_copy(input, dim, index, source)


def of_classes(run):
    def function(input, target, **options):
        if input.dim() == 0 or (target.dim() == 0 and run is F.multilabel_margin_loss):
            raise NotOurs("a single number passes for a row of classes")
        return run(input, target, **options)

    return function


def something(run):
    """Of tensors without numbers some functions look at nothing else either."""

    def function(*tensors, **options):
        given = [*tensors, *options.values()]
        if any(isinstance(each, torch.Tensor) and each.numel() == 0 for each in given):
            raise NotOurs("of nothing, any sizes will do")
        return run(*tensors, **options)

    return function


def expand(input, size):
    if 0 in (*size, *input.shape) and min(size) < 0:
        raise NotOurs("to nothing, any sizes will do")
    return input.expand(size)


def pixel_unshuffle(input, downscale_factor):
    if input.numel() == 0:
        raise NotOurs("images without pixels are handed on as they are")
    return F.pixel_unshuffle(input, downscale_factor)


def recurrent(kind):
    def run(
        input, hx, input_size, hidden_size, num_layers=1, bidirectional=False, batch_first=False, proj_size=0, lengths=None
    ):
        network = kind(
            input_size, hidden_size, num_layers, bidirectional=bidirectional, batch_first=batch_first, proj_size=proj_size
        )
        state = tuple(hx) if isinstance(hx, list) else hx
        if lengths and max(lengths) != input.shape[1 if batch_first else 0]:
            raise NotOurs("packed sequences end with the longest")
        if lengths is None:
            return network(input, state)
        output, state = network(pack_padded_sequence(input, torch.tensor(lengths, device="cpu"), batch_first), state)
        return pad_packed_sequence(output, batch_first)[0], state

    return run


def cell(kind):
    def run(input, hx, input_size, hidden_size):
        return kind(input_size, hidden_size)(input, tuple(hx) if isinstance(hx, list) else hx)

    return run


def multi_head_attention(query, key, value, embed_dim, num_heads, batch_first=False, kdim=None, vdim=None, **options):
    layer = nn.MultiheadAttention(embed_dim, num_heads, batch_first=batch_first, kdim=kdim, vdim=vdim)
    return layer(query, key, value, **options)


def definite(matrix):
    """A matrix that has an inverse and a Cholesky factor, if it is square."""
    if not matrix.is_floating_point() or matrix.dim() < 2 or matrix.shape[-1] != matrix.shape[-2]:
        return matrix
    return matrix @ matrix.mT + torch.eye(matrix.shape[-1], dtype=matrix.dtype)


def linalg_square(name, input):
    return getattr(torch if name == "logdet" else torch.linalg, name)(definite(input))


def ctc_loss(log_probs, targets, input_lengths, target_lengths, **options):
    lengths = [
        torch.full((len(given),), size) if isinstance(given, torch.Tensor) else tuple(given)
        for given, size in ((input_lengths, log_probs.shape[0]), (target_lengths, 1))
    ]
    return F.ctc_loss(log_probs.log_softmax(-1), targets, *lengths, **options)


ADAPTERS = {
    "baddbmm": something(torch.baddbmm),
    "batch_norm": something(F.batch_norm),
    "bmm": something(torch.bmm),
    "cdist": something(torch.cdist),
    "scaled_dot_product_attention": something(F.scaled_dot_product_attention),
    "tile": something(torch.tile),
    "contiguous": lambda input: input.contiguous(),
    "affine_grid": lambda theta, size, align_corners=False: F.affine_grid(theta, size, align_corners),
    "broadcast_tensors": lambda tensors: torch.broadcast_tensors(*tensors),
    "cast": lambda input, dtype: input.to(dtype),
    "channel_shuffle": lambda input, groups: nn.ChannelShuffle(groups)(input),
    "col2im": F.fold,
    "ctc_loss": ctc_loss,
    **{f"conv{rank}d": something(named_function(f"conv{rank}d")) for rank in (1, 2, 3)},
    **{f"conv_transpose{rank}d": something(named_function(f"conv_transpose{rank}d")) for rank in (2, 3)},
    "conv_transpose1d": something(conv_transpose1d),
    "dot": lambda input, other: torch.dot(input, other),
    "einsum": lambda equation, operands: something(torch.einsum)(equation, *operands),
    "elementwise": elementwise,
    "embedding_bag": embedding_bag,
    "expand": expand,
    "fft_fft": torch.fft.fft,
    "fft_ifft": torch.fft.ifft,
    "fft_irfft": torch.fft.irfft,
    "fft_rfft": torch.fft.rfft,
    "full": lambda size, dtype=None, low=None, high=None: torch.zeros(size, dtype=dtype),
    "grid_sample": something(F.grid_sample),
    "gru": recurrent(lambda *sizes, proj_size, **options: nn.GRU(*sizes, **options)),
    "gru_cell": cell(nn.GRUCell),
    "im2col": F.unfold,
    "index": index,
    "index_copy": index_copy,
    "index_put": index_put,
    "like": lambda input, dtype=None, low=None, high=None: torch.zeros_like(input, dtype=dtype),
    "linalg_norm": lambda A, **options: torch.linalg.norm(A, **options),
    "linalg_qr": torch.linalg.qr,
    "linalg_solve": lambda A, B: torch.linalg.solve(definite(A), B),
    "linalg_square": linalg_square,
    "linalg_svd": torch.linalg.svd,
    "lstm": recurrent(nn.LSTM),
    "lstm_cell": cell(nn.LSTMCell),
    "matmul": something(torch.matmul),
    "masked_fill": lambda input, mask, value: input.masked_fill(mask, value),
    "masked_scatter": lambda input, mask, source: input.masked_scatter(mask, source),
    "meshgrid": lambda tensors, indexing="ij": torch.meshgrid(*tensors, indexing=indexing),
    "multi_head_attention": multi_head_attention,
    "multi_margin_loss": of_classes(F.multi_margin_loss),
    "multilabel_margin_loss": of_classes(F.multilabel_margin_loss),
    "one_hot": lambda tensor, num_classes=-1: F.one_hot(tensor, num_classes),
    "cat_any": lambda tensor, dim=0: torch.cat([tensor, tensor], dim),
    "pad_any": lambda sequence, batch_first=False: torch.nn.utils.rnn.pad_sequence([sequence, sequence], batch_first),
    "stack_any": lambda tensor, dim=0: torch.stack([tensor, tensor], dim),
    "pad_sequence": lambda sequences, batch_first=False: nn.utils.rnn.pad_sequence(sequences, batch_first),
    "reduce": reduce,
    "reduce_pair": reduce_pair,
    "repeat": something(lambda input, repeats: input.repeat(repeats)),
    "repeat_interleave": repeat_interleave,
    "reshape": lambda input, size: torch.reshape(input, size),
    "pixel_unshuffle": pixel_unshuffle,
    "rnn": recurrent(lambda *sizes, proj_size, **options: nn.RNN(*sizes, **options)),
    "rnn_cell": cell(nn.RNNCell),
    "scatter": scatter,
    "scatter_reduce": lambda input, dim, index, src: torch.scatter_reduce(input, dim, index, src, "sum"),
    "searchsorted": lambda sorted_sequence, values: torch.searchsorted(sorted_sequence, values),
    "select": lambda input, dim, index: input.select(dim, index),
    "split": lambda input, split_size_or_sections, dim=0: torch.split(input, split_size_or_sections, dim),
    "tensor_split": lambda input, indices_or_sections, dim=0: torch.tensor_split(input, indices_or_sections, dim),
    "unary": unary,
    "unfold": lambda input, dimension, size, step: input.unfold(dimension, size, step),
    "unflatten": lambda input, dim, sizes: torch.unflatten(input, dim, sizes),
    "where": lambda condition, input, other: torch.where(condition, input, other),
    "view": lambda input, size: input.view(size),
}


def is_known(op):
    """Whether PyTorch has the operation: what stubs require by themselves, and the losses of other frameworks, other runs replay."""
    try:
        return op in ADAPTERS or named_function(op) is not None
    except LookupError:
        return False


OTHERS = {"strict": False, "allow_empty": False, "bounded": True}
"""Parameters that make operations follow other frameworks, and what they are for PyTorch."""


def is_ours(line):
    """Whether PyTorch can replay a line."""
    return is_known(line["op"]) and all(line["args"].get(name, ours) == ours for name, ours in OTHERS.items())


# --- comparing


def agrees(expected, actual):
    if expected is None:
        return True
    if isinstance(expected, int):
        return expected == actual
    if "list" in expected:
        return isinstance(actual, (list, tuple)) and all_agree(expected["list"], actual)
    if not isinstance(actual, torch.Tensor):
        return False
    if expected["dtype"] is not None and str(actual.dtype) != f"torch.{expected['dtype']}":
        return False
    return shape_agrees(expected["shape"], list(actual.shape))


def shape_agrees(expected, actual):
    if "*" in expected:
        place = expected.index("*")
        after = len(expected) - place - 1
        if len(actual) < place + after:
            return False
        tail = actual[len(actual) - after :] if after else []
        return shape_agrees(expected[:place], actual[:place]) and shape_agrees(expected[place + 1 :], tail)
    return len(expected) == len(actual) and all(want in (None, have) for want, have in zip(expected, actual))


def all_agree(expected, actual):
    return len(expected) == len(actual) and all(agrees(want, have) for want, have in zip(expected, actual))


def describe(value):
    if isinstance(value, torch.Tensor):
        return f"{tuple(value.shape)} {str(value.dtype).removeprefix('torch.')}"
    if isinstance(value, (list, tuple)):
        return ", ".join(describe(item) for item in value)
    return repr(value)


REFUSED_BY_TYPE = ("must be tuple of Tensors, not Tensor", "'tuple' object has no attribute 'dim'", "'list' object has no attribute 'dim'")
"""How recurrent layers refuse the state of another kind."""

READ_PAST_THE_END = ("scaled_dot_product_attention", "lstm")
"""Fused kernels of the CPU that do not look how sizes fit, but compute with other memory; on `meta` they are held against each other."""


def ran(line, device):
    """What PyTorch gives for a line, as (value, None), or the refusal, as (None, text)."""
    run = ADAPTERS.get(line["op"]) or named_function(line["op"])
    args = {name: written for name, written in line["args"].items() if name not in OTHERS}
    torch.manual_seed(0)
    try:
        with torch.device(device):
            return laid_out(line["op"], run, {name: value_of(written) for name, written in args.items()}), None
    except (TypeError, AttributeError, LookupError) as error:
        # More likely a fault of the adapter than a refusal; IndexError, which is a refusal, is a LookupError too.
        if isinstance(error, IndexError) or any(words in str(error) for words in REFUSED_BY_TYPE):
            return None, first_line(error)
        return None, f"{type(error).__name__}: {first_line(error)}"
    except NotOurs:
        raise
    except Exception as error:  # noqa: BLE001  PyTorch's refusal, whatever it is
        return None, first_line(error)


def replay(line):
    """What is wrong with a line, if anything."""
    actual, refusal = ran(line, "cpu")
    if refusal is not None:
        return f"raised {refusal}" if line["outcome"] == "holds" or is_fault(refusal) else None
    if line["outcome"] == "fails":
        return f"did not raise, gave {describe(actual)}"
    if line["outcome"] == "unknown" or line["expected"] is None:
        return None
    return None if gives(line, actual) else f"gave {describe(actual)}"


def near(line):
    """How a call near a line came off, and what PyTorch did where it differs."""
    try:
        actual, refusal = ran(line, "meta") if line["op"] in READ_PAST_THE_END else (None, None)
        if refusal is None:
            actual, refusal = ran(line, "cpu")
    except NotOurs as error:
        return "passed over", str(error)
    if refusal is not None:
        if lacks_kernel(refusal):
            return "passed over", refusal
        if line["outcome"] == "unknown":
            return "unknown", refusal
        return ("both refuse" if line["outcome"] == "fails" else "not foretold"), refusal
    if line["outcome"] == "unknown":
        return "unknown", None
    if line["outcome"] == "fails":
        return "told, runs", f"gave {describe(actual)}"
    return ("same", None) if gives(line, actual) else ("wrong", f"gave {describe(actual)}")


def is_fault(refusal):
    return refusal.startswith(("TypeError: ", "AttributeError: ", "KeyError: ", "LookupError: "))


def gives(line, actual):
    expected = line["expected"]
    return agrees(expected[0], actual) if len(expected) == 1 else all_agree(expected, actual)


def first_line(error):
    return str(error).strip().split("\n")[0][:200]


def entries(name):
    return [entry for entry in (HERE / name).read_text().splitlines() if entry and not entry.startswith("# ")]


def main():
    given = json.load(sys.stdin)
    lines = [line for line in given["lines"] if is_ours(line)]
    if given.get("near"):
        judge_near(lines)
    else:
        judge_lines(lines, given)


def judge_near(lines):
    allowed = [entry.split("  # ")[0] for entry in entries("allow-mutants.txt")]
    reasons = [re.compile(words) for words in allowed]
    used, table = set(), {}
    for line in lines:
        kind, words = near(line)
        if kind == "not foretold":
            reason = next((each for each in reasons if each.search(f"{line['op']} !! {words}")), None)
            if reason is not None:
                used.add(reason.pattern)
                kind = "allowed"
        if kind in ("not foretold", "told, runs", "wrong"):
            print(f"{kind}: {line['place']}: {line['text']}: {words}")
        table.setdefault(line["op"], Counter())[kind] += 1
    for words in sorted(set(allowed) - used):
        print(f"allow-mutants.txt: not needed here: {words}")
    print(json.dumps({"version": torch.__version__, "operations": table}))


def judge_lines(lines, given):
    allowed = dict(entry.split("  # ", 1) for entry in entries("allow-torch.txt"))
    unused = set(allowed)
    wrong = passed_over = 0
    for line in lines:
        try:
            problem = replay(line)
        except NotOurs:
            passed_over += 1
            continue
        if problem is None:
            continue
        if line["text"] in allowed:
            unused.discard(line["text"])
            continue
        wrong += 1
        print(f"{line['place']}: {line['text']}: {problem}")
    for text in sorted(unused):
        print(f"allow-torch.txt: not needed: {text}")
    operations = {line["op"] for line in lines}
    others = sorted({line["op"] for line in given["lines"]} - operations)
    print(f"not PyTorch's: {', '.join(others)}")
    places = {line["place"] for line in lines}
    own = len({line["place"] for line in given["lines"]} - places)
    print(
        f"PyTorch {torch.__version__}: {len(lines) - passed_over} calls of {len(places)} lines and {len(operations)} operations replayed, "
        f"{wrong} disagree; {len(allowed) - len(unused)} known differences; {passed_over} calls passed over; {given['left'] + own} lines cannot be replayed"
    )
    sys.exit(1 if wrong or unused else 0)


main()
