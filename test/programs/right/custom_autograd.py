from collections import OrderedDict
from functools import reduce
from operator import mul

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.autograd import Function, gradcheck
from torch.nn.utils import parametrizations, spectral_norm, weight_norm


class BinaryActivation(Function):
    @staticmethod
    def forward(ctx, input, scale):
        ctx.save_for_backward(input)
        ctx.scale = scale
        return input.sign() * scale

    @staticmethod
    def backward(ctx, grad_output):
        (input,) = ctx.saved_tensors
        grad = grad_output.clone()
        grad[input.abs() > 1] = 0
        return grad * ctx.scale, None


class LinearFunction(Function):
    @staticmethod
    def forward(ctx, input, weight, bias=None):
        ctx.save_for_backward(input, weight, bias)
        output = input.mm(weight.t())
        if bias is not None:
            output += bias.unsqueeze(0).expand_as(output)
        return output

    @staticmethod
    def backward(ctx, grad_output):
        input, weight, bias = ctx.saved_tensors
        grad_input = grad_weight = grad_bias = None
        if ctx.needs_input_grad[0]:
            grad_input = grad_output.mm(weight)
        if ctx.needs_input_grad[1]:
            grad_weight = grad_output.t().mm(input)
        if bias is not None and ctx.needs_input_grad[2]:
            grad_bias = grad_output.sum(0)
        return grad_input, grad_weight, grad_bias


class BinLinear(nn.Module):
    def __init__(self, in_features, out_features):
        super().__init__()
        self.weight = nn.Parameter(torch.empty(out_features, in_features))
        self.bias = nn.Parameter(torch.empty(out_features))
        nn.init.uniform_(self.weight, -0.1, 0.1)
        nn.init.uniform_(self.bias, -0.1, 0.1)

    def forward(self, x):
        return BinaryActivation.apply(LinearFunction.apply(x, self.weight, self.bias), 0.5)

    def extra_repr(self):
        return "in_features={}, out_features={}".format(*self.weight.shape[::-1])


class FeatureExtractor:
    def __init__(self, model, layers):
        self.features = OrderedDict()
        self.grads = {}
        self.handles = []
        for name in layers:
            module = reduce(getattr, name.split("."), model)
            self.handles.append(module.register_forward_hook(self._save(name)))
            self.handles.append(module.register_full_backward_hook(self._save_grad(name)))

    def _save(self, name):
        def hook(module, inputs, output):
            self.features[name] = output
        return hook

    def _save_grad(self, name):
        def hook(module, grad_input, grad_output):
            self.grads[name] = grad_output[0]
        return hook

    def close(self):
        for h in self.handles:
            h.remove()


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.block = nn.Sequential(OrderedDict([
            ("conv1", spectral_norm(nn.Conv2d(3, 8, 3, padding=1))),
            ("relu1", nn.ReLU()),
            ("pool1", nn.MaxPool2d(2)),
            ("conv2", parametrizations.weight_norm(nn.Conv2d(8, 16, 3, padding=1))),
            ("relu2", nn.ReLU()),
        ]))
        self.pool = nn.AdaptiveAvgPool2d(2)
        self.bin = BinLinear(16 * 2 * 2, 24)
        self.fc = nn.Linear(24, 5)

    def forward(self, x):
        x = self.pool(self.block(x))
        return self.fc(self.bin(x.flatten(1)))


def grad_cam(model, image, layer="block.conv2"):
    extractor = FeatureExtractor(model, [layer])
    scores = model(image)
    cls = scores.argmax(1)
    model.zero_grad()
    scores.gather(1, cls[:, None]).sum().backward()
    acts, grads = extractor.features[layer], extractor.grads[layer]
    weights = grads.mean(dim=(2, 3), keepdim=True)
    cam = F.relu((weights * acts).sum(1, keepdim=True))
    cam = F.interpolate(cam, size=image.shape[-2:], mode="bilinear", align_corners=False)
    cam = (cam - cam.amin((1, 2, 3), keepdim=True)) / (cam.amax((1, 2, 3), keepdim=True) + 1e-6)
    extractor.close()
    return cam.squeeze(1)


model = Net()
x = torch.randn(4, 3, 32, 32)
y = torch.randint(0, 5, (4,))
loss = F.cross_entropy(model(x), y)
loss.backward()
norms = {name: p.grad.norm().item() for name, p in model.named_parameters() if p.grad is not None}
print(grad_cam(model, x).shape, len(norms), reduce(mul, model.fc.weight.shape))
assert gradcheck(LinearFunction.apply, (torch.randn(3, 4, dtype=torch.double, requires_grad=True), torch.randn(2, 4, dtype=torch.double, requires_grad=True)))
jac = torch.autograd.functional.jacobian(lambda v: (v ** 2).sum(0), torch.randn(3, 2))
per_sample = torch.func.vmap(lambda v: v.norm())(torch.randn(6, 3))
print(jac.shape, per_sample.shape)
