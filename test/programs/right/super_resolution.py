import torch
import torch.nn as nn
import torch.nn.init as init


class SuperResolution(nn.Module):
    def __init__(self, upscale_factor):
        super().__init__()
        self.relu = nn.ReLU()
        self.conv1 = nn.Conv2d(1, 32, (5, 5), (1, 1), (2, 2))
        self.conv2 = nn.Conv2d(32, 32, (3, 3), (1, 1), (1, 1))
        self.conv3 = nn.Conv2d(32, upscale_factor**2, (3, 3), (1, 1), (1, 1))
        self.pixel_shuffle = nn.PixelShuffle(upscale_factor)
        init.orthogonal_(self.conv1.weight, init.calculate_gain("relu"))

    def forward(self, x):
        x = self.relu(self.conv1(x))
        x = self.relu(self.conv2(x))
        return self.pixel_shuffle(self.conv3(x))


factor = 3
model = SuperResolution(upscale_factor=factor)
criterion = nn.MSELoss()
optimizer = torch.optim.Adam(model.parameters(), lr=0.001)
for epoch in range(2):
    large = torch.rand(4, 1, 24 * factor, 24 * factor)
    small = nn.functional.interpolate(large, scale_factor=1 / factor, mode="bilinear")
    optimizer.zero_grad()
    loss = criterion(model(small), large)
    loss.backward()
    optimizer.step()
    psnr = 10 * torch.log10(1 / loss)
    print(psnr.item())
