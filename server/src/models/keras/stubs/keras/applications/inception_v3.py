"""InceptionV3: branches of different reach side by side."""
from keras import layers
from keras.applications._common import classify, decode_predictions, finish, preprocess_input, start

__public__ = "keras.applications"


def _conv(x, filters, kernel, strides=1, padding="same"):
    x = layers.Conv2D(filters, kernel, strides=strides, padding=padding, use_bias=False)(x)
    x = layers.BatchNormalization(axis=3, scale=False)(x)
    return layers.Activation("relu")(x)


def _chain(x, *steps):
    for filters, kernel in steps:
        x = _conv(x, filters, kernel)
    return x


def _pooled(x, filters):
    return _conv(layers.AveragePooling2D(3, strides=1, padding="same")(x), filters, 1)


def _joined(parts, name=None):
    return layers.Concatenate(axis=3, name=name)(parts)


def _features(x):
    x = _conv(x, 32, 3, 2, "valid")
    x = _conv(x, 32, 3, 1, "valid")
    x = _conv(x, 64, 3)
    x = layers.MaxPooling2D(3, strides=2)(x)
    x = _conv(x, 80, 1, 1, "valid")
    x = _conv(x, 192, 3, 1, "valid")
    x = layers.MaxPooling2D(3, strides=2)(x)
    for number, filters in enumerate((32, 64, 64)):
        near = _conv(x, 64, 1)
        five = _chain(x, (48, 1), (64, 5))
        three = _chain(x, (64, 1), (96, 3), (96, 3))
        x = _joined([near, five, three, _pooled(x, filters)], f"mixed{number}")
    three = _conv(x, 384, 3, 2, "valid")
    double = _conv(_chain(x, (64, 1), (96, 3)), 96, 3, 2, "valid")
    x = _joined([three, double, layers.MaxPooling2D(3, strides=2)(x)], "mixed3")
    for number, filters in enumerate((128, 160, 160, 192), 4):
        near = _conv(x, 192, 1)
        seven = _chain(x, (filters, 1), (filters, (1, 7)), (192, (7, 1)))
        double = _chain(x, (filters, 1), (filters, (7, 1)), (filters, (1, 7)), (filters, (7, 1)), (192, (1, 7)))
        x = _joined([near, seven, double, _pooled(x, 192)], f"mixed{number}")
    three = _conv(_conv(x, 192, 1), 320, 3, 2, "valid")
    seven = _conv(_chain(x, (192, 1), (192, (1, 7)), (192, (7, 1))), 192, 3, 2, "valid")
    x = _joined([three, seven, layers.MaxPooling2D(3, strides=2)(x)], "mixed8")
    for number in range(2):
        near = _conv(x, 320, 1)
        three = _conv(x, 384, 1)
        three = _joined([_conv(three, 384, (1, 3)), _conv(three, 384, (3, 1))], f"mixed9_{number}")
        double = _chain(x, (448, 1), (384, 3))
        double = _joined([_conv(double, 384, (1, 3)), _conv(double, 384, (3, 1))])
        x = _joined([near, three, double, _pooled(x, 192)], f"mixed{9 + number}")
    return x


def InceptionV3(
    include_top=True, weights="imagenet", input_tensor=None, input_shape=None, pooling=None, classes=1000, classifier_activation="softmax",
    name="inception_v3",
):
    source = start(input_shape, input_tensor, include_top, weights, classes, 299, 75)
    x = _features(source)
    if include_top:
        return classify(source, x, classes, classifier_activation, name)
    return finish(source, x, pooling, name, False)
