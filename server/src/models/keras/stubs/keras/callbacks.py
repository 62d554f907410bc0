"""Callbacks: told of training as it goes on."""
from shapeline import ops

__public__ = "keras.callbacks"


class Callback:
    def __init__(self, *args, **kwargs):
        self.params = ops.unknown()
        self.model = ops.unknown()
        self.validation_data = None

    def set_params(self, params):
        self.params = params

    def set_model(self, model):
        self.model = model

    def on_batch_begin(self, batch, logs=None):
        return None

    on_batch_end = on_epoch_begin = on_epoch_end = on_train_batch_begin = on_train_batch_end = on_batch_begin
    on_test_batch_begin = on_test_batch_end = on_predict_batch_begin = on_predict_batch_end = on_batch_begin

    def on_train_begin(self, logs=None):
        return None

    on_train_end = on_test_begin = on_test_end = on_predict_begin = on_predict_end = on_train_begin


class BackupAndRestore(Callback):
    pass


class CSVLogger(Callback):
    pass


class CallbackList(Callback):
    pass


class EarlyStopping(Callback):
    pass


class History(Callback):
    pass


class LambdaCallback(Callback):
    pass


class LearningRateScheduler(Callback):
    pass


class ModelCheckpoint(Callback):
    pass


class OrbaxCheckpoint(Callback):
    pass


class ProgbarLogger(Callback):
    pass


class ReduceLROnPlateau(Callback):
    pass


class RemoteMonitor(Callback):
    pass


class SwapEMAWeights(Callback):
    pass


class TensorBoard(Callback):
    pass


class TerminateOnNaN(Callback):
    pass
