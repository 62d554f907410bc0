"""Compiling, training and asking a model. Training is one forward pass here: it changes no shape."""
from keras._values import to_tensor
from shapeline import ops

__public__ = "keras"


class Trainer:
    def compile(self, optimizer="rmsprop", loss=None, loss_weights=None, metrics=None, weighted_metrics=None, run_eagerly=False, steps_per_execution=1, jit_compile="auto", auto_scale_loss=True, **kwargs):
        self.optimizer = optimizer
        self.loss = loss

    def fit(self, x=None, y=None, batch_size=None, epochs=1, verbose="auto", callbacks=None, validation_split=0.0, validation_data=None, shuffle=True, class_weight=None, sample_weight=None, initial_epoch=0, steps_per_epoch=None, validation_steps=None, validation_batch_size=None, validation_freq=1, **kwargs):
        return ops.unknown()

    def evaluate(self, x=None, y=None, batch_size=None, verbose="auto", sample_weight=None, steps=None, callbacks=None, return_dict=False, **kwargs):
        return ops.unknown()

    def predict(self, x, batch_size=None, verbose="auto", steps=None, callbacks=None):
        return ops.unknown()
