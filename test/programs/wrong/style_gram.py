# expect: size-mismatch@43
"""Three small things out of one notebook: style transfer, a predictor replaced, an actor-critic step."""
import torch
import torch.nn as nn
import torch.nn.functional as F
import torch.optim as optim
from torch.distributions import Categorical
from torchvision import models
from torchvision.models.detection import maskrcnn_resnet50_fpn
from torchvision.models.detection.faster_rcnn import FastRCNNPredictor
from torchvision.models.detection.mask_rcnn import MaskRCNNPredictor


# --- neural style transfer
class VGGFeatures(nn.Module):
    def __init__(self):
        super().__init__()
        self.chosen_features = ["0", "5", "10", "19", "28"]
        self.model = models.vgg19(weights=None).features[:29]

    def forward(self, x):
        features = []
        for layer_num, layer in enumerate(self.model):
            x = layer(x)
            if str(layer_num) in self.chosen_features:
                features.append(x)
        return features


vgg = VGGFeatures().eval()
original_img = torch.rand(1, 3, 64, 64)
style_img = torch.rand(1, 3, 64, 64)
generated = original_img.clone().requires_grad_(True)
optimizer = optim.Adam([generated], lr=0.001)
for step in range(2):
    generated_features = vgg(generated)
    original_features = vgg(original_img)
    style_features = vgg(style_img)
    style_loss = content_loss = 0
    for gen_feature, orig_feature, style_feature in zip(generated_features, original_features, style_features):
        batch_size, channel, height, width = gen_feature.shape
        content_loss += torch.mean((gen_feature - orig_feature) ** 2)
        G = gen_feature.view(channel, height * width).mm(gen_feature.view(channel, height * width))
        A = style_feature.view(channel, height * width).mm(style_feature.view(channel, height * width).t())
        style_loss += torch.mean((G - A) ** 2)
    total_loss = 1 * content_loss + 0.01 * style_loss
    optimizer.zero_grad()
    total_loss.backward()
    optimizer.step()


# --- mask R-CNN with its predictors replaced
def get_instance_segmentation_model(num_classes):
    model = maskrcnn_resnet50_fpn(weights=None, weights_backbone=None, min_size=128, max_size=192)
    in_features = model.roi_heads.box_predictor.cls_score.in_features
    model.roi_heads.box_predictor = FastRCNNPredictor(in_features, num_classes)
    in_features_mask = model.roi_heads.mask_predictor.conv5_mask.in_channels
    model.roi_heads.mask_predictor = MaskRCNNPredictor(in_features_mask, 64, num_classes)
    return model


detector = get_instance_segmentation_model(num_classes=2)
images = [torch.rand(3, 96, 128), torch.rand(3, 100, 90)]
targets = []
for img in images:
    masks = torch.zeros(2, img.shape[1], img.shape[2], dtype=torch.uint8)
    masks[:, 10:50, 10:60] = 1
    targets.append({
        "boxes": torch.tensor([[10.0, 10.0, 59.0, 49.0], [20.0, 15.0, 70.0, 80.0]]),
        "labels": torch.ones((2,), dtype=torch.int64),
        "masks": masks,
    })
detector.train()
loss_dict = detector(images, targets)
losses = sum(loss for loss in loss_dict.values())
detector.eval()
with torch.no_grad():
    prediction = detector([images[0]])
print(sorted(loss_dict), prediction[0]["boxes"].shape[1])


# --- advantage actor-critic on made-up rollouts
class ActorCritic(nn.Module):
    def __init__(self, num_inputs, num_outputs, hidden_size):
        super(ActorCritic, self).__init__()
        self.critic = nn.Sequential(nn.Linear(num_inputs, hidden_size), nn.ReLU(), nn.Linear(hidden_size, 1))
        self.actor = nn.Sequential(nn.Linear(num_inputs, hidden_size), nn.ReLU(), nn.Linear(hidden_size, num_outputs), nn.Softmax(dim=1))

    def forward(self, x):
        value = self.critic(x)
        probs = self.actor(x)
        return Categorical(probs), value


def compute_returns(next_value, rewards, masks, gamma=0.99):
    R = next_value
    returns = []
    for step in reversed(range(len(rewards))):
        R = rewards[step] + gamma * R * masks[step]
        returns.insert(0, R)
    return returns


num_envs, num_steps = 4, 5
ac = ActorCritic(6, 3, 32)
ac_optimizer = optim.Adam(ac.parameters())
state = torch.randn(num_envs, 6)
log_probs, values, rewards, masks = [], [], [], []
entropy = 0
for _ in range(num_steps):
    dist, value = ac(state)
    action = dist.sample()
    next_state, reward, done = torch.randn(num_envs, 6), torch.rand(num_envs), torch.rand(num_envs) > 0.9
    log_prob = dist.log_prob(action)
    entropy += dist.entropy().mean()
    log_probs.append(log_prob)
    values.append(value)
    rewards.append(reward.unsqueeze(1))
    masks.append((1 - done.float()).unsqueeze(1))
    state = next_state
_, next_value = ac(state)
returns = torch.cat(compute_returns(next_value, rewards, masks)).detach()
log_probs = torch.cat(log_probs)
values = torch.cat(values)
advantage = returns - values
actor_loss = -(log_probs * advantage.detach().squeeze(1)).mean()
critic_loss = advantage.pow(2).mean()
loss = actor_loss + 0.5 * critic_loss - 0.001 * entropy
ac_optimizer.zero_grad()
loss.backward()
ac_optimizer.step()
print(loss.item(), F.mse_loss(values, returns).item())
