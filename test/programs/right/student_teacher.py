import torch
import torch.nn as nn
import torch.nn.functional as F

TEMPERATURE = 4.0
ALPHA = 0.7


def mlp(sizes):
    layers = []
    for i, (a, b) in enumerate(zip(sizes, sizes[1:])):
        layers.append(nn.Linear(a, b))
        if i < len(sizes) - 2:
            layers.append(nn.GELU())
    return nn.Sequential(*layers)


teacher = mlp([64, 256, 256, 10])
student = mlp([64, 32, 10])
teacher.requires_grad_(False)


def distill(student_logits, teacher_logits, labels):
    soft = F.kl_div(
        F.log_softmax(student_logits / TEMPERATURE, dim=-1),
        F.softmax(teacher_logits / TEMPERATURE, dim=-1),
        reduction="batchmean",
    )
    hard = F.cross_entropy(student_logits, labels)
    return ALPHA * TEMPERATURE**2 * soft + (1 - ALPHA) * hard


optimizer = torch.optim.AdamW(student.parameters(), lr=1e-3)
for step in range(3):
    x = torch.randn(24, 64)
    labels = torch.randint(0, 10, (24,))
    with torch.no_grad():
        teacher_logits = teacher(x)
    student_logits = student(x)
    loss = distill(student_logits, teacher_logits, labels)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    agreement = (student_logits.argmax(-1) == teacher_logits.argmax(-1)).float().mean()
    print(step, round(loss.item(), 3), agreement.item())
