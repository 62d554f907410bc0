"""Compares the PyTorch stubs with real PyTorch: which public names they have, whether parameters and defaults agree.

    python scripts/conformance/torch-stub-signatures.py [--missing]

Where PyTorch has one signature, the stub's must be the same: names, order, kinds, defaults. Where it overloads a name,
the stub must accept each overload's parameters by name, with their defaults. Known differences are lines of
`allow-torch-signatures.txt`, each with its reason; a line that no longer serves fails the run.
"""
import inspect
import re
import sys
from pathlib import Path

import torch
import torch.optim.lr_scheduler
import torch.optim.swa_utils

import torch_signatures as signatures
from torch_stubs import load

ALLOWED = Path(__file__).resolve().parent / "allow-torch-signatures.txt"

# Names under `torch` that no model code calls: kernels' entry points, variants for the compiler, sparse internals.
INTERNAL = re.compile(
    r"cudnn_|miopen_|mkldnn_|fbgemm_|quantize|quantized_|q_|native_|sparse_|batch_norm_|sym_|_?fused_|"
    r".*_copy$|.*_symint$|choose_qparams|dequantize|int_repr|empty_quantized|grid_sampler|"
    r"affine_grid_generator|.*_rnn|(lstm|gru|rnn_tanh|rnn_relu)(_cell)?$|h?s?spmm$|hsmm$|dsmm$|smm$|saddmm$|"
    r"sspaddmm$|resize_as_sparse_|slice_inverse|convolution$|embedding_renorm_|norm_except_dim|unique_dim|"
    r".*_without_tracking|init_num_threads|hash_tensor|is_vulkan_available|is_distributed|choose|"
    r"fake_quantize|to_mkldnn|to_padded|module_load|(ccol|crow|col|row)_indices|indices$|values$|dense_dim|"
    r"as_subclass|map2_|data_ptr|reinforce|record_stream|qscheme|storage_type|volatile|const_data_ptr|"
    r"has_names|refine_names|rename|align_|unflatten_names|eig$|lstsq$|solve$|symeig$|resize$|resize_as$"
)


def tensor_valued(owner, name):
    """Whether a name under `torch` or `Tensor` gives tensors, by PyTorch's own type stubs."""
    known = signatures.METHODS if owner is torch.Tensor else signatures.FUNCTIONS
    if name not in known:
        return name in vars(torch.functional) or callable(getattr(torch.Tensor, name, None))
    return any("Tensor" in returned or "return_types" in returned for _, returned in known[name])


def public(owner):
    return [name for name in dir(owner) if not name.startswith("_")]


def constructors(owner):
    """The public classes of a module, and what constructing one takes."""
    for name in public(owner):
        real = getattr(owner, name)
        if isinstance(real, type) and (real.__module__ or "").startswith(owner.__name__.split(".")[0]):
            yield name, real


def callables(owner, home):
    for name in public(owner):
        real = getattr(owner, name)
        if callable(real) and not isinstance(real, type) and (home is None or (getattr(
            real, "__module__", home,
        ) or home).startswith(home)):
            yield name, real


def accepted(parameters):
    return {parameter.name: parameter for parameter in parameters}


def same_default(left, right):
    if callable(left) and callable(right):
        return left.__name__ == right.__name__
    if left == right or str(left) == str(right):
        return True
    # "Not given" is spelled differently, and switches may be any false value.
    return left in (None, (), signatures.NO_DEFAULT) and right in (None, (), signatures.NO_DEFAULT)


def exact_difference(real, stub):
    spell = lambda ps: [(p.name, p.kind) for p in ps]
    if spell(real) != spell(stub):
        return f"PyTorch {shown(real)}, stub {shown(stub)}"
    wrong = [p.name for p, s in zip(real, stub) if not same_default(p.default, s.default)]
    return f"defaults of {wrong}: PyTorch {shown(real)}, stub {shown(stub)}" if wrong else None


def overload_difference(overload, stub):
    names = accepted(stub)
    if any(p.kind == "keywords" for p in stub):
        return None
    lacking = [p.name for p in overload if p.name not in names and p.name not in ("input", "out") and p.kind != "rest"]
    if lacking:
        return f"no {lacking}: PyTorch {shown(overload)}, stub {shown(stub)}"
    wrong = [
        p.name for p in overload
        if p.name in names and p.default != signatures.NO_DEFAULT and not same_default(p.default, names[p.name].default)
        and names[p.name].kind != "rest"
    ]
    return f"defaults of {wrong}: PyTorch {shown(overload)}, stub {shown(stub)}" if wrong else None


