import * as tf from "@tensorflow/tfjs";

export const NUM_ACTIONS = 3;
type Coord = readonly [y: number, x: number];
interface GameState {
  s: Coord[];
  f: Coord[];
}
type Transition = [GameState, number, number, boolean, GameState | undefined];

function createDeepQNetwork(h: number, w: number, numActions: number): tf.Sequential {
  if (!(Number.isInteger(h) && h > 0)) {
    throw new Error(`Expected height to be a positive integer, but got ${h}`);
  }
  const model = tf.sequential();
  model.add(tf.layers.conv2d({ filters: 16, kernelSize: 3, strides: 1, activation: "relu", inputShape: [h, w, 2] }));
  model.add(tf.layers.batchNormalization());
  model.add(tf.layers.conv2d({ filters: 32, kernelSize: 3, strides: 1, activation: "relu" }));
  model.add(tf.layers.flatten());
  model.add(tf.layers.dense({ units: 20, activation: "relu" }));
  model.add(tf.layers.dropout({ rate: 0.25 }));
  model.add(tf.layers.dense({ units: numActions }));
  return model;
}

/** Whether the two networks share a topology, then copy. */
function copyWeights(destNetwork: tf.Sequential, srcNetwork: tf.Sequential): void {
  let originalDestNetworkTrainable: boolean | undefined;
  if (destNetwork.trainable !== srcNetwork.trainable) {
    originalDestNetworkTrainable = destNetwork.trainable;
    destNetwork.trainable = srcNetwork.trainable;
  }
  destNetwork.setWeights(srcNetwork.getWeights());
  if (originalDestNetworkTrainable != null) destNetwork.trainable = originalDestNetworkTrainable;
}

function getStateTensor(state: GameState | GameState[], h: number, w: number): tf.Tensor4D {
  const states = Array.isArray(state) ? state : [state];
  const numExamples = states.length;
  const buffer = tf.buffer([numExamples, h, w, 2]);
  for (let n = 0; n < numExamples; ++n) {
    states[n].s.forEach(([y, x], i) => buffer.set(i === 0 ? 2 : 1, n, y, x, 0));
    states[n].f.forEach(([y, x]) => buffer.set(1, n, y, x, 1));
  }
  return buffer.toTensor() as tf.Tensor4D;
}

class ReplayMemory {
  private readonly buffer: Transition[] = [];
  private index = 0;
  private length = 0;
  constructor(readonly maxLen: number) {}

  append(item: Transition): void {
    this.buffer[this.index] = item;
    this.length = Math.min(this.length + 1, this.maxLen);
    this.index = (this.index + 1) % this.maxLen;
  }
  sample(batchSize: number): Transition[] {
    const out: Transition[] = [];
    for (let i = 0; i < batchSize; ++i) out.push(this.buffer[Math.floor(Math.random() * this.length)]);
    return out;
  }
}

class SnakeGameAgent {
  onlineNetwork: tf.Sequential;
  targetNetwork: tf.Sequential;
  optimizer: tf.Optimizer;
  replayMemory: ReplayMemory;

  constructor(
    private readonly height = 9,
    private readonly width = 9,
    learningRate = 1e-3,
  ) {
    this.onlineNetwork = createDeepQNetwork(height, width, NUM_ACTIONS);
    this.targetNetwork = createDeepQNetwork(height, width, NUM_ACTIONS);
    this.targetNetwork.trainable = false;
    this.optimizer = tf.train.adam(learningRate);
    this.replayMemory = new ReplayMemory(100);
  }

  randomState(): GameState {
    const at = (): Coord => [Math.floor(Math.random() * this.height), Math.floor(Math.random() * this.width)];
    return { s: [at(), at(), at()], f: [at()] };
  }

  playStep(epsilon: number): number {
    const state = this.randomState();
    let action: number;
    if (Math.random() < epsilon) {
      action = Math.floor(Math.random() * NUM_ACTIONS);
    } else {
      action = tf.tidy(() => {
        const stateTensor = getStateTensor(state, this.height, this.width);
        return (this.onlineNetwork.predict(stateTensor) as tf.Tensor).argMax(-1).dataSync()[0];
      });
    }
    this.replayMemory.append([state, action, 0.5, false, this.randomState()]);
    return action;
  }

  trainOnReplayBatch(batchSize: number, gamma: number): void {
    const batch = this.replayMemory.sample(batchSize);
    const lossFunction = () =>
      tf.tidy(() => {
        const stateTensor = getStateTensor(
          batch.map((example) => example[0]),
          this.height,
          this.width,
        );
        const actionTensor = tf.tensor1d(
          batch.map((example) => example[1]),
          "int32",
        );
        const qs = (this.onlineNetwork.apply(stateTensor, { training: true }) as tf.Tensor)
          .mul(tf.oneHot(actionTensor, NUM_ACTIONS))
          .sum(-1);
        const rewardTensor = tf.tensor1d(batch.map((example) => example[2]));
        const nextStateTensor = getStateTensor(
          batch.map((example) => example[4]!),
          this.height,
          this.width,
        );
        const nextMaxQTensor = (this.targetNetwork.predict(nextStateTensor) as tf.Tensor).max(-1);
        const doneMask = tf.scalar(1).sub(tf.tensor1d(batch.map((example) => Number(example[3]))).asType("float32"));
        const targetQs = rewardTensor.add(nextMaxQTensor.mul(doneMask).mul(gamma));
        return tf.losses.meanSquaredError(targetQs, qs) as tf.Scalar;
      });
    const grads = tf.variableGrads(lossFunction);
    this.optimizer.applyGradients(grads.grads);
    tf.dispose(grads);
  }
}

const agent = new SnakeGameAgent();
for (let i = 0; i < 12; ++i) agent.playStep(0.5);
agent.trainOnReplayBatch(4, 0.99);
copyWeights(agent.targetNetwork, agent.onlineNetwork);
