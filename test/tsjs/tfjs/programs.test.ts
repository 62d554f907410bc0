/**
 * Whole programs as people write them. All have been run under the real library: as they stand they work, so nothing may be reported; with
 * one change each they crash, and that is reported.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { diagnose } from "../../../server/src/rules/index.ts";
import { printTensor } from "../../../server/src/shape/index.ts";
import { tf } from "../conformance/library.ts";
import { analyse } from "../project.ts";
import { execute } from "./execute.ts";

const folder = join(import.meta.dirname, "programs");
const names = readdirSync(folder);

function textOf(name: string): string {
  return readFileSync(join(folder, name), "utf8");
}

beforeAll(async () => {
  await tf.setBackend("cpu");
});

describe("programs that work", () => {
  test.each(names)(
    "%s",
    async (name) => {
      const facts = analyse({ [`/work/${name}`]: textOf(name) }, `/work/${name}`);
      const { broken, incomplete, unresolved } = facts;
      expect(diagnose(facts, { severities: {} }).map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
      expect({
        broken: broken.map(({ operation, requirement }) => `${operation} ${requirement}`),
        incomplete,
        unresolved,
      }).toEqual({
        broken: [],
        incomplete: false,
        unresolved: [],
      });
      expect(await execute(name, textOf(name))).toBeUndefined();
    },
    60_000,
  );
});

const shapes: readonly (readonly [program: string, name: string, shape: string])[] = [
  ["xor.cjs", "out", "(4, 1) float32"],
  ["digits.cjs", "trainXs", "(20, 28, 28, 1) float32"],
  ["digits.cjs", "preds", "(20,) int32"],
  ["residual.cjs", "joined", "(B, 23) float32"],
  ["residual.cjs", "a", "(2, 4) float32"],
  ["gradient-descent.mjs", "normed", "(16, 3) float32"],
  ["gradient-descent.mjs", "value", "() float32"],
  ["text.mjs", "ys", "(10, 13) int32"],
  ["text.mjs", "out", "(1, 13) float32"],
  ["policy.mjs", "leftRightProbs", "(1, 2) float32"],
  ["curve.mjs", "labels", "(3, 1) float32"],
  ["curve.mjs", "predictions", "(100, 1) float32"],
  ["autoencoder.mjs", "z", "(B, 2) float32"],
  ["autoencoder.mjs", "outputs", "(B, 20) float32"],
];

test.each(shapes)("in %s, %s is %s", (program, name, shape) => {
  const { values } = analyse({ [`/work/${program}`]: textOf(program) }, `/work/${program}`);
  const value = values.find((each) => each.role === "target" && each.text === name);
  expect(value === undefined ? undefined : printTensor(value.tensor)).toBe(shape);
});

interface Change {
  readonly program: string;
  readonly from: string;
  readonly to: string;
  /** `rule: text that is marked`. */
  readonly reports: readonly string[];
  /** What the library does: it throws, or runs and means something else. */
  readonly does: "throws" | "runs";
}

