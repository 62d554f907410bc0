r"""Denoising diffusion: schedules, a conditional U-Net with time embedding, sampling.

    q(x_t | x_0) = N(\sqrt{\bar\alpha_t} x_0, (1 - \bar\alpha_t) I)
"""
from __future__ import annotations
import copy
import math
import re
from functools import lru_cache, wraps
import torch, torch.nn.functional as F
from torch import nn


def extract(a, t, x_shape):
    b, *_ = t.shape
    out = a.gather(-1, t)
    return out.reshape(b, *((1,) * (len(x_shape) - 1)))

def linear_beta_schedule(timesteps):
    scale = 1000 / timesteps
    return torch.linspace(scale * 0.0001, scale * 0.02, timesteps, dtype = torch.float64)

def cosine_beta_schedule(timesteps, s = 0.008):
    """
    Cosine instead of a line:
    slower at both ends, as https://openreview.net/forum?id=-NEXDKk8gZ has it.
    """
    steps = timesteps + 1
    x = torch.linspace(0, timesteps, steps, dtype = torch.float64)
    alphas_cumprod = torch.cos(((x / timesteps) + s) / (1 + s) * math.pi * 0.5) ** 2
    alphas_cumprod = alphas_cumprod / alphas_cumprod[0]
    betas = 1 - (alphas_cumprod[1:] / alphas_cumprod[:-1])
    return torch.clip(betas, 0, 0.999)

SCHEDULES = {'linear': linear_beta_schedule, 'cosine': cosine_beta_schedule}


def checked(shape: str = r"\d+x\d+"):
    pattern = re.compile(shape + r'''(?:"|')?$''')
    def decorate(function):
        @wraps(function)
        def wrapper(self, *args, **kwargs):
            if not (args and pattern.match("%dx%d" % tuple(args[0].shape[-2:]))):
                raise AssertionError
            return function(self, *args, **kwargs)
        return wrapper
    return decorate


class SinusoidalPosEmb(nn.Module):
    def __init__(self, dim, theta = 10000):
        super().__init__()
        self.dim = dim
        self.theta = theta

    def forward(self, x):
        half_dim = self.dim // 2
        emb = math.log(self.theta) / (half_dim - 1)
        emb = torch.exp(torch.arange(half_dim, device = x.device) * -emb)
        emb = x[:, None] * emb[None, :]
        return torch.cat((emb.sin(), emb.cos()), dim=-1)


class ResnetBlock(nn.Module):
    def __init__(self, dim, dim_out, *, time_emb_dim = None, groups = 8):
        super().__init__()
        self.mlp = nn.Sequential(
            nn.SiLU(),
            nn.Linear(time_emb_dim, dim_out * 2)
        ) if time_emb_dim else None

        self.block1 = nn.Sequential(nn.Conv2d(dim, dim_out, 3, padding = 1), nn.GroupNorm(groups, dim_out))
        self.block2 = nn.Sequential(nn.Conv2d(dim_out, dim_out, 3, padding = 1), nn.GroupNorm(groups, dim_out))
        self.res_conv = nn.Conv2d(dim, dim_out, 1) if dim != dim_out else nn.Identity()

    def forward(self, x, time_emb = None):
        h = self.block1(x)
        if self.mlp is not None and time_emb is not None:
            scale, shift = self.mlp(time_emb)[:, :, None, None].chunk(2, dim = 1)
            h = h * (scale + 1) + shift
        h = self.block2(F.silu(h))
        return h + self.res_conv(x)


class GaussianDiffusion(nn.Module):
    def __init__(self, model, *, image_size, timesteps=1000, objective='pred_noise', beta_schedule='cosine'):
        super().__init__()
        self.model, self.image_size, self.objective = model, image_size, objective
        assert objective in {'pred_noise', 'pred_x0'}, (
            f'the objective is pred_noise (the noise) '
            'or pred_x0 (the image)'
        )
        betas = SCHEDULES[beta_schedule](timesteps)
        alphas = 1. - betas
        alphas_cumprod = torch.cumprod(alphas, dim=0)
        register_buffer = lambda name, val: self.register_buffer(name, val.to(torch.float32))
        register_buffer('betas', betas)
        register_buffer('sqrt_alphas_cumprod', torch.sqrt(alphas_cumprod))
        register_buffer('sqrt_one_minus_alphas_cumprod', torch.sqrt(1. - alphas_cumprod))

    @property
    @lru_cache(maxsize=None)
    def num_timesteps(self) -> int:
        return self.betas.shape[0]

    def q_sample(self, x_start, t, noise=None):
        noise = torch.randn_like(x_start) if noise is None else noise
        return (
            extract(self.sqrt_alphas_cumprod, t, x_start.shape) * x_start +
            extract(self.sqrt_one_minus_alphas_cumprod, t, x_start.shape) * noise
        )

    @checked()
    def forward(self, img, *args, **kwargs):
        b, c, h, w, device, img_size, = *img.shape, img.device, self.image_size
        assert h == img_size and w == img_size, f'images must be {img_size} high and wide'
        t = torch.randint(0, self.num_timesteps, (b,), device=device).long()
        noise = torch.randn_like(img)
        x = self.q_sample(img * 2 - 1, t, noise)
        out = self.model(x, t)
        target = noise if self.objective == 'pred_noise' else img
        return F.mse_loss(out, target, reduction='none').mean(dim=[*range(1, out.ndim)])


class EMA:
    def __init__(self, model, beta=0.995): self.beta, self.ema_model = beta, copy.deepcopy(model)

    def update(self, model):
        for (name, current), (_, old) in zip(model.named_parameters(), self.ema_model.named_parameters()):
            if 'bias' in name or "norm" not in name: old.data = old.data * self.beta + (1 - self.beta) * current.data
