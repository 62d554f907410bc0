"""Optimisers: they change weights, never a shape."""
from shapeline import ops

__public__ = "keras.optimizers"


class Optimizer:
    def __init__(self, *args, **kwargs):
        self.learning_rate = ops.unknown()
        self.lr = ops.unknown()
        self.iterations = ops.unknown()

    def apply_gradients(self, grads_and_vars, **kwargs):
        return None

    def apply(self, grads, trainable_variables=None):
        return None

    def minimize(self, loss, var_list, tape=None, **kwargs):
        return None

    build = apply

    @property
    def variables(self):
        return ops.unknown()

    def get_config(self):
        return ops.unknown()

    def get_scaled_loss(self, loss):
        return loss

    def scale_loss(self, loss):
        return loss

    def get_unscaled_gradients(self, grads):
        return grads

    @classmethod
    def from_config(cls, config):
        return cls()


class Adadelta(Optimizer):
    pass


class Adafactor(Optimizer):
    pass


class Adagrad(Optimizer):
    pass


class Adam(Optimizer):
    pass


class AdamW(Optimizer):
    pass


class Adamax(Optimizer):
    pass


class Ftrl(Optimizer):
    pass


class Lamb(Optimizer):
    pass


class Lion(Optimizer):
    pass


class LossScaleOptimizer(Optimizer):
    pass


class Muon(Optimizer):
    pass


class Nadam(Optimizer):
    pass


class RMSprop(Optimizer):
    pass


class SGD(Optimizer):
    pass


class _Schedule:
    def __init__(self, *args, **kwargs):
        pass

    def __call__(self, step):
        return ops.unknown()

    def get_config(self):
        return ops.unknown()


class schedules:
    LearningRateSchedule = _Schedule
    CosineDecay = CosineDecayRestarts = ExponentialDecay = InverseTimeDecay = PiecewiseConstantDecay = PolynomialDecay = _Schedule


class legacy:
    Adadelta = Adadelta
    Adagrad = Adagrad
    Adam = Adam
    Adamax = Adamax
    Ftrl = Ftrl
    Nadam = Nadam
    Optimizer = Optimizer
    RMSprop = RMSprop
    SGD = SGD


experimental = legacy


def get(identifier):
    return Optimizer() if isinstance(identifier, (str, dict)) else identifier


def serialize(optimizer):
    return ops.unknown()


deserialize = get
