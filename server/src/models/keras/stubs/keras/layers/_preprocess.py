"""Layers that prepare images, numbers and texts. Images may come one by one, without a batch."""
from keras._image_format import standard_format
from keras._layer import Layer
from keras._values import float32, int64
from shapeline import ops
from tensorflow._ragged import Ragged

__public__ = "keras.layers"


class _Preprocessing(Layer):
    """Keeps the shape. Whatever it was made with changes only values."""

    def __init__(self, *args, **kwargs):
        super().__init__(name=kwargs.get("name", None), **_shape_arguments(kwargs))

    def call(self, inputs, training=True):
        if ops.is_tensor(inputs):
            return ops.cast(ops.unary(inputs, "augment"), float32)
        return inputs if isinstance(inputs, dict) else ops.unknown()

    def adapt(self, data, batch_size=None, steps=None):
        return None

    update_state = reset_state = finalize_state = adapt


def _shape_arguments(kwargs):
    return {key: kwargs[key] for key in ("dtype", "input_shape", "batch_input_shape", "batch_size", "trainable", "input_dim") if key in kwargs}


class _Augmentation(_Preprocessing):
    pass


class RandomFlip(_Augmentation):
    pass


class RandomRotation(_Augmentation):
    pass


class RandomZoom(_Augmentation):
    pass


class RandomTranslation(_Augmentation):
    pass


class RandomContrast(_Augmentation):
    pass


class RandomBrightness(_Augmentation):
    pass


class RandomColorDegeneration(_Augmentation):
    pass


class RandomColorJitter(_Augmentation):
    pass


class RandomElasticTransform(_Augmentation):
    pass


class RandomErasing(_Augmentation):
    pass


class RandomGaussianBlur(_Augmentation):
    pass


class RandomGrayscale(_Augmentation):
    pass


class RandomHue(_Augmentation):
    pass


class RandomInvert(_Augmentation):
    pass


class RandomPerspective(_Augmentation):
    pass


class RandomPosterization(_Augmentation):
    pass


class RandomSaturation(_Augmentation):
    pass


class RandomSharpness(_Augmentation):
    pass


class RandomShear(_Augmentation):
    pass


class RandAugment(_Augmentation):
    pass


class AugMix(_Augmentation):
    pass


class AutoContrast(_Augmentation):
    pass


class Equalization(_Augmentation):
    pass


class ContrastLimitedAdaptiveHistogramEqualization(_Augmentation):
    pass


class Solarization(_Augmentation):
    pass


class CutMix(_Augmentation):
    pass


class MixUp(_Augmentation):
    pass


class Rescaling(_Preprocessing):
    pass


class Normalization(_Preprocessing):
    """A mean, a variance and a count that `adapt` learns, unless they are given."""

    def __init__(self, axis=-1, mean=None, variance=None, invert=False, **kwargs):
        super().__init__(**kwargs)
        self.axis = axis
        self._given = mean is not None

    def build(self, input_shape):
        if not self._given and (self.axis is None or isinstance(self.axis, int)):
            shape = () if self.axis is None else (input_shape[self.axis],)
            self.add_weight(shape, trainable=False)
            self.add_weight(shape, trainable=False)
            self.add_weight((), trainable=False)
        self.built = True


class MaxNumBoundingBoxes(Layer):
    def __init__(self, max_number, fill_value=-1, **kwargs):
        super().__init__(**kwargs)

    def call(self, inputs):
        return ops.unknown()


class _Sized(Layer):
    """Images of a given height and width come out."""

    def _set(self, height, width, data_format, kwargs):
        super().__init__(name=kwargs.get("name", None), **_shape_arguments(kwargs))
        self.height = height
        self.width = width
        self.data_format = standard_format(data_format)

    def call(self, inputs, training=True):
        if not ops.is_tensor(inputs):
            return ops.unknown()
        before = ops.breaks()
        ops.require_axis_count(inputs, 3, 4)
        sizes = ops.sizes(inputs)
        if ops.breaks() > before or ops.is_unknown(sizes):
            return ops.unknown()
        if self.data_format == "channels_first":
            shape = (*sizes[:-2], self.height, self.width)
        else:
            shape = (*sizes[:-3], self.height, self.width, sizes[-1])
        return ops.cast(ops.resized(inputs, shape), float32)


