"""`torch.Size`: a tuple of sizes. Shapes themselves are native."""
__public__ = "torch"


class Size(tuple):
    def numel(self):
        count = 1
        for size in self:
            count = count * size
        return count
