import numpy as np
import torch
import torch.nn as nn
from torch.utils.data import Dataset, DataLoader


def make_series(n):
    t = np.arange(n)
    return np.stack([np.sin(0.1 * t), np.cos(0.05 * t), 0.01 * t], axis=1).astype(np.float32)


class WindowDataset(Dataset):
    def __init__(self, series, lookback, horizon, target_col=0):
        self.series = torch.tensor(series)
        self.lookback = lookback
        self.horizon = horizon
        self.target_col = target_col

    def __len__(self):
        return len(self.series) - self.lookback - self.horizon + 1

    def __getitem__(self, i):
        x = self.series[i:i + self.lookback]
        y = self.series[i + self.lookback:i + self.lookback + self.horizon, self.target_col]
        return x, y


class LSTMForecaster(nn.Module):
    def __init__(self, n_features, hidden, layers, horizon):
        super().__init__()
        self.hidden = hidden
        self.layers = layers
        self.lstm = nn.LSTM(n_features, hidden, layers, batch_first=True, dropout=0.1)
        self.head = nn.Linear(hidden, horizon)

    def forward(self, x):
        h0 = torch.zeros(self.layers, x.size(0), self.hidden)
        c0 = torch.zeros(self.layers, x.size(0), self.hidden)
        out, (hn, cn) = self.lstm(x, (h0, c0))
        return self.head(out[:, -1, :])


class CellForecaster(nn.Module):
    def __init__(self, n_features, hidden, horizon):
        super().__init__()
        self.cell = nn.GRUCell(n_features, hidden)
        self.out = nn.Linear(hidden, 1)
        self.back = nn.Linear(1, n_features)
        self.horizon = horizon

    def forward(self, x):
        h = x.new_zeros(x.size(0), self.cell.hidden_size)
        for step in x.unbind(dim=1):
            h = self.cell(step, h)
        outputs = []
        for _ in range(self.horizon):
            y = self.out(h)
            outputs.append(y)
            h = self.cell(self.back(y), h)
        return torch.cat(outputs, dim=1)


class TCN(nn.Module):
    def __init__(self, n_features, channels, horizon):
        super().__init__()
        self.convs = nn.ModuleList()
        prev = n_features
        for i, c in enumerate(channels):
            self.convs.append(nn.utils.weight_norm(nn.Conv1d(prev, c, 3, dilation=2 ** i, padding=2 * 2 ** i)))
            prev = c
        self.fc = nn.Linear(prev, horizon)

    def forward(self, x):
        x = x.permute(0, 2, 1)
        for i, conv in enumerate(self.convs):
            y = conv(x)
            y = y[:, :, :-2 * 2 ** i]
            x = torch.relu(y)
        return self.fc(x[:, :, -1])


LOOKBACK, HORIZON = 24, 6
series = make_series(100)
split = int(len(series) * 0.8)
train_ds = WindowDataset(series[:split], LOOKBACK, HORIZON)
test_ds = WindowDataset(series[split - LOOKBACK:], LOOKBACK, HORIZON)
train_dl = DataLoader(train_ds, batch_size=17, shuffle=True)
test_dl = DataLoader(test_ds, batch_size=15)

models = {
    "lstm": LSTMForecaster(3, 16, 2, HORIZON),
    "cell": CellForecaster(3, 16, HORIZON),
    "tcn": TCN(3, [8, 8], HORIZON),
}
for name, model in models.items():
    opt = torch.optim.Adam(model.parameters(), lr=1e-3)
    criterion = nn.L1Loss()
    for xb, yb in train_dl:
        pred = model(xb)
        loss = criterion(pred, yb)
        opt.zero_grad()
        loss.backward()
        opt.step()
    model.eval()
    errors = []
    with torch.no_grad():
        for xb, yb in test_dl:
            errors.append((model(xb) - yb).abs().mean(dim=0))
    error = torch.stack(errors).mean(dim=0)
    print(name, error.numpy().round(3))
