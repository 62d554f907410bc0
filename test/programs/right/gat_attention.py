import numpy as np
import torch, torch.nn as nn, torch.nn.functional as F

class GATConv(nn.Module):
    def __init__(self, in_ch, out_ch, heads=1, concat=True, dropout=0.6):
        super().__init__()
        self.heads, self.out_ch, self.concat, self.dropout = heads, out_ch, concat, dropout
        self.W = nn.Linear(in_ch, heads * out_ch, bias=False)
        self.a_src = nn.Parameter(torch.empty(1, heads, out_ch))
        self.a_dst = nn.Parameter(torch.empty(1, heads, out_ch))
        self.bias = nn.Parameter(torch.zeros(heads * out_ch if concat else out_ch))
        for p in (self.a_src, self.a_dst):
            nn.init.xavier_uniform_(p)

    def forward(self, x, edge_index):
        N = x.size(0)
        src, dst = edge_index
        h = self.W(x).view(N, self.heads, self.out_ch)
        alpha_src = (h * self.a_src).sum(-1)
        alpha_dst = (h * self.a_dst).sum(-1)
        e = F.leaky_relu(alpha_src[src] + alpha_dst[dst], 0.2)
        e = e - e.max()
        num = e.exp()
        den = torch.zeros(N, self.heads).scatter_add_(0, dst.unsqueeze(-1).expand(-1, self.heads), num)
        alpha = num / (den[dst] + 1e-16)
        alpha = F.dropout(alpha, self.dropout, self.training)
        msg = h[src] * alpha.unsqueeze(-1)
        out = torch.zeros(N, self.heads, self.out_ch)
        out.index_add_(0, dst, msg)
        if self.concat:
            out = out.reshape(N, -1)
        else:
            out = out.mean(dim=1)
        return out + self.bias

class GAT(nn.Module):
    def __init__(self, nfeat, nhid, nclass, heads=8):
        super().__init__()
        self.c1 = GATConv(nfeat, nhid, heads)
        self.c2 = GATConv(nhid * heads, nclass, 1, concat=False)
    def forward(self, x, ei):
        x = F.dropout(x, 0.6, training=self.training)
        x = F.elu(self.c1(x, ei))
        x = F.dropout(x, 0.6, training=self.training)
        return self.c2(x, ei)

def load(n=120, f=33, c=7, m=500):
    rng = np.random.RandomState(0)
    x = torch.from_numpy(rng.rand(n, f).astype(np.float32))
    y = torch.from_numpy(rng.randint(0, c, size=n))
    ei = torch.from_numpy(np.stack([rng.randint(0, n, m), rng.randint(0, n, m)])).long()
    loops = torch.arange(n).repeat(2, 1)
    ei = torch.cat([ei, loops], dim=1)
    perm = rng.permutation(n)
    masks = {}
    for name, idx in zip(["train", "val", "test"], np.split(perm, [60, 90])):
        m_ = torch.zeros(n, dtype=torch.bool)
        m_[idx] = True
        masks[name] = m_
    return x, y, ei, masks

x, y, ei, masks = load()
model = GAT(x.shape[1], 8, int(y.max()) + 1)
opt = torch.optim.Adam(model.parameters(), lr=5e-3, weight_decay=5e-4)
best = 0.
for epoch in range(3):
    model.train(); opt.zero_grad()
    out = model(x, ei)
    loss = F.cross_entropy(out[masks["train"]], y[masks["train"]])
    loss.backward(); opt.step()
    model.eval()
    with torch.no_grad():
        pred = model(x, ei).argmax(dim=-1)
    accs = {k: (pred[m] == y[m]).float().mean().item() for k, m in masks.items()}
    if accs["val"] > best:
        best = accs["val"]
    print(f"{epoch:03d} {loss:.4f} " + " ".join(f"{k}={v:.3f}" for k, v in accs.items()))
