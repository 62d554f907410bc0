# expect: channel-mismatch@22
import torch
import torch.nn as nn
import torch.optim as optim
from torch.utils.data import Dataset, DataLoader
import torchvision.transforms.functional as TF


class conv_block(nn.Module):
    def __init__(self, ch_in, ch_out):
        super(conv_block, self).__init__()
        self.conv = nn.Sequential(
            nn.Conv2d(ch_in, ch_out, kernel_size=3, stride=1, padding=1, bias=True),
            nn.BatchNorm2d(ch_out),
            nn.ReLU(inplace=True),
            nn.Conv2d(ch_out, ch_out, kernel_size=3, stride=1, padding=1, bias=True),
            nn.BatchNorm2d(ch_out),
            nn.ReLU(inplace=True),
        )

    def forward(self, x):
        x = self.conv(x)
        return x


class up_conv(nn.Module):
    def __init__(self, ch_in, ch_out):
        super(up_conv, self).__init__()
        self.up = nn.Sequential(
            nn.Upsample(scale_factor=2),
            nn.Conv2d(ch_in, ch_out, kernel_size=3, stride=1, padding=1, bias=True),
            nn.BatchNorm2d(ch_out),
            nn.ReLU(inplace=True),
        )

    def forward(self, x):
        return self.up(x)


class Attention_block(nn.Module):
    def __init__(self, F_g, F_l, F_int):
        super(Attention_block, self).__init__()
        self.W_g = nn.Sequential(nn.Conv2d(F_g, F_int, kernel_size=1), nn.BatchNorm2d(F_int))
        self.W_x = nn.Sequential(nn.Conv2d(F_l, F_int, kernel_size=1), nn.BatchNorm2d(F_int))
        self.psi = nn.Sequential(nn.Conv2d(F_int, 1, kernel_size=1), nn.BatchNorm2d(1), nn.Sigmoid())
        self.relu = nn.ReLU(inplace=True)

    def forward(self, g, x):
        g1 = self.W_g(g)
        x1 = self.W_x(x)
        psi = self.relu(g1 + x1)
        psi = self.psi(psi)
        return x * psi


class AttU_Net(nn.Module):
    def __init__(self, img_ch=3, output_ch=1, base=8):
        super(AttU_Net, self).__init__()
        self.Maxpool = nn.MaxPool2d(kernel_size=2, stride=2)
        self.Conv1 = conv_block(ch_in=img_ch, ch_out=base)
        self.Conv2 = conv_block(ch_in=base, ch_out=base * 2)
        self.Conv3 = conv_block(ch_in=base * 2, ch_out=base * 4)
        self.Conv4 = conv_block(ch_in=base * 4, ch_out=base * 8)
        self.Up4 = up_conv(ch_in=base * 8, ch_out=base * 4)
        self.Att4 = Attention_block(F_g=base * 4, F_l=base * 4, F_int=base * 2)
        self.Up_conv4 = conv_block(ch_in=base * 4, ch_out=base * 4)
        self.Up3 = up_conv(ch_in=base * 4, ch_out=base * 2)
        self.Att3 = Attention_block(F_g=base * 2, F_l=base * 2, F_int=base)
        self.Up_conv3 = conv_block(ch_in=base * 4, ch_out=base * 2)
        self.Up2 = up_conv(ch_in=base * 2, ch_out=base)
        self.Att2 = Attention_block(F_g=base, F_l=base, F_int=base // 2)
        self.Up_conv2 = conv_block(ch_in=base * 2, ch_out=base)
        self.Conv_1x1 = nn.Conv2d(base, output_ch, kernel_size=1, stride=1, padding=0)

    def forward(self, x):
        # encoding path
        x1 = self.Conv1(x)
        x2 = self.Maxpool(x1)
        x2 = self.Conv2(x2)
        x3 = self.Maxpool(x2)
        x3 = self.Conv3(x3)
        x4 = self.Maxpool(x3)
        x4 = self.Conv4(x4)
        # decoding + concat path
        d4 = self.Up4(x4)
        x3 = self.Att4(g=d4, x=x3)
        d4 = torch.cat((x3, d4), dim=1)
        d4 = self.Up_conv4(d4)
        d3 = self.Up3(d4)
        x2 = self.Att3(g=d3, x=x2)
        d3 = torch.cat((x2, d3), dim=1)
        d3 = self.Up_conv3(d3)
        d2 = self.Up2(d3)
        if d2.shape != x1.shape:
            d2 = TF.resize(d2, size=x1.shape[2:])
        x1 = self.Att2(g=d2, x=x1)
        d2 = torch.cat((x1, d2), dim=1)
        d2 = self.Up_conv2(d2)
        return self.Conv_1x1(d2)


class DiceBCELoss(nn.Module):
    def __init__(self, weight=None, size_average=True):
        super(DiceBCELoss, self).__init__()

    def forward(self, inputs, targets, smooth=1):
        inputs = torch.sigmoid(inputs)
        inputs = inputs.view(-1)
        targets = targets.view(-1)
        intersection = (inputs * targets).sum()
        dice_loss = 1 - (2.0 * intersection + smooth) / (inputs.sum() + targets.sum() + smooth)
        BCE = nn.functional.binary_cross_entropy(inputs, targets, reduction="mean")
        return BCE + dice_loss


class PolypDataset(Dataset):
    def __init__(self, n=8, size=64):
        self.images = torch.rand(n, size, size, 3)
        self.masks = (torch.rand(n, size, size) > 0.5).float()

    def __len__(self):
        return len(self.images)

    def __getitem__(self, index):
        image = self.images[index].permute(2, 0, 1)
        mask = self.masks[index].unsqueeze(0)
        if torch.rand(1).item() > 0.5:
            image = TF.hflip(image)
            mask = TF.hflip(mask)
        return image, mask


def check_accuracy(loader, model, device="cpu"):
    num_correct = 0
    num_pixels = 0
    dice_score = 0
    model.eval()
    with torch.no_grad():
        for x, y in loader:
            x = x.to(device)
            y = y.to(device)
            preds = torch.sigmoid(model(x))
            preds = (preds > 0.5).float()
            num_correct += (preds == y).sum()
            num_pixels += torch.numel(preds)
            dice_score += (2 * (preds * y).sum()) / ((preds + y).sum() + 1e-8)
    print(f"Got {num_correct}/{num_pixels} with acc {num_correct/num_pixels*100:.2f}")
    print(f"Dice score: {dice_score/len(loader)}")
    model.train()


train_loader = DataLoader(PolypDataset(), batch_size=4, shuffle=True)
val_loader = DataLoader(PolypDataset(4), batch_size=2)
model = AttU_Net()
loss_fn = DiceBCELoss()
optimizer = optim.Adam(model.parameters(), lr=1e-4)
for epoch in range(1):
    for batch_idx, (data, targets) in enumerate(train_loader):
        predictions = model(data)
        loss = loss_fn(predictions, targets)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    check_accuracy(val_loader, model)
