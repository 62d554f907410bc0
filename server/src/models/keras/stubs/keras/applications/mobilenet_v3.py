"""MobileNetV3: inverted bottlenecks, some with squeeze and excitation; images are rescaled inside."""
from keras import layers
from keras.applications._common import decode_predictions, divisible, finish, model, published_classes, same_padding, start

__public__ = "keras.applications"

# Expansion, filters, the kernel where it is not the usual one, stride, excitation, whether the activation is a plain ReLU.
_small = (
    (1, 16, 3, 2, True, True), (72.0 / 16, 24, 3, 2, False, True), (88.0 / 24, 24, 3, 1, False, True), (4, 40, None, 2, True, False),
    (6, 40, None, 1, True, False), (6, 40, None, 1, True, False), (3, 48, None, 1, True, False), (3, 48, None, 1, True, False),
    (6, 96, None, 2, True, False), (6, 96, None, 1, True, False), (6, 96, None, 1, True, False),
)
_large = (
    (1, 16, 3, 1, False, True), (4, 24, 3, 2, False, True), (3, 24, 3, 1, False, True), (3, 40, None, 2, True, True),
    (3, 40, None, 1, True, True), (3, 40, None, 1, True, True), (6, 80, 3, 2, False, False), (2.5, 80, 3, 1, False, False),
    (2.3, 80, 3, 1, False, False), (2.3, 80, 3, 1, False, False), (6, 112, 3, 1, True, False), (6, 112, 3, 1, True, False),
    (6, 160, None, 2, True, False), (6, 160, None, 1, True, False), (6, 160, None, 1, True, False),
)


def _relu(x):
    return layers.ReLU()(x)


def _hard_swish(x):
    return layers.Activation("hard_swish")(x)


def _norm(x, name):
    return layers.BatchNormalization(epsilon=1e-3, momentum=0.999, name=name)(x)


def _excited(x, channels, prefix):
    weights = layers.GlobalAveragePooling2D(keepdims=True, name=f"{prefix}squeeze_excite_avg_pool")(x)
    weights = layers.Conv2D(divisible(channels * 0.25), 1, padding="same", name=f"{prefix}squeeze_excite_conv")(weights)
    weights = layers.ReLU(name=f"{prefix}squeeze_excite_relu")(weights)
    weights = layers.Conv2D(channels, 1, padding="same", name=f"{prefix}squeeze_excite_conv_1")(weights)
    weights = layers.ReLU(6.0)(weights + 3.0) * (1.0 / 6.0)
    return layers.Multiply(name=f"{prefix}squeeze_excite_mul")([x, weights])


def _block(x, expansion, filters, kernel, stride, excites, activation, number):
    given, narrow = x, x.shape[-1]
    prefix = f"expanded_conv_{number}_" if number > 0 else "expanded_conv_"
    wide = divisible(narrow * expansion)
    if number > 0:
        x = layers.Conv2D(wide, 1, padding="same", use_bias=False, name=f"{prefix}expand")(x)
        x = activation(_norm(x, f"{prefix}expand_bn"))
    if stride == 2:
        x = layers.ZeroPadding2D(same_padding(x, kernel), name=f"{prefix}depthwise_pad")(x)
    x = layers.DepthwiseConv2D(
        kernel, strides=stride, padding="same" if stride == 1 else "valid", use_bias=False, name=f"{prefix}depthwise",
    )(x)
    x = activation(_norm(x, f"{prefix}depthwise_bn"))
    if excites:
        x = _excited(x, wide, prefix)
    x = layers.Conv2D(filters, 1, padding="same", use_bias=False, name=f"{prefix}project")(x)
    x = _norm(x, f"{prefix}project_bn")
    return layers.Add(name=f"{prefix}add")([given, x]) if stride == 1 and narrow == filters else x


def _make(steps, last, usual):
    def network(
        input_shape=None, alpha=1.0, minimalistic=False, include_top=True, weights="imagenet", input_tensor=None, classes=1000, pooling=None,
        dropout_rate=0.2, classifier_activation="softmax", include_preprocessing=True, name=usual,
    ):
        if input_shape is None and input_tensor is None:
            input_shape = (None, None, 3)
        if weights == "imagenet" and include_top:
            published_classes(classes)
        source = start(input_shape, input_tensor, False, weights, classes, 224, 32)
        activation = _relu if minimalistic else _hard_swish
        x = layers.Rescaling(scale=1.0 / 127.5, offset=-1.0)(source) if include_preprocessing else source
        x = layers.Conv2D(16, 3, strides=2, padding="same", use_bias=False, name="conv")(x)
        x = activation(_norm(x, "conv_bn"))
        for number, (expansion, filters, kernel, stride, excites, plain) in enumerate(steps):
            size = kernel if kernel is not None else 3 if minimalistic else 5
            x = _block(
                x, expansion, divisible(filters * alpha), size, stride, excites and not minimalistic, _relu if plain else activation, number,
            )
        x = layers.Conv2D(divisible(x.shape[-1] * 6), 1, padding="same", use_bias=False, name="conv_1")(x)
        x = activation(_norm(x, "conv_1_bn"))
        if not include_top:
            return finish(source, x, pooling, name)
        x = layers.GlobalAveragePooling2D(keepdims=True)(x)
        x = layers.Conv2D(divisible(last * alpha) if alpha > 1.0 else last, 1, padding="same", name="conv_2")(x)
        x = activation(x)
        if dropout_rate > 0:
            x = layers.Dropout(dropout_rate)(x)
        x = layers.Conv2D(classes, 1, padding="same", name="logits")(x)
        x = layers.Flatten()(x)
        return model(source, layers.Activation(classifier_activation, name="predictions")(x), name)

    return network


MobileNetV3Small = _make(_small, 1024, "MobileNetV3Small")
MobileNetV3Large = _make(_large, 1280, "MobileNetV3Large")


def preprocess_input(x, data_format=None):
    return x
