"""What all networks share: which input they take, how they end, and how images are made ready for them."""
from keras import layers
from keras._image_format import is_last
from keras._input import Input
from keras._model import Model
from shapeline import ops

__public__ = "keras.applications"


def start(input_shape, input_tensor, include_top, weights, classes, default, minimum):
    """The symbolic input. Published weights fix the number of classes and channels, and with the top the size of images."""
    shape = _input_shape(input_shape, include_top, weights, classes, default, minimum)
    return Input(shape=shape) if input_tensor is None else input_tensor


def _input_shape(input_shape, include_top, weights, classes, default, minimum):
    if not is_last():
        return ops.unknown()
    before = ops.breaks()
    if isinstance(input_shape, (tuple, list)) and len(input_shape) != 3:
        ops.check_that(False, "input_shape", "three-sizes", str(tuple(input_shape)))
        return (None, None, 3)
    if weights == "imagenet" and include_top:
        published_classes(classes)
        if input_shape is not None and all([ops.is_constant(size) for size in input_shape]):
            ops.check_that(tuple(input_shape) == (default, default, 3), "input_shape", "imagenet-input", str((default, default, 3)))
        return (default, default, 3)
    if input_shape is None:
        return (default, default, 3) if include_top else (None, None, 3)
    if weights == "imagenet" and ops.is_constant(input_shape[-1]):
        ops.check_that(input_shape[-1] == 3, "input_shape", "imagenet-channels", str(input_shape[-1]))
    for size in input_shape[:2]:
        if size is not None:
            ops.require_at_least(size, minimum)
    if include_top and None in input_shape:
        ops.check_that(False, "input_shape", "open-input", str(tuple(input_shape)))
    return (None, None, 3) if ops.breaks() > before else tuple(input_shape)


def published_classes(classes):
    """Published weights with their top are for the classes of ImageNet."""
    if ops.is_constant(classes):
        ops.check_that(classes == 1000, "classes", "imagenet-classes", str(classes))


def published_widths(weights, alpha, widths):
    """Weights are published for networks of some widths only."""
    if weights == "imagenet" and isinstance(alpha, (int, float)):
        ops.check_that(alpha in widths, "alpha", "imagenet-width", str(alpha) + "|" + ", ".join([str(width) for width in widths]))


def finish(source, x, pooling, name, named=True):
    """Without a top: the feature maps, or one number of each."""
    if pooling == "avg":
        x = layers.GlobalAveragePooling2D(name="avg_pool" if named else None)(x)
    elif pooling == "max":
        x = layers.GlobalMaxPooling2D(name="max_pool" if named else None)(x)
    return model(source, x, name)


def classify(source, x, classes, activation, name, pool="avg_pool"):
    x = layers.GlobalAveragePooling2D(name=pool)(x)
    x = layers.Dense(classes, activation=activation, name="predictions")(x)
    return model(source, x, name)


def model(source, x, name):
    return Model(_origin(source), x, name=name)


def _origin(tensor):
    """The input that a tensor was computed from."""
    while True:
        node = ops.node(tensor)
        if node is None or len(node[1]) == 0:
            return tensor
        tensor = node[1][0]


def same_padding(x, kernel_size):
    """Zeros before and after, so that a window with stride 2 starts where PyTorch's would."""
    height, width = x.shape[1], x.shape[2]
    half = kernel_size // 2
    down = 1 if height is None else 1 - height % 2
    right = 1 if width is None else 1 - width % 2
    return ((half - down, half), (half - right, half))


def divisible(value, divisor=8):
    """The nearest multiple, but not a tenth below."""
    rounded = max(divisor, int(value + divisor / 2) // divisor * divisor)
    return rounded + divisor if rounded < 0.9 * value else rounded


def preprocess_input(x, data_format=None):
    """Other numbers in the same places. Arrays stay arrays."""
    if not ops.is_tensor(x):
        return ops.unknown()
    prepared = ops.cast(x, x.dtype if ops.is_floating(x.dtype) else ops.dtype("float32"))
    return ops.as_array(prepared) if ops.is_array(x) else prepared


def decode_predictions(preds, top=5):
    return ops.unknown()
