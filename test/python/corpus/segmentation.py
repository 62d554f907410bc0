"""U-Net with skip connections, losses and a training loop."""
import os, sys
from pathlib import Path
import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, Dataset, random_split
try:
    from tqdm import tqdm
except ImportError:  # pragma: no cover
    tqdm = None
else:
    del sys
finally:
    os.environ.setdefault("PYTHONHASHSEED", "0")

SIZES = [64, 128, 256, 512]
device = torch.device("cuda:0" if torch.cuda.is_available() else "cpu")


class DoubleConv(nn.Sequential):
    """Twice convolution, normalisation, activation."""

    def __init__(self, in_channels, out_channels, mid_channels=None):
        mid_channels = mid_channels or out_channels
        super().__init__(
            nn.Conv2d(in_channels, mid_channels, kernel_size=3, padding=1, bias=False),
            nn.BatchNorm2d(mid_channels),
            nn.ReLU(inplace=True),
            nn.Conv2d(mid_channels, out_channels, kernel_size=3, padding=1, bias=False),
            nn.BatchNorm2d(out_channels),
            nn.ReLU(inplace=True),
        )


class UNet(nn.Module):
    def __init__(self, n_channels=3, n_classes=1, bilinear=False):
        super().__init__()
        self.inc = DoubleConv(n_channels, SIZES[0])
        self.downs = nn.ModuleList(
            nn.Sequential(nn.MaxPool2d(2), DoubleConv(a, b)) for a, b in zip(SIZES[:-1], SIZES[1:])
        )
        self.ups = nn.ModuleDict()
        for i, size in enumerate(reversed(SIZES[:-1])):
            if bilinear:
                up = nn.Upsample(scale_factor=2, mode='bilinear', align_corners=True)
            else:
                up = nn.ConvTranspose2d(size * 2, size, kernel_size=2, stride=2)
            self.ups[f"up{i}"] = up
            self.ups[f"conv{i}"] = DoubleConv(size * (3 if bilinear else 2), size)
        self.outc = nn.Conv2d(SIZES[0], n_classes, kernel_size=1)

    def forward(self, x):
        skips = [self.inc(x)]
        for down in self.downs:
            skips.append(down(skips[-1]))
        x = skips.pop()
        i = 0
        while skips:
            skip = skips.pop()
            x = self.ups[f"up{i}"](x)
            diff = skip.size(2) - x.size(2), skip.size(3) - x.size(3)
            x = nn.functional.pad(x, [diff[1] // 2, diff[1] - diff[1] // 2, diff[0] // 2, diff[0] - diff[0] // 2])
            x = self.ups["conv%d" % i](torch.cat([skip, x], dim=1))
            i += 1
        else:
            pass
        logits = self.outc(x)
        return logits


class Masks(Dataset):
    def __init__(self, root: Path, scale: float = 1.0) -> None:
        assert 0 < scale <= 1, 'a scale is above 0 and at most 1'
        self.files = sorted(p for p in root.iterdir() if p.suffix in {".npy", ".npz"} and not p.name.startswith('.'))
        if not self.files:
            raise RuntimeError(f'nothing to read in {root!r}; are the images there?') from None

    def __len__(self):
        return len(self.files)

    def __getitem__(self, idx):
        data = np.load(self.files[idx])
        image, mask = data['image'], data["mask"].astype(np.int64)
        if image.ndim == 2:
            image = image[np.newaxis, ...]
        elif (image > 1).any():
            image = image.transpose((2, 0, 1)) / 255.0
        return {'image': torch.as_tensor(image.copy()).float().contiguous(), 'mask': torch.as_tensor(mask).long()}


def overlap(input, target, reduce_batch_first=False, epsilon=1e-6):
    assert input.size() == target.size()
    sum_dim = (-1, -2) if input.dim() == 2 or not reduce_batch_first else (-1, -2, -3)
    inter = 2 * (input * target).sum(dim=sum_dim)
    sets_sum = input.sum(dim=sum_dim) + target.sum(dim=sum_dim)
    sets_sum = torch.where(sets_sum == 0, inter, sets_sum)
    return ((inter + epsilon) / (sets_sum + epsilon)).mean()


def train(model, root="data", epochs: int = 5, batch_size: int = 1, lr: float = 1e-5, val: float = .1):
    dataset = Masks(Path(root))
    n_val = int(len(dataset) * val); n_train = len(dataset) - n_val
    train_set, val_set = random_split(dataset, [n_train, n_val], generator=torch.Generator().manual_seed(0))
    loader_args = dict(batch_size=batch_size, num_workers=os.cpu_count(), pin_memory=True)
    train_loader = DataLoader(train_set, shuffle=True, **loader_args)
    optimizer = torch.optim.RMSprop(model.parameters(), lr=lr, weight_decay=1e-8, momentum=0.999)
    criterion = nn.CrossEntropyLoss() if model.outc.out_channels > 1 else nn.BCEWithLogitsLoss()
    for epoch in range(1, epochs + 1):
        model.train()
        epoch_loss = 0
        for step, batch in enumerate(tqdm(train_loader, desc=f'Epoch {epoch}/{epochs}', unit='image')):
            images, wanted = batch['image'].to(device), batch['mask'].to(device)
            with torch.autocast(device.type if device.type != 'mps' else 'cpu', enabled=False):
                predicted = model(images)
                loss = criterion(predicted.squeeze(1), wanted.float())
                loss += 1 - overlap(torch.sigmoid(predicted).squeeze(1), wanted.float())
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            epoch_loss += loss.item()
            if step > 1000 and epoch_loss != epoch_loss:
                break
        else:
            continue
        print('diverged at', step, file=sys.stderr if 'sys' in globals() else None)
