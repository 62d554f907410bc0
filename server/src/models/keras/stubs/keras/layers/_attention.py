"""Attention layers."""
from keras._layer import Layer
from keras._values import float32, floating
from shapeline import ops

__public__ = "keras.layers"


class _DotAttention(Layer):
    def call(self, inputs, mask=None, return_attention_scores=False, training=False, use_causal_mask=False):
        if not isinstance(inputs, (list, tuple)) or len(inputs) not in (2, 3):
            return ops.unknown()
        query, value = inputs[0], inputs[1]
        key = inputs[2] if len(inputs) > 2 else value
        asked, given, keyed = ops.sizes(query), ops.sizes(value), ops.sizes(key)
        if ops.is_unknown(asked) or ops.is_unknown(given) or ops.is_unknown(keyed):
            return ops.unknown()
        if len(asked) == len(keyed) == len(given) == 3:
            ops.match_axes(key, query, -1, -1, "key,query")
            ops.match_axes(value, key, 1, 1, "value,key")
        output = ops.full((*asked[:-1], given[-1]), float32)
        return (output, ops.full((*asked[:-1], keyed[-2]), float32)) if return_attention_scores else output


class Attention(_DotAttention):
    def __init__(self, use_scale=False, score_mode="dot", dropout=0.0, seed=None, **kwargs):
        super().__init__(**kwargs)
        self.use_scale = use_scale
        self.score_mode = score_mode

    def build(self, input_shape):
        if self.use_scale:
            self.scale = self.add_weight(())
        if self.score_mode == "concat":
            self.concat_score_weight = self.add_weight(())
        self.built = True


class AdditiveAttention(_DotAttention):
    def __init__(self, use_scale=True, dropout=0.0, **kwargs):
        super().__init__(**kwargs)
        self.use_scale = use_scale

    def build(self, input_shape):
        if self.use_scale and isinstance(input_shape[0], tuple):
            self.scale = self.add_weight((input_shape[0][-1],))
        self.built = True


class _HeadedAttention(Layer):
    def _checked(self, query, value, key):
        """Values and keys have one length. What comes out has the query's shape."""
        asked, given, keyed = ops.sizes(query), ops.sizes(value), ops.sizes(key)
        if ops.is_unknown(asked) or ops.is_unknown(given) or ops.is_unknown(keyed):
            return None
        if len(given) == len(keyed):
            for axis in range(1, len(given) - 1):
                ops.match_axes(key, value, axis, axis, "key,value")
        return asked, given

    def _scored(self, output, heads, asked, given, wanted):
        if not wanted:
            return output
        # A symbolic result has the query's length where the keys' should be.
        length = given[1] if len(given) > 2 and len(asked) > 2 and given[1] is asked[1] else ops.size("length")
        return output, ops.full((asked[0], heads, asked[1], length), float32)


class MultiHeadAttention(_HeadedAttention):
    def __init__(
        self, num_heads, key_dim, value_dim=None, dropout=0.0, use_bias=True, output_shape=None, attention_axes=None,
        sliding_window=None, flash_attention=None, kernel_initializer="glorot_uniform", bias_initializer="zeros",
        kernel_regularizer=None, bias_regularizer=None, activity_regularizer=None, kernel_constraint=None,
        bias_constraint=None, use_gate=False, seed=None, **kwargs,
    ):
        super().__init__(**kwargs)
        self.num_heads = num_heads
        self.key_dim = key_dim
        self.value_dim = key_dim if value_dim is None else value_dim
        self.use_bias = use_bias
        self.attention_axes = attention_axes
        self._output_shape = (output_shape,) if isinstance(output_shape, int) else output_shape

    def build(self, query_shape, value_shape, key_shape=None):
        key_shape = value_shape if key_shape is None else key_shape
        heads, key, value = self.num_heads, self.key_dim, self.value_dim
        kernels = [
            (query_shape[-1], heads, key), (key_shape[-1], heads, key), (value_shape[-1], heads, value),
            (heads, value, *((query_shape[-1],) if self._output_shape is None else self._output_shape)),
        ]
        biases = [(heads, key), (heads, key), (heads, value), kernels[3][2:]]
        for kernel, bias in zip(kernels, biases):
            self.add_weight(kernel)
            if self.use_bias:
                self.add_weight(bias)
        self.built = True

    def call(
        self, query, value, key=None, query_mask=None, value_mask=None, key_mask=None, attention_mask=None,
        return_attention_scores=False, training=None, use_causal_mask=False,
    ):
        sizes = self._checked(query, value, value if key is None else key)
        if sizes is None:
            return ops.unknown()
        asked, given = sizes
        shape = asked if self._output_shape is None else (*asked[:-1], *self._output_shape)
        output = ops.full(shape, float32)
        if return_attention_scores and (len(asked) != 3 or self.attention_axes is not None):
            return output, ops.unknown()
        return self._scored(output, self.num_heads, asked, given, return_attention_scores)


class GroupQueryAttention(_HeadedAttention):
    def __init__(
        self, head_dim, num_query_heads, num_key_value_heads, dropout=0.0, use_bias=True, sliding_window=None,
        flash_attention=None, kernel_initializer="glorot_uniform", bias_initializer="zeros", kernel_regularizer=None,
        bias_regularizer=None, activity_regularizer=None, kernel_constraint=None, bias_constraint=None, use_gate=False,
        seed=None, **kwargs,
    ):
        super().__init__(**kwargs)
        self.head_dim = head_dim
        self.num_query_heads = num_query_heads
        self.num_key_value_heads = num_key_value_heads
        self.use_bias = use_bias
        ops.require_divisible(num_query_heads, num_key_value_heads)

    def build(self, query_shape, value_shape, key_shape=None):
        key_shape = value_shape if key_shape is None else key_shape
        many, few, size = self.num_query_heads, self.num_key_value_heads, self.head_dim
        for features, heads in ((query_shape[-1], many), (key_shape[-1], few), (value_shape[-1], few)):
            self.add_weight((features, heads, size))
            if self.use_bias:
                self.add_weight((heads, size))
        self.add_weight((many, size, query_shape[-1]))
        if self.use_bias:
            self.add_weight((query_shape[-1],))
        self.built = True

    def call(
        self, query, value, key=None, query_mask=None, value_mask=None, key_mask=None, attention_mask=None,
        return_attention_scores=False, training=None, use_causal_mask=False,
    ):
        sizes = self._checked(query, value, value if key is None else key)
        if sizes is None:
            return ops.unknown()
        asked, given = sizes
        ops.match_axes(value, query, -1, -1, "value,query")
        return self._scored(ops.full(asked, float32), self.num_query_heads, asked, given, return_attention_scores)


GroupedQueryAttention = GroupQueryAttention
