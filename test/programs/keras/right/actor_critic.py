"""Actor and critic share a layer; an episode's returns are learned from with a tape."""
import keras
import numpy as np
import tensorflow as tf
from keras import layers

gamma = 0.99
max_steps_per_episode = 30
eps = np.finfo(np.float32).eps.item()
num_inputs, num_actions, num_hidden = 4, 2, 128


class Pole:
    def reset(self):
        self.state = np.random.uniform(-0.05, 0.05, (4,))
        return self.state, {}

    def step(self, action):
        self.state = self.state + np.random.normal(0, 0.1, (4,)) + (0.02 if action == 1 else -0.02)
        done = bool(np.abs(self.state[2]) > 0.5)
        return self.state, 1.0, done, False, {}


env = Pole()
inputs = layers.Input(shape=(num_inputs,))
common = layers.Dense(num_hidden, activation="relu")(inputs)
action = layers.Dense(num_actions, activation="softmax")(common)
critic = layers.Dense(1)(common)
model = keras.Model(inputs=inputs, outputs=[action, critic])

optimizer = keras.optimizers.Adam(learning_rate=0.01)
huber_loss = keras.losses.Huber()
action_probs_history, critic_value_history, rewards_history = [], [], []
running_reward = 0
for episode_count in range(3):
    state, _ = env.reset()
    episode_reward = 0
    with tf.GradientTape() as tape:
        for timestep in range(1, max_steps_per_episode):
            state = keras.ops.convert_to_tensor(state)
            state = keras.ops.expand_dims(state, 0)
            action_probs, critic_value = model(state)
            critic_value_history.append(critic_value[0, 0])
            action = np.random.choice(num_actions, p=np.squeeze(action_probs) / np.sum(action_probs))
            action_probs_history.append(keras.ops.log(action_probs[0, action]))
            state, reward, done, *_ = env.step(action)
            rewards_history.append(reward)
            episode_reward += reward
            if done:
                break
        running_reward = 0.05 * episode_reward + (1 - 0.05) * running_reward
        returns = []
        discounted_sum = 0
        for r in rewards_history[::-1]:
            discounted_sum = r + gamma * discounted_sum
            returns.insert(0, discounted_sum)
        returns = np.array(returns)
        returns = (returns - np.mean(returns)) / (np.std(returns) + eps)
        returns = returns.tolist()
        history = zip(action_probs_history, critic_value_history, returns)
        actor_losses, critic_losses = [], []
        for log_prob, value, ret in history:
            diff = ret - value
            actor_losses.append(-log_prob * diff)
            critic_losses.append(huber_loss(keras.ops.expand_dims(value, 0), keras.ops.expand_dims(ret, 0)))
        loss_value = sum(actor_losses) + sum(critic_losses)
    grads = tape.gradient(loss_value, model.trainable_variables)
    optimizer.apply_gradients(zip(grads, model.trainable_variables))
    action_probs_history.clear()
    critic_value_history.clear()
    rewards_history.clear()
