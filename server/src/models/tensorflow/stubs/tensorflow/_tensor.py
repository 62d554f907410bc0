"""The class of tensors, which is that of variables and of symbolic tensors as well. Instances are made by primitives only.

`shape` and `dtype` are native.
"""
from shapeline import ops
from tensorflow import _pointwise, _product, _selection
from tensorflow._core import operand, pair, to_tensor
from tensorflow._dtypes import bool_, string

__public__ = "tf"


def _swapped(function):
    def method(self, other):
        return function(other, self)

    return method


def _operator(function, name):
    def method(self, other):
        return _pointwise.mixed(name, self, other) if _mixes(self, other) else function(self, other)

    return method


def _mixes(self, other):
    return ops.mixes(self, other) and not ops.second_keras()


def _equality(self, other):
    """Operands that do not broadcast are not equal: that is an answer, not an error."""
    if other is None:
        return ops.unknown()
    if ops.mixes(self, other):
        # A symbolic tensor is refused where the operands do not broadcast; where they do, both answer alike.
        each = ops.unknown() if ops.second_keras() else ops.alike(operand(self), operand(other))
        return each if each.ndim != 0 else ops.unknown()
    first, second = pair(self, other)
    if ops.is_tensor(second):
        ops.require_same_dtype(second, first)
    return ops.alike(first, second)


def _matrix_product(self, other):
    """Keras's own takes vectors as well."""
    return ops.matmul(to_tensor(self), to_tensor(other)) if ops.is_variable(self) or _mixes(self, other) else _product.matmul(self, other)


def _bits(name):
    def method(self, other):
        first, second = pair(self, other)
        return ops.elementwise("logical_" + operation if first.dtype == bool_ else "bitwise_" + operation, first, second, strict=True)

    operation = name
    return method


class Tensor:
    def get_shape(self):
        return self.shape

    def numpy(self):
        """Text comes out as bytes: alone, or in an array of objects."""
        return ops.unknown() if self.dtype == string else ops.as_array(self)

    def __array__(self, dtype=None, copy=None):
        return ops.as_array(self if dtype is None else ops.cast(self, dtype))

    @property
    def T(self):
        return ops.permute(self, tuple(range(len(self.shape) - 1, -1, -1)))

    def set_shape(self, shape):
        """What the program knows better: sizes that are named become known."""
        if shape is not None:
            ops.assign(self, ops.full([size if wanted is None else wanted for wanted, size in _sizes(self, shape)], self.dtype))

    def __len__(self):
        return self.shape[0]

    def __iter__(self):
        return iter(list(ops.unbind(self, 0)))

    def __getitem__(self, index):
        return _selection.indexed(self, index)

    def __contains__(self, item):
        return ops.unknown()

    def item(self):
        return ops.item(self)

    __float__ = __int__ = __index__ = item

    def __bool__(self):
        if self.ndim != 0:
            ops.require_count(self, 1)
        return ops.item(self)

    def eval(self, *args, **kwargs):
        return ops.as_array(self)

    device = op = graph = name = property(lambda self: ops.unknown())

    def ref(self):
        return ops.unknown()

    def experimental_ref(self):
        return ops.unknown()

    # Of variables.
    trainable = property(lambda self: self.requires_grad)

    def value(self):
        return self

    read_value = value

    def assign(self, value, use_locking=False, name=None, read_value=True):
        given = to_tensor(value, self.dtype)
        ops.require_same_shape(given, self)
        return self

    assign_add = assign_sub = assign

    def initialized_value(self):
        return self

    # Operators.
    __add__ = _operator(_pointwise.add, "add")
    __sub__ = _operator(_pointwise.subtract, "sub")
    __mul__ = _operator(_pointwise.multiply, "mul")
    __truediv__ = _operator(_pointwise.truediv, "div")
    __floordiv__ = _operator(_pointwise.floordiv, "floor_divide")
    __mod__ = _operator(_pointwise.mod, "remainder")
    __pow__ = _operator(_pointwise.pow, "pow")
    __matmul__ = _matrix_product
    __radd__ = _swapped(__add__)
    __rsub__ = _swapped(__sub__)
    __rmul__ = _swapped(__mul__)
    __rtruediv__ = _swapped(__truediv__)
    __rfloordiv__ = _swapped(__floordiv__)
    __rmod__ = _swapped(__mod__)
    __rpow__ = _swapped(__pow__)
    __rmatmul__ = _swapped(_matrix_product)
    __and__ = __rand__ = _bits("and")
    __or__ = __ror__ = _bits("or")
    __xor__ = __rxor__ = _bits("xor")
    __eq__ = _equality
    __ne__ = _equality
    __lt__ = _operator(_pointwise.less, "lt")
    __le__ = _operator(_pointwise.less_equal, "le")
    __gt__ = _operator(_pointwise.greater, "gt")
    __ge__ = _operator(_pointwise.greater_equal, "ge")

    def __neg__(self):
        return ops.unary(self, "neg")

    def __pos__(self):
        return self

    def __abs__(self):
        return ops.unary(self, "abs")

    def __invert__(self):
        return ops.unary(self, "logical_not" if self.dtype == bool_ else "bitwise_not")


def _sizes(tensor, shape):
    """Each wanted size with the one that is known."""
    known = tensor.shape
    if ops.is_constant(len(known)) and len(known) == len(shape):
        return list(zip(shape, known))
    return [(wanted, ops.size("size")) for wanted in shape]
