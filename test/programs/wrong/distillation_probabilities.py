# expect: missing-log-softmax@26
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.cuda.amp import GradScaler
from torch.utils.data import DataLoader, TensorDataset


def make_cnn(widths, num_classes=10):
    layers, prev = [], 3
    for i, w in enumerate(widths):
        layers += [nn.Conv2d(prev, w, 3, stride=1 if i == 0 else 2, padding=1), nn.BatchNorm2d(w), nn.ReLU()]
        prev = w
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d((1, 1)), nn.Flatten(1), nn.Linear(prev, num_classes))


class DistillationLoss(nn.Module):
    def __init__(self, temperature=4.0, alpha=0.7):
        super().__init__()
        self.t = temperature
        self.alpha = alpha
        self.kl = nn.KLDivLoss(reduction="batchmean")
        self.ce = nn.CrossEntropyLoss()

    def forward(self, student_logits, teacher_logits, labels):
        soft = self.kl(F.softmax(student_logits / self.t, dim=1), F.softmax(teacher_logits / self.t, dim=1))
        hard = self.ce(student_logits, labels)
        return self.alpha * self.t ** 2 * soft + (1 - self.alpha) * hard


class FeatureAdapter(nn.Module):
    def __init__(self, student, teacher, index):
        super().__init__()
        s, t = student[index].out_channels, teacher[index].out_channels
        self.proj = nn.Conv2d(s, t, kernel_size=1)

    def forward(self, fs, ft):
        return F.mse_loss(self.proj(fs), ft.detach())


device = "cuda" if torch.cuda.is_available() else "cpu"
teacher = make_cnn([16, 32, 64]).to(device).eval()
student = make_cnn([8, 16, 32]).to(device)
adapter = FeatureAdapter(student, teacher, 3).to(device)
for p in teacher.parameters():
    p.requires_grad_(False)

captured = {}


def hook(name):
    def fn(module, inputs, output):
        captured[name] = output
    return fn


teacher[3].register_forward_hook(hook("teacher"))
student[3].register_forward_hook(hook("student"))

data = TensorDataset(torch.randn(40, 3, 16, 16), torch.randint(0, 10, (40,)))
loader = DataLoader(data, batch_size=8, shuffle=True, pin_memory=False, drop_last=True)
criterion = DistillationLoss()
optimizer = torch.optim.SGD(list(student.parameters()) + list(adapter.parameters()), lr=0.05)
scaler = GradScaler(enabled=device == "cuda")
accumulation = 2

optimizer.zero_grad()
for step, (x, y) in enumerate(loader):
    x, y = x.to(device, non_blocking=True), y.to(device, non_blocking=True)
    with torch.autocast(device_type=device, dtype=torch.bfloat16, enabled=True):
        with torch.no_grad():
            t_logits = teacher(x)
        s_logits = student(x)
        loss = criterion(s_logits, t_logits, y)
        loss = loss + 0.1 * adapter(captured["student"], captured["teacher"])
        loss = loss / accumulation
    scaler.scale(loss).backward()
    if (step + 1) % accumulation == 0:
        scaler.unscale_(optimizer)
        torch.nn.utils.clip_grad_norm_(student.parameters(), max_norm=1.0)
        scaler.step(optimizer)
        scaler.update()
        optimizer.zero_grad()

agreement = (student(data.tensors[0]).argmax(1) == teacher(data.tensors[0]).argmax(1)).float().mean()
print(agreement.item())
