# expect: loss-shape-mismatch@61
# expect: silent-broadcast-in-loss@61
import logging
from functools import partial
from typing import Any

import torch
from torch import nn, Tensor

logging.basicConfig(level=logging.WARNING)
log = logging.getLogger(__name__)

ACTIVATIONS = {"relu": nn.ReLU, "gelu": nn.GELU, "leaky": partial(nn.LeakyReLU, 0.2)}

CFG: dict[str, Any] = {
    "encoder": {"dims": [20, 48, 24], "act": "leaky"},
    "tasks": {
        "age": {"kind": "regression", "out": 1},
        "gender": {"kind": "binary", "out": 1},
        "city": {"kind": "multiclass", "out": 9},
    },
    "weights": {"age": 1.0, "gender": 0.5, "city": 2.0},
}

LOSSES = {
    "regression": nn.HuberLoss(),
    "binary": nn.BCEWithLogitsLoss(),
    "multiclass": nn.CrossEntropyLoss(),
}


def mlp(dims: list[int], act: str = "relu") -> nn.Sequential:
    layers = nn.Sequential()
    for i, (a, b) in enumerate(zip(dims, dims[1:])):
        layers.add_module(f"lin{i}", nn.Linear(a, b))
        layers.add_module(f"act{i}", ACTIVATIONS[act]())
    return layers


class MultiTask(nn.Module):
    def __init__(self, cfg: dict[str, Any]) -> None:
        super().__init__()
        self.encoder = mlp(**cfg["encoder"])
        width = cfg["encoder"]["dims"][-1]
        self.heads = nn.ModuleDict({name: nn.Linear(width, spec["out"]) for name, spec in cfg["tasks"].items()})
        self.log_vars = nn.ParameterDict({name: nn.Parameter(torch.zeros(())) for name in cfg["tasks"]})

    def forward(self, x: Tensor, tasks: list[str] | None = None) -> dict[str, Tensor]:
        h = self.encoder(x)
        names = tasks or list(self.heads.keys())
        out = {name: self.heads[name](h) for name in names}
        for name, value in out.items():
            if value.size(-1) == 2:
                out[name] = value.squeeze(-1)
        return out


def compute_loss(outputs: dict[str, Tensor], targets: dict[str, Tensor], model: MultiTask) -> Tensor:
    total = torch.zeros(())
    for name, spec in CFG["tasks"].items():
        loss = LOSSES[spec["kind"]](outputs[name], targets[name])
        precision = torch.exp(-model.log_vars[name])
        total = total + CFG["weights"][name] * (precision * loss + model.log_vars[name])
        log.info("%s: %.3f", name, loss.item())
    return total


def batches(n: int, size: int):
    for _ in range(n):
        x = torch.randn(size, 20)
        yield x, {
            "age": x[:, 0] * 10 + 40,
            "gender": (x[:, 1] > 0).float(),
            "city": torch.randint(9, size=(size,)),
        }


def main() -> None:
    model = MultiTask(CFG)
    optimizer = torch.optim.AdamW(
        [
            {"params": model.encoder.parameters(), "lr": 1e-3},
            {"params": model.heads.parameters(), "lr": 1e-2},
            {"params": model.log_vars.parameters(), "lr": 1e-2},
        ]
    )
    scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: min(1.0, (step + 1) / 5))
    for x, targets in batches(3, 10):
        loss = compute_loss(model(x), targets, model)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        scheduler.step()
    model.eval()
    with torch.inference_mode():
        result = model(torch.randn(4, 20), tasks=["city"])
        city = result["city"].softmax(-1).argmax(-1)
    print(city.shape, list(result))


if __name__ == "__main__":
    main()
