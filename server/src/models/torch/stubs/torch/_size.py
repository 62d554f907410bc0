"""`torch.Size`: a tuple of sizes. Shapes themselves are native."""
from shapeline import ops

__public__ = "torch"


class Size(tuple):
    def numel(self):
        return ops.product(self)
