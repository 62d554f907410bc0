"""EfficientNets of the second version: the first stages fuse expansion and convolution."""
import math

from keras import layers
from keras.applications._common import decode_predictions, start
from keras.applications.efficientnet import end, excited, norm, preprocess_input, swish

__public__ = "keras.applications"

# Kernel, repeats, filters in and out, expansion, excitation, stride, fused.
_base = (
    (3, 1, 32, 16, 1, False, 1, True), (3, 2, 16, 32, 4, False, 2, True), (3, 2, 32, 48, 4, False, 2, True),
    (3, 3, 48, 96, 4, True, 2, False), (3, 5, 96, 112, 6, True, 1, False), (3, 8, 112, 192, 6, True, 2, False),
)
_small = (
    (3, 2, 24, 24, 1, False, 1, True), (3, 4, 24, 48, 4, False, 2, True), (3, 4, 48, 64, 4, False, 2, True),
    (3, 6, 64, 128, 4, True, 2, False), (3, 9, 128, 160, 6, True, 1, False), (3, 15, 160, 256, 6, True, 2, False),
)
_medium = (
    (3, 3, 24, 24, 1, False, 1, True), (3, 5, 24, 48, 4, False, 2, True), (3, 5, 48, 80, 4, False, 2, True),
    (3, 7, 80, 160, 4, True, 2, False), (3, 14, 160, 176, 6, True, 1, False), (3, 18, 176, 304, 6, True, 2, False),
    (3, 5, 304, 512, 6, True, 1, False),
)
_big = (
    (3, 4, 32, 32, 1, False, 1, True), (3, 7, 32, 64, 4, False, 2, True), (3, 7, 64, 96, 4, False, 2, True),
    (3, 10, 96, 192, 4, True, 2, False), (3, 19, 192, 224, 6, True, 1, False), (3, 25, 224, 384, 6, True, 2, False),
    (3, 7, 384, 640, 6, True, 1, False),
)


def _rounded(filters, width):
    return max(8, int(filters * width + 4) // 8 * 8)


def _block(x, kernel, narrow, filters, expansion, excites, stride, fused, drop, name):
    given, wide = x, narrow * expansion
    if expansion != 1:
        x = layers.Conv2D(
            wide, kernel if fused else 1, strides=stride if fused else 1, padding="same", use_bias=False, name=f"{name}expand_conv",
        )(x)
        x = swish(norm(x, f"{name}expand_bn"), f"{name}expand_activation")
    if not fused:
        x = layers.DepthwiseConv2D(kernel, strides=stride, padding="same", use_bias=False, name=f"{name}dwconv2")(x)
        x = swish(norm(x, f"{name}bn"), f"{name}activation")
    if excites:
        x = excited(x, max(1, int(narrow * 0.25)), wide, name)
    direct = fused and expansion == 1
    x = layers.Conv2D(
        filters, kernel if direct else 1, strides=stride if direct else 1, padding="same", use_bias=False, name=f"{name}project_conv",
    )(x)
    x = norm(x, f"{name}project_bn")
    if direct:
        x = swish(x, f"{name}project_activation")
    if stride == 1 and narrow == filters:
        if drop:
            x = layers.Dropout(0.1, noise_shape=(None, 1, 1, 1), name=f"{name}drop")(x)
        x = layers.Add(name=f"{name}add")([x, given])
    return x


def _make(blocks, width, depth, size, usual):
    def network(
        include_top=True, weights="imagenet", input_tensor=None, input_shape=None, pooling=None, classes=1000,
        classifier_activation="softmax", include_preprocessing=True, name=usual,
    ):
        source = start(input_shape, input_tensor, include_top, weights, classes, size, 32)
        x = source
        if include_preprocessing:
            x = layers.Rescaling(1.0 / 255.0)(x)
            if blocks is _base and source.shape[-1] == 3:
                x = layers.Normalization(mean=[0.485, 0.456, 0.406], variance=[0.052, 0.05, 0.051], axis=3)(x)
        x = layers.Conv2D(_rounded(blocks[0][2], width), 3, strides=2, padding="same", use_bias=False, name="stem_conv")(x)
        x = swish(norm(x, "stem_bn"), "stem_activation")
        first = True
        for stage, (kernel, repeats, narrow, filters, expansion, excites, stride, fused) in enumerate(blocks, 1):
            narrow, filters = _rounded(narrow, width), _rounded(filters, width)
            for step in range(math.ceil(depth * repeats)):
                if step > 0:
                    narrow, stride = filters, 1
                letter = "abcdefghijklmnopqrstuvwxyz{|}~"[step]
                x = _block(x, kernel, narrow, filters, expansion, excites, stride, fused, not first, f"block{stage}{letter}_")
                first = False
        x = layers.Conv2D(_rounded(1280, width), 1, padding="same", use_bias=False, name="top_conv")(x)
        x = swish(norm(x, "top_bn"), "top_activation")
        return end(source, x, include_top, pooling, classes, classifier_activation, 0.2, name)

    return network


EfficientNetV2B0 = _make(_base, 1.0, 1.0, 224, "efficientnetv2-b0")
EfficientNetV2B1 = _make(_base, 1.0, 1.1, 240, "efficientnetv2-b1")
EfficientNetV2B2 = _make(_base, 1.1, 1.2, 260, "efficientnetv2-b2")
EfficientNetV2B3 = _make(_base, 1.2, 1.4, 300, "efficientnetv2-b3")
EfficientNetV2S = _make(_small, 1.0, 1.0, 384, "efficientnetv2-s")
EfficientNetV2M = _make(_medium, 1.0, 1.0, 480, "efficientnetv2-m")
EfficientNetV2L = _make(_big, 1.0, 1.0, 480, "efficientnetv2-l")
