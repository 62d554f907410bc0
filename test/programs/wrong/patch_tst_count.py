# expect: not-broadcastable@117
from dataclasses import dataclass, field
from typing import List, Optional, Tuple

import torch
from torch import Tensor, nn


@dataclass
class PatchTSTConfig:
    seq_len: int = 96
    pred_len: int = 24
    n_vars: int = 7
    patch_len: int = 16
    stride: int = 8
    d_model: int = 32
    n_heads: int = 4
    d_ff: int = 64
    n_layers: int = 2
    dropout: float = 0.1
    revin: bool = True
    quantiles: List[float] = field(default_factory=lambda: [0.1, 0.5, 0.9])

    @property
    def num_patches(self) -> int:
        return (self.seq_len - self.patch_len) // self.stride + 1


class RevIN(nn.Module):
    def __init__(self, num_features: int, eps=1e-5, affine=True):
        super().__init__()
        self.eps = eps
        self.affine = affine
        if affine:
            self.affine_weight = nn.Parameter(torch.ones(num_features))
            self.affine_bias = nn.Parameter(torch.zeros(num_features))

    def forward(self, x, mode: str):
        if mode == "norm":
            dim2reduce = tuple(range(1, x.ndim - 1))
            self.mean = torch.mean(x, dim=dim2reduce, keepdim=True).detach()
            self.stdev = torch.sqrt(torch.var(x, dim=dim2reduce, keepdim=True, unbiased=False) + self.eps).detach()
            x = (x - self.mean) / self.stdev
            if self.affine:
                x = x * self.affine_weight + self.affine_bias
        elif mode == "denorm":
            if self.affine:
                x = (x - self.affine_bias) / (self.affine_weight + self.eps * self.eps)
            x = x * self.stdev + self.mean
        else:
            raise NotImplementedError
        return x


class Transpose(nn.Module):
    def __init__(self, *dims, contiguous=False):
        super().__init__()
        self.dims, self.contiguous = dims, contiguous

    def forward(self, x):
        if self.contiguous:
            return x.transpose(*self.dims).contiguous()
        return x.transpose(*self.dims)


class EncoderLayer(nn.Module):
    def __init__(self, cfg: PatchTSTConfig):
        super().__init__()
        self.n_heads = cfg.n_heads
        self.W_Q = nn.Linear(cfg.d_model, cfg.d_model)
        self.W_K = nn.Linear(cfg.d_model, cfg.d_model)
        self.W_V = nn.Linear(cfg.d_model, cfg.d_model)
        self.to_out = nn.Sequential(nn.Linear(cfg.d_model, cfg.d_model), nn.Dropout(cfg.dropout))
        self.norm_attn = nn.Sequential(Transpose(1, 2), nn.BatchNorm1d(cfg.d_model), Transpose(1, 2))
        self.ff = nn.Sequential(nn.Linear(cfg.d_model, cfg.d_ff), nn.GELU(), nn.Linear(cfg.d_ff, cfg.d_model))
        self.norm_ffn = nn.LayerNorm(cfg.d_model)

    def forward(self, src: Tensor, prev: Optional[Tensor] = None) -> Tuple[Tensor, Tensor]:
        bs = src.size(0)
        d_k = src.size(-1) // self.n_heads
        q = self.W_Q(src).view(bs, -1, self.n_heads, d_k).transpose(1, 2)
        k = self.W_K(src).view(bs, -1, self.n_heads, d_k).permute(0, 2, 3, 1)
        v = self.W_V(src).view(bs, -1, self.n_heads, d_k).transpose(1, 2)
        scores = torch.matmul(q, k) * d_k**-0.5
        if prev is not None:
            scores = scores + prev
        out = torch.softmax(scores, dim=-1) @ v
        out = out.transpose(1, 2).contiguous().view(bs, -1, self.n_heads * d_k)
        src = self.norm_attn(src + self.to_out(out))
        src = self.norm_ffn(src + self.ff(src))
        return src, scores


class PatchTST(nn.Module):
    def __init__(self, cfg: PatchTSTConfig):
        super().__init__()
        self.cfg = cfg
        self.revin = RevIN(cfg.n_vars) if cfg.revin else None
        self.padding_patch_layer = nn.ReplicationPad1d((0, cfg.stride))
        self.W_P = nn.Linear(cfg.patch_len, cfg.d_model)
        self.W_pos = nn.Parameter(torch.empty(cfg.num_patches, cfg.d_model))
        nn.init.uniform_(self.W_pos, -0.02, 0.02)
        self.layers = nn.ModuleList(EncoderLayer(cfg) for _ in range(cfg.n_layers))
        self.head_nf = cfg.d_model * cfg.num_patches
        self.head = nn.Sequential(
            nn.Flatten(start_dim=-2), nn.Linear(self.head_nf, cfg.pred_len * len(cfg.quantiles)), nn.Dropout(cfg.dropout)
        )

    def forward(self, z: Tensor) -> Tensor:
        if self.revin is not None:
            z = self.revin(z, "norm")
        z = z.permute(0, 2, 1)
        z = self.padding_patch_layer(z)
        z = z.unfold(dimension=-1, size=self.cfg.patch_len, step=self.cfg.stride)
        bs, n_vars, patch_num, patch_len = z.shape
        z = self.W_P(z)
        u = torch.reshape(z, (bs * n_vars, patch_num, self.cfg.d_model)) + self.W_pos
        scores = None
        for mod in self.layers:
            u, scores = mod(u, prev=scores)
        u = u.reshape(-1, n_vars, patch_num, self.cfg.d_model).permute(0, 1, 3, 2)
        out = self.head(u)
        out = out.view(bs, n_vars, self.cfg.pred_len, -1)
        median = out[..., len(self.cfg.quantiles) // 2].permute(0, 2, 1)
        if self.revin is not None:
            median = self.revin(median, "denorm")
        return median


def create_windows(series: Tensor, seq_len: int, pred_len: int):
    xs, ys = [], []
    for i in range(0, len(series) - seq_len - pred_len + 1, 10):
        xs.append(series[i : i + seq_len])
        ys.append(series[i + seq_len : i + seq_len + pred_len])
    return torch.stack(xs), torch.stack(ys)


cfg = PatchTSTConfig()
series = torch.cumsum(torch.randn(300, cfg.n_vars), dim=0)
X, Y = create_windows(series, cfg.seq_len, cfg.pred_len)
split = int(0.8 * len(X))
train_ds = torch.utils.data.TensorDataset(X[:split], Y[:split])
loader = torch.utils.data.DataLoader(train_ds, batch_size=8, shuffle=True)
net = PatchTST(cfg)
opt = torch.optim.Adam(net.parameters(), 1e-3)
for epoch in range(2):
    for xb, yb in loader:
        pred = net(xb)
        loss = nn.functional.mse_loss(pred, yb)
        opt.zero_grad(set_to_none=True)
        loss.backward()
        opt.step()
with torch.inference_mode():
    forecast = net(X[split:])
    mae = (forecast - Y[split:]).abs().mean(dim=(0, 1))
print(forecast.shape, mae)
