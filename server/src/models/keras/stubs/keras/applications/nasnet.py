"""NASNets: cells that a search has found, each fed by the two before it."""
from keras import layers
from shapeline import ops
from keras.applications._common import classify, decode_predictions, finish, preprocess_input, same_padding, start

__public__ = "keras.applications"


def _norm(x, name):
    return layers.BatchNormalization(momentum=0.9997, epsilon=1e-3, name=name)(x)


def _relu(x, name=None):
    return layers.Activation("relu", name=name)(x)


def _conv(x, filters, name):
    return layers.Conv2D(filters, 1, padding="same", use_bias=False, name=name)(x)


def _separable(x, filters, kernel, name, stride=1):
    x = _relu(x)
    if stride == 2:
        x = layers.ZeroPadding2D(same_padding(x, kernel), name=f"separable_conv_1_pad_{name}")(x)
    x = layers.SeparableConv2D(
        filters, kernel, strides=stride, padding="valid" if stride == 2 else "same", use_bias=False, name=f"separable_conv_1_{name}",
    )(x)
    x = _relu(_norm(x, f"separable_conv_1_bn_{name}"))
    x = layers.SeparableConv2D(filters, kernel, padding="same", use_bias=False, name=f"separable_conv_2_{name}")(x)
    return _norm(x, f"separable_conv_2_bn_{name}")


def _another_width(one, other):
    """Open sizes are `None` to Keras, and alike."""
    if ops.is_constant(one) and ops.is_constant(other):
        return one != other
    return ops.is_constant(one) or ops.is_constant(other)


def _adjusted(before, x, filters, name):
    """The cell before the last, made of the same size."""
    if before is None:
        return x
    if _another_width(before.shape[-2], x.shape[-2]):
        before = _relu(before, f"adjust_relu_1_{name}")
        first = layers.AveragePooling2D(1, strides=2, name=f"adjust_avg_pool_1_{name}")(before)
        first = _conv(first, filters // 2, f"adjust_conv_1_{name}")
        second = layers.ZeroPadding2D(((0, 1), (0, 1)))(before)
        second = layers.Cropping2D(((1, 0), (1, 0)))(second)
        second = layers.AveragePooling2D(1, strides=2, name=f"adjust_avg_pool_2_{name}")(second)
        second = _conv(second, filters // 2, f"adjust_conv_2_{name}")
        return _norm(layers.Concatenate()([first, second]), f"adjust_bn_{name}")
    if before.shape[-1] != filters:
        return _norm(_conv(_relu(before), filters, f"adjust_conv_projection_{name}"), f"adjust_bn_{name}")
    return before


def _added(first, second, name=None):
    return layers.Add(name=name)([first, second])


def _average(x, name):
    return layers.AveragePooling2D(3, strides=1, padding="same", name=name)(x)


def _normal(x, before, filters, name):
    p = _adjusted(before, x, filters, name)
    h = _norm(_conv(_relu(x), filters, f"normal_conv_1_{name}"), f"normal_bn_1_{name}")
    left, right = _separable(h, filters, 5, f"normal_left1_{name}"), _separable(p, filters, 3, f"normal_right1_{name}")
    x1 = _added(left, right, f"normal_add_1_{name}")
    left, right = _separable(p, filters, 5, f"normal_left2_{name}"), _separable(p, filters, 3, f"normal_right2_{name}")
    x2 = _added(left, right, f"normal_add_2_{name}")
    x3 = _added(_average(h, f"normal_left3_{name}"), p, f"normal_add_3_{name}")
    x4 = _added(_average(p, f"normal_left4_{name}"), _average(p, f"normal_right4_{name}"), f"normal_add_4_{name}")
    x5 = _added(_separable(h, filters, 3, f"normal_left5_{name}"), h, f"normal_add_5_{name}")
    return layers.Concatenate(name=f"normal_concat_{name}")([p, x1, x2, x3, x4, x5]), x


def _reduction(x, before, filters, name):
    p = _adjusted(before, x, filters, name)
    h = _norm(_conv(_relu(x), filters, f"reduction_conv_1_{name}"), f"reduction_bn_1_{name}")
    wide = layers.ZeroPadding2D(same_padding(h, 3), name=f"reduction_pad_1_{name}")(h)
    left, right = _separable(h, filters, 5, f"reduction_left1_{name}", 2), _separable(p, filters, 7, f"reduction_right1_{name}", 2)
    x1 = _added(left, right, f"reduction_add_1_{name}")
    left = layers.MaxPooling2D(3, strides=2, name=f"reduction_left2_{name}")(wide)
    x2 = _added(left, _separable(p, filters, 7, f"reduction_right2_{name}", 2), f"reduction_add_2_{name}")
    left = layers.AveragePooling2D(3, strides=2, name=f"reduction_left3_{name}")(wide)
    x3 = _added(left, _separable(p, filters, 5, f"reduction_right3_{name}", 2), f"reduction_add3_{name}")
    x4 = _added(x2, _average(x1, f"reduction_left4_{name}"))
    left = _separable(x1, filters, 3, f"reduction_left4_{name}")
    x5 = _added(left, layers.MaxPooling2D(3, strides=2, name=f"reduction_right5_{name}")(wide), f"reduction_add4_{name}")
    return layers.Concatenate(name=f"reduction_concat_{name}")([x2, x3, x4, x5]), x


def _features(x, last, blocks, stem, skips):
    filters = last // 24
    x = layers.Conv2D(stem, 3, strides=2, padding="valid", use_bias=False, name="stem_conv1")(x)
    x = _norm(x, "stem_bn1")
    x, p = _reduction(x, None, filters // 4, "stem_1")
    x, p = _reduction(x, p, filters // 2, "stem_2")
    for stage in range(3):
        if stage > 0:
            x, between = _reduction(x, p, filters * 2 ** stage, f"reduce_{stage * blocks}")
            p = p if skips else between
        for block in range(blocks):
            x, p = _normal(x, p, filters * 2 ** stage, str(stage * blocks + block + (1 if stage > 0 else 0)))
    return _relu(x)


def _make(size, last, blocks, stem, skips, usual):
    def network(
        input_shape=None, include_top=True, weights="imagenet", input_tensor=None, pooling=None, classes=1000,
        classifier_activation="softmax", name=usual,
    ):
        if size == 224 and not include_top and input_shape is None:
            input_shape = (224, 224, 3)
        source = start(input_shape, input_tensor, include_top, weights, classes, size, 32)
        x = _features(source, last, blocks, stem, skips)
        if include_top:
            return classify(source, x, classes, classifier_activation, name, None)
        return finish(source, x, pooling, name, False)

    return network


NASNetMobile = _make(224, 1056, 4, 32, False, "nasnet_mobile")
NASNetLarge = _make(331, 4032, 6, 96, True, "nasnet_large")
