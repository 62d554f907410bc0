import * as tf from "@tensorflow/tfjs-node";

type State = readonly [x: number, xDot: number, theta: number, thetaDot: number];
interface Step {
  state: State;
  action: number;
  reward: number;
  done: boolean;
}

const GAMMA = 0.95;

class CartPole {
  private s: [number, number, number, number] = [0, 0, 0.01, 0];
  reset(): State {
    this.s = [0, 0, 0.01, 0];
    return [...this.s] as State;
  }
  step(action: number): { state: State; reward: number; done: boolean } {
    const force = action === 1 ? 1 : -1;
    this.s = this.s.map((v, i) => v + 0.02 * force * (i + 1)) as [number, number, number, number];
    const done = Math.abs(this.s[2]) > 0.2;
    return { state: [...this.s] as State, reward: done ? -1 : 1, done };
  }
}

export class ActorCritic {
  private readonly actor: tf.LayersModel;
  private readonly critic: tf.LayersModel;
  private readonly actorOptimizer = tf.train.adam(1e-3);

  constructor(
    private readonly stateSize: number,
    private readonly actionSize: number,
    hidden: number[] = [24],
  ) {
    const trunk = (outputs: number, activation: "softmax" | "linear"): tf.LayersModel => {
      const input = tf.input({ shape: [stateSize] });
      let x: tf.SymbolicTensor = input;
      for (const units of hidden) x = tf.layers.dense({ units, activation: "tanh" }).apply(x) as tf.SymbolicTensor;
      const output = tf.layers.dense({ units: outputs, activation }).apply(x) as tf.SymbolicTensor;
      return tf.model({ inputs: input, outputs: output });
    };
    this.actor = trunk(actionSize, "softmax");
    this.critic = trunk(1, "linear");
    this.critic.compile({ optimizer: tf.train.adam(5e-3), loss: "meanSquaredError" });
  }

  act(state: State): number {
    return tf.tidy(() => {
      const policy = this.actor.predict(tf.tensor2d([...state], [1, this.stateSize])) as tf.Tensor2D;
      const action = tf.multinomial(policy.log() as tf.Tensor2D, 1);
      return action.dataSync()[0]!;
    });
  }

  async learn(episode: Step[]): Promise<number> {
    const states = tf.tensor2d(episode.map((s) => [...s.state]));
    const actions = tf.tensor1d(
      episode.map(({ action }) => action),
      "int32",
    );
    const returns = tf.tensor2d(discounted(episode.map((s) => s.reward)), [episode.length, 1]);
    const values = this.critic.predict(states) as tf.Tensor2D;
    const advantages = returns.sub(values).squeeze([1]);
    const cost = this.actorOptimizer.minimize(() => {
      const probs = this.actor.apply(states) as tf.Tensor2D;
      const mask = tf.oneHot(actions, this.actionSize);
      const chosen = probs.mul(mask).sum(1).add(1e-8).log();
      return chosen.mul(advantages).mean().neg() as tf.Scalar;
    }, true);
    await this.critic.fit(states, returns, { epochs: 1, verbose: 0 });
    return cost!.dataSync()[0]!;
  }
}

function discounted(rewards: number[]): number[] {
  const out = new Array<number>(rewards.length);
  let running = 0;
  for (let i = rewards.length - 1; i >= 0; i--) {
    running = rewards[i]! + GAMMA * running;
    out[i] = running;
  }
  return out;
}

async function main() {
  const env = new CartPole();
  const agent = new ActorCritic(4, 2, [16, 16]);
  for (let e = 0; e < 2; e++) {
    let state = env.reset();
    const steps: Step[] = [];
    for (let t = 0; t < 20; t++) {
      const action = agent.act(state);
      const next = env.step(action);
      steps.push({ state, action, reward: next.reward, done: next.done });
      state = next.state;
      if (next.done) break;
    }
    console.log(await agent.learn(steps));
  }
}
main();
