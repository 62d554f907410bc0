"""MobileNetV2: inverted bottlenecks, wide between narrow ends."""
from keras import layers
from keras.applications._common import decode_predictions, divisible, finish, classify, preprocess_input, published_widths, same_padding, start
from keras.applications.mobilenet import usual_size

__public__ = "keras.applications"

_steps = (
    (16, 1), (24, 2), (24, 1), (32, 2), (32, 1), (32, 1), (64, 2), (64, 1), (64, 1), (64, 1), (96, 1), (96, 1), (96, 1), (160, 2), (160, 1),
    (160, 1), (320, 1),
)


def _norm(x, name):
    return layers.BatchNormalization(epsilon=1e-3, momentum=0.999, name=name)(x)


def _block(x, filters, stride, alpha, number):
    narrow = x.shape[-1]
    given = x
    wanted = divisible(int(filters * alpha))
    prefix = f"block_{number}_" if number > 0 else "expanded_conv_"
    if number > 0:
        x = layers.Conv2D(6 * narrow, 1, padding="same", use_bias=False, name=f"{prefix}expand")(x)
        x = layers.ReLU(6.0, name=f"{prefix}expand_relu")(_norm(x, f"{prefix}expand_BN"))
    if stride == 2:
        x = layers.ZeroPadding2D(same_padding(x, 3), name=f"{prefix}pad")(x)
    x = layers.DepthwiseConv2D(
        3, strides=stride, use_bias=False, padding="same" if stride == 1 else "valid", name=f"{prefix}depthwise",
    )(x)
    x = layers.ReLU(6.0, name=f"{prefix}depthwise_relu")(_norm(x, f"{prefix}depthwise_BN"))
    x = layers.Conv2D(wanted, 1, padding="same", use_bias=False, name=f"{prefix}project")(x)
    x = _norm(x, f"{prefix}project_BN")
    return layers.Add(name=f"{prefix}add")([given, x]) if narrow == wanted and stride == 1 else x


def MobileNetV2(
    input_shape=None, alpha=1.0, include_top=True, weights="imagenet", input_tensor=None, pooling=None, classes=1000,
    classifier_activation="softmax", name=None,
):
    published_widths(weights, alpha, (0.35, 0.5, 0.75, 1.0, 1.3, 1.4))
    default = usual_size(input_shape, (96, 128, 160, 192, 224))
    source = start(input_shape, input_tensor, include_top, weights, classes, default, 32)
    x = layers.Conv2D(divisible(32 * alpha), 3, strides=2, padding="same", use_bias=False, name="Conv1")(source)
    x = layers.ReLU(6.0, name="Conv1_relu")(_norm(x, "bn_Conv1"))
    for number, (filters, stride) in enumerate(_steps):
        x = _block(x, filters, stride, alpha, number)
    x = layers.Conv2D(divisible(1280 * alpha) if alpha > 1.0 else 1280, 1, use_bias=False, name="Conv_1")(x)
    x = layers.ReLU(6.0, name="out_relu")(_norm(x, "Conv_1_bn"))
    name = "mobilenetv2" if name is None else name
    if include_top:
        return classify(source, x, classes, classifier_activation, name, None)
    return finish(source, x, pooling, name, False)
