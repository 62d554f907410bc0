"""`keras.utils`: labels, images, sequences and data sets from folders."""
from keras.utils._arrays import (
    array_to_img, img_to_array, load_img, normalize, pad_sequences, save_img, set_random_seed, timeseries_dataset_from_array, to_categorical,
)
from keras.utils._folders import audio_dataset_from_directory, image_dataset_from_directory, text_dataset_from_directory
from keras.utils._sequence import PyDataset, Sequence
from shapeline import ops

__public__ = "keras.utils"


def split_dataset(dataset, left_size=None, right_size=None, shuffle=False, seed=None, preferred_backend=None):
    return ops.unknown()


def register_keras_serializable(package="Custom", name=None):
    return lambda decorated: decorated


def plot_model(model, *args, **kwargs):
    return None


clear_session = enable_interactive_logging = disable_interactive_logging = plot_model


def get_file(fname=None, *args, **kwargs):
    return ops.unknown()


def is_keras_tensor(x):
    return ops.is_symbolic(x)


def unpack_x_y_sample_weight(data):
    """Data as `fit` hands it to a training step."""
    if isinstance(data, (tuple, list)):
        return (data[0], data[1] if len(data) > 1 else None, data[2] if len(data) > 2 else None)
    return (data, None, None)


def pack_x_y_sample_weight(x, y=None, sample_weight=None):
    if y is None:
        return x
    return (x, y) if sample_weight is None else (x, y, sample_weight)


model_to_dot = get_source_inputs = serialize_keras_object = deserialize_keras_object = Progbar = FeatureSpace = get_file
custom_object_scope = CustomObjectScope = get_custom_objects = bounding_boxes = get_file
