"""`tf.io`: files are not read; what is decoded from one has no known size."""
from shapeline import ops
from tensorflow._core import to_tensor
from tensorflow._dtypes import as_dtype
from tensorflow.image import (
    decode_and_crop_jpeg, decode_bmp, decode_gif, decode_image, decode_jpeg, decode_png, encode_jpeg, encode_png, extract_jpeg_shape, is_jpeg,
)

__public__ = "tf.io"


def read_file(filename, name=None):
    return ops.full((), ops.dtype("string"))


def serialize_tensor(tensor, name=None):
    return ops.full((), ops.dtype("string"))


def decode_raw(input_bytes, out_type, little_endian=True, fixed_length=None, name=None):
    given = to_tensor(input_bytes)
    return ops.full((*given.shape, ops.size("length")), as_dtype(out_type))


def write_file(filename, contents, name=None):
    return None


class FixedLenFeature:
    def __init__(self, shape, dtype, default_value=None):
        self.shape = shape
        self.dtype = dtype


class VarLenFeature:
    def __init__(self, dtype):
        self.dtype = dtype


def parse_single_example(serialized, features, example_names=None, name=None):
    """The features of fixed length have the shape that was asked for."""
    return {key: _feature(feature) for key, feature in features.items()}


def _feature(feature):
    return ops.full(feature.shape, as_dtype(feature.dtype)) if isinstance(feature, FixedLenFeature) else ops.unknown()


def parse_example(serialized, features, example_names=None, name=None):
    return ops.unknown()


def parse_tensor(serialized, out_type, name=None):
    return ops.unknown()


RaggedFeature = FixedLenSequenceFeature = SparseFeature = TFRecordWriter = TFRecordOptions = gfile = decode_csv = decode_base64 = parse_tensor
encode_base64 = match_filenames_once = matching_files = parse_sequence_example = parse_single_sequence_example = decode_proto = parse_tensor
