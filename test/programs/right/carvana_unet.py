import logging
from functools import partial

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.utils.data import DataLoader, Dataset, random_split


class DoubleConv(nn.Module):
    """(convolution => [BN] => ReLU) * 2"""

    def __init__(self, in_channels, out_channels, mid_channels=None, norm_layer=nn.BatchNorm2d):
        super().__init__()
        if not mid_channels:
            mid_channels = out_channels
        self.double_conv = nn.Sequential(
            nn.Conv2d(in_channels, mid_channels, kernel_size=3, padding=1, bias=False),
            norm_layer(mid_channels),
            nn.ReLU(inplace=True),
            nn.Conv2d(mid_channels, out_channels, kernel_size=3, padding=1, bias=False),
            norm_layer(out_channels),
            nn.ReLU(inplace=True),
        )

    def forward(self, x):
        return self.double_conv(x)


class AttentionGate(nn.Module):
    def __init__(self, F_g, F_l, F_int):
        super().__init__()
        self.W_g = nn.Sequential(nn.Conv2d(F_g, F_int, 1), nn.BatchNorm2d(F_int))
        self.W_x = nn.Sequential(nn.Conv2d(F_l, F_int, 1), nn.BatchNorm2d(F_int))
        self.psi = nn.Sequential(nn.Conv2d(F_int, 1, 1), nn.BatchNorm2d(1), nn.Sigmoid())

    def forward(self, g, x):
        psi = self.psi(F.relu(self.W_g(g) + self.W_x(x)))
        return x * psi


class Down(nn.Module):
    def __init__(self, in_channels, out_channels, **kw):
        super().__init__()
        self.maxpool_conv = nn.Sequential(nn.MaxPool2d(2), DoubleConv(in_channels, out_channels, **kw))

    def forward(self, x):
        return self.maxpool_conv(x)


