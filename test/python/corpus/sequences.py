"""Recurrent models: packing, teacher forcing, beam search, async loading."""
import asyncio
import contextlib
import random
import typing as t
from collections import defaultdict, namedtuple

import torch
from torch import nn, Tensor
from torch.nn.utils.rnn import pack_padded_sequence as pack, pad_packed_sequence as unpack

PAD, SOS, EOS = range(3)
Hypothesis = namedtuple('Hypothesis', 'tokens score state')
Batch = t.Dict[str, t.Union[Tensor, t.List[int]]]
_cache: t.Dict[int, Tensor] = {}


class Encoder(nn.Module):
    def __init__(self, vocab_size, hidden_size, n_layers=1, dropout=0.1, bidirectional=True):
        super().__init__()
        self.hidden_size: int = hidden_size
        self.directions = 1 + bool(bidirectional)
        self.embedding = nn.Embedding(vocab_size, hidden_size, padding_idx=PAD)
        self.rnn = nn.GRU(hidden_size, hidden_size, n_layers,
                          dropout=(dropout if n_layers > 1 else 0), bidirectional=bidirectional,
                          batch_first=True)

    def forward(self, input: Tensor, lengths, hidden=None) -> t.Tuple[Tensor, Tensor]:
        embedded = self.embedding(input)
        packed = pack(embedded, lengths, batch_first=True, enforce_sorted=False)
        outputs, hidden = self.rnn(packed, hidden)
        outputs, _ = unpack(outputs, batch_first=True)
        if self.directions == 2:
            outputs = outputs[:, :, :self.hidden_size] + outputs[:, : ,self.hidden_size:]
        return outputs, hidden


class Attn(nn.Module):
    methods = ('dot', 'general', 'concat',)

    def __init__(self, method, hidden_size):
        super().__init__()
        if method not in self.methods:
            raise ValueError(method, "is not an appropriate attention method.")
        self.method = method
        if method == 'general':
            self.attn = nn.Linear(hidden_size, hidden_size)
        elif method == 'concat':
            self.attn = nn.Linear(hidden_size * 2, hidden_size)
            self.v = nn.Parameter(torch.FloatTensor(hidden_size))

    def dot_score(self, hidden, encoder_output):
        return torch.sum(hidden * encoder_output, dim=2)

    def general_score(self, hidden, encoder_output):
        energy = self.attn(encoder_output)
        return torch.sum(hidden * energy, dim=2)

    def forward(self, hidden, encoder_outputs):
        score = getattr(self, f'{self.method}_score')
        return score(hidden, encoder_outputs).t().softmax(dim=1).unsqueeze(1)


class Decoder(nn.Module):
    def __init__(self, embedding: nn.Embedding, hidden_size: int, output_size: int):
        super().__init__()
        self.embedding = embedding
        self.cell = nn.LSTMCell(embedding.embedding_dim, hidden_size)
        self.out = nn.Linear(hidden_size, output_size)

    def step(self, token, state):
        h, c = self.cell(self.embedding(token), state)
        return self.out(h), (h, c)

    def forward(self, targets, state, forcing: float = .5):
        outputs, token = [], targets[:, 0]
        for i in range(1, targets.size(1)):
            logits, state = self.step(token, state)
            outputs.append(logits)
            token = targets[:, i] if random.random() < forcing else logits.argmax(-1)
        return torch.stack(outputs, dim=1)

    @torch.no_grad()
    def beam_search(self, start, width=4, limit=20):
        beams: t.List[Hypothesis] = [Hypothesis([SOS], 0.0, start)]
        finished = []
        while beams and limit:
            limit -= 1
            candidates = []
            for tokens, score, state in beams:
                if tokens[-1] == EOS:
                    finished.append((score, tokens))
                    continue
                logits, new_state = self.step(torch.tensor([tokens[-1]]), state)
                top = logits.log_softmax(-1).topk(width)
                candidates += [
                    Hypothesis(tokens + [int(index)], score + float(value), new_state)
                    for value, index in zip(top.values[0], top.indices[0])
                    if index != PAD
                    if value > float('-inf')
                ]
            beams = sorted(candidates, key=lambda b: -b.score)[:width]
        return max(finished, default=None, key=lambda pair: pair[0])


def mask_nll_loss(inp, target, mask):
    n_total = mask.sum()
    cross_entropy = -torch.log(torch.gather(inp, 1, target.view(-1, 1)).squeeze(1))
    loss = cross_entropy.masked_select(mask).mean()
    return loss, n_total.item()


async def batches(paths: t.Iterable[str], *, size=32) -> t.AsyncIterator[Batch]:
    async def read(path):
        async with contextlib.aclosing(open_stream(path)) as stream:
            return [line async for line in stream if line.strip()]

    pending = {asyncio.create_task(read(path)): path for path in paths}
    for task in asyncio.as_completed(pending):
        lines = await task
        async for chunk in split(lines, size):
            yield {"tokens": torch.tensor(chunk), "lengths": [len(c) for c in chunk]}


async def split(items, size):
    for i in range(0, len(items), size):
        await asyncio.sleep(0)
        yield items[i:i + size]


async def open_stream(path):
    with open(path, encoding="utf-8") as handle, contextlib.suppress(OSError):
        for line in handle:
            yield line


def vocabulary(sentences) -> t.DefaultDict[str, int]:
    counts = defaultdict(int)
    for sentence in sentences:
        for word in sentence.lower().split():
            counts[word] += 1
    global PAD
    PAD = 0
    return counts


def ids(counts, *extra, minimum=1, **named):
    yield from sorted(counts, key=counts.get, reverse=True)
    yield *extra, minimum
    received = (yield)
    return {**named, "total": sum(counts.values()), "received": received}
