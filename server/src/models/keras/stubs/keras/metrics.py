"""Metrics: numbers about training. Which shapes a metric compares is its own to say: a loss may be content where it is not."""
from keras._naming import snake_case
from keras._values import to_tensor
from shapeline import ops

__public__ = "keras.metrics"


class Metric:
    # How labels and outputs have to fit, one of the forms of `compare_metric`; None where anything goes, or it is not known.
    _form = None

    def __init__(self, *args, name=None, dtype=None, **kwargs):
        self.name = snake_case(type(self).__name__) if name is None else name

    def __call__(self, *args, **kwargs):
        self.update_state(*args, **kwargs)
        return self.result()

    def update_state(self, *args, **kwargs):
        if len(args) > 1:
            self._compare(args[0], args[1])
        return None

    def _compare(self, y_true, y_pred):
        if self._form is None:
            return None
        target, output = to_tensor(y_true), to_tensor(y_pred)
        if ops.is_tensor(target) and ops.is_tensor(output):
            ops.compare_metric(output, target, self._form, self._known_as())
        return None

    def _known_as(self):
        return snake_case(type(self).__name__)

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
    _form = "same"


class Accuracy(Metric):
    pass


class BinaryAccuracy(Metric):
    _form = "broadcast"


class BinaryCrossentropy(Metric):
    _form = "exact"


class BinaryIoU(Metric):
    _form = "same"


class CategoricalAccuracy(Metric):
    _form = "best-classes"


class CategoricalCrossentropy(Metric):
    _form = "exact"


class CategoricalHinge(Metric):
    _form = "broadcast"


class ConcordanceCorrelation(Metric):
    _form = "broadcast"


class CosineSimilarity(Metric):
    _form = "broadcast"


class F1Score(Metric):
    _form = "columns"

    def result(self):
        return ops.unknown()


class FBetaScore(Metric):
    _form = "columns"

    def result(self):
        return ops.unknown()


class FalseNegatives(Metric):
    _form = "same"


class FalsePositives(Metric):
    _form = "same"


class Hinge(Metric):
    _form = "broadcast"


class IoU(Metric):
    """Class numbers of both sides in one row; of scores the best one, where it is told that they are no class numbers."""

    _form = "flat"
    _sparse_labels = True

    def __init__(
        self, num_classes, target_class_ids=None, name=None, dtype=None, ignore_class=None, sparse_y_true=None, sparse_y_pred=None, axis=-1,
        **kwargs,
    ):
        Metric.__init__(self, name=name, dtype=dtype)
        self._sparse_true = self._sparse_labels if sparse_y_true is None else sparse_y_true
        self._sparse_pred = self._sparse_labels if sparse_y_pred is None else sparse_y_pred
        self._axis = axis

    def _compare(self, y_true, y_pred):
        Metric._compare(self, self._numbers(y_true, self._sparse_true), self._numbers(y_pred, self._sparse_pred))

    def _numbers(self, values, sparse):
        if ops.is_unknown(sparse):
            return ops.unknown()
        return values if sparse else ops.argmax(to_tensor(values), self._axis)


class KLDivergence(Metric):
    _form = "broadcast"


class LogCoshError(Metric):
    _form = "broadcast"


class Mean(Metric):
    pass


class MeanAbsoluteError(Metric):
    _form = "broadcast"


class MeanAbsolutePercentageError(Metric):
    _form = "broadcast"


class MeanIoU(IoU):
    def __init__(
        self, num_classes, name=None, dtype=None, ignore_class=None, sparse_y_true=None, sparse_y_pred=None, axis=-1, **kwargs,
    ):
        IoU.__init__(self, num_classes, None, name, dtype, ignore_class, sparse_y_true, sparse_y_pred, axis)


class MeanMetricWrapper(Metric):
    pass


class MeanSquaredError(Metric):
    _form = "broadcast"


class MeanSquaredLogarithmicError(Metric):
    _form = "broadcast"


