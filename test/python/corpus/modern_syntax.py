"""What Python got since 3.8, as model code may use it: walrus, positional-only, match, unions, generics, nested f-strings."""
from collections.abc import Callable, Iterator
from contextlib import nullcontext, suppress
from typing import Protocol, Self, overload

import torch
from torch import nn, Tensor

type Activation = str | Callable[[Tensor], Tensor] | None
type Pair[T] = tuple[T, T]


class Block[T: nn.Module, *Ts, **P](nn.Module):
    def __init__(self, inner: T, /, scale: float = 1.0, *, bias: bool = True) -> None:
        super().__init__()
        self.inner: T = inner
        self.scale = scale

    def __matmul__(self, other: Self) -> Self:
        return type(self)(nn.Sequential(self.inner, other.inner), self.scale)

    def forward(self, x: Tensor) -> Tensor:
        return self.scale * self.inner(x)


class Sized(Protocol):
    def __len__(self) -> int: ...


@overload
def make(spec: str) -> nn.Module: ...
@overload
def make(spec: dict[str, int]) -> nn.Module: ...
def make(spec):
    match spec:
        case "relu" | "swish" as name if name.islower():
            return nn.ReLU() if name == "relu" else nn.SiLU()
        case {"kind": "linear", "in": int(size), "out": out, **rest}:
            return nn.Linear(size, out, **rest)
        case {"kind": "conv", "size": (height, width)} | {"kind": "convolution", "size": [height, width]}:
            return nn.Conv2d(3, 8, (height, width))
        case ["seq", first, *others]:
            return nn.Sequential(make(first), *(make(other) for other in others))
        case nn.Module(training=True) as module:
            return module
        case (-1 | 0.5 | None), _:
            return nn.Identity()
        case torch.float32 | torch.float64:
            raise TypeError("no dtype here")
        case {}:
            return nn.Identity()
        case _:
            raise ValueError(f"cannot make {spec!r:>{len(str(spec)) + 2}} ({type(spec).__name__=})")


def first[T](items: list[T], /, default: T | None = None) -> T | None:
    return items[0] if (n := len(items)) > 0 and n else default


def heads(x: Tensor, *, count: int) -> Iterator[Tensor]:
    if (size := x.shape[-1]) % count:
        raise ValueError(f'{size} does not divide into {count} heads: {', '.join(f"{d}" for d in x.shape)}')
    yield from x.split(size // count, dim=-1)


def run(model: Block, x: Tensor, *, amp=False):
    with (
        torch.no_grad() as guard,
        torch.autocast("cuda") if amp else nullcontext() as context,
        suppress(RuntimeError),
    ):
        return model(x)


def batches(data, *sizes):
    shapes = {key: value.shape for key, value in data.items() if value is not None}
    lengths = {*sizes, *(len(v) for v in data.values())}
    pairs = [(a, b) for a in lengths for b in lengths if a < b <= 10 != 7]
    weights = data["x"][*sizes, ..., 0], data["y"][:, None, ::-1], data['z'][(1, 2)], data['w'][1:2,]
    table = {
        'same': lambda x, /, *args, key=None, **kw: (x, args, key, kw),
        'none': lambda: (yield),
        **shapes,
    }
    return table, pairs, weights, not shapes and lengths or -1 ** 2, ~0x_ff_ff, 0o17, 1_000.5e-3j


def fit(model, loader, steps=...):
    try:
        for i, (x, y) in enumerate(loader):
            loss = torch.nn.functional.cross_entropy(model(x), y)
            if not loss.isfinite(): continue
            loss.backward()
    except* (ValueError, TypeError) as group:
        print(*group.exceptions, sep="\n")
    except* RuntimeError:
        pass
    x = y = z = 0
    x, *rest = [x, y, z]
    del x, (y), [z]
    assert rest, ("empty",)
    async def inner():
        return await model, [r async for r in loader]
    return (
        inner
    )


