# %% A notebook, cell by cell
import torch
from torch import nn

reviews = torch.randint(1, 300, (48, 25))
stars = torch.randint(0, 5, (48,))

# %%
class Rater(nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(300, 20)
        self.conv = nn.Conv1d(20, 32, 3, padding=1)
        self.pool = nn.AdaptiveMaxPool1d(1)
        self.out = nn.Linear(32, 5)

    def forward(self, words):
        x = self.embedding(words).transpose(1, 2)
        x = self.pool(torch.relu(self.conv(x))).squeeze(-1)
        return self.out(x)

# %%
model = Rater()
optimizer = torch.optim.Adam(model.parameters())
loss_fn = nn.CrossEntropyLoss()
losses = []
for epoch in range(3):
    for start in range(0, 48, 16):
        words, target = reviews[start : start + 16], stars[start : start + 16]
        output = model(words)
        loss = loss_fn(output, target)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())

# %%
with torch.no_grad():
    probabilities = model(reviews).softmax(dim=1)
expected = (probabilities * torch.arange(5)).sum(dim=1)
print(expected[:3], probabilities.argmax(dim=1)[:3])