class Resizing(_Sized):
    def __init__(
        self, height, width, interpolation="bilinear", crop_to_aspect_ratio=False, pad_to_aspect_ratio=False,
        fill_mode="constant", fill_value=0.0, antialias=False, data_format=None, **kwargs,
    ):
        self._set(height, width, data_format, kwargs)


class CenterCrop(_Sized):
    def __init__(self, height, width, data_format=None, **kwargs):
        self._set(height, width, data_format, kwargs)


class RandomCrop(_Sized):
    def __init__(self, height, width, seed=None, data_format=None, name=None, **kwargs):
        self._set(height, width, data_format, kwargs)


def _encoded(inputs, mode, tokens, numbers=int64, counts=float32):
    """What looked-up numbers come out as: themselves, a one for each, or one row of counts for all of a sample's."""
    sizes = ops.sizes(inputs)
    if mode == "int":
        return ops.cast(ops.unary(inputs, "lookup"), numbers)
    if ops.is_unknown(sizes):
        return ops.unknown()
    count = ops.size("tokens") if tokens is None else tokens
    if mode == "one_hot":
        kept = sizes[:-1] if len(sizes) > 1 and sizes[-1] == 1 else sizes
        return ops.full((*kept, count), counts)
    if len(sizes) == 0:
        return ops.full((count,), counts)
    if len(sizes) == 1:
        return ops.unknown()
    return ops.full((*sizes[:-1], count), counts)


class CategoryEncoding(Layer):
    def __init__(self, num_tokens=None, output_mode="multi_hot", sparse=False, **kwargs):
        super().__init__(**kwargs)
        self.num_tokens = num_tokens
        self.output_mode = output_mode

    def call(self, inputs, count_weights=None):
        return _encoded(inputs, self.output_mode, self.num_tokens)


class Discretization(Layer):
    def __init__(
        self, bin_boundaries=None, num_bins=None, epsilon=0.01, output_mode="int", sparse=False, dtype=None, name=None, **kwargs
    ):
        super().__init__(name=name, **_shape_arguments(kwargs))
        self.output_mode = output_mode
        self._bins = len(bin_boundaries) + 1 if isinstance(bin_boundaries, (list, tuple)) else num_bins

    def adapt(self, data, steps=None):
        return None

    def call(self, inputs):
        return _encoded(inputs, self.output_mode, self._bins, int64 if ops.second_keras() else ops.dtype("int32"))


class Hashing(Layer):
    def __init__(self, num_bins, mask_value=None, salt=None, output_mode="int", sparse=False, **kwargs):
        super().__init__(**kwargs)
        self.num_bins = num_bins
        self.output_mode = output_mode

    def call(self, inputs):
        sizes = ops.sizes(inputs)
        if self.output_mode == "one_hot" and not ops.is_unknown(sizes) and (len(sizes) == 0 or sizes[-1] != 1):
            return ops.unknown()
        return _encoded(inputs, self.output_mode, self.num_bins)


