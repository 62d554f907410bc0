"""Builds every layer of `torch.nn` twice, from its stub and from PyTorch, and compares what can be seen of it.

    python scripts/conformance/torch-stub-modules.py

Compared are the names and shapes of the state, the public attributes, and the shapes and types of what `forward` gives.
The stubs' primitives are carried out by PyTorch itself (shim/shapeline/ops.py), so this judges the plumbing alone.
"""
import sys

import torch

from torch_stubs import load

torch.manual_seed(0)


def f(*size):
    return torch.rand(size)


def ints(high, *size):
    return torch.randint(0, high, size)


N, P = (), {}
image, volume, signal = f(2, 4, 8, 8), f(2, 4, 8, 8, 8), f(2, 4, 8)
sequence, rows = f(5, 2, 6), f(2, 6)

# Class, constructor's arguments and keywords, forward's arguments.
CASES = [
    *[(name, N, P, (image,)) for name in """Identity ReLU ReLU6 SELU SiLU Mish Hardsigmoid Hardswish Sigmoid Tanh LogSigmoid Softsign
      Tanhshrink Softmax2d ELU CELU LeakyReLU RReLU Hardtanh GELU Softplus Hardshrink Softshrink GLU PReLU Dropout Dropout2d
      AlphaDropout FeatureAlphaDropout Flatten""".split()],
    ("Dropout1d", N, P, (signal,)), ("Dropout3d", N, P, (volume,)), ("Threshold", (0.1, 0.0), P, (image,)),
    ("Softmax", (1,), P, (image,)), ("Softmin", (1,), P, (image,)), ("LogSoftmax", (1,), P, (image,)), ("PReLU", (4,), P, (image,)),
    ("Flatten", (2,), P, (image,)), ("Unflatten", (1, (2, 2)), P, (image,)),
    ("Linear", (6, 3), P, (sequence,)), ("Linear", (6, 3, False), P, (rows,)), ("Bilinear", (6, 6, 3), P, (rows, rows)),
    ("NonDynamicallyQuantizableLinear", (6, 3), P, (rows,)),
    ("Conv1d", (4, 6, 3), {"padding": 1, "stride": 2}, (signal,)), ("Conv2d", (4, 6, (3, 2)), {"dilation": 2, "groups": 2}, (image,)),
    ("Conv2d", (4, 6, 3), {"padding": "same", "padding_mode": "circular"}, (image,)), ("Conv2d", (4, 6, 3), {"padding": (1, 2), "padding_mode": "reflect", "bias": False}, (image,)),
    ("Conv2d", (4, 6, 3), {"padding": "valid", "padding_mode": "reflect"}, (image,)), ("Conv3d", (4, 6, 3), P, (volume,)),
    ("ConvTranspose1d", (4, 6, 3), {"stride": 2, "output_padding": 1}, (signal,)), ("ConvTranspose2d", (4, 6, 3), {"stride": 2, "groups": 2}, (image,)),
    ("ConvTranspose2d", (4, 6, 3), {"stride": 2}, (image, [18, 18])), ("ConvTranspose3d", (4, 6, 3), P, (volume,)),
    ("BatchNorm1d", (4,), P, (signal,)), ("BatchNorm2d", (4,), {"affine": False}, (image,)), ("BatchNorm2d", (4,), {"track_running_stats": False}, (image,)),
    ("BatchNorm3d", (4,), P, (volume,)), ("SyncBatchNorm", (4,), P, None), ("BatchNorm2d", (4,), {"bias": False}, (image,)),
    ("InstanceNorm1d", (4,), P, (signal,)), ("InstanceNorm2d", (4,), {"affine": True, "track_running_stats": True}, (image,)), ("InstanceNorm3d", (4,), P, (volume,)),
    ("InstanceNorm2d", (4,), P, (f(4, 8, 8),)), ("LayerNorm", (8,), P, (image,)), ("LayerNorm", ([8, 8],), {"bias": False}, (image,)), ("RMSNorm", (8,), P, (image,)),
    ("GroupNorm", (2, 4), P, (image,)), ("LocalResponseNorm", (2,), P, (image,)), ("CrossMapLRN2d", (2,), P, (image,)),
    ("MaxPool1d", (2,), P, (signal,)), ("MaxPool2d", (3,), {"stride": 2, "padding": 1, "return_indices": True}, (image,)), ("MaxPool3d", (2,), P, (volume,)),
    ("AvgPool1d", (2,), P, (signal,)), ("AvgPool2d", ((2, 3),), {"ceil_mode": True}, (image,)), ("AvgPool3d", (2,), P, (volume,)),
    ("AdaptiveAvgPool1d", (3,), P, (signal,)), ("AdaptiveAvgPool2d", ((None, 3),), P, (image,)), ("AdaptiveAvgPool3d", (1,), P, (volume,)),
    ("AdaptiveMaxPool1d", (3,), P, (signal,)), ("AdaptiveMaxPool2d", (3,), {"return_indices": True}, (image,)), ("AdaptiveMaxPool3d", (3,), P, (volume,)),
    ("LPPool1d", (2.0, 2), P, (signal,)), ("LPPool2d", (2.0, 2), P, (image,)), ("LPPool3d", (2.0, 2), P, (volume,)),
    ("FractionalMaxPool2d", (2,), {"output_size": 3}, (image,)), ("FractionalMaxPool2d", (2,), {"output_ratio": 0.5}, (image,)), ("FractionalMaxPool3d", (2,), {"output_ratio": 0.5}, (volume,)),
    ("MaxUnpool1d", (2,), P, (f(2, 4, 4), ints(8, 2, 4, 4))), ("MaxUnpool2d", (2,), P, (f(2, 4, 4, 4), ints(64, 2, 4, 4, 4))), ("MaxUnpool3d", (2,), P, (f(1, 1, 2, 2, 2), ints(64, 1, 1, 2, 2, 2))),
    *[(f"{kind}Pad{n}d", (1,), P, (x,)) for kind in ("Zero", "Reflection", "Replication", "Circular") for n, x in ((1, signal), (2, image), (3, volume))],
    ("ConstantPad1d", ((1, 2), 0.5), P, (signal,)), ("ConstantPad2d", (1, 0.5), P, (image,)), ("ConstantPad3d", (1, 0.5), P, (volume,)),
    ("ZeroPad2d", ((1, 2, 3, 4),), P, (image,)),
    ("Embedding", (10, 3), {"padding_idx": 0}, (ints(10, 2, 5),)), ("EmbeddingBag", (10, 3), P, (ints(10, 2, 5),)), ("EmbeddingBag", (10, 3), {"mode": "sum"}, (ints(10, 7), torch.tensor([0, 3]))),
    ("PixelShuffle", (2,), P, (image,)), ("PixelUnshuffle", (2,), P, (image,)), ("ChannelShuffle", (2,), P, (image,)),
    ("Upsample", N, {"scale_factor": 2}, (image,)), ("Upsample", ((5, 6),), {"mode": "bilinear"}, (image,)), ("UpsamplingNearest2d", (5,), P, (image,)), ("UpsamplingBilinear2d", N, {"scale_factor": 2}, (image,)),
    ("Unfold", (2,), P, (image,)), ("Fold", ((4, 4), 2), {"stride": 2}, (f(2, 12, 4),)), ("CosineSimilarity", N, P, (rows, rows)), ("PairwiseDistance", N, {"keepdim": True}, (rows, rows)),
    ("RNN", (6, 7), {"nonlinearity": "relu"}, (sequence,)), ("LSTM", (6, 7, 2), {"bidirectional": True, "batch_first": True}, (sequence,)), ("LSTM", (6, 7), {"proj_size": 3}, (sequence,)),
    ("GRU", (6, 7, 2), {"bias": False}, (sequence,)), ("GRU", (6, 7, 2), {"bidirectional": True}, (f(5, 6),)), ("RNNCell", (6, 7), P, (rows,)), ("LSTMCell", (6, 7), P, (rows,)), ("GRUCell", (6, 7), P, (rows,)),
    ("MultiheadAttention", (6, 2), P, (sequence, sequence, sequence)), ("MultiheadAttention", (6, 2), {"kdim": 3, "vdim": 4, "bias": False, "batch_first": True}, (f(2, 5, 6), f(2, 7, 3), f(2, 7, 4))),
    ("MultiheadAttention", (6, 2), {"add_bias_kv": True, "add_zero_attn": True}, (sequence, sequence, sequence)),
    ("TransformerEncoderLayer", (6, 2, 12), P, (sequence,)), ("TransformerEncoderLayer", (6, 2, 12), {"norm_first": True, "activation": "gelu", "bias": False}, (sequence,)),
    ("TransformerDecoderLayer", (6, 2, 12), {"batch_first": True}, (f(2, 5, 6), f(2, 4, 6))), ("Transformer", (6, 2, 2, 1, 12), P, (sequence, f(4, 2, 6))),
    *[(name, N, {"reduction": reduction}, (rows, f(2, 6))) for name in "MSELoss L1Loss SmoothL1Loss HuberLoss KLDivLoss BCELoss BCEWithLogitsLoss PoissonNLLLoss SoftMarginLoss".split() for reduction in ("mean", "none")],
    ("BCEWithLogitsLoss", N, {"pos_weight": f(6)}, (rows, f(2, 6))), ("MSELoss", N, {"size_average": False}, (rows, f(2, 6))), ("L1Loss", N, {"reduce": False}, (rows, f(2, 6))),
    ("CrossEntropyLoss", N, P, (rows, ints(6, 2))), ("CrossEntropyLoss", (f(6),), {"reduction": "none"}, (rows, ints(6, 2))), ("CrossEntropyLoss", N, {"label_smoothing": 0.1}, (f(2, 6, 3), ints(6, 2, 3))), ("NLLLoss", N, P, (rows, ints(6, 2))),
    ("NLLLoss2d", N, {"reduction": "none"}, (image, ints(4, 2, 8, 8))), ("GaussianNLLLoss", N, P, (rows, f(2, 6), f(2, 6))), ("HingeEmbeddingLoss", N, P, (rows, torch.ones(2, 6))), ("MultiLabelSoftMarginLoss", N, {"reduction": "none"}, (rows, f(2, 6))),
    ("MultiLabelMarginLoss", N, P, (rows, ints(6, 2, 6))), ("MultiMarginLoss", N, P, (rows, ints(6, 2))), ("MarginRankingLoss", N, P, (f(3), f(3), torch.ones(3))), ("CosineEmbeddingLoss", N, P, (rows, rows, torch.ones(2))),
    ("TripletMarginLoss", N, {"reduction": "none"}, (rows, rows, rows)), ("TripletMarginWithDistanceLoss", N, {"distance_function": torch.nn.PairwiseDistance()}, (rows, rows, rows)), ("CTCLoss", N, P, (f(5, 2, 4).log_softmax(2), ints(3, 2, 3) + 1, torch.tensor([5, 5]), torch.tensor([3, 2]))),
    ("AdaptiveLogSoftmaxWithLoss", (6, 20), {"cutoffs": [5, 10]}, (rows, ints(20, 2))),
    ("LazyLinear", (3,), P, (rows,)), ("LazyConv1d", (6, 3), P, (signal,)), ("LazyConv2d", (6, 3), {"padding": 1}, (image,)), ("LazyConv3d", (6, 3), P, (volume,)), ("LazyConvTranspose1d", (6, 3), P, (signal,)), ("LazyConvTranspose2d", (6, 3), P, (image,)),
    ("LazyConvTranspose3d", (6, 3), P, (volume,)), ("LazyBatchNorm1d", N, P, (signal,)), ("LazyBatchNorm2d", N, P, (image,)), ("LazyBatchNorm3d", N, P, (volume,)), ("LazyInstanceNorm1d", N, P, (signal,)), ("LazyInstanceNorm2d", N, P, (image,)), ("LazyInstanceNorm3d", N, P, (volume,)),
]

