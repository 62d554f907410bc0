"""Xception: separable convolutions with shortcuts."""
from keras import layers
from keras.applications._common import classify, decode_predictions, finish, preprocess_input, start

__public__ = "keras.applications"


def _separable(x, filters, name):
    x = layers.SeparableConv2D(filters, 3, padding="same", use_bias=False, name=name)(x)
    return layers.BatchNormalization(name=f"{name}_bn")(x)


def _relu(x, name):
    return layers.Activation("relu", name=f"{name}_act")(x)


def _shrinking(x, filters, number):
    """Half the size: both ways around."""
    skipped = layers.Conv2D(filters[1], 1, strides=2, padding="same", use_bias=False)(x)
    skipped = layers.BatchNormalization()(skipped)
    if number > 2:
        x = _relu(x, f"block{number}_sepconv1")
    x = _separable(x, filters[0], f"block{number}_sepconv1")
    x = _separable(_relu(x, f"block{number}_sepconv2"), filters[1], f"block{number}_sepconv2")
    x = layers.MaxPooling2D(3, strides=2, padding="same", name=f"block{number}_pool")(x)
    return layers.Add()([x, skipped])


def Xception(
    include_top=True, weights="imagenet", input_tensor=None, input_shape=None, pooling=None, classes=1000, classifier_activation="softmax",
    name="xception",
):
    source = start(input_shape, input_tensor, include_top, weights, classes, 299, 71)
    x = layers.Conv2D(32, 3, strides=2, use_bias=False, name="block1_conv1")(source)
    x = _relu(layers.BatchNormalization(name="block1_conv1_bn")(x), "block1_conv1")
    x = layers.Conv2D(64, 3, use_bias=False, name="block1_conv2")(x)
    x = _relu(layers.BatchNormalization(name="block1_conv2_bn")(x), "block1_conv2")
    for number, filters in enumerate((128, 256, 728), 2):
        x = _shrinking(x, (filters, filters), number)
    for number in range(5, 13):
        skipped = x
        for step in range(1, 4):
            x = _separable(_relu(x, f"block{number}_sepconv{step}"), 728, f"block{number}_sepconv{step}")
        x = layers.Add()([x, skipped])
    x = _shrinking(x, (728, 1024), 13)
    for step, filters in ((1, 1536), (2, 2048)):
        x = _relu(_separable(x, filters, f"block14_sepconv{step}"), f"block14_sepconv{step}")
    if include_top:
        return classify(source, x, classes, classifier_activation, name)
    return finish(source, x, pooling, name, False)
