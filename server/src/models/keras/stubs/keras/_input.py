"""Inputs of models: symbolic tensors, each given by an input layer."""
from keras._layer import Layer
from keras._values import any_sizes, dtype_of, float32
from shapeline import ops

__public__ = "keras.layers"


class InputLayer(Layer):
    def __init__(
        self, shape=None, batch_size=None, dtype=None, sparse=None, ragged=None, batch_shape=None, input_tensor=None, optional=False,
        name=None, **kwargs,
    ):
        super().__init__(name=name)
        if "input_shape" in kwargs and shape is None:
            shape = kwargs["input_shape"]
        if "batch_input_shape" in kwargs and batch_shape is None:
            batch_shape = kwargs["batch_input_shape"]
        if input_tensor is not None:
            self._batch_shape = tuple(input_tensor.shape)
            tensor = input_tensor
        elif batch_shape is not None:
            self._batch_shape = tuple(batch_shape)
            tensor = ops.full(any_sizes(self._batch_shape), dtype_of(dtype, float32))
        elif shape is None:
            # Keras 2 takes a description of the type instead.
            self._batch_shape = ops.unknown()
            tensor = ops.unknown()
        else:
            self._batch_shape = (batch_size, *(shape if isinstance(shape, (tuple, list)) else (shape,)))
            tensor = ops.full(any_sizes(self._batch_shape), dtype_of(dtype, float32))
        self.dtype = "float32" if dtype is None else dtype
        self.built = True
        self._gave = [ops.remember(tensor, self, ())]

    @property
    def batch_shape(self):
        return self._batch_shape

    @property
    def input(self):
        return self._gave[0]

    def call(self, inputs=None):
        return inputs


def Input(
    shape=None, batch_size=None, dtype=None, sparse=None, ragged=None, batch_shape=None, name=None, tensor=None, optional=False,
    **kwargs,
):
    if tensor is not None:
        return ops.remember(tensor, InputLayer(input_tensor=tensor, name=name), ())
    layer = InputLayer(shape, batch_size, dtype, sparse, ragged, batch_shape, None, optional, name, **kwargs)
    return layer.output
