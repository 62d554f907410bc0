import torch
import torch.nn as nn
from torch.distributions import Categorical


class Policy(nn.Module):
    def __init__(self, observation=4, actions=2):
        super().__init__()
        self.affine = nn.Linear(observation, 64)
        self.action = nn.Linear(64, actions)

    def forward(self, x):
        x = torch.relu(self.affine(x))
        return torch.softmax(self.action(x), dim=-1)


def discounted(rewards, gamma=0.99):
    total, returns = 0.0, []
    for reward in reversed(rewards):
        total = reward + gamma * total
        returns.insert(0, total)
    returns = torch.tensor(returns)
    return (returns - returns.mean()) / (returns.std() + 1e-6)


policy = Policy()
optimizer = torch.optim.Adam(policy.parameters(), lr=1e-2)
for episode in range(3):
    states = torch.randn(20, 4)
    probabilities = policy(states)
    distribution = Categorical(probs=probabilities)
    actions = distribution.sample()
    rewards = [1.0 if a == 0 else 0.5 for a in actions.tolist()]
    returns = discounted(rewards)
    chosen = probabilities.gather(1, actions.unsqueeze(1)).squeeze(1)
    loss = -(chosen.log() * returns).mean()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    print(episode, loss.item())
