"""einops as PyTorch layers."""
from shapeline import ops
from einops import rearrange, reduce
from einops._axes import compose, decompose, flat_names, groups_of, sides
from torch.nn import Module
from torch.nn.parameter import parameter

__public__ = "einops.layers.torch"


class Rearrange(Module):
    def __init__(self, pattern, **axes_lengths):
        super().__init__()
        self.pattern = pattern
        self.axes_lengths = axes_lengths

    def forward(self, input):
        return rearrange(input, self.pattern, **self.axes_lengths)


class Reduce(Module):
    def __init__(self, pattern, reduction, **axes_lengths):
        super().__init__()
        self.pattern = pattern
        self.reduction = reduction
        self.axes_lengths = axes_lengths

    def forward(self, input):
        return reduce(input, self.pattern, self.reduction, **self.axes_lengths)


class EinMix(Module):
    def __init__(self, pattern, weight_shape, bias_shape=None, **axes_lengths):
        super().__init__()
        self.pattern = pattern
        self.weight_shape = weight_shape
        self.bias_shape = bias_shape
        self.axes_lengths = axes_lengths
        self.weight = parameter(tuple([axes_lengths[name] for name in weight_shape.split()]))
        self.bias = parameter(_bias_size(pattern, bias_shape.split(), axes_lengths)) if bias_shape else None

    def forward(self, input):
        source, target = sides(self.pattern)
        # An axis of its own is left to the product, which stretches one of size 1.
        joined = [name for group in groups_of(source) if len(group) > 1 for name in group]
        lengths = {name: size for name, size in self.axes_lengths.items() if name in joined}
        split, names = decompose(input, groups_of(source), lengths)
        wanted = groups_of(target)
        kept = flat_names(wanted, names)
        letters = {}
        for name in [*names, *self.weight_shape.split(), *kept]:
            if name not in letters:
                letters[name] = "abcdefghijklmnopqrstuvwxyz"[len(letters)]
        spell = [_spelled(part, letters) for part in (names, self.weight_shape.split(), kept)]
        mixed = ops.einsum(spell[0] + "," + spell[1] + "->" + spell[2], [split, self.weight])
        result = mixed if self.bias is None else ops.elementwise("add", mixed, self.bias)
        return compose(result, wanted, kept)


def _spelled(names, letters):
    return "".join([letters[name] for name in names])


def _bias_size(pattern, bias_names, lengths):
    """One axis for each of the result's, of size 1 where the bias does not vary."""
    source, target = sides(pattern)
    names = [name for group in groups_of(target) for name in group]
    return tuple([lengths[name] if name in bias_names else 1 for name in names])
