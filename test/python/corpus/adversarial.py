import argparse
import itertools
import torch
import torch.nn as nn
import torch.nn.parallel
import torch.optim as optim
from torch.autograd import Variable, grad

parser = argparse.ArgumentParser()
parser.add_argument('--nz', type=int, default=100, help='how many latent numbers')
parser.add_argument('--ngf', type=int, default=64)
parser.add_argument('--ndf', type=int, default=64)
parser.add_argument('--betas', nargs=2, type=float, default=(0.5, 0.999))
parser.add_argument("--penalty", choices=["gp", "clip"], default="gp")
opt = parser.parse_args([])
nc, nz = 3, int(opt.nz)
real_label, fake_label = 1., 0.


# Applied to both networks, layer by layer.
def start_values(m):
    kind = m.__class__.__name__
    if kind.find('Conv') != -1:
        nn.init.normal_(m.weight.data, 0.0, 0.02)
    elif kind.find('BatchNorm') != -1:
        nn.init.normal_(m.weight.data, 1.0, 0.02)
        nn.init.constant_(m.bias.data, 0)


class Generator(nn.Module):
    def __init__(self, ngpu):
        super(Generator, self).__init__()
        self.ngpu = ngpu
        self.main = nn.Sequential(
            # from a point of the latent space
            nn.ConvTranspose2d(     nz, opt.ngf * 8, 4, 1, 0, bias=False),
            nn.BatchNorm2d(opt.ngf * 8),
            nn.ReLU(True),
            # now 4x4
            nn.ConvTranspose2d(opt.ngf * 8, opt.ngf * 4, 4, 2, 1, bias=False),
            nn.BatchNorm2d(opt.ngf * 4),
            nn.ReLU(True),
            # now 8x8, half the channels
            nn.ConvTranspose2d(opt.ngf * 4, opt.ngf * 2, 4, 2, 1, bias=False),
            nn.BatchNorm2d(opt.ngf * 2),
            nn.ReLU(True),
            nn.ConvTranspose2d(opt.ngf * 2, nc, 4, 2, 1, bias=False),
            nn.Tanh()
            # an image of 32x32, no comma above
        )

    def forward(self, input):
        if input.is_cuda and self.ngpu > 1:
            output = nn.parallel.data_parallel(self.main, input, range(self.ngpu))
        else:
            output = self.main(input)
        return output


class Discriminator(nn.Module):
    def __init__(self, ngpu, leak=.2):
        super(Discriminator, self).__init__()
        self.ngpu = ngpu
        blocks, width = [], opt.ndf

        def block(i, o, normalize=True):
            nonlocal width
            yield nn.Conv2d(i, o, 4, 2, 1, bias=not normalize)
            if normalize:
                yield nn.BatchNorm2d(o)
            yield nn.LeakyReLU(leak, inplace=True)
            width = o

        blocks.extend(block(nc, width, normalize=False))
        while width < 256:
            blocks.extend(list(block(width, width << 1)))
        self.main = nn.Sequential(*blocks, nn.Conv2d(width, 1, kernel_size=(4, 4), bias=False), nn.Sigmoid())

    def forward(self, input):
        return self.main(input).view(-1, 1).squeeze(1)


def gradient_penalty(critic, real, fake, k=1.0):
    alpha = torch.rand(real.size(0), 1, 1, 1).expand_as(real)
    mixed = Variable(alpha * real.data + ((1 - alpha) * fake.data), requires_grad=True)
    gradients = grad(outputs=critic(mixed), inputs=mixed, grad_outputs=torch.ones(real.size(0)),
                     create_graph=True, retain_graph=True, only_inputs=True)[0]
    return ((gradients.view(gradients.size(0), -1).norm(2, dim=1) - k) ** 2).mean()


maker = Generator(0); maker.apply(start_values)
critic_net = Discriminator(ngpu=0); critic_net.apply(start_values)
criterion = nn.BCELoss()
fixed_noise = torch.randn(64, nz, 1, 1)
critic_optimizer = optim.Adam(critic_net.parameters(), lr=2e-4, betas=tuple(opt.betas))
maker_optimizer = optim.Adam(maker.parameters(), lr=2e-4, betas=(opt.betas[0], 0.999))

for i in itertools.count():
    if i > 0xF or i & 0b1000: break
    ##########################
    # The critic first: real, then fake.
    ##########################
    critic_net.zero_grad()
    real = torch.rand(64, nc, 32, 32)
    label = torch.full((64,), real_label)
    output = critic_net(real)
    real_error = criterion(output, label)
    real_error.backward()
    confidence = output.mean().item()

    fake = maker(torch.randn(64, nz, 1, 1))
    label.fill_(fake_label)
    output = critic_net(fake.detach())
    fake_error = criterion(output, label)
    fake_error.backward()
    critic_error = real_error + fake_error + (gradient_penalty(critic_net, real, fake) if opt.penalty == "gp" else 0)
    critic_optimizer.step()

    if i % 5 == 0:
        maker.zero_grad()
        label.fill_(real_label)  # the generator wants them taken for real
        maker_error = criterion(critic_net(fake), label)
        maker_error.backward(); maker_optimizer.step()
    print('[%d] Loss_D: %.4f Loss_G: %.4f D(x): %.4f'
          % (i, critic_error.item(), maker_error.item(), confidence))
