"""Optimisers. They keep their parameter groups and settings; a step changes numbers, never shapes."""
from shapeline import ops
from torch.optim import lr_scheduler, swa_utils

__public__ = "torch.optim"


class Optimizer:
    def __init__(self, params, defaults):
        self.defaults = defaults
        self.state = {}
        given = list(params)
        ops.check_that(len(given) > 0, "params", "no-parameters")
        if len(given) > 0 and isinstance(given[0], dict):
            self.param_groups = [{**defaults, **group} for group in given]
        else:
            self.param_groups = [{"params": given, **defaults}]

    def step(self, closure=None):
        return None if closure is None else closure()

    def zero_grad(self, set_to_none=True):
        return None

    def add_param_group(self, param_group):
        self.param_groups.append({**self.defaults, **param_group})

    def state_dict(self):
        return {"state": self.state, "param_groups": self.param_groups}

    def load_state_dict(self, state_dict):
        return None


class SGD(Optimizer):
    def __init__(
        self, params, lr=0.001, momentum=0, dampening=0, weight_decay=0, nesterov=False, *, maximize=False,
        foreach=None, differentiable=False, fused=None,
    ):
        super().__init__(params, {"lr": lr, "momentum": momentum, "weight_decay": weight_decay, "nesterov": nesterov})


class Adam(Optimizer):
    def __init__(
        self, params, lr=0.001, betas=(0.9, 0.999), eps=1e-08, weight_decay=0, amsgrad=False, *, foreach=None,
        maximize=False, capturable=False, differentiable=False, fused=None, decoupled_weight_decay=False,
    ):
        super().__init__(
            params, {"lr": lr, "betas": betas, "eps": eps, "weight_decay": weight_decay, "amsgrad": amsgrad},
        )


class AdamW(Optimizer):
    def __init__(
        self, params, lr=0.001, betas=(0.9, 0.999), eps=1e-08, weight_decay=0.01, amsgrad=False, *, maximize=False,
        foreach=None, capturable=False, differentiable=False, fused=None,
    ):
        super().__init__(
            params, {"lr": lr, "betas": betas, "eps": eps, "weight_decay": weight_decay, "amsgrad": amsgrad},
        )


class Adamax(Optimizer):
    def __init__(
        self, params, lr=0.002, betas=(0.9, 0.999), eps=1e-08, weight_decay=0, foreach=None, *, maximize=False,
        differentiable=False, capturable=False,
    ):
        super().__init__(params, {"lr": lr, "betas": betas, "eps": eps, "weight_decay": weight_decay})


class Adagrad(Optimizer):
    def __init__(
        self, params, lr=0.01, lr_decay=0, weight_decay=0, initial_accumulator_value=0, eps=1e-10, foreach=None, *,
        maximize=False, differentiable=False, fused=None,
    ):
        super().__init__(params, {"lr": lr, "weight_decay": weight_decay, "eps": eps})


class Adadelta(Optimizer):
    def __init__(
        self, params, lr=1.0, rho=0.9, eps=1e-06, weight_decay=0, foreach=None, *, capturable=False, maximize=False,
        differentiable=False,
    ):
        super().__init__(params, {"lr": lr, "eps": eps, "weight_decay": weight_decay})


class Adafactor(Optimizer):
    def __init__(
        self, params, lr=0.01, beta2_decay=-0.8, eps=(None, 0.001), d=1.0, weight_decay=0.0, *, foreach=None,
        maximize=False,
    ):
        super().__init__(params, {"lr": lr, "eps": eps, "weight_decay": weight_decay})


class ASGD(Optimizer):
    def __init__(
        self, params, lr=0.01, lambd=0.0001, alpha=0.75, t0=1000000.0, weight_decay=0, foreach=None, maximize=False,
        differentiable=False, capturable=False,
    ):
        super().__init__(params, {"lr": lr, "alpha": alpha, "weight_decay": weight_decay})


class NAdam(Optimizer):
    def __init__(
        self, params, lr=0.002, betas=(0.9, 0.999), eps=1e-08, weight_decay=0, momentum_decay=0.004,
        decoupled_weight_decay=False, *, foreach=None, maximize=False, capturable=False, differentiable=False,
    ):
        super().__init__(params, {"lr": lr, "betas": betas, "eps": eps, "weight_decay": weight_decay})


class RAdam(Optimizer):
    def __init__(
        self, params, lr=0.001, betas=(0.9, 0.999), eps=1e-08, weight_decay=0, decoupled_weight_decay=False, *,
        foreach=None, maximize=False, capturable=False, differentiable=False,
    ):
        super().__init__(params, {"lr": lr, "betas": betas, "eps": eps, "weight_decay": weight_decay})


class RMSprop(Optimizer):
    def __init__(
        self, params, lr=0.01, alpha=0.99, eps=1e-08, weight_decay=0, momentum=0, centered=False, capturable=False,
        foreach=None, maximize=False, differentiable=False,
    ):
        super().__init__(
            params, {"lr": lr, "alpha": alpha, "eps": eps, "weight_decay": weight_decay, "momentum": momentum},
        )


class Rprop(Optimizer):
    def __init__(
        self, params, lr=0.01, etas=(0.5, 1.2), step_sizes=(1e-06, 50), *, capturable=False, foreach=None,
        maximize=False, differentiable=False,
    ):
        super().__init__(params, {"lr": lr})


class SparseAdam(Optimizer):
    def __init__(self, params, lr=0.001, betas=(0.9, 0.999), eps=1e-08, maximize=False):
        super().__init__(params, {"lr": lr, "betas": betas, "eps": eps})


class LBFGS(Optimizer):
    def __init__(
        self, params, lr=1, max_iter=20, max_eval=None, tolerance_grad=1e-07, tolerance_change=1e-09, history_size=100,
        line_search_fn=None, *, maximize=False,
    ):
        super().__init__(params, {"lr": lr, "max_iter": max_iter})


class Muon(Optimizer):
    def __init__(
        self, params, lr=0.001, weight_decay=0.1, momentum=0.95, nesterov=True,
        ns_coefficients=(3.4445, -4.775, 2.0315), eps=1e-07, ns_steps=5, adjust_lr_fn=None,
    ):
        super().__init__(
            params, {"lr": lr, "weight_decay": weight_decay, "momentum": momentum, "nesterov": nesterov, "eps": eps},
        )
