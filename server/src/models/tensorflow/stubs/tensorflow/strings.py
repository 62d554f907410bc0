"""`tf.strings`: text goes element by element. What comes in parts, of one text in a tensor and of several in a ragged one, has no known size."""
from shapeline import ops
from tensorflow._core import axes_of, to_tensor
from tensorflow._dtypes import as_dtype, bool_, float32, int32, int64, string
from tensorflow._pointwise import as_string
from tensorflow._ragged import Ragged

__public__ = "tf.strings"


def _text(value):
    text = to_tensor(value)
    ops.require_dtype(text, "string")
    return text


def _each(dtype):
    """One answer for each text, whatever else is asked."""

    def function(input, *args, **kwargs):
        return ops.cast(_text(input), given)

    given = dtype
    return function


lower = upper = strip = regex_replace = unicode_transcode = _each(string)
length = _each(int32)
regex_full_match = _each(bool_)


def to_hash_bucket_fast(input, num_buckets, name=None):
    return ops.cast(_text(input), int64)


def to_hash_bucket_strong(input, num_buckets, key, name=None):
    return to_hash_bucket_fast(input, num_buckets)


to_hash_bucket = to_hash_bucket_fast


def to_number(input, out_type=float32, name=None):
    return ops.cast(_text(input), as_dtype(out_type))


def format(template, inputs, placeholder="{}", summarize=3, name=None):
    return ops.full((), string)


def substr(input, pos, len, unit="BYTE", name=None):
    """Places and lengths stand for all texts, or one for each."""
    text, first, count = _text(input), to_tensor(pos), to_tensor(len)
    if text.ndim == 0:
        return ops.cast(first, string)
    if first.ndim == 0 and count.ndim == 0:
        return text
    return ops.cast(ops.elementwise("add", text, ops.cast(first, string), strict=True), string)


def join(inputs, separator="", name=None):
    """Single texts go with texts of one shape."""
    if not isinstance(inputs, (list, tuple)):
        return ops.unknown()
    joined = ops.full((), string)
    for each in inputs:
        text = _text(each)
        if text.ndim != 0:
            joined = text if joined.ndim == 0 else ops.elementwise("add", joined, text, strict=True)
    return ops.cast(joined, string)


def reduce_join(inputs, axis=None, keepdims=False, separator="", name=None):
    return ops.reduce("amax", _text(inputs), axes_of(axis), keepdims, string)


def unsorted_segment_join(inputs, segment_ids, num_segments, separator="", name=None):
    text, segments = _text(inputs), to_tensor(segment_ids)
    return ops.full((num_segments, *text.shape[segments.ndim :]), string)


def _parts(dtype):
    """The parts of one text are a tensor; those of several are ragged."""

    def function(input, *args, **kwargs):
        sizes = ops.sizes(_text(input))
        if ops.is_unknown(sizes):
            return ops.unknown()
        return ops.full((ops.size("parts"),), given) if len(sizes) == 0 else Ragged(sizes, given)

    given = dtype
    return function


split = bytes_split = unicode_split = _parts(string)
unicode_decode = _parts(int32)


def unicode_script(input, name=None):
    return ops.cast(to_tensor(input), int32)


def unicode_encode(input, output_encoding, errors="replace", replacement_char=65533, name=None):
    if not ops.is_tensor(input):
        return ops.unknown()
    return ops.full(input.shape[:-1], string)


def ngrams(data, ngram_width, separator=" ", pad_values=None, padding_width=None, preserve_short_sequences=False, name=None):
    text = _text(data)
    return ops.full((*text.shape[:-1], ops.size("grams")), string)


def unicode_decode_with_offsets(*args, **kwargs):
    return ops.unknown()


unicode_split_with_offsets = unicode_decode_with_offsets
