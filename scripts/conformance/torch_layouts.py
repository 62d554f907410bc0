"""Operations in layouts that PyTorch does not have: axes are moved to where it has them, and the result's axes back again.

`data_format` and `kernel_format` are parameters of our operations (docs/decisions/0006); TensorFlow's `"same"`, by the name of "same-upper",
gives every stride a window of its own and pads the odd element at the end.
"""
import torch.nn.functional as F

FIRST = "channels_first"


def each(value, rank):
    return tuple(value) if isinstance(value, (list, tuple)) else (value,) * rank


def kernel_and_stride(args, rank):
    kernel = tuple(args["weight"].shape[2:]) if "weight" in args else each(args["kernel_size"], rank)
    stride = args.get("stride")
    otherwise = (1,) * rank if "weight" in args else kernel
    return kernel, each(stride, rank) if stride is not None else otherwise, each(args.get("dilation", 1), rank)


def pad_upper(args, rank, value):
    pads = []
    for size, kernel, stride, dilation in zip(args["input"].shape[-rank:], *kernel_and_stride(args, rank)):
        missing = max(0, (-(-size // stride) - 1) * stride + dilation * (kernel - 1) + 1 - size)
        pads = [missing // 2, missing - missing // 2, *pads]
    return {**args, "input": F.pad(args["input"], pads, value=value), "padding": 0}


def crop_upper(output, args, rank):
    for axis, (size, stride) in enumerate(zip(args["input"].shape[-rank:], kernel_and_stride(args, rank)[1])):
        output = output.narrow(axis - rank, 0, size * stride)
    return output


def whole_strides(run, rank):
    """Without padding, TensorFlow's transposed convolutions end each stride that is longer than their kernel."""

    def function(**args):
        kernel, stride, _ = kernel_and_stride(args, rank)
        missing = [max(0, one - other) for one, other in zip(stride, kernel)]
        return F.pad(run(**args), [each for size in reversed(missing) for each in (0, size)])

    return function


def laid_out(op, run, args):
    """What `run` gives for arguments that may name a layout or TensorFlow's padding."""
    args = dict(args)
    data, kernel = args.pop("data_format", FIRST), args.pop("kernel_format", FIRST)
    if data == kernel == FIRST and args.get("padding") not in ("same-upper", "valid"):
        return run(**args)
    rank = int(op[-2]) if op.endswith("d") else args["input"].dim() - 2
    if kernel != FIRST:
        args["weight"] = args["weight"].movedim((-1, -2), (0, 1))
    channels = args["input"].dim() - rank - 1
    if data != FIRST:
        args["input"] = args["input"].movedim(-1, channels)
    if args.get("padding") == "valid":
        args["padding"] = 0
        run = whole_strides(run, rank) if "transpose" in op else run
    if args.get("padding") != "same-upper":
        output = run(**args)
    elif "transpose" in op:
        output = crop_upper(run(**{**args, "padding": 0}), args, rank)
    else:
        output = run(**pad_upper(args, rank, float("-inf") if op.startswith("max") else 0.0))
    return output if data == FIRST else output.movedim(channels, -1)