def shown(parameters):
    marks = {"rest": "*", "keywords": "**", "keyword": "~", "positional": ""}
    return "(" + ", ".join(
        marks[p.kind] + p.name + ("" if p.default == signatures.NO_DEFAULT else f"={p.default!r}") for p in parameters
    ) + ")"


def legacy(overload):
    """An older order of arguments that PyTorch still takes, such as `add(self, alpha, other)`."""
    names = [p.name for p in overload]
    return names[:1] in (["alpha"], ["beta"], ["value"]) or "names" in names


def compare(owner, name, stub):
    """The differences between PyTorch's signature of a name and the stub's."""
    given = signatures.of_python(stub)
    if given is None:
        return []
    if isinstance(getattr(owner, name), type):
        real = signatures.of_python(getattr(owner, name).__init__)
        found = None if real is None else exact_difference(real, signatures.of_python(stub.__init__) or [])
        return [] if found is None else [found]
    overloads, single = signatures.overloads(owner, name)
    if owner is torch.Tensor:
        given = [p for p in given if p.name != "input"]
    check = exact_difference if single else overload_difference
    differences = [check(overload, given) for overload in overloads if single or not legacy(overload)]
    return [difference for difference in differences if difference is not None][:1]


def spaces(stub):
    """What is compared: PyTorch's module or class, the stub's, a label, and the names."""
    nn, optim, data = torch.nn, torch.optim, torch.utils.data
    classes = lambda real: [name for name, _ in constructors(real)]
    functions = lambda real, home=None: [name for name, _ in callables(real, home)]
    helpers = re.compile(r"assert_int_or_pair|boolean_dispatch|.*torch_function.*|Optional")
    yield nn, stub.nn, "torch.nn", classes(nn)
    yield nn.functional, stub.nn.functional, "torch.nn.functional", [n for n in functions(
        nn.functional,
    ) if not helpers.match(n)]
    yield nn.init, stub.nn.init, "torch.nn.init", functions(nn.init, "torch.nn.init")
    yield optim, stub.optim, "torch.optim", classes(optim)
    schedulers = re.compile(r".*LR$|.*Scheduler$|Reduce")
    yield optim.lr_scheduler, stub.optim.lr_scheduler, "torch.optim.lr_scheduler", [
        n for n in classes(optim.lr_scheduler) if schedulers.match(n)
    ]
    yield data, stub.utils.data, "torch.utils.data", [n for n in classes(
        data,
    ) if "Pipe" not in n and not n[0].islower() and n != "DataChunk"]
    yield torch, stub, "torch", [n for n in functions(torch) if tensor_valued(torch, n) and not INTERNAL.match(n)]
    yield torch.Tensor, stub.Tensor, "torch.Tensor", [n for n in public(
        torch.Tensor,
    ) if callable(getattr(torch.Tensor, n)) and tensor_valued(torch.Tensor, n) and not INTERNAL.match(n)]
    for part in ("linalg", "fft", "special"):
        yield getattr(torch, part), getattr(stub, part), f"torch.{part}", functions(getattr(torch, part))


def forward_differences(stub):
    for name, real in constructors(torch.nn):
        model = getattr(stub.nn, name, None)
        if model is None or not hasattr(real, "forward") or not hasattr(model, "forward"):
            continue
        theirs, ours = signatures.of_python(real.forward), signatures.of_python(model.forward)
        if not theirs or not ours or "rest" in (theirs[0].kind, ours[0].kind):
            continue
        if [p.name for p in theirs] != [p.name for p in ours]:
            yield f"torch.nn.{name}.forward", f"PyTorch {shown(theirs)}, stub {shown(ours)}"


def read_allowed():
    lines = [line for line in ALLOWED.read_text().splitlines() if line and not line.startswith("#")]
    return dict(line.split(": ", 1) for line in lines)


def main():
    stub, _ = load()
    allowed, used, failures = read_allowed(), set(), []
    found = list(forward_differences(stub))
    for real, model, label, names in spaces(stub):
        present = [name for name in names if hasattr(model, name)]
        print(f"{label}: {len(present)} of {len(names)} names ({100 * len(present) / len(names):.1f} %)")
        if "--missing" in sys.argv:
            print("   missing:", ", ".join(sorted(set(names) - set(present))))
        for name in present:
            found += [(f"{label}.{name}", difference) for difference in compare(real, name, getattr(model, name))]
    for name, difference in found:
        if name in allowed:
            used.add(name)
        else:
            failures.append(f"{name}: {difference}")
    failures += [f"unused line of the allow list: {name}" for name in allowed if name not in used]
    print("\n".join(failures))
    print(f"{len(failures)} differences, {len(used)} allowed")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
