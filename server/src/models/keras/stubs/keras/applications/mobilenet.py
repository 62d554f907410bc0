"""MobileNet: depthwise convolutions, each with a pointwise one behind it."""
from keras import layers
from keras.applications._common import decode_predictions, finish, model, preprocess_input, published_widths, start

__public__ = "keras.applications"

_steps = ((64, 1), (128, 2), (128, 1), (256, 2), (256, 1), (512, 2), (512, 1), (512, 1), (512, 1), (512, 1), (512, 1), (1024, 2), (1024, 1))


def usual_size(input_shape, sizes):
    if input_shape is not None and input_shape[0] == input_shape[1] and input_shape[0] in sizes:
        return input_shape[0]
    return 224


def MobileNet(
    input_shape=None, alpha=1.0, depth_multiplier=1, dropout=0.001, include_top=True, weights="imagenet", input_tensor=None, pooling=None,
    classes=1000, classifier_activation="softmax", name=None,
):
    published_widths(weights, alpha, (0.25, 0.5, 0.75, 1.0))
    default = usual_size(input_shape, (128, 160, 192, 224))
    source = start(input_shape, input_tensor, include_top, weights, classes, default, 32)
    x = layers.Conv2D(int(32 * alpha), 3, padding="same", use_bias=False, strides=2, name="conv1")(source)
    x = layers.BatchNormalization(name="conv1_bn")(x)
    x = layers.ReLU(6.0, name="conv1_relu")(x)
    for step, (filters, stride) in enumerate(_steps, 1):
        if stride == 2:
            x = layers.ZeroPadding2D(((0, 1), (0, 1)), name=f"conv_pad_{step}")(x)
        x = layers.DepthwiseConv2D(
            3, padding="same" if stride == 1 else "valid", depth_multiplier=depth_multiplier, strides=stride, use_bias=False,
            name=f"conv_dw_{step}",
        )(x)
        x = layers.BatchNormalization(name=f"conv_dw_{step}_bn")(x)
        x = layers.ReLU(6.0, name=f"conv_dw_{step}_relu")(x)
        x = layers.Conv2D(int(filters * alpha), 1, padding="same", use_bias=False, name=f"conv_pw_{step}")(x)
        x = layers.BatchNormalization(name=f"conv_pw_{step}_bn")(x)
        x = layers.ReLU(6.0, name=f"conv_pw_{step}_relu")(x)
    name = "mobilenet" if name is None else name
    if not include_top:
        return finish(source, x, pooling, name, False)
    x = layers.GlobalAveragePooling2D(keepdims=True)(x)
    x = layers.Dropout(dropout, name="dropout")(x)
    x = layers.Conv2D(classes, 1, padding="same", name="conv_preds")(x)
    x = layers.Reshape((classes,), name="reshape_2")(x)
    return model(source, layers.Activation(classifier_activation, name="predictions")(x), name)