# Bases and holders, which are not built alone, or are looked at in `containers`.
APART = set("""Module Container Sequential ModuleList ModuleDict ParameterList ParameterDict RNNBase RNNCellBase Parameter Buffer
  UninitializedParameter UninitializedBuffer DataParallel TransformerEncoder TransformerDecoder LinearCrossEntropyOptions LinearCrossEntropyLoss""".split())

# Attributes that only PyTorch's own code looks at.
PRIVATE = ("name", "activation_relu_or_gelu")


def seen(value):
    """Shapes and types of everything in a result."""
    if isinstance(value, torch.Tensor):
        return tuple(value.shape), value.dtype
    if value is None or isinstance(value, (int, float, str, bool)):
        return value
    if hasattr(value, "__iter__"):
        return tuple(seen(item) for item in value)
    return type(value).__name__


def state(module):
    return [(name, tuple(tensor.shape), tensor.dtype) for name, tensor in module.state_dict().items()]


def attributes(module):
    plain = (int, float, str, bool, tuple, type(None))
    return {name: value for name, value in vars(module).items() if isinstance(value, plain) and not name.startswith("_")}


def differences(name, args, kwargs, inputs, stub):
    real_class = getattr(torch.nn, name, None) or getattr(torch.nn.modules.linear, name)
    real, model = real_class(*args, **kwargs), (getattr(stub.nn, name, None) or getattr(stub.nn.modules.linear, name))(*args, **kwargs)
    if inputs is not None:
        theirs, ours = seen(real(*[x.clone() if isinstance(x, torch.Tensor) else x for x in inputs])), seen(model(*inputs))
        if theirs != ours:
            yield f"forward: PyTorch {theirs}, stub {ours}"
    if state(real) != state(model):
        yield f"state: PyTorch {state(real)}, stub {state(model)}"
    if sum(p.numel() for p in real.parameters()) != sum(p.numel() for p in model.parameters()):
        yield "number of parameters"
    has = attributes(model) | dict.fromkeys(PRIVATE)
    for attribute, value in attributes(real).items():
        if attribute not in has and not hasattr(model, attribute):
            yield f"no attribute {attribute}"
        elif attribute in has and attribute not in PRIVATE and has[attribute] != value:
            yield f"{attribute}: PyTorch {value!r}, stub {has[attribute]!r}"


