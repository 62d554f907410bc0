"""Data types, and the values that stand for memory formats, layouts and devices.

Apart from the rest of `torch`, because several of these names hide Python's own.
"""
from shapeline import ops

__public__ = "torch"

# Before `float` below hides the built-in one.
inf = float("inf")
nan = float("nan")

uint8 = ops.dtype("uint8")
int8 = ops.dtype("int8")
int16 = short = ops.dtype("int16")
int32 = int = ops.dtype("int32")
int64 = long = ops.dtype("int64")
float16 = half = ops.dtype("float16")
bfloat16 = ops.dtype("bfloat16")
float32 = float = ops.dtype("float32")
float64 = double = ops.dtype("float64")
complex64 = cfloat = ops.dtype("complex64")
complex128 = cdouble = ops.dtype("complex128")
bool = ops.dtype("bool")

# Types outside the promotion table that the primitives know.
uint16 = uint32 = uint64 = complex32 = chalf = ops.unknown()
float8_e4m3fn = float8_e4m3fnuz = float8_e5m2 = float8_e5m2fnuz = float8_e8m0fnu = ops.unknown()
qint8 = quint8 = qint32 = quint4x2 = quint2x4 = ops.unknown()

strided = "strided"
sparse_coo = "sparse_coo"
sparse_csr = "sparse_csr"
sparse_csc = "sparse_csc"
sparse_bsr = "sparse_bsr"
sparse_bsc = "sparse_bsc"
jagged = "jagged"
contiguous_format = "contiguous_format"
preserve_format = "preserve_format"
channels_last = "channels_last"
channels_last_3d = "channels_last_3d"
per_tensor_affine = "per_tensor_affine"
per_tensor_symmetric = "per_tensor_symmetric"
per_channel_affine = "per_channel_affine"
per_channel_symmetric = "per_channel_symmetric"

pi = 3.141592653589793
e = 2.718281828459045
newaxis = None


class device:
    def __init__(self, type, index=None):
        self.type = type
        self.index = index

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return None


_largest = {
    "float16": 65504.0, "bfloat16": 3.3895313892515355e38, "float32": 3.4028234663852886e38,
    "float64": 1.7976931348623157e308,
}


class finfo:
    """Limits of a floating type: the largest numbers are what masks are filled with."""

    def __init__(self, type=None):
        self.bits = self.eps = self.tiny = self.smallest_normal = self.resolution = self.max = ops.unknown()
        for name in _largest:
            if ops.dtype(name) == type:
                self.max = _largest[name]
        self.min = -self.max


class iinfo:
    """Limits of an integer type."""

    def __init__(self, type=None):
        self.bits = self.max = self.min = ops.unknown()


class Generator:
    """A source of random numbers."""

    def __init__(self, device="cpu"):
        self.device = device

    def manual_seed(self, seed):
        return self

    def seed(self):
        return ops.unknown()

    initial_seed = get_state = seed

    def set_state(self, new_state):
        return None


default_generator = Generator()
