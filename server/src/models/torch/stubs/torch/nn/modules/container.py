"""Modules that hold other modules or parameters: in a chain, a list or a dictionary.

Items of a list are attributes named "0", "1", …, as in PyTorch, so they are found like any other child.
"""
from shapeline import ops
from torch.nn.modules.module import Module
from torch.nn.parameter import Parameter

__public__ = "torch.nn"


def _refill(container, modules):
    for name, module in ops.held_modules(container):
        delattr(container, name)
    for index, module in enumerate(modules):
        setattr(container, str(index), module)
    return container


class _Listed(Module):
    """What `Sequential` and `ModuleList` have in common."""

    def __len__(self):
        return len(ops.held_modules(self))

    def __iter__(self):
        return iter([module for name, module in ops.held_modules(self)])

    def __getitem__(self, idx):
        if isinstance(idx, slice):
            return self._of(ops.held_modules(self)[idx])
        return ops.part(ops.held_modules(self), idx)

    def __setitem__(self, idx, module):
        setattr(self, ops.held_modules(self)[idx][0], module)

    def __delitem__(self, idx):
        modules = list(self)
        del modules[idx]
        _refill(self, modules)

    def __contains__(self, module):
        return module in list(self)

    def append(self, module):
        setattr(self, str(len(self)), module)
        return self

    def extend(self, modules):
        for module in modules:
            self.append(module)
        return self

    def insert(self, index, module):
        modules = list(self)
        modules.insert(index, module)
        _refill(self, modules)
        return self

    def pop(self, key):
        module = self[key]
        del self[key]
        return module

    def __iadd__(self, modules):
        return self.extend(modules)


class Sequential(_Listed):
    def __init__(self, *args):
        super().__init__()
        if len(args) == 1 and isinstance(args[0], dict):
            for name, module in args[0].items():
                setattr(self, name, module)
        else:
            for index, module in enumerate(args):
                setattr(self, str(index), module)

    def _of(self, items):
        return Sequential(dict(items))

    def __add__(self, other):
        return Sequential(*list(self), *list(other))

    def forward(self, input):
        for name, module in ops.held_modules(self):
            input = module(input)
        return input


class ModuleList(_Listed):
    def __init__(self, modules=None):
        super().__init__()
        if modules is not None:
            for index, module in enumerate(modules):
                setattr(self, str(index), module)

    def _of(self, items):
        return ModuleList([module for name, module in items])

    def __add__(self, other):
        return ModuleList(list(self) + list(other))


class ModuleDict(Module):
    def __init__(self, modules=None):
        super().__init__()
        if modules is not None:
            self.update(modules)

    def update(self, modules):
        for key, module in modules.items() if hasattr(modules, "items") else modules:
            setattr(self, key, module)

    def __getitem__(self, key):
        return dict(ops.held_modules(self))[key]

    def __setitem__(self, key, module):
        setattr(self, key, module)

    def __delitem__(self, key):
        delattr(self, key)

    def __len__(self):
        return len(ops.held_modules(self))

    def __iter__(self):
        return iter(self.keys())

    def __contains__(self, key):
        return key in self.keys()

    def clear(self):
        for name, module in ops.held_modules(self):
            delattr(self, name)

    def pop(self, key):
        module = self[key]
        delattr(self, key)
        return module

    def keys(self):
        return dict(ops.held_modules(self)).keys()

    def items(self):
        return dict(ops.held_modules(self)).items()

    def values(self):
        return dict(ops.held_modules(self)).values()


def _as_parameter(value):
    return Parameter(value) if ops.is_tensor(value) and not isinstance(value, Parameter) else value


class ParameterList(Module):
    def __init__(self, values=None):
        super().__init__()
        if values is not None:
            self.extend(values)

    def __len__(self):
        return len(ops.held_parameters(self))

    def __iter__(self):
        return iter([parameter for name, parameter in ops.held_parameters(self)])

    def __getitem__(self, idx):
        if isinstance(idx, slice):
            return ParameterList([parameter for name, parameter in ops.held_parameters(self)[idx]])
        return ops.held_parameters(self)[idx][1]

    def __setitem__(self, idx, param):
        setattr(self, ops.held_parameters(self)[idx][0], _as_parameter(param))

    def append(self, value):
        setattr(self, str(len(self)), _as_parameter(value))
        return self

    def extend(self, values):
        for value in values:
            self.append(value)
        return self

    def __iadd__(self, parameters):
        return self.extend(parameters)


class ParameterDict(Module):
    def __init__(self, parameters=None):
        super().__init__()
        if parameters is not None:
            self.update(parameters)

    def update(self, parameters):
        for key, value in parameters.items() if hasattr(parameters, "items") else parameters:
            setattr(self, key, _as_parameter(value))

    def __getitem__(self, key):
        return dict(ops.held_parameters(self))[key]

    def __setitem__(self, key, value):
        setattr(self, key, _as_parameter(value))

    def __delitem__(self, key):
        delattr(self, key)

    def __len__(self):
        return len(ops.held_parameters(self))

    def __iter__(self):
        return iter(self.keys())

    def __contains__(self, key):
        return key in self.keys()

    def get(self, key, default=None):
        return dict(ops.held_parameters(self)).get(key, default)

    def pop(self, key):
        value = self[key]
        delattr(self, key)
        return value

    def keys(self):
        return dict(ops.held_parameters(self)).keys()

    def items(self):
        return dict(ops.held_parameters(self)).items()

    def values(self):
        return dict(ops.held_parameters(self)).values()


class Container(Module):
    def __init__(self, **kwargs):
        super().__init__()
        for key, value in kwargs.items():
            setattr(self, key, value)