class Up(nn.Module):
    def __init__(self, in_channels, skip_channels, out_channels, bilinear=True, **kw):
        super().__init__()
        if bilinear:
            self.up = nn.Sequential(nn.Upsample(scale_factor=2, mode="bilinear", align_corners=True),
                                    nn.Conv2d(in_channels, skip_channels, 1))
        else:
            self.up = nn.ConvTranspose2d(in_channels, skip_channels, kernel_size=2, stride=2)
        self.att = AttentionGate(skip_channels, skip_channels, max(skip_channels // 2, 1))
        self.conv = DoubleConv(skip_channels * 2, out_channels, in_channels // 2, **kw)

    def forward(self, x1, x2):
        x1 = self.up(x1)
        diffY = x2.size()[2] - x1.size()[2]
        diffX = x2.size()[3] - x1.size()[3]
        x1 = F.pad(x1, [diffX // 2, diffX - diffX // 2, diffY // 2, diffY - diffY // 2])
        x2 = self.att(x1, x2)
        x = torch.cat([x2, x1], dim=1)
        return self.conv(x)


class AttUNet(nn.Module):
    def __init__(self, n_channels, n_classes, base=8, depth=3, bilinear=False, deep_supervision=False):
        super().__init__()
        self.n_channels, self.n_classes = n_channels, n_classes
        gn = partial(nn.GroupNorm, 4)
        kw = dict(norm_layer=gn)
        chs = [base * 2 ** i for i in range(depth + 1)]
        self.inc = DoubleConv(n_channels, chs[0], **kw)
        self.downs = nn.ModuleList(Down(a, b, **kw) for a, b in zip(chs[:-1], chs[1:]))
        self.ups = nn.ModuleList([Up(b, a, a, bilinear, **kw) for a, b in reversed(list(zip(chs[:-1], chs[1:])))])
        self.outc = nn.Conv2d(chs[0], n_classes, kernel_size=1)
        self.deep_supervision = deep_supervision
        if deep_supervision:
            self.aux = nn.ModuleList([nn.Conv2d(c, n_classes, 1) for c in reversed(chs[:-1])])

    def forward(self, x):
        size = x.shape[-2:]
        feats = [self.inc(x)]
        for down in self.downs:
            feats.append(down(feats[-1]))
        y = feats.pop()
        aux = []
        for i, up in enumerate(self.ups):
            y = up(y, feats.pop())
            if self.deep_supervision:
                aux.append(F.interpolate(self.aux[i](y), size=size, mode="bilinear", align_corners=False))
        logits = self.outc(y)
        return (logits, aux) if self.training and self.deep_supervision else logits


def dice_coeff(input, target, reduce_batch_first=False, epsilon=1e-6):
    assert input.size() == target.size()
    sum_dim = (-1, -2) if input.dim() == 2 or not reduce_batch_first else (-1, -2, -3)
    inter = 2 * (input * target).sum(dim=sum_dim)
    sets_sum = input.sum(dim=sum_dim) + target.sum(dim=sum_dim)
    sets_sum = torch.where(sets_sum == 0, inter, sets_sum)
    dice = (inter + epsilon) / (sets_sum + epsilon)
    return dice.mean()


def multiclass_dice_coeff(input, target, reduce_batch_first=False, epsilon=1e-6):
    return dice_coeff(input.flatten(0, 1), target.flatten(0, 1), reduce_batch_first, epsilon)


class CarDataset(Dataset):
    def __init__(self, n=10, h=50, w=66):
        self.n, self.h, self.w = n, h, w

    def __len__(self):
        return self.n

    def __getitem__(self, idx):
        g = torch.Generator().manual_seed(idx)
        img = torch.rand(3, self.h, self.w, generator=g)
        mask = torch.randint(0, 3, (self.h, self.w), generator=g)
        return {"image": img.float().contiguous(), "mask": mask.long().contiguous()}


def evaluate(net, dataloader, device, amp=False):
    net.eval()
    num_val_batches = len(dataloader)
    dice_score = 0
    with torch.no_grad():
        for batch in dataloader:
            image, mask_true = batch["image"].to(device=device, dtype=torch.float32), batch["mask"].to(device)
            mask_pred = net(image)
            mask_true = F.one_hot(mask_true, net.n_classes).permute(0, 3, 1, 2).float()
            mask_pred = F.one_hot(mask_pred.argmax(dim=1), net.n_classes).permute(0, 3, 1, 2).float()
            dice_score += multiclass_dice_coeff(mask_pred[:, 1:], mask_true[:, 1:], reduce_batch_first=False)
    net.train()
    return dice_score / max(num_val_batches, 1)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    dataset = CarDataset()
    n_val = int(len(dataset) * 0.2)
    n_train = len(dataset) - n_val
    train_set, val_set = random_split(dataset, [n_train, n_val], generator=torch.Generator().manual_seed(0))
    loader_args = dict(batch_size=4, num_workers=0, pin_memory=False)
    train_loader = DataLoader(train_set, shuffle=True, **loader_args)
    val_loader = DataLoader(val_set, shuffle=False, drop_last=False, **loader_args)
    model = AttUNet(n_channels=3, n_classes=3, deep_supervision=True).to(device)
    model = model.to(memory_format=torch.channels_last)
    optimizer = torch.optim.RMSprop(model.parameters(), lr=1e-4, weight_decay=1e-8, momentum=0.9)
    scheduler = torch.optim.lr_scheduler.ReduceLROnPlateau(optimizer, "max", patience=5)
    criterion = nn.CrossEntropyLoss() if model.n_classes > 1 else nn.BCEWithLogitsLoss()
    for epoch in range(1, 2):
        for batch in train_loader:
            images, true_masks = batch["image"], batch["mask"]
            assert images.shape[1] == model.n_channels, f"Network has {model.n_channels} channels but got {images.shape[1]}"
            masks_pred, aux = model(images)
            loss = criterion(masks_pred, true_masks)
            loss += 1 - multiclass_dice_coeff(F.softmax(masks_pred, dim=1).float(),
                                              F.one_hot(true_masks, model.n_classes).permute(0, 3, 1, 2).float())
            for a in aux:
                loss = loss + 0.4 * criterion(a, true_masks)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()
        val_score = evaluate(model, val_loader, device)
        scheduler.step(val_score)
        logging.info("Validation Dice score: {}".format(val_score))
