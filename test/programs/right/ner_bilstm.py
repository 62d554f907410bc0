import torch
import torch.nn as nn
from torch.nn.utils.rnn import pad_sequence

TAGS = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC"]
PAD = -100
VOCAB = 500


def collate(batch):
    tokens = pad_sequence([t for t, _ in batch], batch_first=True)
    tags = pad_sequence([g for _, g in batch], batch_first=True, padding_value=PAD)
    return tokens, tags


class BiLSTMTagger(nn.Module):
    def __init__(self, vocab, embedding=32, hidden=24, tags=len(TAGS)):
        super().__init__()
        self.embedding = nn.Embedding(vocab, embedding, padding_idx=0)
        self.lstm = nn.LSTM(embedding, hidden, batch_first=True, bidirectional=True)
        self.classifier = nn.Linear(2 * hidden, tags)

    def forward(self, tokens):
        states, _ = self.lstm(self.embedding(tokens))
        return self.classifier(states)


sentences = torch.randint(1, VOCAB, (16, 20))
labels = torch.randint(0, len(TAGS), (16, 20))
tagger = BiLSTMTagger(VOCAB)
criterion = nn.CrossEntropyLoss(ignore_index=PAD)
optimizer = torch.optim.Adam(tagger.parameters(), lr=2e-3)

for step in range(3):
    scores = tagger(sentences)
    loss = criterion(scores.permute(0, 2, 1), labels)
    optimizer.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(tagger.parameters(), 1.0)
    optimizer.step()
    predicted = scores.argmax(dim=-1)
    kept = labels != PAD
    print(step, loss.item(), (predicted[kept] == labels[kept]).float().mean().item())
