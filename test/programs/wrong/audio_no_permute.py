# expect: feature-mismatch@24
# expect: softmax-over-batch@25
# expect: class-count-mismatch@37
import torch
import torch.nn as nn
import torch.nn.functional as F


class M5(nn.Module):
    def __init__(self, n_output=35, n_channel=16):
        super().__init__()
        self.conv1 = nn.Conv1d(1, n_channel, kernel_size=80, stride=16)
        self.bn1 = nn.BatchNorm1d(n_channel)
        self.pool1 = nn.MaxPool1d(4)
        self.conv2 = nn.Conv1d(n_channel, 2 * n_channel, kernel_size=3)
        self.bn2 = nn.BatchNorm1d(2 * n_channel)
        self.pool2 = nn.MaxPool1d(4)
        self.fc1 = nn.Linear(2 * n_channel, n_output)

    def forward(self, x):
        x = self.pool1(F.relu(self.bn1(self.conv1(x))))
        x = self.pool2(F.relu(self.bn2(self.conv2(x))))
        x = F.avg_pool1d(x, x.shape[-1])
        x = self.fc1(x)
        return F.log_softmax(x, dim=2)


def get_likely_index(tensor):
    return tensor.argmax(dim=-1)


model = M5()
optimizer = torch.optim.Adam(model.parameters(), lr=0.01, weight_decay=0.0001)
for batch in range(2):
    data, target = torch.randn(8, 1, 8000), torch.randint(0, 35, (8,))
    output = model(data)
    loss = F.nll_loss(output.squeeze(), target)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    pred = get_likely_index(output)
    correct = pred.squeeze().eq(target).sum().item()
    print(loss.item(), correct)
