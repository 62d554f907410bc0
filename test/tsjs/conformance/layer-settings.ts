/** What random calls of layers are made of: settings, shapes of inputs. */
import type { Random } from "./random.ts";

export type Settings = Readonly<Record<string, unknown>>;
export type Maker = (random: Random) => {
  settings?: Settings | string;
  inputs: readonly (readonly number[])[];
  ints?: true;
};

export const activations = [
  "relu",
  "tanh",
  "sigmoid",
  "softmax",
  "elu",
  "linear",
  "swish",
  "relu6",
  "softplus",
  "selu",
];
export const maybe = (random: Random, settings: Settings): Settings =>
  Object.fromEntries(Object.entries(settings).filter(() => random.chance(2)));

/** One number for all axes, or one for each; once in a while one too few. */
export function perAxis(random: Random, rank: number, low: number, high: number): number | number[] {
  if (random.chance(2)) return random.int(low, high);
  return random.ints(rank > 1 && random.chance(25) ? rank - 1 : rank, low, high);
}

/** An image or sequence of `rank` axes with channels, of a wrong rank once in a while. */
export function spatial(random: Random, rank: number, low = 3, high = 9): number[] {
  const wrong = random.chance(20) ? random.pick([-1, 1]) : 0;
  return random.ints(Math.max(1, rank + 1 + wrong), low, high);
}
