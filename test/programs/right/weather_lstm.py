import torch
from torch import nn


def windows(series, length):
    x = torch.stack([series[i : i + length] for i in range(len(series) - length)])
    y = torch.stack([series[i + length, :1] for i in range(len(series) - length)])
    return x, y


class Forecaster(nn.Module):
    def __init__(self, n_features, hidden=32, layers=2):
        super().__init__()
        self.rnn = nn.LSTM(n_features, hidden, num_layers=layers, batch_first=True, dropout=0.1)
        self.head = nn.Sequential(nn.Linear(hidden, 16), nn.Tanh(), nn.Linear(16, 1))

    def forward(self, x, state=None):
        out, state = self.rnn(x, state)
        return self.head(out[:, -1, :]), state


series = torch.randn(90, 3).cumsum(0)
x, y = windows(series, 14)
model = Forecaster(n_features=series.shape[1])
loss_fn = nn.HuberLoss()
optimizer = torch.optim.Adam(model.parameters(), lr=5e-3)
for epoch in range(3):
    prediction, _ = model(x)
    loss = loss_fn(prediction, y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()

with torch.no_grad():
    window = x[-1:]
    future = []
    for _ in range(5):
        step, _ = model(window)
        future.append(step.item())
        new = torch.cat([step, window[:, -1, 1:]], dim=1)
        window = torch.cat([window[:, 1:], new.unsqueeze(1)], dim=1)
print(future)
