"""Sequences of one length, and windows of a series."""
from keras.utils._arrays import pad_sequences
from shapeline import ops

__public__ = "keras.preprocessing.sequence"


def TimeseriesGenerator(data, targets, length, *args, **kwargs):
    return ops.unknown()


skipgrams = make_sampling_table = TimeseriesGenerator
