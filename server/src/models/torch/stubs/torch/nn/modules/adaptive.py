"""Adaptive softmax: frequent classes in a head, rare ones in clusters of growing size and shrinking width."""
from shapeline import ops
from torch.nn.modules.container import ModuleList, Sequential
from torch.nn.modules.linear import Linear
from torch.nn.modules.module import Module

__public__ = "torch.nn"


class _ASMoutput:
    def __init__(self, output, loss):
        self.output = output
        self.loss = loss

    def __iter__(self):
        return iter((self.output, self.loss))


class AdaptiveLogSoftmaxWithLoss(Module):
    def __init__(self, in_features, n_classes, cutoffs, div_value=4.0, head_bias=False, device=None, dtype=None):
        super().__init__()
        if cutoffs[0] <= 0 or any(one >= next for one, next in zip(cutoffs, cutoffs[1:])):
            raise ValueError(cutoffs)
        self.in_features = in_features
        self.n_classes = n_classes
        self.cutoffs = list(cutoffs) + [n_classes]
        self.div_value = div_value
        self.head_bias = head_bias
        self.shortlist_size = self.cutoffs[0]
        self.n_clusters = len(self.cutoffs) - 1
        self.head_size = self.shortlist_size + self.n_clusters
        self.head = Linear(in_features, self.head_size, head_bias, device, dtype)
        self.tail = ModuleList()
        for index in range(self.n_clusters):
            width = int(in_features // (div_value ** (index + 1)))
            members = self.cutoffs[index + 1] - self.cutoffs[index]
            self.tail.append(
                Sequential(
                    Linear(in_features, width, False, device, dtype), Linear(width, members, False, device, dtype),
                ),
            )

    def forward(self, input_, target_):
        scores = self.head(input_)
        return _ASMoutput(ops.full(target_.shape, scores.dtype), ops.full((), scores.dtype))

    def log_prob(self, input):
        scores = self.head(input)
        return ops.full((scores.shape[0], self.n_classes), scores.dtype)

    def predict(self, input):
        return ops.reduce("argmax", self.log_prob(input), 1, False)
