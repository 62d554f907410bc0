# expect: size-mismatch@37
import torch
import torch.nn as nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence, pad_sequence

VOCAB, EMB, HID = 120, 24, 40


class Encoder(nn.Module):
    def __init__(self, layers=2, bidirectional=True, proj=16):
        super().__init__()
        self.emb = nn.Embedding(VOCAB, EMB, padding_idx=0)
        self.lstm = nn.LSTM(EMB, HID, layers, batch_first=True, bidirectional=bidirectional, proj_size=proj)
        self.dirs = 2 if bidirectional else 1
        self.layers = layers
        self.bridge = nn.Linear(self.dirs * proj, HID)

    def forward(self, ids, lengths):
        x = self.emb(ids)
        packed = pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
        out, (h, c) = self.lstm(packed)
        out, _ = pad_packed_sequence(out, batch_first=True)
        h = h.view(self.layers, self.dirs, ids.size(0), -1)
        last = torch.cat([h[-1, 0], h[-1, 1]], dim=-1)
        return out, torch.tanh(self.bridge(last))


class Decoder(nn.Module):
    def __init__(self, memory):
        super().__init__()
        self.emb = nn.Embedding(VOCAB, EMB)
        self.cell = nn.GRUCell(EMB + memory, HID)
        self.score = nn.Linear(HID, memory, bias=False)
        self.out = nn.Linear(HID + memory, VOCAB)

    def step(self, token, h, memory):
        weights = torch.softmax(torch.bmm(memory, self.score(h).unsqueeze(2)).squeeze(2), dim=1)
        context = (weights.unsqueeze(1) @ memory).squeeze(1)
        h = self.cell(torch.cat((self.emb(token), context), dim=1), h)
        return self.out(torch.cat((h, context), dim=1)), h

    def forward(self, tokens, h, memory):
        logits = []
        for t in range(tokens.shape[1]):
            y, h = self.step(tokens[:, t], h, memory)
            logits.append(y)
        return torch.stack(logits, dim=1)


sentences = [torch.randint(1, VOCAB, (n,)) for n in (9, 4, 7, 6)]
lengths = torch.tensor([len(s) for s in sentences])
ids = pad_sequence(sentences, batch_first=True)
enc = Encoder()
dec = Decoder(80)
memory, state = enc(ids, lengths)
targets = torch.randint(1, VOCAB, (4, 5))
scores = dec(targets, state, memory)
loss = nn.functional.cross_entropy(scores.flatten(0, 1), targets.flatten())
loss.backward()
beam = scores[:, -1].topk(3).indices
print(memory.shape, state.shape, beam.shape, loss.item())
