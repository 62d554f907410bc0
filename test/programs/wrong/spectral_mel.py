# expect: size-mismatch@45
import math
import torch
import torch.nn.functional as F
from torch import nn


class SpectralConv(nn.Module):
    def __init__(self, cin, cout, modes):
        super().__init__()
        self.modes = modes
        self.weight = nn.Parameter(torch.randn(cin, cout, modes, dtype=torch.cfloat) / math.sqrt(cin))

    def forward(self, x):
        spectrum = torch.fft.rfft(x, dim=-1)
        kept = torch.zeros(x.size(0), self.weight.size(1), spectrum.size(-1), dtype=torch.cfloat)
        kept[:, :, : self.modes] = torch.einsum("bim,iom->bom", spectrum[..., : self.modes], self.weight)
        return torch.fft.irfft(kept, n=x.size(-1))


class FNO(nn.Module):
    def __init__(self, width=20, modes=12, depth=3):
        super().__init__()
        self.lift = nn.Conv1d(2, width, 1)
        self.spectral = nn.ModuleList([SpectralConv(width, width, modes) for _ in range(depth)])
        self.local = nn.ModuleList([nn.Conv1d(width, width, 1) for _ in range(depth)])
        self.drop = nn.Conv1d(width, 1, 1)

    def forward(self, x):
        x = self.lift(x)
        for s, l in zip(self.spectral, self.local):
            x = F.gelu(s(x) + l(x))
        return self.drop(x).squeeze(1)


signal = torch.randn(4, 128)
grid = torch.linspace(0, 1, 128).expand(4, -1)
x = torch.stack((signal, grid), dim=1)
out = FNO()(x)
loss = F.mse_loss(out, torch.sin(signal))

wave = torch.randn(2, 4000)
spec = torch.stft(wave, n_fft=256, hop_length=64, window=torch.hann_window(256), return_complex=True)
power = spec.abs().pow(2)
mel = torch.rand(40, 128) @ power
log_mel = torch.special.xlogy(mel, mel + 1)
back = torch.istft(spec, n_fft=256, hop_length=64, window=torch.hann_window(256), length=4000)
cov = torch.cov(log_mel.mean(-1).T)
u, s, vh = torch.linalg.svd(mel[0], full_matrices=False)
rank = (u * s) @ vh
solved = torch.linalg.solve(torch.eye(40) + mel[0] @ mel[0].mT, torch.ones(40, 3))
print(out.shape, spec.shape, log_mel.shape, cov.shape, rank.shape, solved.shape, back.shape, loss)
