"""The base class of all layers and models.

Children, parameters and buffers are found among the attributes, in the order of their first assignment, by
`ops.children`, `ops.own_parameters` and `ops.own_buffers`, those of the modules below too by `ops.modules_below` and its like. Hooks of the forward pass
are run, those of the pass back where one may come by; others are kept nowhere.
"""
from torch._gradients import on_backward
from shapeline import ops

__public__ = "torch.nn"


def _handle(self, hook, *args, **kwargs):
    return RemovableHandle()


class RemovableHandle:
    def __init__(self, hooks=None, hook=None):
        self._hooks = hooks
        self._hook = hook

    def remove(self):
        if self._hooks is not None:
            self._hooks.remove(self._hook)

    def __enter__(self):
        return self

    def __exit__(self, type, value, traceback):
        self.remove()


class _Hook:
    def __init__(self, function, with_kwargs):
        self.function = function
        self.with_kwargs = with_kwargs

    def __call__(self, module, args, kwargs, *result):
        if self.with_kwargs:
            return self.function(module, args, kwargs, *result)
        return self.function(module, args, *result)


class _Hooks:
    """What runs before and behind a module's forward pass. What a hook that we do not see gives back is not followed."""

    def __init__(self):
        self.before = []
        self.behind = []

    def remove(self, hook):
        self.before = [each for each in self.before if each is not hook]
        self.behind = [each for each in self.behind if each is not hook]

    def run(self, module, args, kwargs):
        for hook in list(self.before):
            changed = hook(module, args, kwargs)
            if ops.is_unknown(changed) or changed is None:
                continue
            if hook.with_kwargs:
                args, kwargs = changed
            else:
                args = changed if isinstance(changed, tuple) else (changed,)
        result = module.forward(*args, **kwargs)
        for hook in list(self.behind):
            changed = hook(module, args, kwargs, result)
            if not ops.is_unknown(changed) and changed is not None:
                result = changed
        return result


def _same(self, *args, **kwargs):
    return self


