# expect: not-divisible@47
from collections import Counter

import torch
import torch.nn as nn
import torch.nn.functional as F

docs = ["good movie really good", "terrible plot and bad acting", "i loved it", "not my taste", "great fun", "boring and long"]
labels = [1, 0, 1, 0, 1, 0]
MAX_LEN = 8

counter = Counter(w for d in docs for w in d.split())
vocab = {w: i + 2 for i, (w, _) in enumerate(counter.most_common())}
vocab_size = len(vocab) + 2


def encode(doc):
    ids = [vocab.get(w, 1) for w in doc.split()][:MAX_LEN]
    return ids + [0] * (MAX_LEN - len(ids))


X = torch.tensor([encode(d) for d in docs])
y = torch.tensor(labels)


class TextCNN(nn.Module):
    def __init__(self, vocab_size, embed_dim=16, n_filters=12, sizes=(2, 3, 4), n_classes=2):
        super().__init__()
        self.embed = nn.Embedding(vocab_size, embed_dim)
        self.convs = nn.ModuleList([nn.Conv2d(1, n_filters, (k, embed_dim)) for k in sizes])
        self.dropout = nn.Dropout(0.5)
        self.fc = nn.Linear(n_filters * len(sizes), n_classes)

    def forward(self, x):
        x = self.embed(x)
        x = x.unsqueeze(1)
        x = [F.relu(conv(x)).squeeze(3) for conv in self.convs]
        x = [F.max_pool1d(i, i.size(2)).squeeze(2) for i in x]
        x = torch.cat(x, 1)
        return self.fc(self.dropout(x))


class AttentionClassifier(nn.Module):
    def __init__(self, vocab_size, embed_dim=16, heads=3, n_classes=2):
        super().__init__()
        self.embed = nn.Embedding(vocab_size, embed_dim, padding_idx=0)
        layer = nn.TransformerEncoderLayer(embed_dim, heads, dim_feedforward=32, batch_first=True)
        self.encoder = nn.TransformerEncoder(layer, num_layers=2, enable_nested_tensor=False)
        self.pos = nn.Parameter(torch.zeros(1, MAX_LEN, embed_dim))
        self.query = nn.Parameter(torch.randn(embed_dim))
        self.fc = nn.Linear(embed_dim, n_classes)

    def forward(self, x):
        mask = x == 0
        h = self.embed(x) + self.pos
        h = self.encoder(h, src_key_padding_mask=mask)
        scores = (h @ self.query).masked_fill(mask, -1e9)
        weights = F.softmax(scores, dim=1)
        pooled = torch.bmm(weights.unsqueeze(1), h).squeeze(1)
        return self.fc(pooled)


class BagOfWords(nn.Module):
    def __init__(self, vocab_size, embed_dim=16, n_classes=2):
        super().__init__()
        self.bag = nn.EmbeddingBag(vocab_size, embed_dim, mode="mean")
        self.fc = nn.Linear(embed_dim, n_classes)

    def forward(self, x):
        return self.fc(self.bag(x))


for Model in (TextCNN, AttentionClassifier, BagOfWords):
    model = Model(vocab_size)
    opt = torch.optim.Adam(model.parameters(), lr=1e-2)
    for step in range(3):
        opt.zero_grad()
        out = model(X)
        loss = F.cross_entropy(out, y)
        loss.backward()
        opt.step()
    model.eval()
    with torch.no_grad():
        proba = F.softmax(model(X), dim=1)
        conf, pred = proba.max(dim=1)
        cm = torch.zeros(2, 2)
        for a, b in zip(y.tolist(), pred.tolist()):
            cm[a][b] += 1
        precision = cm.diag() / cm.sum(0).clamp(min=1)
        recall = cm.diag() / cm.sum(1).clamp(min=1)
    print(Model.__name__, loss.item(), precision, recall, conf)