const changes: readonly Change[] = [
  {
    program: "xor.cjs",
    from: "model.predict(xs)",
    to: "model.predict(xs.transpose())",
    reports: ["size-mismatch: " + "model.predict(xs.transpose())"],
    does: "throws",
  },
  {
    program: "digits.cjs",
    from: "tf.layers.maxPooling2d({ poolSize: 2, strides: 2 })",
    to: "tf.layers.maxPooling2d({ poolSize: 30 })",
    reports: ["empty-output: " + 'tf.layers.conv2d({ kernelSize: 3, filters: 32, activation: "relu" })'],
    does: "throws",
  },
  {
    program: "residual.cjs",
    from: "kernelSize: 1, padding",
    to: "kernelSize: 2, strides: 2, padding",
    reports: ["not-broadcastable: " + "tf.layers.add().apply([skip, y])"],
    does: "throws",
  },
  {
    program: "gradient-descent.mjs",
    from: "tf.randomNormal([3, 1])",
    to: "tf.randomNormal([4, 1])",
    reports: ["size-mismatch: " + "x.matMul(w)"],
    does: "throws",
  },
  {
    program: "text.mjs",
    from: "tf.zeros([1, maxLen, chars.length])",
    to: "tf.zeros([1, maxLen, 12])",
    reports: ["size-mismatch: " + "model.predict(seed)"],
    does: "throws",
  },
  {
    program: "policy.mjs",
    from: "[0.1, 0.2, 0.3, 0.4]",
    to: "[0.1, 0.2, 0.3]",
    reports: ["size-mismatch: " + "this.policyNet.predict(inputs)"],
    does: "throws",
  },
  {
    program: "curve.mjs",
    from: "xsNorm.reshape([100, 1])",
    to: "xsNorm.reshape([50, 2])",
    reports: ["size-mismatch: " + "model.predict(xsNorm.reshape([50, 2]))"],
    does: "throws",
  },
  {
    program: "autoencoder.mjs",
    from: "vae.predict(tf.ones([3, 20]))",
    to: "vae.predict(tf.ones([3, 21]))",
    reports: ["size-mismatch: " + "vae.predict(tf.ones([3, 21]))"],
    does: "throws",
  },
  {
    program: "iris.ts",
    from: "inputShape: [xTrain.shape[1]]",
    to: "inputShape: [5]",
    reports: ["size-mismatch: model.fit(xTrain, yTrain, {", "size-mismatch: model.predict("],
    does: "throws",
  },
  {
    program: "iris.ts",
    from: 'units: 3, activation: "softmax"',
    to: 'units: 4, activation: "softmax"',
    reports: ["loss-shape-mismatch: model.fit(xTrain, yTrain, {"],
    does: "throws",
  },
  {
    program: "iris.ts",
    from: 'loss: "categoricalCrossentropy"',
    to: 'loss: "categorical_crossentropy"',
    reports: ["invalid-argument: model.compile({"],
    does: "throws",
  },
  {
    program: "iris.ts",
    from: 'metrics: ["accuracy"]',
    to: 'metrics: ["auc"]',
    reports: ["invalid-argument: model.compile({"],
    does: "throws",
  },
  {
    program: "iris.ts",
    from: "tf.tensor2d([[5, 3, 1.4, 0.2]])",
    to: "tf.tensor1d([5, 3, 1.4, 0.2])",
    reports: ["rank-mismatch: model.predict(tf.tensor1d([5, 3, 1.4, 0.2]))"],
    does: "throws",
  },
  {
    program: "iris.ts",
    from: "tf.tensor2d(shuffled, [numExamples, xDims])",
    to: "tf.tensor2d(shuffled, [numExamples, xDims + 1])",
    reports: ["element-count-mismatch: tf.tensor2d(shuffled, [numExamples, xDims + 1])"],
    does: "throws",
  },
  {
    program: "pipeline.ts",
    from: "poolSize: 2 }",
    to: "poolSize: 8 }",
    reports: [],
    does: "runs",
  },
  {
    program: "pipeline.ts",
    from: "units: CLASSES, activation",
    to: "units: CLASSES + 1, activation",
    reports: ["loss-shape-mismatch: model.fitDataset(dataset", "loss-shape-mismatch: model.evaluateDataset("],
    does: "throws",
  },
  {
    program: "attention.ts",
    from: "tf.matMul(q, k, false, true)",
    to: "tf.matMul(q, k)",
    reports: ["size-mismatch: tf.matMul(q, k)"],
    does: "throws",
  },
  {
    program: "attention.ts",
    from: "outputDim: 16",
    to: "outputDim: 12",
    reports: ["not-broadcastable: tf.layers.add()"],
    does: "throws",
  },
  {
    program: "attention.ts",
    from: "[8, 1], 0, 2",
    to: "[8, 2], 0, 2",
    reports: ["loss-shape-mismatch: model.fit(xs, ys, { epochs: 1, verbose: 0 })"],
    does: "throws",
  },
  {
    program: "gan.ts",
    from: "[WIDTH, WIDTH, 4] }",
    to: "[WIDTH, WIDTH, 3] }",
    reports: ["element-count-mismatch: tf.layers.reshape({ targetShape: [WIDTH, WIDTH, 3] })"],
    does: "throws",
  },
  {
    program: "gan.ts",
    from: "[2 * batchSize, LATENT], -1, 1",
    to: "[2 * batchSize, 9], -1, 1",
    reports: ["size-mismatch: combined.trainOnBatch("],
    does: "throws",
  },
  {
    program: "gan.ts",
    from: "tf.zeros([batchSize, 1])], 0)",
    to: "tf.zeros([batchSize, 1])], 1)",
    reports: ["loss-shape-mismatch: discriminator.trainOnBatch(x, y)"],
    does: "throws",
  },
  {
    program: "transfer.ts",
    from: "units: NUM_CLASSES,",
    to: "units: 3,",
    reports: ["loss-shape-mismatch: head.fit("],
    does: "throws",
  },
  {
    program: "transfer.ts",
    from: "tf.zeros([32, 32, 3]).expandDims(0)",
    to: "tf.zeros([32, 32, 3])",
    reports: ["rank-mismatch: truncated.predict(image)"],
    does: "throws",
  },
  {
    program: "transfer.ts",
    from: "tf.ones([1, 32, 32, 3])",
    to: "tf.ones([1, 28, 28, 3])",
    reports: ["size-mismatch: truncated.predict(tf.ones([1, 28, 28, 3]))"],
    does: "throws",
  },
  {
    program: "seq2seq.ts",
    from: "model.add(tf.layers.repeatVector({ n: maxLen }));\n",
    to: "",
    reports: ["rank-mismatch"],
    does: "throws",
  },
  {
    program: "seq2seq.ts",
    from: '["46   ", "11   "]',
    to: '["46   "]',
    reports: ["loss-shape-mismatch: model.fit(xs, ys, { epochs: 1, verbose: 0 })"],
    does: "throws",
  },
  {
    program: "seq2seq.ts",
    from: "initialState: [stateH, stateC]",
    to: "initialState: [stateH]",
    reports: ["invalid-argument: decoder.apply(decoderInput, { initialState: [stateH] })"],
    does: "throws",
  },
  {
    program: "dqn.ts",
    from: "tf.tensor2d([state])",
    to: "tf.tensor1d(state)",
    reports: ["rank-mismatch: this.online.predict(tf.tensor1d(state))"],
    does: "throws",
  },
  {
    program: "webcam.js",
    from: ".expandDims(0);",
    to: ";",
    reports: ["rank-mismatch: model.predict(input)"],
    does: "throws",
  },
  {
    program: "webcam.js",
    from: "[IMAGE, IMAGE]);",
    to: "[IMAGE, IMAGE + 1]);",
    reports: ["size-mismatch: model.predict(input)"],
    does: "throws",
  },
  {
    program: "multi.cjs",
    from: "tf.ones([n, 3])",
    to: "tf.ones([n, 4])",
    reports: ["size-mismatch: model.fit(xs, ys, { epochs: 1, verbose: 0 })", "size-mismatch: model.predict("],
    does: "throws",
  },
  {
    program: "multi.cjs",
    from: 'kind: "categoricalCrossentropy"',
    to: 'kind: "sparseCategoricalCrossentropy"',
    reports: ["loss-target-shape: model.fit(xs, ys, { epochs: 1, verbose: 0 })"],
    does: "throws",
  },
];

describe("programs with a mistake", () => {
  test.each(changes)("$program with $to", async ({ program, from, to, reports, does }) => {
    const original = textOf(program);
    const text = original.replace(from, () => to);
    expect(text).not.toBe(original);
    const found = diagnose(analyse({ [`/work/${program}`]: text }, `/work/${program}`), { severities: {} });
    const said = found.map(({ rule, span }) => `${rule}: ${text.slice(span.start, span.end)}`);
    expect(said.map((each, i) => (each.startsWith(reports[i] ?? "none") ? reports[i] : each))).toEqual(reports);
    const message = await execute(program, text);
    expect(message === undefined ? "runs" : "throws", message).toBe(does);
  });
});
