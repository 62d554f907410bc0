import random
from collections import deque

import numpy as np
import tensorflow as tf
from tensorflow.keras.layers import Add, Dense, Input, Lambda
from tensorflow.keras.models import Model
from tensorflow.keras.optimizers import Adam


class FakeEnv:
    def reset(self):
        return np.random.randn(4)

    def step(self, action):
        return np.random.randn(4), 1.0, np.random.rand() < 0.1, {}


def make_model(input_shape, action_space):
    X_input = Input(shape=input_shape)
    X = Dense(64, activation="relu", kernel_initializer="he_uniform")(X_input)
    X = Dense(32, activation="relu", kernel_initializer="he_uniform")(X)
    state_value = Dense(1, kernel_initializer="he_uniform")(X)
    action_advantage = Dense(action_space, kernel_initializer="he_uniform")(X)
    mean = Lambda(lambda a: a - tf.reduce_mean(a, axis=1, keepdims=True), output_shape=(action_space,))(action_advantage)
    X = Add()([state_value, mean])
    model = Model(inputs=X_input, outputs=X, name="CartPoleDuelingDDQN")
    model.compile(loss="mean_squared_error", optimizer=Adam(learning_rate=0.00025), metrics=["mae"])
    return model


class DQNAgent:
    def __init__(self):
        self.env = FakeEnv()
        self.state_size = 4
        self.action_size = 2
        self.memory = deque(maxlen=2000)
        self.gamma = 0.95
        self.epsilon = 1.0
        self.epsilon_min = 0.001
        self.epsilon_decay = 0.999
        self.batch_size = 16
        self.train_start = 20
        self.model = make_model((self.state_size,), self.action_size)
        self.target_model = make_model((self.state_size,), self.action_size)

    def update_target_model(self):
        self.target_model.set_weights(self.model.get_weights())

    def remember(self, state, action, reward, next_state, done):
        self.memory.append((state, action, reward, next_state, done))
        if len(self.memory) > self.train_start and self.epsilon > self.epsilon_min:
            self.epsilon *= self.epsilon_decay

    def act(self, state):
        if np.random.random() <= self.epsilon:
            return random.randrange(self.action_size)
        return np.argmax(self.model.predict(state, verbose=0))

    def replay(self):
        if len(self.memory) < self.train_start:
            return
        minibatch = random.sample(self.memory, min(len(self.memory), self.batch_size))
        state = np.zeros((self.batch_size, self.state_size))
        next_state = np.zeros((self.batch_size, self.state_size))
        action, reward, done = [], [], []
        for i in range(self.batch_size):
            state[i] = minibatch[i][0]
            action.append(minibatch[i][1])
            reward.append(minibatch[i][2])
            next_state[i] = minibatch[i][3]
            done.append(minibatch[i][4])
        target = self.model.predict(state, verbose=0)
        target_next = self.model.predict(next_state, verbose=0)
        target_val = self.target_model.predict(next_state, verbose=0)
        for i in range(len(minibatch)):
            if done[i]:
                target[i][action[i]] = reward[i]
            else:
                a = np.argmax(target_next[i])
                target[i][action[i]] = reward[i] + self.gamma * target_val[i][a]
        self.model.fit(state, target, batch_size=self.batch_size, verbose=0)

    def run(self, episodes=2):
        for e in range(episodes):
            state = self.env.reset()
            state = np.reshape(state, [1, self.state_size])
            done = False
            i = 0
            while not done and i < 15:
                action = self.act(state)
                next_state, reward, done, _ = self.env.step(action)
                next_state = np.reshape(next_state, [1, self.state_size])
                self.remember(state, action, reward, next_state, done)
                state = next_state
                i += 1
                self.replay()
            self.update_target_model()
            print("episode: {}/{}, score: {}, e: {:.2}".format(e, episodes, i, self.epsilon))


if __name__ == "__main__":
    agent = DQNAgent()
    agent.run()