def containers(nn):
    """The containers' behaviour, as text that must be the same for both."""
    layers = [nn.Linear(2, 3), nn.ReLU(), nn.Linear(3, 4)]
    chain = nn.Sequential(*layers)
    several = nn.ModuleList(layers)
    named = nn.ModuleDict({"a": layers[0], "b": layers[2]})
    nested = nn.Sequential(chain, nn.Sequential(nn.Linear(4, 4), chain[0]))
    weights = nn.ParameterList([nn.Parameter(f(2)), nn.Parameter(f(3))])
    table = nn.ParameterDict({"x": nn.Parameter(f(2))})
    yield [len(chain), len(chain[:2]), len(several[1:]), list(named.keys()), len(weights), list(table.keys()), "a" in named]
    yield list(chain.state_dict()), list(several.state_dict()), list(named.state_dict()), list(weights.state_dict()), list(table.state_dict())
    yield [name for name, _ in nested.named_modules()], [name for name, _ in nested.named_parameters()], [n for n, _ in nested.named_children()]
    yield [type(m).__name__ for m in nested.modules()], len(list(nested.parameters())), [type(m).__name__ for m in nested.children()]
    chain.append(nn.Linear(4, 5))
    several.insert(1, nn.Dropout())
    yield list(chain.state_dict()), [type(m).__name__ for m in several], seen(chain(f(1, 2)))
    del chain[0]
    several += [nn.Tanh()]
    yield [n for n, _ in chain.named_children()], len(several), type(several[-1]).__name__, type(chain[-1]).__name__
    chain[0] = nn.Sigmoid()
    weights.append(nn.Parameter(f(4)))
    yield [type(m).__name__ for m in chain], len(weights), tuple(weights[-1].shape), type(named["b"]).__name__
    encoder = nn.TransformerEncoder(nn.TransformerEncoderLayer(6, 2, 12), 2, nn.LayerNorm(6))
    yield list(encoder.state_dict()), seen(encoder(f(5, 2, 6)))
    wrapped = nn.DataParallel(nn.Linear(2, 3))
    yield list(wrapped.state_dict()), wrapped.eval().training, wrapped.module.training
    yield type(nested.get_submodule("1.0")).__name__, [type(m).__name__ for m in chain + chain]


def main():
    stub, _ = load()
    failures, built = [], set()
    for name, args, kwargs, inputs in CASES:
        built.add(name)
        try:
            failures += [f"{name}{args}{kwargs}: {text}" for text in differences(name, args, kwargs, inputs, stub)]
        except Exception as error:  # noqa: BLE001  any failure of a stub is a finding
            failures.append(f"{name}{args}{kwargs}: {type(error).__name__}: {error}")
    for theirs, ours in zip(containers(torch.nn), containers(stub.nn)):
        if theirs != ours:
            failures.append(f"containers: PyTorch {theirs}, stub {ours}")
    public = {name for name in dir(torch.nn) if isinstance(getattr(torch.nn, name), type) and not name.startswith("_")}
    failures += [f"{name} is never built" for name in sorted(public - built - APART)]
    print("\n".join(failures))
    print(f"{len(CASES)} layers of {len(built)} classes compared, {len(failures)} differences")
    sys.exit(1 if failures else 0)


main()
