import * as tf from "@tensorflow/tfjs";

// REINFORCE with a baseline on a line world.
type Step = { state: number[]; action: number; reward: number };

const STATES = 5;
const ACTIONS = 2;

class LineWorld {
  #position = 2;
  reset(): number[] {
    this.#position = 2;
    return this.observe();
  }
  observe(): number[] {
    return Array.from({ length: STATES }, (_, i) => (i === this.#position ? 1 : 0));
  }
  step(action: number): { state: number[]; reward: number; done: boolean } {
    this.#position += action === 0 ? -1 : 1;
    const done = this.#position <= 0 || this.#position >= STATES - 1;
    this.#position = Math.min(Math.max(this.#position, 0), STATES - 1);
    return { state: this.observe(), reward: this.#position === STATES - 1 ? 1 : 0, done };
  }
}

class Reinforce {
  readonly policy: tf.Sequential;
  readonly baseline: tf.Sequential;
  private readonly policyOptimizer = tf.train.adam(0.01);
  private readonly baselineOptimizer = tf.train.adam(0.02);

  constructor(hidden: number) {
    const net = (units: number) =>
      tf.sequential({
        layers: [
          tf.layers.dense({ units: hidden, activation: "tanh", inputShape: [STATES] }),
          tf.layers.dense({ units }),
        ],
      });
    this.policy = net(ACTIONS);
    this.baseline = net(1);
  }

  act(state: number[]): number {
    return tf.tidy(() => {
      const logits = this.policy.predict(tf.tensor2d([state])) as tf.Tensor2D;
      return tf.multinomial(logits, 1).dataSync()[0];
    });
  }

  learn(steps: Step[], gamma = 0.9): void {
    const returns: number[] = [];
    let total = 0;
    for (const { reward } of [...steps].reverse()) {
      total = reward + gamma * total;
      returns.unshift(total);
    }
    const states = tf.tensor2d(
      steps.map(({ state }) => state),
      [steps.length, STATES],
    );
    const actions = tf.tensor1d(
      steps.map(({ action }) => action),
      "int32",
    );
    const targets = tf.tensor1d(returns);
    this.baselineOptimizer.minimize(() => {
      const values = (this.baseline.apply(states) as tf.Tensor2D).squeeze([1]);
      return tf.losses.meanSquaredError(targets, values).asScalar();
    });
    this.policyOptimizer.minimize(() => {
      const logits = this.policy.apply(states) as tf.Tensor2D;
      const chosen = tf.oneHot(actions, ACTIONS);
      const logProbabilities = tf.logSoftmax(logits).mul(chosen).sum(1);
      const values = (this.baseline.predict(states) as tf.Tensor2D).squeeze([1]);
      const advantages = targets.sub(values);
      return logProbabilities.mul(advantages).mean().neg().asScalar();
    });
  }
}

const world = new LineWorld();
const agent = new Reinforce(8);
for (let episode = 0; episode < 2; episode++) {
  const steps: Step[] = [];
  let state = world.reset();
  for (let t = 0; t < 20; t++) {
    const action = agent.act(state);
    const { state: next, reward, done } = world.step(action);
    steps.push({ state, action, reward });
    state = next;
    if (done) break;
  }
  agent.learn(steps);
}
