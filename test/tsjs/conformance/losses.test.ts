/** Every loss and metric that `compile` takes by name, with labels of every shape, against one real step of training. */
import { beforeAll, describe, expect, test } from "vitest";
import { analyse } from "../project.ts";
import { tf } from "./library.ts";

const losses = (
  "meanSquaredError meanAbsoluteError meanAbsolutePercentageError meanSquaredLogarithmicError squaredHinge hinge categoricalHinge logcosh " +
  "categoricalCrossentropy sparseCategoricalCrossentropy binaryCrossentropy kullbackLeiblerDivergence poisson cosineProximity"
).split(" ");
const strangers = ["mse", "MSE", "categorical_crossentropy", "crossEntropy", "mean_squared_error"];
const metrics = (
  "binaryAccuracy categoricalAccuracy precision categoricalCrossentropy sparseCategoricalCrossentropy mse MSE mae MAE mape MAPE cosine " +
  "accuracy acc crossentropy ce meanSquaredError auc"
).split(" ");

interface Step {
  readonly units: readonly number[];
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly dtype: string;
}

/** Models with one axis of outputs or two, and labels that fit or do not. */
const steps: readonly Step[] = [1, 3].flatMap((units) =>
  [[4, units], [4, 1], [4], [4, 5], [3, units], [4, units, 1], [4, 2, units]].flatMap((y) =>
    ["float32", "int32"].map((dtype) => ({ units: [units], x: [4, 2], y, dtype })),
  ),
);
const inputs: readonly Step[] = [[4, 3], [2], [4, 2, 1], [5, 2]].map((x) => ({
  units: [1],
  x,
  y: [4, 1],
  dtype: "float32",
}));

const compiled = (loss: string, { units }: Step): string =>
  `const model = tf.sequential({ layers: [tf.layers.dense({ units: ${String(units[0])}, inputShape: [2] })] });\n` +
  `model.compile({ optimizer: "sgd", loss: "${loss}" });\n`;

const program = (loss: string, step: Step, ask: string): string =>
  `${compiled(loss, step)}await model.${ask}(${samples(step)}${ask === "fit" ? ", { epochs: 1, verbose: 0 }" : ""});`;

const samples = ({ x, y, dtype }: Step, names = ["", ""]): string =>
  `${names[0] ?? ""}tf.ones(${JSON.stringify(x)}), ${names[1] ?? ""}tf.zeros(${JSON.stringify(y)}, "${dtype}")`;

/** Nobody checks what a dataset gives. */
const datasetProgram = (loss: string, step: Step): string =>
  `${compiled(loss, step)}const batches = tf.data.generator(function* () { yield { ${samples(step, ["xs: ", "ys: "])} }; });\n` +
  `await model.fitDataset(batches, { epochs: 1, verbose: 0 });`;

async function runs(text: string): Promise<boolean> {
  try {
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the cases are our own
    const run = new Function("tf", `return (async () => { ${text} })();`) as (library: unknown) => Promise<unknown>;
    await run(tf);
    return true;
  } catch {
    return false;
  }
}

/** Whether something is said to break. Warnings are of numbers, not of shapes. */
function breaks(text: string): boolean {
  return (
    analyse({ "/work/main.js": `import * as tf from "@tensorflow/tfjs";\n${text}` }, "/work/main.js").broken.length > 0
  );
}

async function disagreements(texts: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const text of texts) {
    const real = await runs(text);
    if (real === breaks(text)) found.push(`${real ? "runs" : "throws"}:\n${text}`);
  }
  return found;
}

beforeAll(async () => {
  await tf.setBackend("cpu");
});

describe("losses", () => {
  test.each(losses)(
    "%s",
    async (loss) => {
      expect(await disagreements(steps.map((step) => program(loss, step, "fit")))).toEqual([]);
    },
    60_000,
  );

  test.each(losses)(
    "%s, of batches from a dataset",
    async (loss) => {
      expect(await disagreements(steps.map((step) => datasetProgram(loss, step)))).toEqual([]);
    },
    60_000,
  );

  test("names that the library does not know", async () => {
    const [step] = steps;
    expect(await disagreements(strangers.map((loss) => program(loss, step ?? (inputs[0] as Step), "fit")))).toEqual([]);
  });

  test("inputs of other shapes", async () => {
    const asks = ["fit", "evaluate", "trainOnBatch"];
    const texts = asks.flatMap((ask) => inputs.map((step) => program("meanSquaredError", step, ask)));
    expect(await disagreements(texts)).toEqual([]);
  });
});

test.each(metrics)("metric %s", async (metric) => {
  const text =
    'const model = tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [2], activation: "softmax" })] });\n' +
    `model.compile({ optimizer: "sgd", loss: "categoricalCrossentropy", metrics: ["${metric}"] });`;
  expect(await disagreements([text])).toEqual([]);
});
