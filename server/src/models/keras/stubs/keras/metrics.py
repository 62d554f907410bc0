"""Metrics: numbers about training. What they compare has been judged by the loss."""
from shapeline import ops

__public__ = "keras.metrics"


class Metric:
    def __init__(self, *args, name=None, dtype=None, **kwargs):
        self.name = name

    def __call__(self, *args, **kwargs):
        self.update_state(*args, **kwargs)
        return self.result()

    def update_state(self, *args, **kwargs):
        return None

    def result(self):
        return ops.full((), ops.dtype("float32"))

    def reset_state(self):
        return None

    reset_states = reset_state

    def add_weight(self, shape=(), initializer=None, dtype=None, name=None, **kwargs):
        return ops.full(() if isinstance(shape, str) or shape is None else shape, ops.dtype("float32"))

    add_variable = add_weight

    @property
    def variables(self):
        return ops.unknown()

    def get_config(self):
        return ops.unknown()

    @classmethod
    def from_config(cls, config):
        return cls()


class AUC(Metric):
    pass


class Accuracy(Metric):
    pass


class BinaryAccuracy(Metric):
    pass


class BinaryCrossentropy(Metric):
    pass


class BinaryIoU(Metric):
    pass


class CategoricalAccuracy(Metric):
    pass


class CategoricalCrossentropy(Metric):
    pass


class CategoricalHinge(Metric):
    pass


class ConcordanceCorrelation(Metric):
    pass


class CosineSimilarity(Metric):
    pass


class F1Score(Metric):
    def result(self):
        return ops.unknown()


class FBetaScore(Metric):
    def result(self):
        return ops.unknown()


class FalseNegatives(Metric):
    pass


class FalsePositives(Metric):
    pass


class Hinge(Metric):
    pass


class IoU(Metric):
    pass


class KLDivergence(Metric):
    pass


class LogCoshError(Metric):
    pass


class Mean(Metric):
    pass


class MeanAbsoluteError(Metric):
    pass


class MeanAbsolutePercentageError(Metric):
    pass


class MeanIoU(Metric):
    pass


class MeanMetricWrapper(Metric):
    pass


class MeanSquaredError(Metric):
    pass


class MeanSquaredLogarithmicError(Metric):
    pass


class OneHotIoU(Metric):
    pass


class OneHotMeanIoU(Metric):
    pass


class PearsonCorrelation(Metric):
    pass


class Poisson(Metric):
    pass


class Precision(Metric):
    pass


class PrecisionAtRecall(Metric):
    pass


class R2Score(Metric):
    def result(self):
        return ops.unknown()


class Recall(Metric):
    pass


class RecallAtPrecision(Metric):
    pass


class RootMeanSquaredError(Metric):
    pass


class SensitivityAtSpecificity(Metric):
    pass


class SparseCategoricalAccuracy(Metric):
    pass


class SparseCategoricalCrossentropy(Metric):
    pass


class SparseTopKCategoricalAccuracy(Metric):
    pass


class SpecificityAtSensitivity(Metric):
    pass


class SquaredHinge(Metric):
    pass


class Sum(Metric):
    pass


class TopKCategoricalAccuracy(Metric):
    pass


class TrueNegatives(Metric):
    pass


class TruePositives(Metric):
    pass


def _each(*args, **kwargs):
    return ops.unknown()


binary_accuracy = _each
binary_crossentropy = _each
binary_focal_crossentropy = _each
categorical_accuracy = _each
categorical_crossentropy = _each
categorical_focal_crossentropy = _each
categorical_hinge = _each
concordance_correlation = _each
hinge = _each
huber = _each
kl_divergence = _each
log_cosh = _each
mean_absolute_error = _each
mean_absolute_percentage_error = _each
mean_squared_error = _each
mean_squared_logarithmic_error = _each
pearson_correlation = _each
poisson = _each
sparse_categorical_accuracy = _each
sparse_categorical_crossentropy = _each
sparse_top_k_categorical_accuracy = _each
squared_hinge = _each
top_k_categorical_accuracy = _each


def get(identifier):
    return Metric() if isinstance(identifier, (str, dict)) else identifier


def serialize(metric):
    return ops.unknown()


deserialize = get
