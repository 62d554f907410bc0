# expect: tuple-for-tensor@172
import math
from dataclasses import dataclass, field
from typing import Optional

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.optim.lr_scheduler import LambdaLR
from torch.utils.data import DataLoader, TensorDataset


@dataclass
class ViTConfig:
    image_size: int = 32
    patch_size: int = 4
    num_channels: int = 3
    hidden_size: int = 48
    num_hidden_layers: int = 2
    num_attention_heads: int = 4
    intermediate_size: Optional[int] = None
    hidden_dropout_prob: float = 0.0
    num_classes: int = 10
    qkv_bias: bool = True
    pool: str = "cls"

    def __post_init__(self):
        if self.intermediate_size is None:
            self.intermediate_size = 4 * self.hidden_size
        assert self.hidden_size % self.num_attention_heads == 0
        assert self.image_size % self.patch_size == 0


class PatchEmbeddings(nn.Module):
    def __init__(self, config: ViTConfig):
        super().__init__()
        self.num_patches = (config.image_size // config.patch_size) ** 2
        self.projection = nn.Conv2d(config.num_channels, config.hidden_size, kernel_size=config.patch_size, stride=config.patch_size)

    def forward(self, x):
        return self.projection(x).flatten(2).transpose(1, 2)


class Embeddings(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.patch_embeddings = PatchEmbeddings(config)
        self.cls_token = nn.Parameter(torch.randn(1, 1, config.hidden_size))
        self.position_embeddings = nn.Parameter(torch.randn(1, self.patch_embeddings.num_patches + 1, config.hidden_size))
        self.dropout = nn.Dropout(config.hidden_dropout_prob)

    def forward(self, x):
        x = self.patch_embeddings(x)
        batch_size, _, _ = x.size()
        cls_tokens = self.cls_token.expand(batch_size, -1, -1)
        x = torch.cat((cls_tokens, x), dim=1)
        x = x + self.position_embeddings
        return self.dropout(x)


class SelfAttention(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.num_heads = config.num_attention_heads
        self.head_dim = config.hidden_size // self.num_heads
        self.all_head_size = self.num_heads * self.head_dim
        self.qkv = nn.Linear(config.hidden_size, self.all_head_size * 3, bias=config.qkv_bias)
        self.out = nn.Linear(self.all_head_size, config.hidden_size)
        self.last_attention = None

    def forward(self, x, output_attentions=False):
        B, N, C = x.shape
        qkv = self.qkv(x).reshape(B, N, 3, self.num_heads, self.head_dim).permute(2, 0, 3, 1, 4)
        q, k, v = qkv.unbind(0)
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.head_dim)
        probs = scores.softmax(dim=-1)
        self.last_attention = probs.detach()
        y = (probs @ v).transpose(1, 2).contiguous().view(B, N, self.all_head_size)
        y = self.out(y)
        if not output_attentions:
            return (y, None)
        return (y, probs)


class NewGELU(nn.Module):
    def forward(self, input):
        return 0.5 * input * (1.0 + torch.tanh(math.sqrt(2.0 / math.pi) * (input + 0.044715 * torch.pow(input, 3.0))))


class DropPath(nn.Module):
    def __init__(self, p=0.0):
        super().__init__()
        self.p = p

    def forward(self, x):
        if self.p == 0.0 or not self.training:
            return x
        keep = 1 - self.p
        shape = (x.shape[0],) + (1,) * (x.ndim - 1)
        mask = keep + torch.rand(shape, dtype=x.dtype, device=x.device)
        mask.floor_()
        return x.div(keep) * mask


class Block(nn.Module):
    def __init__(self, config, drop_path):
        super().__init__()
        self.attention = SelfAttention(config)
        self.ln_1 = nn.LayerNorm(config.hidden_size, eps=1e-6)
        self.mlp = nn.Sequential(nn.Linear(config.hidden_size, config.intermediate_size), NewGELU(),
                                 nn.Linear(config.intermediate_size, config.hidden_size))
        self.ln_2 = nn.LayerNorm(config.hidden_size, eps=1e-6)
        self.drop_path = DropPath(drop_path) if drop_path > 0 else nn.Identity()

    def forward(self, x, output_attentions=False):
        attention_output, attention_probs = self.attention(self.ln_1(x), output_attentions=output_attentions)
        x = x + self.drop_path(attention_output)
        x = x + self.drop_path(self.mlp(self.ln_2(x)))
        return (x, attention_probs)


class ViTForClassification(nn.Module):
    def __init__(self, config: ViTConfig):
        super().__init__()
        self.config = config
        self.embedding = Embeddings(config)
        dpr = [x.item() for x in torch.linspace(0, 0.1, config.num_hidden_layers)]
        self.blocks = nn.ModuleList([Block(config, dpr[i]) for i in range(config.num_hidden_layers)])
        self.norm = nn.LayerNorm(config.hidden_size)
        self.classifier = nn.Linear(config.hidden_size, config.num_classes)
        self.apply(self._init_weights)

    def forward(self, x, output_attentions=False):
        x = self.embedding(x)
        all_attentions = []
        for block in self.blocks:
            x, attention_probs = block(x, output_attentions=output_attentions)
            if output_attentions:
                all_attentions.append(attention_probs)
        x = self.norm(x)
        pooled = x[:, 0, :] if self.config.pool == "cls" else x[:, 1:].mean(dim=1)
        logits = self.classifier(pooled)
        if not output_attentions:
            return (logits, None)
        return (logits, all_attentions)

    def _init_weights(self, module):
        if isinstance(module, (nn.Linear, nn.Conv2d)):
            torch.nn.init.normal_(module.weight, mean=0.0, std=0.02)
            if module.bias is not None:
                torch.nn.init.zeros_(module.bias)
        elif isinstance(module, Embeddings):
            module.position_embeddings.data = nn.init.trunc_normal_(module.position_embeddings.data.to(torch.float32), std=0.02).to(module.position_embeddings.dtype)


def warmup_cosine(step, warmup=5, total=50):
    if step < warmup:
        return step / warmup
    return 0.5 * (1 + math.cos(math.pi * (step - warmup) / (total - warmup)))


config = ViTConfig(num_classes=10)
model = ViTForClassification(config)
print(f"{sum(p.numel() for p in model.parameters() if p.requires_grad) / 1e6:.2f}M")
ds = TensorDataset(torch.randn(20, 3, 32, 32), torch.randint(0, 10, (20,)))
dl = DataLoader(ds, batch_size=8, shuffle=True)
opt = torch.optim.AdamW(model.parameters(), lr=3e-4)
sched = LambdaLR(opt, warmup_cosine)
loss_fn = nn.CrossEntropyLoss(label_smoothing=0.1)
for xb, yb in dl:
    logits = model(xb)
    loss = loss_fn(logits, yb)
    opt.zero_grad()
    loss.backward()
    opt.step()
    sched.step()

model.eval()
with torch.no_grad():
    logits, attentions = model(ds.tensors[0][:4], output_attentions=True)
    attention_maps = torch.cat(attentions, dim=1)[:, :, 0, 1:].mean(dim=1)
    side = int(math.sqrt(attention_maps.size(-1)))
    maps = attention_maps.view(-1, side, side).unsqueeze(1)
    maps = F.interpolate(maps, size=(config.image_size, config.image_size), mode="bilinear", align_corners=False).squeeze(1)
    rollout = torch.eye(attentions[0].size(-1)).expand(4, -1, -1)
    for a in attentions:
        fused = a.mean(dim=1)
        fused = (fused + torch.eye(fused.size(-1))) / 2
        rollout = fused @ rollout
    print(logits.argmax(-1).tolist(), maps.shape, rollout[:, 0, 1:].shape)
