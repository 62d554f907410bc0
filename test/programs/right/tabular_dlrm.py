import torch, numpy as np, pandas as pd
from torch import nn
from torch.utils.data import Dataset, DataLoader
from sklearn.preprocessing import LabelEncoder, StandardScaler
from sklearn.model_selection import train_test_split
from sklearn.metrics import roc_auc_score

rng = np.random.default_rng(1)
df = pd.DataFrame({f"I{i}": rng.normal(size=200) for i in range(5)} | {f"C{i}": rng.integers(0, 9 + i, 200) for i in range(3)})
df["label"] = (rng.random(200) > .5).astype(int)
dense = [c for c in df.columns if c.startswith("I")]
sparse = [c for c in df.columns if c.startswith("C")]
for c in sparse:
    df[c] = LabelEncoder().fit_transform(df[c])
df[dense] = StandardScaler().fit_transform(df[dense])
cardinalities = [int(df[c].nunique()) for c in sparse]
train_df, test_df = train_test_split(df, test_size=.2, stratify=df["label"])

class Criteo(Dataset):
    def __init__(self, df):
        self.xd = torch.tensor(df[dense].values, dtype=torch.float32)
        self.xs = torch.tensor(df[sparse].values, dtype=torch.long)
        self.y = torch.tensor(df["label"].values, dtype=torch.float32)
    def __len__(self): return len(self.y)
    def __getitem__(self, i): return {"dense": self.xd[i], "sparse": self.xs[i], "y": self.y[i]}

def mlp(sizes, last=None):
    layers = []
    for a, b in zip(sizes, sizes[1:]):
        layers += [nn.Linear(a, b), nn.ReLU()]
    if last: layers[-1] = last
    return nn.Sequential(*layers)

class DLRM(nn.Module):
    def __init__(self, n_dense, cards, dim=8):
        super().__init__()
        self.bottom = mlp([n_dense, 16, dim])
        self.emb = nn.ModuleList([nn.Embedding(n, dim) for n in cards])
        f = len(cards) + 1
        self.register_buffer("tri", torch.tril_indices(f, f, -1))
        self.top = mlp([dim + f * (f - 1) // 2, 16, 1], nn.Sigmoid())
    def forward(self, xd, xs):
        d = self.bottom(xd)
        e = [emb(xs[:, i]) for i, emb in enumerate(self.emb)]
        t = torch.stack([d] + e, dim=1)
        z = torch.bmm(t, t.transpose(1, 2))
        inter = z[:, self.tri[0], self.tri[1]]
        return self.top(torch.cat([d, inter], 1)).squeeze(1)

model = DLRM(len(dense), cardinalities)
opt = torch.optim.Adagrad(model.parameters(), lr=.05)
bce = nn.BCELoss()
tl = DataLoader(Criteo(train_df), batch_size=32, shuffle=True)
vl = DataLoader(Criteo(test_df), batch_size=64)
for ep in range(2):
    model.train()
    for b in tl:
        p = model(b["dense"], b["sparse"])
        loss = bce(p, b["y"])
        opt.zero_grad(); loss.backward(); opt.step()
    model.eval(); ps, ys = [], []
    with torch.no_grad():
        for b in vl:
            ps.append(model(b["dense"], b["sparse"]).numpy()); ys.append(b["y"].numpy())
    print(ep, roc_auc_score(np.concatenate(ys), np.concatenate(ps)))
