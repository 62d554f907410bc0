"""Losses, as objects and as functions: what a network gives is compared with labels whose classes stand last."""
from keras._naming import auto_name
from keras._values import as_loss_operand, floating, to_tensor
from shapeline import ops

__public__ = "keras.losses"


class Loss:
    def __init__(self, name=None, reduction="sum_over_batch_size", dtype=None):
        self.name = name
        self.reduction = reduction

    def __call__(self, y_true, y_pred, sample_weight=None):
        y_true, y_pred = to_tensor(y_true), to_tensor(y_pred)
        if not isinstance(self, _Known):
            y_true, y_pred = as_loss_operand(y_true, ops.second_keras()), as_loss_operand(y_pred, ops.second_keras())
        each = self.call(y_true, y_pred)
        if self.reduction in (None, "none"):
            return each
        return ops.full((), ops.dtype("float32"))

    def call(self, y_true, y_pred):
        return ops.unknown()

    def get_config(self):
        return {"name": self.name, "reduction": self.reduction}

    @classmethod
    def from_config(cls, config):
        return cls(**config)


class _Known(Loss):
    """A loss of Keras's own, which says itself what it makes of its operands' types."""


def _each(operation, y_true, y_pred):
    """One value for each sample, of operations that compare the last axis."""
    return operation(to_tensor(y_pred), to_tensor(y_true))


def _by_logits(plain, raw, from_logits):
    return raw if from_logits else plain


class SparseCategoricalCrossentropy(_Known):
    def __init__(
        self, from_logits=False, ignore_class=None, reduction="sum_over_batch_size", axis=-1,
        name="sparse_categorical_crossentropy", dtype=None,
    ):
        super().__init__(name, reduction)
        self.from_logits = from_logits
        self.axis = axis

    def call(self, y_true, y_pred):
        return sparse_categorical_crossentropy(y_true, y_pred, self.from_logits, None, self.axis)


class CategoricalCrossentropy(_Known):
    def __init__(
        self, from_logits=False, label_smoothing=0.0, axis=-1, reduction="sum_over_batch_size",
        name="categorical_crossentropy", dtype=None,
    ):
        super().__init__(name, reduction)
        self.from_logits = from_logits
        self.axis = axis

    def call(self, y_true, y_pred):
        return _categorical(y_true, y_pred, self.from_logits, self.axis, False)


class CategoricalFocalCrossentropy(CategoricalCrossentropy):
    def __init__(
        self, alpha=0.25, gamma=2.0, from_logits=False, label_smoothing=0.0, axis=-1, reduction="sum_over_batch_size",
        name="categorical_focal_crossentropy", dtype=None,
    ):
        super().__init__(from_logits, label_smoothing, axis, reduction, name)

    def call(self, y_true, y_pred):
        return categorical_focal_crossentropy(y_true, y_pred, from_logits=self.from_logits, axis=self.axis)


class BinaryCrossentropy(_Known):
    def __init__(
        self, from_logits=False, label_smoothing=0.0, axis=-1, reduction="sum_over_batch_size",
        name="binary_crossentropy", dtype=None,
    ):
        super().__init__(name, reduction)
        self.from_logits = from_logits

    def call(self, y_true, y_pred):
        return _binary(y_true, y_pred, self.from_logits, False)


class BinaryFocalCrossentropy(BinaryCrossentropy):
    def __init__(
        self, apply_class_balancing=False, alpha=0.25, gamma=2.0, from_logits=False, label_smoothing=0.0, axis=-1,
        reduction="sum_over_batch_size", name="binary_focal_crossentropy", dtype=None,
    ):
        super().__init__(from_logits, label_smoothing, axis, reduction, name)


class _Paired(_Known):
    """Compares values with values of the same shape, or of one that broadcasts to it."""

    def __init__(self, reduction="sum_over_batch_size", name=None, dtype=None):
        super().__init__(name, reduction)

    def call(self, y_true, y_pred):
        return paired(y_true, y_pred)


class MeanSquaredError(_Paired):
    pass


class MeanAbsoluteError(_Paired):
    pass


class MeanAbsolutePercentageError(_Paired):
    pass


class MeanSquaredLogarithmicError(_Paired):
    pass


class LogCosh(_Paired):
    pass


class Poisson(_Paired):
    pass


class KLDivergence(_Paired):
    pass


class Hinge(_Paired):
    pass


class SquaredHinge(_Paired):
    pass


class CategoricalHinge(_Paired):
    pass


class Huber(_Paired):
    def __init__(self, delta=1.0, reduction="sum_over_batch_size", name="huber_loss", dtype=None):
        super().__init__(reduction, name)


class CosineSimilarity(_Paired):
    def __init__(self, axis=-1, reduction="sum_over_batch_size", name="cosine_similarity", dtype=None):
        super().__init__(reduction, name)


class _Unjudged(_Known):
    """Losses of which nothing is said but that they give a number."""

    def __init__(self, *args, reduction="sum_over_batch_size", name=None, dtype=None, **kwargs):
        super().__init__(name, reduction)


class CategoricalGeneralizedCrossEntropy(_Unjudged):
    pass


class CTC(_Unjudged):
    pass


class Circle(_Unjudged):
    pass


class Dice(_Paired):
    def __init__(self, reduction="sum_over_batch_size", name="dice", axis=None, dtype=None):
        super().__init__(reduction, name)


class Tversky(_Paired):
    def __init__(self, alpha=0.5, beta=0.5, reduction="sum_over_batch_size", name="tversky", axis=None, dtype=None):
        super().__init__(reduction, name)


