"""Reading and writing models."""
from keras.models import load_model, save_model
from shapeline import ops

__public__ = "keras.saving"


def register_keras_serializable(package="Custom", name=None):
    def decorator(arg):
        return arg

    return decorator


def deserialize_keras_object(config, custom_objects=None, safe_mode=True, **kwargs):
    return ops.unknown()


serialize_keras_object = get_registered_name = get_registered_object = get_custom_objects = deserialize_keras_object


class custom_object_scope:
    def __init__(self, *args):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *args):
        return None


CustomObjectScope = custom_object_scope


def load_weights(model, filepath, **kwargs):
    return None


save_weights = load_weights
