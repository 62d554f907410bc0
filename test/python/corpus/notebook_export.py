# %% [markdown]
# A notebook saved as a script: cells, CRLF line ends, one statement a line.

# %%
import matplotlib.pyplot as plt
import torch, torchvision
from torchvision import transforms as T, datasets

# %%
augment = T.Compose([T.RandomHorizontalFlip(),
                     T.ToTensor(), T.Normalize((0.49, 0.48, 0.45), (0.25, 0.24, 0.26))])
photos = datasets.CIFAR10("~/photos", train=True,
                          transform=augment, download=True)
feed = torch.utils.data.DataLoader(photos, shuffle=True,
                                   batch_size=8)
kinds = ('plane', 'car', 'bird', 'cat',
         'deer', 'dog', 'frog', 'horse', 'ship', 'truck')

# %%
sample, answers = next(iter(feed))
print(sample.shape, answers.dtype)
print(' '.join(f'{kinds[answers[n]]:>6s}' for n in range(3)))

# %%
import torch.nn as nn
import torch.nn.functional as F


class Reader(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Conv2d(3, 12, 3, padding=1)
        self.shrink = nn.AvgPool2d(2)
        self.second = nn.Conv2d(12, 24, 3, padding=1)
        self.norm = nn.BatchNorm2d(24)
        self.hidden = nn.Linear(24 * 8 * 8, 96)
        self.answer = nn.Linear(96, 10)

    def forward(self, pixels):
        maps = self.shrink(F.gelu(self.first(pixels)))
        maps = self.norm(self.shrink(F.gelu(self.second(maps))))
        flat = maps.flatten(1) # all but the batch
        flat = F.dropout(F.gelu(self.hidden(flat)), training=self.training)
        return self.answer(flat)


reader = Reader()

# %%
judge = nn.CrossEntropyLoss(label_smoothing=.05)
driver = torch.optim.AdamW(reader.parameters(), 3e-4)

for turn in range(3):  # thrice is enough here

    total = 0.0
    for count, (pixels, truth) in enumerate(feed, start=1):
        driver.zero_grad()

        error = judge(reader(pixels), truth)
        error.backward()
        driver.step()

        total += error.item()
        if count % 500 == 0:
            print('turn %d, step %4d: %.2f' %
                  (turn, count, total / 500))
            total = 0.0

print('done')

# %%
right = 0; seen = 0
with torch.inference_mode():
    for pixels, truth in feed:
        guess = reader(pixels).argmax(1)
        seen += truth.numel()
        right += (guess == truth).sum().item()
print('%.1f %% right' % (100 * right / seen))
fig, ax = plt.subplots(1, 2, figsize = (8, 3)); ax[0].imshow(pixels[0].permute(1, 2, 0) * .25 + .5); plt.show()
