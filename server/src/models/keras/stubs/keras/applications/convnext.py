"""ConvNeXts: wide depthwise convolutions, layer normalisation, and a scale for each channel."""
from keras import layers
from keras._sequential import Sequential
from keras.applications._common import decode_predictions, model, start

__public__ = "keras.applications"


class LayerScale(layers.Layer):
    def __init__(self, init_values, projection_dim, **kwargs):
        super().__init__(**kwargs)
        self.projection_dim = projection_dim

    def build(self, _):
        self.gamma = self.add_weight(shape=(self.projection_dim,))
        self.built = True

    def call(self, x):
        return x * self.gamma


def _norm(name):
    return layers.LayerNormalization(epsilon=1e-6, name=name)


def _block(x, filters, name):
    given = x
    x = layers.Conv2D(filters, 7, padding="same", groups=filters, name=f"{name}_depthwise_conv")(x)
    x = _norm(f"{name}_layernorm")(x)
    x = layers.Dense(4 * filters, name=f"{name}_pointwise_conv_1")(x)
    x = layers.Activation("gelu", name=f"{name}_gelu")(x)
    x = layers.Dense(filters, name=f"{name}_pointwise_conv_2")(x)
    x = LayerScale(1e-6, filters, name=f"{name}_layer_scale")(x)
    x = layers.Activation("linear", name=f"{name}_identity")(x)
    return given + x


def _make(depths, widths, usual):
    def network(
        include_top=True, include_preprocessing=True, weights="imagenet", input_tensor=None, input_shape=None, pooling=None, classes=1000,
        classifier_activation="softmax", name=usual,
    ):
        source = start(input_shape, input_tensor, include_top, weights, classes, 224, 32)
        x = source
        if include_preprocessing and source.shape[-1] == 3:
            x = layers.Normalization(
                mean=[123.7, 116.3, 103.5], variance=[3410.0, 3262.0, 3291.0], name=f"{name}_prestem_normalization",
            )(x)
        for stage in range(4):
            if stage == 0:
                parts = [layers.Conv2D(widths[0], 4, strides=4, name=f"{name}_stem_conv"), _norm(f"{name}_stem_layernorm")]
                x = Sequential(parts, name=f"{name}_stem")(x)
            else:
                parts = [
                    _norm(f"{name}_downsampling_layernorm_{stage - 1}"),
                    layers.Conv2D(widths[stage], 2, strides=2, name=f"{name}_downsampling_conv_{stage - 1}"),
                ]
                x = Sequential(parts, name=f"{name}_downsampling_block_{stage - 1}")(x)
            for block in range(depths[stage]):
                x = _block(x, widths[stage], f"{name}_stage_{stage}_block_{block}")
        if include_top:
            x = layers.GlobalAveragePooling2D(name=f"{name}_head_gap")(x)
            x = _norm(f"{name}_head_layernorm")(x)
            return model(source, layers.Dense(classes, activation=classifier_activation, name=f"{name}_head_dense")(x), name)
        if pooling == "avg":
            x = layers.GlobalAveragePooling2D()(x)
        elif pooling == "max":
            x = layers.GlobalMaxPooling2D()(x)
        return model(source, _norm(None)(x), name)

    return network


ConvNeXtTiny = _make((3, 3, 9, 3), (96, 192, 384, 768), "convnext_tiny")
ConvNeXtSmall = _make((3, 3, 27, 3), (96, 192, 384, 768), "convnext_small")
ConvNeXtBase = _make((3, 3, 27, 3), (128, 256, 512, 1024), "convnext_base")
ConvNeXtLarge = _make((3, 3, 27, 3), (192, 384, 768, 1536), "convnext_large")
ConvNeXtXLarge = _make((3, 3, 27, 3), (256, 512, 1024, 2048), "convnext_xlarge")


def preprocess_input(x, data_format=None):
    return x
