"""Models, and how they are read and copied."""
from keras._model import Model
from keras._sequential import Sequential
from shapeline import ops

__public__ = "keras.models"


def load_model(filepath, custom_objects=None, compile=True, safe_mode=True):
    return ops.unknown()


def save_model(model, filepath, overwrite=True, zipped=None, **kwargs):
    return None


def clone_model(model, input_tensors=None, clone_function=None, call_function=None, recursive=False, **kwargs):
    return model if clone_function is None else ops.unknown()


def model_from_json(json_string, custom_objects=None):
    return ops.unknown()


model_from_config = model_from_yaml = model_from_json
