import numpy as np
import torch
import torch.nn as nn
from torch.distributions import MultivariateNormal
from torch.utils.data import BatchSampler, SubsetRandomSampler


def layer_init(layer, std=np.sqrt(2), bias_const=0.0):
    torch.nn.init.orthogonal_(layer.weight, std)
    torch.nn.init.constant_(layer.bias, bias_const)
    return layer


class RolloutBuffer:
    def __init__(self, steps, num_envs, obs_dim, act_dim):
        self.obs = torch.zeros((steps, num_envs, obs_dim))
        self.actions = torch.zeros((steps, num_envs, act_dim))
        self.logprobs = torch.zeros((steps, num_envs))
        self.rewards = torch.zeros((steps, num_envs))
        self.dones = torch.zeros((steps, num_envs))
        self.values = torch.zeros((steps, num_envs))
        self.steps = steps


class ActorCritic(nn.Module):
    def __init__(self, obs_dim, act_dim, hidden=32):
        super().__init__()
        self.critic = nn.Sequential(
            layer_init(nn.Linear(obs_dim, hidden)), nn.Tanh(), layer_init(nn.Linear(hidden, hidden)), nn.Tanh(), layer_init(nn.Linear(hidden, 1), std=1.0)
        )
        self.actor_mean = nn.Sequential(
            layer_init(nn.Linear(obs_dim, hidden)), nn.Tanh(), layer_init(nn.Linear(hidden, act_dim), std=0.01)
        )
        self.actor_logstd = nn.Parameter(torch.zeros(1, act_dim))

    def get_value(self, x):
        return self.critic(x)

    def get_action_and_value(self, x, action=None):
        action_mean = self.actor_mean(x)
        action_std = self.actor_logstd.expand_as(action_mean).exp()
        probs = MultivariateNormal(action_mean, torch.diag_embed(action_std.pow(2)))
        if action is None:
            action = probs.sample()
        return action, probs.log_prob(action), probs.entropy(), self.critic(x)


class VecEnv:
    def __init__(self, n, obs_dim, act_dim):
        self.n, self.obs_dim, self.act_dim = n, obs_dim, act_dim

    def reset(self):
        return np.random.randn(self.n, self.obs_dim).astype(np.float32)

    def step(self, action):
        assert action.shape == (self.n, self.act_dim)
        return np.random.randn(self.n, self.obs_dim).astype(np.float32), -np.square(action).sum(-1), np.zeros(self.n, dtype=bool)


num_steps, num_envs, obs_dim, act_dim = 16, 3, 11, 3
gamma, gae_lambda, clip_coef, ent_coef, vf_coef = 0.99, 0.95, 0.2, 0.0, 0.5
minibatch_size = 12
device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
envs = VecEnv(num_envs, obs_dim, act_dim)
agent = ActorCritic(obs_dim, act_dim).to(device)
optimizer = torch.optim.Adam(agent.parameters(), lr=3e-4, eps=1e-5)
buffer = RolloutBuffer(num_steps, num_envs, obs_dim, act_dim)

next_obs = torch.Tensor(envs.reset()).to(device)
next_done = torch.zeros(num_envs).to(device)
for update in range(1, 3):
    optimizer.param_groups[0]["lr"] = (1.0 - (update - 1.0) / 2) * 3e-4
    for step in range(0, num_steps):
        buffer.obs[step] = next_obs
        buffer.dones[step] = next_done
        with torch.no_grad():
            action, logprob, _, value = agent.get_action_and_value(next_obs)
            buffer.values[step] = value.flatten()
        buffer.actions[step] = action
        buffer.logprobs[step] = logprob
        obs, reward, done = envs.step(action.cpu().numpy())
        buffer.rewards[step] = torch.tensor(reward).to(device).view(-1)
        next_obs, next_done = torch.Tensor(obs).to(device), torch.Tensor(done).to(device)

    with torch.no_grad():
        next_value = agent.get_value(next_obs).reshape(1, -1)
        advantages = torch.zeros_like(buffer.rewards).to(device)
        lastgaelam = 0
        for t in reversed(range(num_steps)):
            if t == num_steps - 1:
                nextnonterminal = 1.0 - next_done
                nextvalues = next_value
            else:
                nextnonterminal = 1.0 - buffer.dones[t + 1]
                nextvalues = buffer.values[t + 1]
            delta = buffer.rewards[t] + gamma * nextvalues * nextnonterminal - buffer.values[t]
            advantages[t] = lastgaelam = delta + gamma * gae_lambda * nextnonterminal * lastgaelam
        returns = advantages + buffer.values

    b_obs = buffer.obs.reshape((-1, obs_dim))
    b_logprobs = buffer.logprobs.reshape(-1)
    b_actions = buffer.actions.reshape((-1, act_dim))
    b_advantages = advantages.reshape(-1)
    b_returns = returns.reshape(-1)
    b_values = buffer.values.reshape(-1)

    b_inds = np.arange(num_steps * num_envs)
    clipfracs = []
    for epoch in range(2):
        np.random.shuffle(b_inds)
        for start in range(0, num_steps * num_envs, minibatch_size):
            mb_inds = b_inds[start:start + minibatch_size]
            _, newlogprob, entropy, newvalue = agent.get_action_and_value(b_obs[mb_inds], b_actions[mb_inds])
            logratio = newlogprob - b_logprobs[mb_inds]
            ratio = logratio.exp()
            with torch.no_grad():
                approx_kl = ((ratio - 1) - logratio).mean()
                clipfracs += [((ratio - 1.0).abs() > clip_coef).float().mean().item()]
            mb_advantages = b_advantages[mb_inds]
            mb_advantages = (mb_advantages - mb_advantages.mean()) / (mb_advantages.std() + 1e-8)
            pg_loss = torch.max(-mb_advantages * ratio, -mb_advantages * torch.clamp(ratio, 1 - clip_coef, 1 + clip_coef)).mean()
            newvalue = newvalue.view(-1)
            v_clipped = b_values[mb_inds] + torch.clamp(newvalue - b_values[mb_inds], -clip_coef, clip_coef)
            v_loss = 0.5 * torch.max((newvalue - b_returns[mb_inds]) ** 2, (v_clipped - b_returns[mb_inds]) ** 2).mean()
            loss = pg_loss - ent_coef * entropy.mean() + v_loss * vf_coef
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(agent.parameters(), 0.5)
            optimizer.step()
        for idx in BatchSampler(SubsetRandomSampler(range(num_steps * num_envs)), minibatch_size, drop_last=True):
            advantage = b_advantages[idx]
    y_pred, y_true = b_values.cpu().numpy(), b_returns.cpu().numpy()
    var_y = np.var(y_true)
    print(update, np.nan if var_y == 0 else 1 - np.var(y_true - y_pred) / var_y, np.mean(clipfracs))
