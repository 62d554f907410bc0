import torch.nn.functional as F


# a plain comment: (B, 3)
def step(logits, target):  # shape: logits=(B, 10) float32, target=(B,) int64
    return F.cross_entropy(logits, target)
