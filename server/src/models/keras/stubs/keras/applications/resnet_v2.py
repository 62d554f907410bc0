"""ResNets of the second version: the last block of a stage halves the size."""
from keras import layers
from keras.applications._common import decode_predictions, preprocess_input
from keras.applications.resnet import network, norm

__public__ = "keras.applications"


def _block(x, filters, stride, shortcut, name):
    ready = norm(x, f"{name}_preact")
    if shortcut:
        skipped = layers.Conv2D(4 * filters, 1, strides=stride, name=f"{name}_0_conv")(ready)
    else:
        skipped = layers.MaxPooling2D(1, strides=stride)(x) if stride > 1 else x
    x = norm(layers.Conv2D(filters, 1, use_bias=False, name=f"{name}_1_conv")(ready), f"{name}_1")
    x = layers.ZeroPadding2D(((1, 1), (1, 1)), name=f"{name}_2_pad")(x)
    x = norm(layers.Conv2D(filters, 3, strides=stride, use_bias=False, name=f"{name}_2_conv")(x), f"{name}_2")
    x = layers.Conv2D(4 * filters, 1, name=f"{name}_3_conv")(x)
    return layers.Add(name=f"{name}_out")([skipped, x])


def _stacks(depths):
    def stacks(x):
        for stage, depth in enumerate(depths):
            for block in range(1, depth + 1):
                stride = 2 if stage < 3 and block == depth else 1
                x = _block(x, 64 * 2 ** stage, stride, block == 1, f"conv{stage + 2}_block{block}")
        return x

    return stacks


def _make(depths, usual):
    def network_(
        include_top=True, weights="imagenet", input_tensor=None, input_shape=None, pooling=None, classes=1000,
        classifier_activation="softmax", name=usual,
    ):
        return network(
            _stacks(depths), True, include_top, weights, input_tensor, input_shape, pooling, classes, classifier_activation, name,
        )

    return network_


ResNet50V2 = _make((3, 4, 6, 3), "resnet50v2")
ResNet101V2 = _make((3, 4, 23, 3), "resnet101v2")
ResNet152V2 = _make((3, 8, 36, 3), "resnet152v2")
