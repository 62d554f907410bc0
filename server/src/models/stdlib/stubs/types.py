"""`types`: names of built-in classes are native."""
from _types import (
    BuiltinFunctionType,
    BuiltinMethodType,
    EllipsisType,
    FunctionType,
    GeneratorType,
    LambdaType,
    MappingProxyType,
    MethodType,
    ModuleType,
    NoneType,
    NotImplementedType,
    coroutine,
)


class SimpleNamespace:
    def __init__(self, /, **kwargs):
        self.__dict__.update(kwargs)

    def __eq__(self, other):
        return isinstance(other, SimpleNamespace) and self.__dict__.items() == other.__dict__.items()

    def __repr__(self):
        return "namespace(" + ", ".join(name + "=" + repr(value) for name, value in self.__dict__.items()) + ")"
