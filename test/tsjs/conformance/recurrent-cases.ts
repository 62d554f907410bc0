/** Random calls of recurrent layers, of cells in the layer that runs them, and of what wraps other layers. */
import { maybe } from "./layer-settings.ts";
import type { Maker, Settings } from "./layer-settings.ts";
import type { Random } from "./random.ts";

const recurrentSettings = (random: Random): Settings => ({
  units: random.int(1, 6),
  ...maybe(random, {
    returnSequences: random.chance(2),
    returnState: random.chance(2),
    useBias: random.chance(2),
    goBackwards: random.chance(2),
  }),
});
export const sequence = (random: Random): number[] => random.ints(random.chance(15) ? random.pick([1, 3]) : 2, 1, 6);
export const recurrent: Maker = (random) => ({ settings: recurrentSettings(random), inputs: [sequence(random)] });

export const text = (settings: Settings): string => JSON.stringify(settings).replace(/"(\w+)":/g, "$1:");
const cellFactories = ["simpleRNNCell", "gruCell", "lstmCell"];

/** A cell is tried in the layer that runs it. */
export function cell(factory: string): Maker {
  return (random) => {
    const outer = maybe(random, { returnSequences: true, returnState: random.chance(2) });
    const inner = `tf.layers.${factory}(${text({ units: random.int(1, 5), ...maybe(random, { useBias: false }) })})`;
    return { settings: `tf.layers.rnn({ cell: ${inner}, ...${text(outer)} })`, inputs: [sequence(random)] };
  };
}

export const stacked: Maker = (random) => {
  const cells = Array.from(
    { length: random.int(1, 3) },
    () => `tf.layers.${random.pick(cellFactories)}({ units: ${String(random.int(1, 5))} })`,
  );
  const outer = text(maybe(random, { returnSequences: true, returnState: random.chance(3) }));
  const written = random.chance(2)
    ? `[${cells.join(", ")}]`
    : `tf.layers.stackedRNNCells({ cells: [${cells.join(", ")}] })`;
  return { settings: `tf.layers.rnn({ cell: ${written}, ...${outer} })`, inputs: [sequence(random)] };
};

export const convolutionalCell = (random: Random): Settings => ({
  filters: random.int(1, 3),
  kernelSize: random.int(1, 3),
  ...maybe(random, { padding: random.pick(["same", "valid"]), strides: random.int(1, 2) }),
});

export const bidirectional: Maker = (random) => {
  const inner = `tf.layers.${random.pick(["lstm", "gru", "simpleRNN"])}(${text({ ...recurrentSettings(random), goBackwards: false })})`;
  const mode = random.pick([undefined, '"concat"', '"sum"', '"mul"', '"ave"', "null", '"max"']);
  return {
    settings: `tf.layers.bidirectional({ layer: ${inner}${mode === undefined ? "" : `, mergeMode: ${mode}`} })`,
    inputs: [sequence(random)],
  };
};

export const timeDistributed: Maker = (random) => {
  const time = random.int(1, 4);
  const [inner, rest] = random.pick<readonly [string, readonly number[]]>([
    [`tf.layers.dense({ units: ${String(random.int(1, 5))} })`, random.ints(random.int(1, 2), 1, 5)],
    [`tf.layers.conv2d({ filters: 2, kernelSize: ${String(random.int(1, 3))} })`, random.ints(3, 3, 6)],
    ["tf.layers.flatten()", random.ints(2, 1, 5)],
    ["tf.layers.maxPooling1d({ poolSize: 2 })", random.ints(2, 2, 5)],
    [`tf.layers.dense({ units: 2 })`, []],
  ]);
  return { settings: `tf.layers.timeDistributed({ layer: ${inner} })`, inputs: [[time, ...rest]] };
};
