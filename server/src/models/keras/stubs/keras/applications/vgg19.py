"""VGG19: VGG16 with a convolution more in the deeper blocks."""
from keras.applications._common import decode_predictions, preprocess_input
from keras.applications.vgg16 import network

__public__ = "keras.applications"


def VGG19(
    include_top=True, weights="imagenet", input_tensor=None, input_shape=None, pooling=None, classes=1000, classifier_activation="softmax",
    name="vgg19",
):
    return network((2, 2, 4, 4, 4), include_top, weights, input_tensor, input_shape, pooling, classes, classifier_activation, name)
