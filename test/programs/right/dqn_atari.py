import collections
import copy
import random

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
import torch.optim as optim

Transition = collections.namedtuple("Transition", ("state", "action", "next_state", "reward", "done"))


class FakeAtari:
    def __init__(self, size=84, n_actions=6):
        self.size, self.n_actions = size, n_actions
        self.t = 0

    def reset(self):
        self.t = 0
        return np.zeros((self.size, self.size), dtype=np.uint8)

    def step(self, action):
        self.t += 1
        return np.random.randint(0, 255, (self.size, self.size), dtype=np.uint8), float(action == 1), self.t > 12, {}


class FrameStack:
    def __init__(self, env, k=4):
        self.env, self.k = env, k
        self.frames = collections.deque([], maxlen=k)

    def reset(self):
        obs = self.env.reset()
        for _ in range(self.k):
            self.frames.append(obs)
        return np.stack(self.frames)

    def step(self, action):
        obs, reward, done, info = self.env.step(action)
        self.frames.append(obs)
        return np.stack(self.frames), reward, done, info


class ReplayMemory:
    def __init__(self, capacity):
        self.memory = collections.deque(maxlen=capacity)

    def push(self, *args):
        self.memory.append(Transition(*args))

    def sample(self, batch_size):
        return random.sample(self.memory, batch_size)

    def __len__(self):
        return len(self.memory)


class NoisyLinear(nn.Module):
    def __init__(self, in_features, out_features, std_init=0.5):
        super().__init__()
        self.in_features, self.out_features, self.std_init = in_features, out_features, std_init
        self.weight_mu = nn.Parameter(torch.empty(out_features, in_features))
        self.weight_sigma = nn.Parameter(torch.empty(out_features, in_features))
        self.register_buffer("weight_epsilon", torch.empty(out_features, in_features))
        self.bias_mu = nn.Parameter(torch.empty(out_features))
        self.bias_sigma = nn.Parameter(torch.empty(out_features))
        self.register_buffer("bias_epsilon", torch.empty(out_features))
        self.reset_parameters()
        self.reset_noise()

    def reset_parameters(self):
        mu_range = 1.0 / self.in_features ** 0.5
        self.weight_mu.data.uniform_(-mu_range, mu_range)
        self.weight_sigma.data.fill_(self.std_init / self.in_features ** 0.5)
        self.bias_mu.data.uniform_(-mu_range, mu_range)
        self.bias_sigma.data.fill_(self.std_init / self.out_features ** 0.5)

    @staticmethod
    def scale_noise(size):
        x = torch.randn(size)
        return x.sign().mul(x.abs().sqrt())

    def reset_noise(self):
        epsilon_in = self.scale_noise(self.in_features)
        epsilon_out = self.scale_noise(self.out_features)
        self.weight_epsilon.copy_(epsilon_out.outer(epsilon_in))
        self.bias_epsilon.copy_(epsilon_out)

    def forward(self, x):
        if self.training:
            return F.linear(x, self.weight_mu + self.weight_sigma * self.weight_epsilon, self.bias_mu + self.bias_sigma * self.bias_epsilon)
        return F.linear(x, self.weight_mu, self.bias_mu)


class DuelingDQN(nn.Module):
    def __init__(self, in_channels=4, n_actions=6):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(in_channels, 32, kernel_size=8, stride=4), nn.ReLU(),
            nn.Conv2d(32, 64, kernel_size=4, stride=2), nn.ReLU(),
            nn.Conv2d(64, 64, kernel_size=3, stride=1), nn.ReLU(),
        )
        self.value = nn.Sequential(NoisyLinear(7 * 7 * 64, 128), nn.ReLU(), NoisyLinear(128, 1))
        self.advantage = nn.Sequential(NoisyLinear(7 * 7 * 64, 128), nn.ReLU(), NoisyLinear(128, n_actions))

    def forward(self, x):
        x = x.float() / 255
        x = self.features(x)
        x = x.view(x.size(0), -1)
        v, a = self.value(x), self.advantage(x)
        return v + a - a.mean(dim=1, keepdim=True)


class Agent:
    GAMMA = 0.99

    def __init__(self, n_actions):
        self.n_actions = n_actions
        self.policy_net = DuelingDQN(n_actions=n_actions)
        self.target_net = copy.deepcopy(self.policy_net)
        self.target_net.load_state_dict(self.policy_net.state_dict())
        self.target_net.eval()
        self.memory = ReplayMemory(1000)
        self.optimizer = optim.Adam(self.policy_net.parameters(), lr=1e-4)
        self.eps = 0.5

    def act(self, state):
        if random.random() > self.eps:
            with torch.no_grad():
                q = self.policy_net(torch.from_numpy(state).unsqueeze(0))
                return q.max(1)[1].view(1, 1)
        return torch.tensor([[random.randrange(self.n_actions)]], dtype=torch.long)

    def optimize(self, batch_size=8):
        if len(self.memory) < batch_size:
            return None
        transitions = self.memory.sample(batch_size)
        batch = Transition(*zip(*transitions))
        non_final_mask = torch.tensor(tuple(map(lambda s: s is not None, batch.next_state)), dtype=torch.bool)
        non_final_next_states = torch.stack([torch.from_numpy(s) for s in batch.next_state if s is not None])
        state_batch = torch.stack([torch.from_numpy(s) for s in batch.state])
        action_batch = torch.cat(batch.action)
        reward_batch = torch.tensor(batch.reward)
        state_action_values = self.policy_net(state_batch).gather(1, action_batch)
        next_state_values = torch.zeros(batch_size)
        with torch.no_grad():
            best = self.policy_net(non_final_next_states).argmax(1, keepdim=True)
            next_state_values[non_final_mask] = self.target_net(non_final_next_states).gather(1, best).squeeze(1)
        expected = (next_state_values * self.GAMMA) + reward_batch
        loss = F.smooth_l1_loss(state_action_values, expected.unsqueeze(1))
        self.optimizer.zero_grad()
        loss.backward()
        for param in self.policy_net.parameters():
            param.grad.data.clamp_(-1, 1)
        self.optimizer.step()
        return loss.item()

    def soft_update(self, tau=0.005):
        for t, p in zip(self.target_net.parameters(), self.policy_net.parameters()):
            t.data.copy_(tau * p.data + (1 - tau) * t.data)


env = FrameStack(FakeAtari())
agent = Agent(6)
for episode in range(1):
    state = env.reset()
    done = False
    total = 0.0
    while not done:
        action = agent.act(state)
        next_state, reward, done, _ = env.step(action.item())
        agent.memory.push(state, action, None if done else next_state, reward, done)
        state = next_state
        total += reward
        agent.optimize()
        agent.soft_update()
    print(episode, total)
