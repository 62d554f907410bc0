# expect: ran (), (4, 3)
# places: 18, 18 known
"""HF style: config object, dict batches, output dataclass."""
from dataclasses import dataclass
from typing import Optional

import torch
from torch import nn


@dataclass
class ModelOutput:
    loss: Optional[torch.Tensor] = None
    logits: torch.Tensor = None


class TinyConfig:
    def __init__(self, vocab_size=1000, hidden_size=64, num_heads=4, num_layers=2, max_position=128, num_labels=3, type_vocab=2):
        self.vocab_size = vocab_size
        self.hidden_size = hidden_size
        self.num_heads = num_heads
        self.num_layers = num_layers
        self.max_position = max_position
        self.num_labels = num_labels
        self.type_vocab = type_vocab


class TinyEmbeddings(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.word = nn.Embedding(config.vocab_size, config.hidden_size)
        self.position = nn.Embedding(config.max_position, config.hidden_size)
        self.token_type = nn.Embedding(config.type_vocab, config.hidden_size)
        self.norm = nn.LayerNorm(config.hidden_size)

    def forward(self, input_ids, token_type_ids=None):
        b, t = input_ids.shape
        pos = torch.arange(t, device=input_ids.device).unsqueeze(0)
        if token_type_ids is None:
            token_type_ids = torch.zeros_like(input_ids)
        return self.norm(self.word(input_ids) + self.position(pos) + self.token_type(token_type_ids))


class TinyForSequenceClassification(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.config = config
        self.embeddings = TinyEmbeddings(config)
        layer = nn.TransformerEncoderLayer(config.hidden_size, config.num_heads, 4 * config.hidden_size, batch_first=True)
        self.encoder = nn.TransformerEncoder(layer, config.num_layers)
        self.pooler = nn.Linear(config.hidden_size, config.hidden_size)
        self.classifier = nn.Linear(config.hidden_size, config.num_labels)

    def forward(self, input_ids, attention_mask=None, token_type_ids=None, labels=None):
        x = self.embeddings(input_ids, token_type_ids)
        mask = attention_mask == 0 if attention_mask is not None else None
        x = self.encoder(x, src_key_padding_mask=mask)
        pooled = torch.tanh(self.pooler(x[:, 0]))
        logits = self.classifier(pooled)
        loss = None
        if labels is not None:
            loss = nn.functional.cross_entropy(logits.view(-1, self.config.num_labels), labels.view(-1))
        return ModelOutput(loss=loss, logits=logits)


def collate(n=4, t=24):
    return {
        "input_ids": torch.randint(0, 1000, (n, t)),
        "attention_mask": torch.ones(n, t, dtype=torch.long),
        "token_type_ids": torch.zeros(n, t, dtype=torch.long),
        "labels": torch.randint(0, 3, (n,)),
    }


def train(steps=10):
    model = TinyForSequenceClassification(TinyConfig())
    opt = torch.optim.AdamW(model.parameters(), lr=3e-5)
    for _ in range(steps):
        batch = collate()
        out = model(**batch)
        out.loss.backward()
        opt.step()
        opt.zero_grad()


if __name__ == "__main__":
    train()