class OneHotIoU(IoU):
    _sparse_labels = False

    def __init__(self, num_classes, target_class_ids=None, name=None, dtype=None, ignore_class=None, sparse_y_pred=None, axis=-1, **kwargs):
        IoU.__init__(self, num_classes, target_class_ids, name, dtype, ignore_class, None, sparse_y_pred, axis)


class OneHotMeanIoU(MeanIoU):
    _sparse_labels = False

    def __init__(self, num_classes, name=None, dtype=None, ignore_class=None, sparse_y_pred=None, axis=-1, **kwargs):
        MeanIoU.__init__(self, num_classes, name, dtype, ignore_class, None, sparse_y_pred, axis)


class PearsonCorrelation(Metric):
    _form = "broadcast"


class Poisson(Metric):
    _form = "broadcast"


class Precision(Metric):
    _form = "same"


class PrecisionAtRecall(Metric):
    _form = "same"


class R2Score(Metric):
    _form = "leveled-columns"

    def result(self):
        return ops.unknown()


class Recall(Metric):
    _form = "same"


class RecallAtPrecision(Metric):
    _form = "same"


class RootMeanSquaredError(Metric):
    _form = "broadcast"


class SensitivityAtSpecificity(Metric):
    _form = "same"


class SparseCategoricalAccuracy(Metric):
    _form = "chosen-classes"


class SparseCategoricalCrossentropy(Metric):
    _form = "class-numbers"


class SparseTopKCategoricalAccuracy(Metric):
    _form = "class-numbers"


class SpecificityAtSensitivity(Metric):
    _form = "same"


class SquaredHinge(Metric):
    _form = "broadcast"


class Sum(Metric):
    pass


class TopKCategoricalAccuracy(Metric):
    _form = "ranked-classes"


class TrueNegatives(Metric):
    _form = "same"


class TruePositives(Metric):
    _form = "same"


class _ChosenAccuracy(Accuracy):
    """What the name "accuracy" stands for: binary, categorical or sparse, by the shapes that meet."""

    _form = "accuracy"

    def _known_as(self):
        return "accuracy"


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


_classes = (
    AUC, Accuracy, BinaryAccuracy, BinaryCrossentropy, BinaryIoU, CategoricalAccuracy, CategoricalCrossentropy, CategoricalHinge,
    ConcordanceCorrelation, CosineSimilarity, F1Score, FBetaScore, FalseNegatives, FalsePositives, Hinge, IoU, KLDivergence, LogCoshError, Mean,
    MeanAbsoluteError, MeanAbsolutePercentageError, MeanIoU, MeanMetricWrapper, MeanSquaredError, MeanSquaredLogarithmicError, OneHotIoU,
    OneHotMeanIoU, PearsonCorrelation, Poisson, Precision, PrecisionAtRecall, R2Score, Recall, RecallAtPrecision, RootMeanSquaredError,
    SensitivityAtSpecificity, SparseCategoricalAccuracy, SparseCategoricalCrossentropy, SparseTopKCategoricalAccuracy,
    SpecificityAtSensitivity, SquaredHinge, Sum, TopKCategoricalAccuracy, TrueNegatives, TruePositives,
)
_by_name = {
    "bce": BinaryCrossentropy, "BCE": BinaryCrossentropy, "mse": MeanSquaredError, "MSE": MeanSquaredError, "mae": MeanAbsoluteError,
    "MAE": MeanAbsoluteError, "mape": MeanAbsolutePercentageError, "MAPE": MeanAbsolutePercentageError, "msle": MeanSquaredLogarithmicError,
    "MSLE": MeanSquaredLogarithmicError,
}
for _class in _classes:
    _by_name[_class.__name__] = _class
    _by_name[snake_case(_class.__name__)] = _class
for _name in ("accuracy", "Accuracy", "acc"):
    _by_name[_name] = _ChosenAccuracy


def get(identifier):
    """By its name, as an object; "accuracy" is one of several, by the shapes that meet."""
    if isinstance(identifier, str):
        return _by_name[identifier]() if identifier in _by_name else Metric()
    if isinstance(identifier, type):
        return identifier()
    return Metric() if isinstance(identifier, dict) else identifier


def serialize(metric):
    return ops.unknown()


deserialize = get
