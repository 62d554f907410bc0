import argparse

import numpy as np
import torch
import torch.nn as nn
from torch import autograd
from torch.autograd import Variable
from torch.utils.data import DataLoader, TensorDataset

parser = argparse.ArgumentParser()
parser.add_argument("--n_epochs", type=int, default=1)
parser.add_argument("--batch_size", type=int, default=8)
parser.add_argument("--latent_dim", type=int, default=16)
parser.add_argument("--img_size", type=int, default=32)
parser.add_argument("--channels", type=int, default=3)
parser.add_argument("--n_critic", type=int, default=2)
parser.add_argument("--ngf", type=int, default=8)
opt = parser.parse_args([])

img_shape = (opt.channels, opt.img_size, opt.img_size)
cuda = torch.cuda.is_available()
Tensor = torch.cuda.FloatTensor if cuda else torch.FloatTensor


def weights_init(m):
    classname = m.__class__.__name__
    if classname.find("Conv") != -1:
        nn.init.normal_(m.weight.data, 0.0, 0.02)
    elif classname.find("BatchNorm") != -1:
        nn.init.normal_(m.weight.data, 1.0, 0.02)
        nn.init.constant_(m.bias.data, 0)


class Generator(nn.Module):
    def __init__(self):
        super(Generator, self).__init__()
        self.init_size = opt.img_size // 4
        self.l1 = nn.Sequential(nn.Linear(opt.latent_dim, 4 * opt.ngf * self.init_size ** 2))

        def up(inp, out):
            return [nn.Upsample(scale_factor=2), nn.Conv2d(inp, out, 3, stride=1, padding=1),
                    nn.BatchNorm2d(out, 0.8), nn.LeakyReLU(0.2, inplace=True)]

        self.conv_blocks = nn.Sequential(
            nn.BatchNorm2d(4 * opt.ngf),
            *up(4 * opt.ngf, 4 * opt.ngf),
            *up(4 * opt.ngf, 2 * opt.ngf),
            nn.Conv2d(2 * opt.ngf, opt.channels, 3, stride=1, padding=1),
            nn.Tanh(),
        )

    def forward(self, z):
        out = self.l1(z)
        out = out.view(out.shape[0], 4 * opt.ngf, self.init_size, self.init_size)
        return self.conv_blocks(out)


class Critic(nn.Module):
    def __init__(self, dims=(16, 32, 64)):
        super().__init__()
        layers, prev = [], opt.channels
        for i, d in enumerate(dims):
            layers += [nn.Conv2d(prev, d, 3, 2, 1)]
            if i > 0:
                layers.append(nn.InstanceNorm2d(d, affine=True))
            layers += [nn.LeakyReLU(0.2, inplace=True), nn.Dropout2d(0.25)]
            prev = d
        self.model = nn.Sequential(*layers)
        ds_size = opt.img_size // 2 ** len(dims)
        self.adv_layer = nn.Linear(prev * ds_size ** 2, 1)

    def forward(self, img):
        out = self.model(img)
        out = out.view(out.shape[0], -1)
        return self.adv_layer(out)


def compute_gradient_penalty(D, real_samples, fake_samples):
    """Calculates the gradient penalty loss for WGAN GP"""
    alpha = Tensor(np.random.random((real_samples.size(0), 1, 1, 1)))
    interpolates = (alpha * real_samples + ((1 - alpha) * fake_samples)).requires_grad_(True)
    d_interpolates = D(interpolates)
    fake = Variable(Tensor(real_samples.shape[0], 1).fill_(1.0), requires_grad=False)
    gradients = autograd.grad(
        outputs=d_interpolates,
        inputs=interpolates,
        grad_outputs=fake,
        create_graph=True,
        retain_graph=True,
        only_inputs=True,
    )[0]
    gradients = gradients.view(gradients.size(0), -1)
    gradient_penalty = ((gradients.norm(2, dim=1) - 1) ** 2).mean()
    return gradient_penalty


generator = Generator()
critic = Critic()
generator.apply(weights_init)
critic.apply(weights_init)
if cuda:
    generator.cuda()
    critic.cuda()

images = torch.rand(24, *img_shape) * 2 - 1
dataloader = DataLoader(TensorDataset(images), batch_size=opt.batch_size, shuffle=True)

optimizer_G = torch.optim.Adam(generator.parameters(), lr=2e-4, betas=(0.5, 0.999))
optimizer_D = torch.optim.Adam(critic.parameters(), lr=2e-4, betas=(0.5, 0.999))
fixed_noise = torch.randn(4, opt.latent_dim)

batches_done = 0
for epoch in range(opt.n_epochs):
    for i, (imgs,) in enumerate(dataloader):
        real_imgs = Variable(imgs.type(Tensor))
        optimizer_D.zero_grad()
        z = Variable(Tensor(np.random.normal(0, 1, (imgs.shape[0], opt.latent_dim))))
        fake_imgs = generator(z)
        real_validity = critic(real_imgs)
        fake_validity = critic(fake_imgs)
        gradient_penalty = compute_gradient_penalty(critic, real_imgs.data, fake_imgs.data)
        d_loss = -torch.mean(real_validity) + torch.mean(fake_validity) + 10 * gradient_penalty
        d_loss.backward()
        optimizer_D.step()
        optimizer_G.zero_grad()
        if i % opt.n_critic == 0:
            fake_imgs = generator(z)
            fake_validity = critic(fake_imgs)
            g_loss = -torch.mean(fake_validity)
            g_loss.backward()
            optimizer_G.step()
            print("[D loss: %f] [G loss: %f]" % (d_loss.item(), g_loss.item()))
            batches_done += opt.n_critic
    with torch.no_grad():
        samples = generator(fixed_noise).detach().cpu()
        grid = samples.view(2, 2, *img_shape).permute(0, 3, 1, 4, 2).reshape(2 * opt.img_size, 2 * opt.img_size, opt.channels)
        grid = ((grid + 1) / 2).clamp(0, 1).numpy()
