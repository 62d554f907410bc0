"""InceptionResNetV2: branches side by side, added to what came in."""
from keras import layers
from keras.applications._common import classify, decode_predictions, finish, preprocess_input, start

__public__ = "keras.applications"


class CustomScaleLayer(layers.Layer):
    def __init__(self, scale, **kwargs):
        super().__init__(**kwargs)
        self.scale = scale

    def call(self, inputs):
        return inputs[0] + inputs[1] * self.scale


def _conv(x, filters, kernel, strides=1, padding="same", name=None):
    x = layers.Conv2D(filters, kernel, strides=strides, padding=padding, use_bias=False, name=name)(x)
    x = layers.BatchNormalization(axis=3, scale=False, name=None if name is None else f"{name}_bn")(x)
    return layers.Activation("relu", name=None if name is None else f"{name}_ac")(x)


def _chain(x, *steps):
    for filters, kernel in steps:
        x = _conv(x, filters, kernel)
    return x


_branches = {
    "block35": (((32, 1),), ((32, 1), (32, 3)), ((32, 1), (48, 3), (64, 3))),
    "block17": (((192, 1),), ((128, 1), (160, (1, 7)), (192, (7, 1)))),
    "block8": (((192, 1),), ((192, 1), (224, (1, 3)), (256, (3, 1)))),
}


def _block(x, kind, number, activation="relu"):
    name = f"{kind}_{number}"
    mixed = layers.Concatenate(axis=3, name=f"{name}_mixed")([_chain(x, *steps) for steps in _branches[kind]])
    up = layers.Conv2D(x.shape[3], 1, padding="same", name=f"{name}_conv")(mixed)
    x = CustomScaleLayer(1.0)([x, up])
    return x if activation is None else layers.Activation(activation, name=f"{name}_ac")(x)


def _features(x):
    x = _conv(x, 32, 3, 2, "valid")
    x = _conv(x, 32, 3, 1, "valid")
    x = _conv(x, 64, 3)
    x = layers.MaxPooling2D(3, strides=2)(x)
    x = _conv(x, 80, 1, 1, "valid")
    x = _conv(x, 192, 3, 1, "valid")
    x = layers.MaxPooling2D(3, strides=2)(x)
    parts = [_conv(x, 96, 1), _chain(x, (48, 1), (64, 5)), _chain(x, (64, 1), (96, 3), (96, 3))]
    pooled = _conv(layers.AveragePooling2D(3, strides=1, padding="same")(x), 64, 1)
    x = layers.Concatenate(axis=3, name="mixed_5b")([*parts, pooled])
    for number in range(1, 11):
        x = _block(x, "block35", number)
    parts = [_conv(x, 384, 3, 2, "valid"), _conv(_chain(x, (256, 1), (256, 3)), 384, 3, 2, "valid")]
    x = layers.Concatenate(axis=3, name="mixed_6a")([*parts, layers.MaxPooling2D(3, strides=2)(x)])
    for number in range(1, 21):
        x = _block(x, "block17", number)
    parts = [_conv(_conv(x, 256, 1), 384, 3, 2, "valid"), _conv(_conv(x, 256, 1), 288, 3, 2, "valid")]
    parts.append(_conv(_chain(x, (256, 1), (288, 3)), 320, 3, 2, "valid"))
    x = layers.Concatenate(axis=3, name="mixed_7a")([*parts, layers.MaxPooling2D(3, strides=2)(x)])
    for number in range(1, 10):
        x = _block(x, "block8", number)
    return _conv(_block(x, "block8", 10, None), 1536, 1, name="conv_7b")


def InceptionResNetV2(
    include_top=True, weights="imagenet", input_tensor=None, input_shape=None, pooling=None, classes=1000, classifier_activation="softmax",
    name="inception_resnet_v2",
):
    source = start(input_shape, input_tensor, include_top, weights, classes, 299, 75)
    x = _features(source)
    if include_top:
        return classify(source, x, classes, classifier_activation, name)
    return finish(source, x, pooling, name, False)
