import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence, pad_sequence
from torch.utils.data import DataLoader, Dataset

SENTENCES = [
    ("the dog ate the apple".split(), "DET NN V DET NN".split()),
    ("everybody read that book".split(), "NN V DET NN".split()),
    ("she runs".split(), "NN V".split()),
    ("the cat saw a bird".split(), "DET NN V DET NN".split()),
]
word_to_ix = {"<pad>": 0, "<unk>": 1}
tag_to_ix = {"DET": 0, "NN": 1, "V": 2}
for sent, tags in SENTENCES:
    for word in sent:
        if word not in word_to_ix:
            word_to_ix[word] = len(word_to_ix)
IGNORE = -100


class TaggingDataset(Dataset):
    def __init__(self, data):
        self.data = data

    def __len__(self):
        return len(self.data)

    def __getitem__(self, idx):
        words, tags = self.data[idx]
        x = torch.tensor([word_to_ix.get(w, 1) for w in words], dtype=torch.long)
        y = torch.tensor([tag_to_ix[t] for t in tags], dtype=torch.long)
        return x, y


def collate(batch):
    batch = sorted(batch, key=lambda pair: len(pair[0]), reverse=True)
    xs, ys = zip(*batch)
    lengths = torch.tensor([len(x) for x in xs])
    xs = pad_sequence(xs, batch_first=True, padding_value=0)
    ys = pad_sequence(ys, batch_first=True, padding_value=IGNORE)
    return xs, ys, lengths


class BiLSTMTagger(nn.Module):
    def __init__(self, vocab_size, tagset_size, embedding_dim=16, hidden_dim=24):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim, padding_idx=0)
        self.lstm = nn.LSTM(embedding_dim, hidden_dim // 2, num_layers=1, bidirectional=True, batch_first=True)
        self.hidden2tag = nn.Linear(hidden_dim, tagset_size)

    def forward(self, x, lengths):
        embeds = self.embedding(x)
        packed = pack_padded_sequence(embeds, lengths, batch_first=True)
        packed_out, _ = self.lstm(packed)
        out, _ = pad_packed_sequence(packed_out, batch_first=True)
        return self.hidden2tag(out)


model = BiLSTMTagger(len(word_to_ix), len(tag_to_ix))
criterion = nn.CrossEntropyLoss(ignore_index=IGNORE)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
loader = DataLoader(TaggingDataset(SENTENCES), batch_size=2, collate_fn=collate)

for epoch in range(2):
    for xs, ys, lengths in loader:
        scores = model(xs, lengths)
        loss = criterion(scores.transpose(1, 2), ys)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()

        pred = scores.argmax(dim=-1)
        mask = ys != IGNORE
        acc = (pred[mask] == ys[mask]).float().mean()
    print(epoch, loss.item(), acc.item())
