"""Gradients that are handed in, each of the shape of what it is the gradient of: only of one number is none needed. And hooks that see gradients as they are computed."""
from shapeline import ops

_hooks = []


def on_backward(hook, *args):
    """A pass back may call it; whether it comes by is not known."""
    _hooks.append((hook, args))


def pass_back():
    for hook, args in _hooks:
        ops.perhaps(hook, *args)


def check_gradients(outputs, gradients):
    outputs = outputs if isinstance(outputs, (tuple, list)) else [outputs]
    gradients = gradients if isinstance(gradients, (tuple, list)) else [gradients] * len(outputs)
    for output, gradient in zip(outputs, gradients):
        if not ops.is_tensor(output):
            continue
        if gradient is None:
            ops.require_count(output, 1)
        elif ops.is_tensor(gradient):
            ops.require_same_shape(gradient, output)
