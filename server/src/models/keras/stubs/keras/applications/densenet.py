"""DenseNets: each step adds 32 channels to all that came before."""
from keras import layers
from keras.applications._common import classify, decode_predictions, finish, preprocess_input, start
from keras.applications.resnet import norm

__public__ = "keras.applications"


def _step(x, name):
    added = norm(x, f"{name}_0")
    added = layers.Conv2D(128, 1, use_bias=False, name=f"{name}_1_conv")(added)
    added = norm(added, f"{name}_1")
    added = layers.Conv2D(32, 3, padding="same", use_bias=False, name=f"{name}_2_conv")(added)
    return layers.Concatenate(axis=3, name=f"{name}_concat")([x, added])


def _make(depths, usual):
    def network(
        include_top=True, weights="imagenet", input_tensor=None, input_shape=None, pooling=None, classes=1000,
        classifier_activation="softmax", name=usual,
    ):
        source = start(input_shape, input_tensor, include_top, weights, classes, 224, 32)
        x = layers.ZeroPadding2D(((3, 3), (3, 3)))(source)
        x = layers.Conv2D(64, 7, strides=2, use_bias=False, name="conv1_conv")(x)
        x = norm(x, "conv1")
        x = layers.ZeroPadding2D(((1, 1), (1, 1)))(x)
        x = layers.MaxPooling2D(3, strides=2, name="pool1")(x)
        for stage, depth in enumerate(depths, 2):
            for block in range(1, depth + 1):
                x = _step(x, f"conv{stage}_block{block}")
            if stage < 5:
                x = norm(x, f"pool{stage}")
                x = layers.Conv2D(x.shape[3] // 2, 1, use_bias=False, name=f"pool{stage}_conv")(x)
                x = layers.AveragePooling2D(2, strides=2, name=f"pool{stage}_pool")(x)
        x = layers.BatchNormalization(axis=3, epsilon=1.001e-5, name="bn")(x)
        x = layers.Activation("relu", name="relu")(x)
        if include_top:
            return classify(source, x, classes, classifier_activation, name)
        return finish(source, x, pooling, name)

    return network


DenseNet121 = _make((6, 12, 24, 16), "densenet121")
DenseNet169 = _make((6, 12, 32, 32), "densenet169")
DenseNet201 = _make((6, 12, 48, 32), "densenet201")
