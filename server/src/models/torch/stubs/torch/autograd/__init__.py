"""`torch.autograd`: gradients have the shapes of what they are taken of."""
from shapeline import ops
from torch._gradients import check_gradients, pass_back
from torch._switches import _Context, enable_grad, no_grad
from torch.autograd import functional

__public__ = "torch.autograd"


def grad(
    outputs, inputs, grad_outputs=None, retain_graph=None, create_graph=False, only_inputs=True, allow_unused=None,
    is_grads_batched=False, materialize_grads=False,
):
    if not is_grads_batched:
        check_gradients(outputs, grad_outputs)
    pass_back()
    if allow_unused:
        return ops.unknown()
    if isinstance(inputs, (tuple, list)):
        return tuple([ops.like(tensor, None) for tensor in inputs])
    return (ops.like(inputs, None),)


def backward(tensors, grad_tensors=None, retain_graph=None, create_graph=False, grad_variables=None, inputs=None):
    check_gradients(tensors, grad_tensors)
    pass_back()


def Variable(data=None, requires_grad=False, volatile=False):
    # A number is refused as any function of tensors refuses it.
    if isinstance(data, (int, float)):
        ops.require_count(data, 1)
    return data


class _FunctionContext:
    def save_for_backward(self, *tensors):
        self.saved_tensors = tensors

    def mark_dirty(self, *tensors):
        return None

    mark_non_differentiable = set_materialize_grads = save_for_forward = mark_dirty


class Function:
    # Set where `forward` does without the context.
    setup_context = None

    @classmethod
    def apply(cls, *args, **kwargs):
        if cls.setup_context is not None:
            return cls.forward(*args, **kwargs)
        return cls.forward(_FunctionContext(), *args, **kwargs)


class detect_anomaly(_Context):
    def __new__(cls, check_nan=True):
        return object.__new__(cls)


class set_detect_anomaly(_Context):
    def __new__(cls, mode=True, check_nan=True):
        return object.__new__(cls)


def gradcheck(func, inputs, **options):
    return ops.unknown()