class HashedCrossing(Layer):
    def __init__(self, num_bins, output_mode="int", sparse=False, name=None, dtype=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.num_bins = num_bins
        self.output_mode = output_mode

    def call(self, inputs):
        if not isinstance(inputs, (list, tuple)) or len(inputs) == 0:
            return ops.unknown()
        return _encoded(inputs[0], self.output_mode, self.num_bins)


def _words_of(vocabulary, mask, unseen, outside):
    """A vocabulary that is written down, with the tokens for padding and for words outside it, which it may have already; `None` where it is not known."""
    if not isinstance(vocabulary, (list, tuple)) or not ops.is_constant(len(vocabulary)) or not isinstance(outside, int):
        return None
    special = ([] if mask is None else [mask]) + [unseen] * outside
    if any([token in vocabulary for token in special]):
        return list(vocabulary) if list(vocabulary[: len(special)]) == special else None
    return special + list(vocabulary)


class _Lookup(Layer):
    def _set(self, output_mode, max_tokens, pad_to_max_tokens, vocabulary, special, invert, kwargs):
        super().__init__(name=kwargs.get("name", None), **_shape_arguments(kwargs))
        mask, unseen, outside = special
        self.output_mode = output_mode
        self._special = (mask if output_mode == "int" else None, unseen, outside)
        self._words = _words_of(vocabulary, *self._special)
        self._padded_to = max_tokens if pad_to_max_tokens else None
        self.invert = invert

    @property
    def _tokens(self):
        if self._padded_to is not None:
            return self._padded_to
        return None if self._words is None else len(self._words)

    def _counts(self, inputs):
        """The type of rows that count: Keras 3 has whole numbers, but where it builds a graph."""
        whole = self.output_mode != "tf_idf" and not ops.is_symbolic((inputs, {})) and not ops.second_keras()
        return int64 if whole else float32

    def adapt(self, data, batch_size=None, steps=None):
        self._words = None

    def vocabulary_size(self):
        return ops.size("vocabulary") if self._words is None else len(self._words)

    def get_vocabulary(self, include_special_tokens=True):
        return ops.unknown() if self._words is None or not include_special_tokens else list(self._words)

    def set_vocabulary(self, vocabulary, idf_weights=None):
        self._words = _words_of(vocabulary, *self._special)

    def call(self, inputs):
        if isinstance(inputs, Ragged) and self.output_mode == "int":
            return inputs.with_dtype(ops.dtype("string") if self.invert else int64)
        if not ops.is_tensor(inputs):
            return ops.unknown()
        if self.invert:
            return ops.cast(inputs, ops.dtype("string"))
        return _encoded(inputs, self.output_mode, self._tokens, int64, self._counts(inputs))


class StringLookup(_Lookup):
    def __init__(
        self, max_tokens=None, num_oov_indices=1, mask_token=None, oov_token="[UNK]", vocabulary=None, idf_weights=None,
        invert=False, output_mode="int", pad_to_max_tokens=False, sparse=False, encoding="utf-8", name=None, salt=None,
        **kwargs,
    ):
        special = (mask_token, oov_token, num_oov_indices)
        self._set(output_mode, max_tokens, pad_to_max_tokens, vocabulary, special, invert, {**kwargs, "name": name})


class IntegerLookup(_Lookup):
    def __init__(
        self, max_tokens=None, num_oov_indices=1, mask_token=None, oov_token=-1, vocabulary=None, vocabulary_dtype="int64",
        idf_weights=None, invert=False, output_mode="int", sparse=False, pad_to_max_tokens=False, oov_method="floormod",
        salt=None, name=None, **kwargs,
    ):
        special = (mask_token, oov_token, num_oov_indices)
        self._set(output_mode, max_tokens, pad_to_max_tokens, vocabulary, special, invert, {**kwargs, "name": name})


class TextVectorization(_Lookup):
    def __init__(
        self, max_tokens=None, standardize="lower_and_strip_punctuation", split="whitespace", ngrams=None,
        output_mode="int", output_sequence_length=None, pad_to_max_tokens=False, vocabulary=None, idf_weights=None,
        sparse=False, ragged=False, encoding="utf-8", name=None, **kwargs,
    ):
        self._set(output_mode, max_tokens, pad_to_max_tokens, vocabulary, ("", "[UNK]", 1), False, {**kwargs, "name": name})
        self._length = output_sequence_length

    def call(self, inputs):
        if isinstance(inputs, str):
            return ops.unknown()
        if not ops.is_tensor(inputs):
            return ops.unknown()
        sizes = ops.sizes(inputs)
        if ops.is_unknown(sizes):
            return ops.unknown()
        batch = sizes[:-1] if len(sizes) > 1 else sizes
        if self.output_mode == "int":
            length = ops.any_size("T") if self._length is None else self._length
            return ops.full((*batch, length), int64)
        return ops.full((*batch, ops.size("tokens") if self._tokens is None else self._tokens), self._counts(inputs))


class Pipeline(Layer):
    def __init__(self, layers, name=None):
        super().__init__(name=name)
        self.layers = layers

    def call(self, inputs, training=True, mask=None):
        for layer in self.layers:
            inputs = layer(inputs)
        return inputs