def sparse_categorical_crossentropy(y_true, y_pred, from_logits=False, ignore_class=None, axis=-1):
    if axis != -1:
        return ops.unknown()
    operation = ops.sparse_cross_entropy_with_logits if from_logits else ops.sparse_cross_entropy
    return _each(operation, y_true, y_pred)


def _is_exact():
    """Cross-entropies as functions put no axis in and take none out; those of Keras 2 do not look."""
    return not ops.second_keras()


def categorical_crossentropy(y_true, y_pred, from_logits=False, label_smoothing=0.0, axis=-1):
    return _categorical(y_true, y_pred, from_logits, axis, _is_exact())


def _categorical(y_true, y_pred, from_logits, axis, exact):
    if axis != -1:
        return ops.unknown()
    operation = ops.one_hot_cross_entropy_with_logits if from_logits else ops.one_hot_cross_entropy
    return operation(to_tensor(y_pred), to_tensor(y_true), exact)


def categorical_focal_crossentropy(
    y_true, y_pred, alpha=0.25, gamma=2.0, from_logits=False, label_smoothing=0.0, axis=-1
):
    if axis != -1:
        return ops.unknown()
    return _each(ops.one_hot_focal_loss, y_true, y_pred)


def binary_crossentropy(y_true, y_pred, from_logits=False, label_smoothing=0.0, axis=-1):
    return _binary(y_true, y_pred, from_logits, _is_exact())


def _binary(y_true, y_pred, from_logits, exact):
    operation = ops.each_cross_entropy_with_logits if from_logits else ops.each_cross_entropy
    return operation(to_tensor(y_pred), to_tensor(y_true), exact)


def binary_focal_crossentropy(
    y_true, y_pred, apply_class_balancing=False, alpha=0.25, gamma=2.0, from_logits=False, label_smoothing=0.0, axis=-1
):
    return binary_crossentropy(y_true, y_pred, from_logits)


def paired(y_true, y_pred, *args, **kwargs):
    return _each(ops.paired_loss, y_true, y_pred)


mean_squared_error = mean_absolute_error = mean_absolute_percentage_error = mean_squared_logarithmic_error = paired
mse = MSE = mae = MAE = mape = MAPE = msle = MSLE = log_cosh = logcosh = poisson = paired
kl_divergence = kld = KLD = kullback_leibler_divergence = hinge = squared_hinge = categorical_hinge = huber = paired
cosine_similarity = dice = tversky = paired


def _unjudged(*args, **kwargs):
    return ops.unknown()


categorical_generalized_cross_entropy = ctc = circle = _unjudged

_by_name = {
    "sparse_categorical_crossentropy": SparseCategoricalCrossentropy, "categorical_crossentropy": CategoricalCrossentropy,
    "categorical_focal_crossentropy": CategoricalFocalCrossentropy, "binary_crossentropy": BinaryCrossentropy,
    "binary_focal_crossentropy": BinaryFocalCrossentropy, "mean_squared_error": MeanSquaredError, "mse": MeanSquaredError,
    "MSE": MeanSquaredError, "mean_absolute_error": MeanAbsoluteError, "mae": MeanAbsoluteError, "MAE": MeanAbsoluteError,
    "mean_absolute_percentage_error": MeanAbsolutePercentageError, "mape": MeanAbsolutePercentageError,
    "MAPE": MeanAbsolutePercentageError, "mean_squared_logarithmic_error": MeanSquaredLogarithmicError,
    "msle": MeanSquaredLogarithmicError, "MSLE": MeanSquaredLogarithmicError, "log_cosh": LogCosh, "logcosh": LogCosh,
    "poisson": Poisson, "kl_divergence": KLDivergence, "kld": KLDivergence, "KLD": KLDivergence,
    "kullback_leibler_divergence": KLDivergence, "hinge": Hinge, "squared_hinge": SquaredHinge,
    "categorical_hinge": CategoricalHinge, "huber": Huber, "huber_loss": Huber, "cosine_similarity": CosineSimilarity,
    "bce": BinaryCrossentropy, "BCE": BinaryCrossentropy, "categorical_generalized_cross_entropy": CategoricalGeneralizedCrossEntropy,
    "ctc": CTC, "circle": Circle, "dice": Dice, "tversky": Tversky,
}
for _class in (
    SparseCategoricalCrossentropy, CategoricalCrossentropy, CategoricalFocalCrossentropy, BinaryCrossentropy, BinaryFocalCrossentropy,
    MeanSquaredError, MeanAbsoluteError, MeanAbsolutePercentageError, MeanSquaredLogarithmicError, LogCosh, Poisson, KLDivergence,
    Hinge, SquaredHinge, CategoricalHinge, Huber, CosineSimilarity, CategoricalGeneralizedCrossEntropy, CTC, Circle, Dice,
    Tversky,
):
    _by_name[_class.__name__] = _class

_by_function = {
    sparse_categorical_crossentropy: SparseCategoricalCrossentropy, categorical_crossentropy: CategoricalCrossentropy,
    binary_crossentropy: BinaryCrossentropy, paired: MeanSquaredError,
}


def get(identifier):
    """By its name, as an object; anything else is what it is."""
    if isinstance(identifier, str):
        made = _by_name.get(identifier, None)
        return ops.unknown() if made is None else made()
    return _by_function[identifier]() if identifier in _by_function else identifier


def deserialize(name, custom_objects=None):
    return get(name)


def serialize(loss):
    return ops.unknown()
