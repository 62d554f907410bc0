"""EfficientNets: inverted bottlenecks with excitation, scaled in width and depth; images are rescaled inside."""
import math

from keras import layers
from keras.applications._common import classify, decode_predictions, divisible, finish, model, same_padding, start

__public__ = "keras.applications"

# Kernel, repeats, filters in and out, expansion, stride.
_blocks = (
    (3, 1, 32, 16, 1, 1), (3, 2, 16, 24, 6, 2), (5, 2, 24, 40, 6, 2), (3, 3, 40, 80, 6, 2), (5, 3, 80, 112, 6, 1), (5, 4, 112, 192, 6, 2),
    (3, 1, 192, 320, 6, 1),
)


def norm(x, name):
    return layers.BatchNormalization(axis=3, name=name)(x)


def swish(x, name):
    return layers.Activation("swish", name=name)(x)


def excited(x, narrow, wide, name):
    weights = layers.GlobalAveragePooling2D(name=f"{name}se_squeeze")(x)
    weights = layers.Reshape((1, 1, wide), name=f"{name}se_reshape")(weights)
    weights = layers.Conv2D(narrow, 1, padding="same", activation="swish", name=f"{name}se_reduce")(weights)
    weights = layers.Conv2D(wide, 1, padding="same", activation="sigmoid", name=f"{name}se_expand")(weights)
    return layers.Multiply(name=f"{name}se_excite")([x, weights])


def _block(x, kernel, narrow, filters, expansion, stride, drop, name):
    given, wide = x, narrow * expansion
    if expansion != 1:
        x = layers.Conv2D(wide, 1, padding="same", use_bias=False, name=f"{name}expand_conv")(x)
        x = swish(norm(x, f"{name}expand_bn"), f"{name}expand_activation")
    if stride == 2:
        x = layers.ZeroPadding2D(same_padding(x, kernel), name=f"{name}dwconv_pad")(x)
    x = layers.DepthwiseConv2D(
        kernel, strides=stride, padding="valid" if stride == 2 else "same", use_bias=False, name=f"{name}dwconv",
    )(x)
    x = swish(norm(x, f"{name}bn"), f"{name}activation")
    x = excited(x, max(1, int(narrow * 0.25)), wide, name)
    x = layers.Conv2D(filters, 1, padding="same", use_bias=False, name=f"{name}project_conv")(x)
    x = norm(x, f"{name}project_bn")
    if stride == 1 and narrow == filters:
        if drop:
            x = layers.Dropout(0.1, noise_shape=(None, 1, 1, 1), name=f"{name}drop")(x)
        x = layers.Add(name=f"{name}add")([x, given])
    return x


def _make(width, depth, size, dropout, usual):
    def network(
        include_top=True, weights="imagenet", input_tensor=None, input_shape=None, pooling=None, classes=1000,
        classifier_activation="softmax", name=usual,
    ):
        source = start(input_shape, input_tensor, include_top, weights, classes, size, 32)
        x = layers.Normalization(axis=3)(layers.Rescaling(1.0 / 255.0)(source))
        if weights == "imagenet":
            x = layers.Rescaling(1.0)(x)
        x = layers.ZeroPadding2D(same_padding(x, 3), name="stem_conv_pad")(x)
        x = layers.Conv2D(divisible(32 * width), 3, strides=2, padding="valid", use_bias=False, name="stem_conv")(x)
        x = swish(norm(x, "stem_bn"), "stem_activation")
        first = True
        for stage, (kernel, repeats, narrow, filters, expansion, stride) in enumerate(_blocks, 1):
            narrow, filters = divisible(narrow * width), divisible(filters * width)
            for step in range(math.ceil(depth * repeats)):
                if step > 0:
                    narrow, stride = filters, 1
                x = _block(x, kernel, narrow, filters, expansion, stride, not first, f"block{stage}{'abcdefghijklmnopqrstuvwxyz'[step]}_")
                first = False
        x = layers.Conv2D(divisible(1280 * width), 1, padding="same", use_bias=False, name="top_conv")(x)
        x = swish(norm(x, "top_bn"), "top_activation")
        return end(source, x, include_top, pooling, classes, classifier_activation, dropout, name)

    return network


def end(source, x, include_top, pooling, classes, classifier_activation, dropout, name):
    if not include_top:
        return finish(source, x, pooling, name)
    x = layers.GlobalAveragePooling2D(name="avg_pool")(x)
    x = layers.Dropout(dropout, name="top_dropout")(x)
    return model(source, layers.Dense(classes, activation=classifier_activation, name="predictions")(x), name)


EfficientNetB0 = _make(1.0, 1.0, 224, 0.2, "efficientnetb0")
EfficientNetB1 = _make(1.0, 1.1, 240, 0.2, "efficientnetb1")
EfficientNetB2 = _make(1.1, 1.2, 260, 0.3, "efficientnetb2")
EfficientNetB3 = _make(1.2, 1.4, 300, 0.3, "efficientnetb3")
EfficientNetB4 = _make(1.4, 1.8, 380, 0.4, "efficientnetb4")
EfficientNetB5 = _make(1.6, 2.2, 456, 0.4, "efficientnetb5")
EfficientNetB6 = _make(1.8, 2.6, 528, 0.5, "efficientnetb6")
EfficientNetB7 = _make(2.0, 3.1, 600, 0.5, "efficientnetb7")


def preprocess_input(x, data_format=None):
    return x
