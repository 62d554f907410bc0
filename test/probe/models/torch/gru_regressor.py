# expect: ran (8, 1)
# places: 8, 8 known
import torch
import torch.nn as nn


class GRURegressor(nn.Module):
    def __init__(self, input_size: int = 4, hidden_size: int = 16, num_layers: int = 2) -> None:
        super().__init__()
        self.gru = nn.GRU(input_size, hidden_size, num_layers, batch_first=True)
        self.fc = nn.Linear(hidden_size, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        h0 = torch.zeros(self.gru.num_layers, x.size(0), self.gru.hidden_size)
        out, _ = self.gru(x, h0)
        return self.fc(out[:, -1])


model = GRURegressor()
criterion = nn.MSELoss()
x = torch.randn(8, 24, 4)
loss = criterion(model(x), torch.randn(8, 1))
loss.backward()
