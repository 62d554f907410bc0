# expect: element-count-mismatch@28
import torch
import torch.nn as nn


class Config:
    vocab_size = 300
    hidden = 48
    heads = 5
    layers = 2
    max_len = 32
    num_labels = 3


class SelfAttention(nn.Module):
    def __init__(self, cfg):
        super().__init__()
        self.heads = cfg.heads
        self.size = cfg.hidden // cfg.heads
        self.query = nn.Linear(cfg.hidden, cfg.hidden)
        self.key = nn.Linear(cfg.hidden, cfg.hidden)
        self.value = nn.Linear(cfg.hidden, cfg.hidden)

    def split(self, x):
        return x.view(x.size(0), x.size(1), self.heads, self.size).transpose(1, 2)

    def forward(self, x, mask):
        q, k, v = self.split(self.query(x)), self.split(self.key(x)), self.split(self.value(x))
        scores = q @ k.transpose(-1, -2) / self.size**0.5
        scores = scores.masked_fill(mask[:, None, None, :] == 0, -1e4)
        out = (scores.softmax(dim=-1) @ v).transpose(1, 2).contiguous()
        return out.view(x.size(0), x.size(1), -1)


class Classifier(nn.Module):
    def __init__(self, cfg):
        super().__init__()
        self.words = nn.Embedding(cfg.vocab_size, cfg.hidden)
        self.positions = nn.Embedding(cfg.max_len, cfg.hidden)
        self.attention = nn.ModuleList([SelfAttention(cfg) for _ in range(cfg.layers)])
        self.norms = nn.ModuleList([nn.LayerNorm(cfg.hidden) for _ in range(cfg.layers)])
        self.pooler = nn.Linear(cfg.hidden, cfg.hidden)
        self.classifier = nn.Linear(cfg.hidden, cfg.num_labels)

    def forward(self, ids, mask):
        x = self.words(ids) + self.positions(torch.arange(ids.size(1)))
        for attention, norm in zip(self.attention, self.norms):
            x = norm(x + attention(x, mask))
        return self.classifier(torch.tanh(self.pooler(x[:, 0])))


cfg = Config()
model = Classifier(cfg)
ids = torch.randint(0, cfg.vocab_size, (4, 20))
mask = torch.ones(4, 20)
labels = torch.randint(0, cfg.num_labels, (4,))
loss = nn.CrossEntropyLoss()(model(ids, mask), labels)
loss.backward()
print(loss.item())
