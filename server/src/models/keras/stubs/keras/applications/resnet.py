"""ResNets: bottlenecks with a shortcut around each. In the second version normalisation comes before convolution."""
from keras import layers
from keras.applications._common import classify, decode_predictions, finish, preprocess_input, start

__public__ = "keras.applications"


def norm(x, name):
    x = layers.BatchNormalization(axis=3, epsilon=1.001e-5, name=f"{name}_bn")(x)
    return layers.Activation("relu", name=f"{name}_relu")(x)


def network(stacks, preact, include_top, weights, input_tensor, input_shape, pooling, classes, classifier_activation, name):
    source = start(input_shape, input_tensor, include_top, weights, classes, 224, 32)
    x = layers.ZeroPadding2D(((3, 3), (3, 3)), name="conv1_pad")(source)
    x = layers.Conv2D(64, 7, strides=2, name="conv1_conv")(x)
    if not preact:
        x = norm(x, "conv1")
    x = layers.ZeroPadding2D(((1, 1), (1, 1)), name="pool1_pad")(x)
    x = layers.MaxPooling2D(3, strides=2, name="pool1_pool")(x)
    x = stacks(x)
    if preact:
        x = norm(x, "post")
    if include_top:
        return classify(source, x, classes, classifier_activation, name)
    return finish(source, x, pooling, name)


def _block(x, filters, stride, shortcut, name):
    skipped = x
    if shortcut:
        skipped = layers.Conv2D(4 * filters, 1, strides=stride, name=f"{name}_0_conv")(x)
        skipped = layers.BatchNormalization(axis=3, epsilon=1.001e-5, name=f"{name}_0_bn")(skipped)
    x = norm(layers.Conv2D(filters, 1, strides=stride, name=f"{name}_1_conv")(x), f"{name}_1")
    x = norm(layers.Conv2D(filters, 3, padding="same", name=f"{name}_2_conv")(x), f"{name}_2")
    x = layers.Conv2D(4 * filters, 1, name=f"{name}_3_conv")(x)
    x = layers.BatchNormalization(axis=3, epsilon=1.001e-5, name=f"{name}_3_bn")(x)
    x = layers.Add(name=f"{name}_add")([skipped, x])
    return layers.Activation("relu", name=f"{name}_out")(x)


def _stacks(depths):
    def stacks(x):
        for stage, depth in enumerate(depths):
            for block in range(1, depth + 1):
                stride = 2 if stage > 0 and block == 1 else 1
                x = _block(x, 64 * 2 ** stage, stride, block == 1, f"conv{stage + 2}_block{block}")
        return x

    return stacks


def _make(depths, usual):
    def network_(
        include_top=True, weights="imagenet", input_tensor=None, input_shape=None, pooling=None, classes=1000,
        classifier_activation="softmax", name=usual,
    ):
        return network(
            _stacks(depths), False, include_top, weights, input_tensor, input_shape, pooling, classes, classifier_activation, name,
        )

    return network_


ResNet50 = _make((3, 4, 6, 3), "resnet50")
ResNet101 = _make((3, 4, 23, 3), "resnet101")
ResNet152 = _make((3, 8, 36, 3), "resnet152")