class Module:
    training = True
    _hooks = None

    def __init__(self, *args, **kwargs):
        self.training = True

    def __call__(self, *args, **kwargs):
        if self._hooks is None:
            return self.forward(*args, **kwargs)
        return self._hooks.run(self, args, kwargs)

    def forward(self, *input):
        return ops.unknown()

    # Registration.
    def register_buffer(self, name, tensor, persistent=True):
        if isinstance(tensor, (int, float, list, tuple)):
            ops.check_that(False, "tensor", "number-for-buffer", name)
        setattr(self, name, None if tensor is None else ops.buffer(tensor, persistent))

    def register_parameter(self, name, param):
        setattr(self, name, param)

    def add_module(self, name, module):
        ops.check_that(isinstance(name, str), "name", "name-not-text")
        setattr(self, name, module)

    register_module = add_module

    # The modules below this one.
    def named_children(self):
        return iter(ops.all_children(self))

    def children(self):
        return iter([child for name, child in ops.all_children(self)])

    def named_modules(self, memo=None, prefix="", remove_duplicate=True):
        return iter(ops.modules_below(self, prefix))

    def modules(self):
        return iter([module for name, module in self.named_modules()])

    def get_submodule(self, target):
        module = self
        for name in target.split(".") if target else []:
            module = getattr(module, name)
        return module

    def set_submodule(self, target, module, strict=False):
        path, dot, name = target.rpartition(".")
        setattr(self.get_submodule(path), name, module)

    def get_parameter(self, target):
        path, dot, name = target.rpartition(".")
        return getattr(self.get_submodule(path), name)

    get_buffer = get_parameter

    @property
    def _modules(self):
        return dict(ops.all_children(self))

    @property
    def _parameters(self):
        return dict(ops.own_parameters(self))

    @property
    def _buffers(self):
        return dict(ops.own_buffers(self))

    # Parameters and buffers.
    def named_parameters(self, prefix="", recurse=True, remove_duplicate=True):
        return iter(ops.parameters_below(self, prefix, recurse))

    def parameters(self, recurse=True):
        return iter([parameter for name, parameter in self.named_parameters("", recurse)])

    def named_buffers(self, prefix="", recurse=True, remove_duplicate=True):
        return iter(ops.buffers_below(self, prefix, recurse))

    def buffers(self, recurse=True):
        return iter([buffer for name, buffer in self.named_buffers("", recurse)])

    def state_dict(self, *args, destination=None, prefix="", keep_vars=False):
        state = ops.state_below(self, prefix)
        if destination is None:
            return state
        destination.update(state)
        return destination

    def load_state_dict(self, state_dict, strict=True, assign=False):
        for reason, words in ops.state_conflicts(self, state_dict, strict)[:1]:
            ops.check_that(False, "state_dict", reason, words)
        return _IncompatibleKeys([], [])

    # Modes: each returns the module, as PyTorch does.
    def train(self, mode=True):
        for module in self.modules():
            module.training = mode
        return self

    def eval(self):
        return self.train(False)

    def requires_grad_(self, requires_grad=True):
        for parameter in self.parameters():
            parameter.requires_grad_(requires_grad)
        return self

    def zero_grad(self, set_to_none=True):
        return None

    def apply(self, fn):
        for name, child in ops.children(self):
            child.apply(fn)
        fn(self)
        return self

    # Moving keeps everything; converting makes floating parameters and buffers another type.
    def to(self, *args, **kwargs):
        for given in (*args, *kwargs.values()):
            if not ops.is_unknown(given) and ops.is_dtype(given):
                return _converted(self, given)
        return self

    def cuda(self, device=None):
        return self

    cpu = share_memory = to_empty = ipu = xpu = mtia = _same

    def type(self, dst_type):
        return _converted(self, dst_type)

    def float(self):
        return _converted(self, ops.dtype("float32"))

    def double(self):
        return _converted(self, ops.dtype("float64"))

    def half(self):
        return _converted(self, ops.dtype("float16"))

    def bfloat16(self):
        return _converted(self, ops.dtype("bfloat16"))

    def compile(self, *args, **kwargs):
        return None

    def register_forward_pre_hook(self, hook, *, prepend=False, with_kwargs=False):
        return _hooked(self, "before", _Hook(hook, with_kwargs), prepend)

    def register_forward_hook(self, hook, *, prepend=False, with_kwargs=False, always_call=False):
        return _hooked(self, "behind", _Hook(hook, with_kwargs), prepend)

    def register_full_backward_hook(self, hook, prepend=False):
        on_backward(hook, self, ops.unknown(), ops.unknown())
        return RemovableHandle()

    register_backward_hook = register_full_backward_hook

    def register_full_backward_pre_hook(self, hook, prepend=False):
        on_backward(hook, self, ops.unknown())
        return RemovableHandle()

    register_state_dict_pre_hook = _handle
    register_load_state_dict_pre_hook = register_load_state_dict_post_hook = register_state_dict_post_hook = _handle

    def extra_repr(self):
        return ""

    def get_extra_state(self):
        return None

    def set_extra_state(self, state):
        return None


def _hooked(module, when, hook, prepend):
    if module._hooks is None:
        module._hooks = _Hooks()
    hooks = getattr(module._hooks, when)
    hooks.insert(0 if prepend else len(hooks), hook)
    return RemovableHandle(module._hooks, hook)


class _IncompatibleKeys:
    def __init__(self, missing_keys, unexpected_keys):
        self.missing_keys = missing_keys
        self.unexpected_keys = unexpected_keys

    def __iter__(self):
        return iter((self.missing_keys, self.unexpected_keys))


def _converted(module, dtype):
    for name, owner in module.named_modules():
        for name, tensor in [*ops.own_parameters(owner), *ops.own_buffers(owner)]:
            if ops.is_floating(tensor.dtype):
                ops.assign(tensor, ops.cast(tensor, dtype))
    return module


def register_module_forward_hook(hook, *, with_kwargs=False, always_call=False):
    return RemovableHandle()


register_module_forward_pre_hook = register_module_full_backward_hook = register_module_forward_hook
