# expect: feature-mismatch@82
from collections import Counter
from typing import List, NamedTuple

import torch
from torch import nn, optim
from torch.nn.utils.rnn import PackedSequence, pack_padded_sequence, pack_sequence, pad_packed_sequence, pad_sequence

RAW = [("the dog ate the apple", "DET NN V DET NN"), ("everybody read that book", "NN V DET NN"), ("dogs sleep", "NN V")]


class Batch(NamedTuple):
    words: torch.Tensor
    chars: torch.Tensor
    lengths: torch.Tensor
    tags: torch.Tensor


counter = Counter(w for s, _ in RAW for w in s.split())
word2id = {"<pad>": 0, "<unk>": 1, **{w: i + 2 for i, (w, _) in enumerate(counter.most_common())}}
char2id = {c: i + 1 for i, c in enumerate("abcdefghijklmnopqrstuvwxyz")}
tag2id = {"DET": 0, "NN": 1, "V": 2}
MAX_CHARS = 10


def encode_chars(word: str) -> torch.Tensor:
    out = torch.zeros(MAX_CHARS, dtype=torch.long)
    for i, c in enumerate(word[:MAX_CHARS]):
        out[i] = char2id.get(c, 0)
    return out


def make_batch(samples) -> Batch:
    words = [torch.tensor([word2id.get(w, 1) for w in s.split()]) for s, _ in samples]
    tags = [torch.tensor([tag2id[t] for t in ts.split()]) for _, ts in samples]
    lengths = torch.as_tensor([len(w) for w in words])
    padded = pad_sequence(words, batch_first=True)
    chars = torch.zeros(*padded.shape, MAX_CHARS, dtype=torch.long)
    for b, (s, _) in enumerate(samples):
        for t, w in enumerate(s.split()):
            chars[b, t] = encode_chars(w)
    return Batch(padded, chars, lengths, pad_sequence(tags, batch_first=True, padding_value=-100))


class CharCNN(nn.Module):
    def __init__(self, n_chars, dim=8, filters=12, kernel=3):
        super().__init__()
        self.embed = nn.Embedding(n_chars, dim, padding_idx=0)
        self.conv = nn.Conv1d(dim, filters, kernel, padding=kernel // 2)

    def forward(self, chars):
        b, t, c = chars.shape
        e = self.embed(chars.view(b * t, c)).transpose(1, 2)
        h = torch.relu(self.conv(e)).amax(dim=2)
        return h.view(b, t, -1)


class Tagger(nn.Module):
    def __init__(self, vocab, n_chars, tags, word_dim=16, hidden=20, layers=2):
        super().__init__()
        self.words = nn.Embedding(vocab, word_dim, padding_idx=0)
        self.chars = CharCNN(n_chars)
        self.lstm = nn.LSTM(word_dim + 12, hidden, num_layers=layers, batch_first=True, bidirectional=True, dropout=0.2)
        self.h0 = nn.Parameter(torch.zeros(layers * 2, 1, hidden))
        self.c0 = nn.Parameter(torch.zeros(layers * 2, 1, hidden))
        self.norm = nn.LayerNorm(2 * hidden)
        self.out = nn.Linear(hidden, tags)
        self.transitions = nn.Parameter(torch.randn(tags, tags) * 0.1)

    def features(self, batch: Batch):
        x = torch.cat([self.words(batch.words), self.chars(batch.chars)], dim=-1)
        n = x.size(0)
        packed = pack_padded_sequence(x, batch.lengths.cpu(), batch_first=True, enforce_sorted=False)
        state = (self.h0.expand(-1, n, -1).contiguous(), self.c0.expand(-1, n, -1).contiguous())
        packed_out, (h_n, c_n) = self.lstm(packed, state)
        out, lens = pad_packed_sequence(packed_out, batch_first=True, total_length=x.size(1))
        final = torch.cat([h_n[-2], h_n[-1]], dim=1)
        return self.norm(out), final

    def forward(self, batch: Batch):
        out, _ = self.features(batch)
        return self.out(out)

    def viterbi(self, emissions, length):
        score = emissions[0]
        back: List[torch.Tensor] = []
        for t in range(1, length):
            total = score.unsqueeze(1) + self.transitions + emissions[t].unsqueeze(0)
            score, idx = total.max(dim=0)
            back.append(idx)
        best = [int(score.argmax())]
        for idx in reversed(back):
            best.append(int(idx[best[-1]]))
        return best[::-1]


model = Tagger(len(word2id), len(char2id) + 1, len(tag2id))
optimizer = optim.SGD(model.parameters(), lr=0.1)
loss_function = nn.CrossEntropyLoss(ignore_index=-100)
for epoch in range(3):
    batch = make_batch(RAW)
    model.zero_grad()
    scores = model(batch)
    loss = loss_function(scores.view(-1, len(tag2id)), batch.tags.view(-1))
    by_axis = loss_function(scores.transpose(1, 2), batch.tags)
    loss.backward()
    optimizer.step()

with torch.no_grad():
    batch = make_batch(RAW[:2])
    scores = model(batch)
    mask = batch.tags != -100
    correct = ((scores.argmax(-1) == batch.tags) & mask).sum()
    print((correct.float() / mask.sum()).item(), model.viterbi(scores[0], int(batch.lengths[0])))
    packed = pack_sequence([torch.randn(5, 4), torch.randn(3, 4), torch.randn(2, 4)])
    assert isinstance(packed, PackedSequence)
    again, lens = pad_packed_sequence(packed)
    print(packed.data.shape, again.shape)
