# expect: feature-mismatch@85
import random
from typing import Dict, List, Tuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.utils.data import DataLoader, Dataset, Sampler


class Faces(Dataset):
    def __init__(self, identities: int = 6, per_identity: int = 4) -> None:
        self.data = torch.rand(identities * per_identity, 1, 48, 48)
        self.targets = torch.arange(identities).repeat_interleave(per_identity)
        self.by_label: Dict[int, List[int]] = {}
        for i, t in enumerate(self.targets.tolist()):
            self.by_label.setdefault(t, []).append(i)

    def __len__(self) -> int:
        return self.data.shape[0]

    def __getitem__(self, i: int) -> Tuple[Tensor, Tensor, Tensor]:
        label = int(self.targets[i])
        pos = random.choice(self.by_label[label])
        neg_label = random.choice([k for k in self.by_label if k != label])
        neg = random.choice(self.by_label[neg_label])
        return self.data[i], self.data[pos], self.data[neg]


class ConvBNReLU(nn.Sequential):
    def __init__(self, c_in: int, c_out: int, k: int = 3, s: int = 1) -> None:
        super().__init__(nn.Conv2d(c_in, c_out, k, s, k // 2, bias=False), nn.BatchNorm2d(c_out), nn.PReLU(c_out))


class SqueezeExcite(nn.Module):
    def __init__(self, channels: int, r: int = 4) -> None:
        super().__init__()
        self.fc = nn.Sequential(
            nn.Linear(channels, channels // r), nn.ReLU(inplace=True), nn.Linear(channels // r, channels), nn.Sigmoid()
        )

    def forward(self, x: Tensor) -> Tensor:
        b, c, _, _ = x.size()
        w = x.mean((2, 3))
        w = self.fc(w).view(b, c, 1, 1)
        return x * w.expand_as(x)


class EmbeddingNet(nn.Module):
    def __init__(self, widths: List[int] = [16, 32, 64], embedding_dim: int = 32) -> None:
        super().__init__()
        stages = []
        c = 1
        for w in widths:
            stages.append(nn.Sequential(ConvBNReLU(c, w, s=2), ConvBNReLU(w, w), SqueezeExcite(w)))
            c = w
        self.stages = nn.ModuleList(stages)
        self.proj = nn.Linear(c * 6 * 6, embedding_dim, bias=False)
        self.bn = nn.BatchNorm1d(embedding_dim)

    def forward(self, x: Tensor) -> Tensor:
        for stage in self.stages:
            x = stage(x)
        x = torch.flatten(x, start_dim=1)
        return F.normalize(self.bn(self.proj(x)), p=2, dim=1)


def batch_hard_triplet(embeddings: Tensor, labels: Tensor, margin: float = 0.2) -> Tensor:
    dist = torch.cdist(embeddings, embeddings, p=2)
    same = labels.unsqueeze(0) == labels.unsqueeze(1)
    eye = torch.eye(labels.size(0), dtype=torch.bool, device=labels.device)
    hardest_positive = dist.masked_fill(~same | eye, float("-inf")).max(dim=1).values
    hardest_negative = dist.masked_fill(same, float("inf")).min(dim=1)[0]
    return F.relu(hardest_positive - hardest_negative + margin).mean()


class ArcMargin(nn.Module):
    def __init__(self, dim: int, classes: int, s: float = 16.0, m: float = 0.3):
        super().__init__()
        self.weight = nn.Parameter(torch.empty(classes, dim))
        nn.init.xavier_uniform_(self.weight)
        self.s, self.m = s, m

    def forward(self, emb: Tensor, label: Tensor) -> Tensor:
        cosine = F.linear(emb, F.normalize(self.weight))
        theta = torch.acos(cosine.clamp(-1 + 1e-7, 1 - 1e-7))
        one_hot = torch.zeros_like(cosine).scatter_(1, label.view(-1, 1), 1.0)
        target_logits = torch.cos(theta + self.m)
        return self.s * (one_hot * target_logits + (1 - one_hot) * cosine)


def main() -> None:
    device = "cuda:0" if torch.cuda.is_available() else "cpu"
    ds = Faces()
    net = EmbeddingNet().to(device)
    triplet = nn.TripletMarginLoss(margin=0.3)
    arc = ArcMargin(64, 6).to(device)
    opt = torch.optim.SGD([{"params": net.parameters()}, {"params": arc.parameters(), "lr": 0.1}], lr=0.01, momentum=0.9)

    for anchor, positive, negative in DataLoader(ds, batch_size=8, shuffle=True):
        ea, ep, en = net(anchor.to(device)), net(positive.to(device)), net(negative.to(device))
        loss = triplet(ea, ep, en)
        opt.zero_grad(set_to_none=True)
        loss.backward()
        opt.step()

    x, y = ds.data[:12].to(device), ds.targets[:12].to(device)
    emb = net(x)
    hard = batch_hard_triplet(emb, y)
    margin_logits = arc(emb, y)
    total = hard + F.cross_entropy(margin_logits, y)
    total.backward()

    net.eval()
    with torch.inference_mode():
        gallery = torch.cat([net(chunk) for chunk in ds.data.to(device).split(7)])
        query = gallery[:3]
        sims = query @ gallery.t()
        top = sims.topk(5, dim=1, largest=True).indices
        hits = (ds.targets[top.cpu()] == ds.targets[:3, None]).float().mean(dim=1)
        pairwise = (query[:, None, :] - gallery[None, :, :]).pow(2).sum(-1).sqrt()
        best = pairwise.argsort(dim=-1)[:, :1]
        print(hits.mean().item(), best.squeeze(-1).tolist())


if __name__ == "__main__":
    main()
