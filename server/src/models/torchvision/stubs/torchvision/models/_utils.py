"""What the families share: rounded widths, and a model cut at named layers."""
from torch import nn


def _make_divisible(v, divisor, min_value=None):
    """Rounded to a multiple of `divisor`, but never down by more than a tenth."""
    rounded = max(min_value or divisor, int(v + divisor / 2) // divisor * divisor)
    return rounded + divisor if rounded < 0.9 * v else rounded


class IntermediateLayerGetter(nn.ModuleDict):
    """The children of a model up to the last one that is wanted; gives their outputs by new names."""

    def __init__(self, model, return_layers):
        super().__init__()
        wanted = set(return_layers)
        for name, module in model.named_children():
            self.add_module(name, module)
            wanted.discard(name)
            if len(wanted) == 0:
                break
        self.return_layers = return_layers

    def forward(self, x):
        out = {}
        for name, module in self.named_children():
            x = module(x)
            if name in self.return_layers:
                out[self.return_layers[name]] = x
        return out
