# %% [markdown]
# # House prices with a small network

# %%
import numpy as np
import torch
from torch import nn

rng = np.random.default_rng(0)

# %%
X = rng.normal(size=(120, 13)).astype(np.float32)
w = rng.normal(size=(13, 1)).astype(np.float32)
y = X @ w + 0.1 * rng.normal(size=(120, 1)).astype(np.float32)
print(X.shape, y.shape)

# %%
mean, std = X.mean(axis=0), X.std(axis=0)
X = (X - mean) / std

# %%
split = 100
X_train, X_test = torch.from_numpy(X[:split]), torch.from_numpy(X[split:])
y_train, y_test = torch.from_numpy(y[:split]), torch.from_numpy(y[split:])

# %%
model = nn.Sequential(
    nn.Linear(13, 32),
    nn.ReLU(),
    nn.Linear(32, 16),
    nn.ReLU(),
    nn.Linear(16, 1),
)
loss_fn = nn.MSELoss()
opt = torch.optim.Adam(model.parameters(), lr=1e-2)

# %%
losses = []
batch_size = 25
for epoch in range(4):
    perm = torch.randperm(split)
    for i in range(0, split, batch_size):
        idx = perm[i:i + batch_size]
        xb, yb = X_train[idx], y_train[idx]
        opt.zero_grad()
        loss = loss_fn(model(xb), yb)
        loss.backward()
        opt.step()
        losses.append(loss.item())

# %%
with torch.no_grad():
    pred = model(X_test)
    mae = (pred - y_test).abs().mean()
    ss_res = ((y_test - pred) ** 2).sum()
    ss_tot = ((y_test - y_test.mean()) ** 2).sum()
    r2 = 1 - ss_res / ss_tot
mae, r2

# %%
residuals = (y_test - pred).squeeze(1).numpy()
print(residuals.min(), residuals.max(), np.percentile(residuals, [25, 50, 75]))

# %%
first = model[0]
importance = first.weight.detach().abs().mean(0)
order = importance.argsort(descending=True)
for i in order[:3]:
    print(int(i), float(importance[i]))
