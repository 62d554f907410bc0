"""Gradients that are handed in: each has the shape of what it is the gradient of, and only of one number is none needed."""
from shapeline import ops


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
