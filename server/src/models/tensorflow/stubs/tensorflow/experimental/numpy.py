"""NumPy's functions on TensorFlow's tensors: only the switch that makes all tensors behave like arrays is followed."""
from tensorflow._core import behave_like_numpy

__public__ = "tf.experimental.numpy"


def experimental_enable_numpy_behavior(prefer_float32=False, dtype_conversion_mode="legacy"):
    behave_like_numpy()
