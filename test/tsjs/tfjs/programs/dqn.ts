import * as tf from "@tensorflow/tfjs";

type Transition = { state: number[]; action: number; reward: number; next: number[]; done: boolean };

class ReplayMemory {
  private buffer: Transition[] = [];
  constructor(private readonly capacity: number) {}
  append(item: Transition) {
    if (this.buffer.length >= this.capacity) this.buffer.shift();
    this.buffer.push(item);
  }
  sample(count: number): Transition[] {
    return Array.from({ length: count }, () => this.buffer[Math.floor(Math.random() * this.buffer.length)]);
  }
}

abstract class Agent {
  protected readonly online: tf.Sequential;
  protected readonly target: tf.Sequential;
  readonly optimizer = tf.train.adam(1e-3);

  constructor(
    protected readonly stateSize: number,
    protected readonly actions: number,
  ) {
    this.online = this.createNetwork([24, 24]);
    this.target = this.createNetwork([24, 24]);
    this.target.setWeights(this.online.getWeights());
  }

  private createNetwork(hidden: readonly number[]): tf.Sequential {
    const net = tf.sequential();
    hidden.forEach((units, i) =>
      net.add(tf.layers.dense({ units, activation: "relu", ...(i === 0 && { inputShape: [this.stateSize] }) })),
    );
    net.add(tf.layers.dense({ units: this.actions }));
    return net;
  }

  act(state: number[], epsilon: number): number {
    if (Math.random() < epsilon) return Math.floor(Math.random() * this.actions);
    return tf.tidy(() => (this.online.predict(tf.tensor2d([state])) as tf.Tensor2D).argMax(-1).dataSync()[0]);
  }

  abstract train(batch: Transition[], gamma: number): number;
}

class DQN extends Agent {
  train(batch: Transition[], gamma: number): number {
    const lossFunction = () =>
      tf.tidy(() => {
        const states = tf.tensor2d(batch.map(({ state }) => state));
        const actions = tf.tensor1d(
          batch.map(({ action }) => action),
          "int32",
        );
        const q = (this.online.apply(states, { training: true }) as tf.Tensor2D)
          .mul(tf.oneHot(actions, this.actions))
          .sum(-1);
        const rewards = tf.tensor1d(batch.map((item) => item.reward));
        const next = tf.tensor2d(batch.map((item) => item.next));
        const best = (this.target.predict(next) as tf.Tensor2D).max(-1);
        const open = tf.scalar(1).sub(tf.tensor1d(batch.map((item) => item.done)).asType("float32"));
        const targets = rewards.add(best.mul(open).mul(gamma));
        return tf.losses.meanSquaredError(targets, q) as tf.Scalar;
      });
    const { value, grads } = tf.variableGrads(lossFunction);
    this.optimizer.applyGradients(grads);
    const loss = value.dataSync()[0];
    tf.dispose([value, grads]);
    return loss;
  }
}

const memory = new ReplayMemory(100);
const agent = new DQN(4, 2);
for (let i = 0; i < 10; i++) {
  const state = [i, i + 1, i + 2, i + 3];
  memory.append({ state, action: agent.act(state, 0.5), reward: 1, next: state.map((s) => s + 1), done: i === 9 });
}
console.log(agent.train(memory.sample(4), 0.99));
