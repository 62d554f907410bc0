"""Functions of all networks under their older name."""
from keras.applications._common import decode_predictions
from keras.applications._common import preprocess_input as _prepared

__public__ = "keras.applications.imagenet_utils"


def preprocess_input(x, data_format=None, mode="caffe"):
    return _prepared(x)
