import math

import torch
from torch import nn
from torch.nn import functional as F


class CheckpointMixin:
    def snapshot(self):
        return {k: v.clone() for k, v in self.state_dict().items()}

    def restore(self, state):
        self.load_state_dict(state)
        return self


class CountMixin:
    @property
    def num_parameters(self):
        return sum(p.numel() for p in self.parameters() if p.requires_grad)


class BaseModel(CheckpointMixin, CountMixin, nn.Module):
    def __init__(self, in_dim, out_dim, **kwargs):
        super().__init__()
        self.in_dim = in_dim
        self.out_dim = out_dim
        self.build(**kwargs)

    def build(self, **kwargs):
        raise NotImplementedError

    def loss(self, batch):
        x, y = batch
        return F.cross_entropy(self(x), y)


class Residual(nn.Module):
    def __init__(self, fn):
        super().__init__()
        self.fn = fn

    def forward(self, x, *args, **kwargs):
        return self.fn(x, *args, **kwargs) + x


class AudioNet(BaseModel):
    def build(self, width=16, depth=2, kernel=9):
        self.stem = nn.Conv1d(self.in_dim, width, kernel, stride=4, padding=kernel // 2)
        self.blocks = nn.Sequential(*[
            Residual(nn.Sequential(
                nn.GroupNorm(4, width),
                nn.Conv1d(width, width, 3, padding=2 ** i, dilation=2 ** i),
                nn.GELU(),
            ))
            for i in range(depth)
        ])
        self.pool = nn.AdaptiveMaxPool1d(4)
        self.head = nn.Linear(width * 4, self.out_dim)

    def features(self, x):
        return self.pool(self.blocks(self.stem(x))).flatten(start_dim=1)

    def forward(self, x):
        return self.head(self.features(x))


class RecurrentAudioNet(AudioNet):
    def build(self, hidden=20, **kwargs):
        super().build(**kwargs)
        self.gru = nn.GRU(self.stem.out_channels, hidden, batch_first=True, bidirectional=True)
        self.head = nn.Linear(2 * hidden, self.out_dim)

    def features(self, x):
        x = self.blocks(self.stem(x)).transpose(1, 2)
        _, h = self.gru(x)
        return torch.cat([h[0], h[1]], dim=-1)


class LRFinder:
    def __init__(self, model, optimizer, batches):
        self.model, self.optimizer, self.batches = model, optimizer, batches

    def run(self, start=1e-5, end=1.0, beta=0.98):
        state = self.model.snapshot()
        mult = (end / start) ** (1 / max(1, len(self.batches) - 1))
        lr, avg, best = start, 0.0, math.inf
        lrs, losses = [], []
        for i, batch in enumerate(self.batches, 1):
            for group in self.optimizer.param_groups:
                group["lr"] = lr
            loss = self.model.loss(batch)
            avg = beta * avg + (1 - beta) * loss.item()
            smooth = avg / (1 - beta ** i)
            if i > 1 and smooth > 4 * best:
                break
            best = min(best, smooth)
            losses.append(smooth)
            lrs.append(lr)
            self.optimizer.zero_grad()
            loss.backward()
            self.optimizer.step()
            lr *= mult
        self.model.restore(state)
        return lrs, losses


batches = [(torch.randn(6, 2, 400), torch.randint(0, 5, (6,))) for _ in range(4)]
for cls, options in [(AudioNet, {"width": 8}), (RecurrentAudioNet, {"hidden": 12, "depth": 3})]:
    net = cls(2, 5, **options)
    finder = LRFinder(net, torch.optim.SGD(net.parameters(), lr=1e-5), batches)
    lrs, losses = finder.run()
    best_lr = lrs[losses.index(min(losses))]
    scores = net(batches[0][0])
    confusion = torch.zeros(5, 5, dtype=torch.long)
    for t, p in zip(batches[0][1], scores.argmax(1)):
        confusion[t, p] += 1
    print(cls.__name__, net.num_parameters, best_lr, confusion.diag().sum().item() / confusion.sum().item())
