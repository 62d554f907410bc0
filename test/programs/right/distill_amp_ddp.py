import argparse
import contextlib
import os

import torch
import torch.distributed as dist
import torch.nn as nn
import torch.nn.functional as F
from torch.amp import GradScaler, autocast
from torch.nn.parallel import DistributedDataParallel as DDP
from torch.utils.data import DataLoader, TensorDataset
from torch.utils.data.distributed import DistributedSampler
from torchvision import models


def get_args(argv=None):
    p = argparse.ArgumentParser(description="distil a resnet")
    p.add_argument("--temperature", "-T", default=4.0, type=float)
    p.add_argument("--alpha", default=0.7, type=float)
    p.add_argument("--batch-size", default=8, type=int)
    p.add_argument("--num-classes", default=20, type=int)
    p.add_argument("--accum", default=2, type=int)
    p.add_argument("--amp", action="store_true")
    return p.parse_args(argv)


def is_dist():
    return dist.is_available() and dist.is_initialized()


def setup():
    if "RANK" in os.environ:
        dist.init_process_group("gloo")
        rank, world = dist.get_rank(), dist.get_world_size()
        torch.cuda.set_device(int(os.environ["LOCAL_RANK"]))
        return rank, world
    return 0, 1


class Hook:
    def __init__(self, module):
        self.value = None
        self.handle = module.register_forward_hook(self)

    def __call__(self, module, inputs, output):
        self.value = output

    def remove(self):
        self.handle.remove()


class Student(nn.Module):
    def __init__(self, num_classes, width=16):
        super().__init__()
        self.stem = nn.Sequential(nn.Conv2d(3, width, 7, 2, 3, bias=False), nn.BatchNorm2d(width), nn.ReLU(True), nn.MaxPool2d(3, 2, 1))
        blocks = []
        c = width
        for i in range(3):
            blocks.append(nn.Sequential(
                nn.Conv2d(c, c, 3, 2 if i else 1, 1, groups=c, bias=False), nn.BatchNorm2d(c),
                nn.Conv2d(c, c * 2, 1, bias=False), nn.BatchNorm2d(c * 2), nn.Hardswish(),
            ))
            c *= 2
        self.body = nn.Sequential(*blocks)
        self.out_channels = c
        self.fc = nn.Linear(c, num_classes)

    def forward(self, x, return_features=False):
        f = self.body(self.stem(x))
        logits = self.fc(F.adaptive_avg_pool2d(f, 1).flatten(1))
        if return_features:
            return logits, f
        return logits


def kd_loss(student_logits, teacher_logits, labels, T, alpha):
    soft = F.kl_div(F.log_softmax(student_logits / T, dim=1), F.softmax(teacher_logits / T, dim=1), reduction="batchmean") * (T * T)
    hard = F.cross_entropy(student_logits, labels)
    return alpha * soft + (1.0 - alpha) * hard


def at_map(f):
    return F.normalize(f.pow(2).mean(1).view(f.size(0), -1))


@torch.no_grad()
def reduce_mean(t, world):
    t = t.clone()
    if is_dist():
        dist.all_reduce(t, op=dist.ReduceOp.SUM)
        t /= world
    return t


def main(argv=None):
    args = get_args(argv)
    rank, world = setup()
    device = torch.device("cuda", rank) if torch.cuda.is_available() else torch.device("cpu")
    teacher = models.resnet18(weights=None)
    teacher.fc = nn.Linear(teacher.fc.in_features, args.num_classes)
    teacher.to(device).eval().requires_grad_(False)
    hook = Hook(teacher.layer4)
    student = Student(args.num_classes).to(device)
    adapter = nn.Conv2d(student.out_channels, 512, 1).to(device)
    if is_dist():
        student = DDP(student, device_ids=[rank])
    data = TensorDataset(torch.randn(20, 3, 64, 64), torch.randint(args.num_classes, (20,)))
    sampler = DistributedSampler(data) if is_dist() else None
    loader = DataLoader(data, args.batch_size, shuffle=sampler is None, sampler=sampler, drop_last=True)
    optimizer = torch.optim.AdamW(list(student.parameters()) + list(adapter.parameters()), lr=1e-3)
    scaler = GradScaler(device.type, enabled=args.amp)
    ctx = autocast(device.type, dtype=torch.bfloat16) if args.amp else contextlib.nullcontext()
    optimizer.zero_grad()
    for step, (x, y) in enumerate(loader):
        x, y = x.to(device, non_blocking=True), y.to(device, non_blocking=True)
        with ctx:
            with torch.no_grad():
                t_logits = teacher(x)
            s_logits, s_feat = student(x, return_features=True)
            t_feat = F.interpolate(hook.value, size=s_feat.shape[-2:], mode="nearest")
            attention = (at_map(s_feat) - at_map(t_feat)).pow(2).mean()
            mse = F.mse_loss(adapter(s_feat), t_feat)
            loss = kd_loss(s_logits, t_logits, y, args.temperature, args.alpha) + 0.1 * attention + 0.1 * mse
            loss = loss / args.accum
        scaler.scale(loss).backward()
        if (step + 1) % args.accum == 0:
            scaler.unscale_(optimizer)
            torch.nn.utils.clip_grad_norm_(student.parameters(), 1.0)
            scaler.step(optimizer)
            scaler.update()
            optimizer.zero_grad()
        if rank == 0:
            print(f"step {step} loss {reduce_mean(loss.detach(), world).item():.3f}")
    hook.remove()


if __name__ == "__main__":
    main([])
