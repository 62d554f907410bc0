"""VGG16: stacks of 3×3 convolutions between pools."""
from keras import layers
from keras.applications._common import decode_predictions, finish, model, preprocess_input, start

__public__ = "keras.applications"


def network(depths, include_top, weights, input_tensor, input_shape, pooling, classes, classifier_activation, name):
    source = start(input_shape, input_tensor, include_top, weights, classes, 224, 32)
    x = source
    for block, (filters, depth) in enumerate(zip((64, 128, 256, 512, 512), depths), 1):
        for step in range(1, depth + 1):
            x = layers.Conv2D(filters, 3, activation="relu", padding="same", name=f"block{block}_conv{step}")(x)
        x = layers.MaxPooling2D(2, strides=2, name=f"block{block}_pool")(x)
    if not include_top:
        return finish(source, x, pooling, name, False)
    x = layers.Flatten(name="flatten")(x)
    x = layers.Dense(4096, activation="relu", name="fc1")(x)
    x = layers.Dense(4096, activation="relu", name="fc2")(x)
    return model(source, layers.Dense(classes, activation=classifier_activation, name="predictions")(x), name)


def VGG16(
    include_top=True, weights="imagenet", input_tensor=None, input_shape=None, pooling=None, classes=1000, classifier_activation="softmax",
    name="vgg16",
):
    return network((2, 2, 3, 3, 3), include_top, weights, input_tensor, input_shape, pooling, classes, classifier_activation, name)
