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

/** Packages that programs stand in and that nobody has a model of. */
const frameworks = new Set(["react", "vue"]);

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
        unresolved: unresolved.filter(({ module }) => !frameworks.has(module)),
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
  ["trainer.ts", "probabilities", "(1, 10) float32"],
  ["mobilenet.ts", "out", "(2, 4) float32"],
  ["textgen.ts", "logits", "(16,) float32"],
  ["vae.ts", "grid", "(5, 12, 12) float32"],
  ["actor-critic.ts", "policy", "(1, 2) float32"],
  ["forecast.ts", "forecast", "(5, 3) float32"],
  ["transformer.ts", "next", "(4,) int32"],
  ["unet.ts", "labels", "(2, 32, 32) int32"],
  ["recommender.ts", "scores", "(30, 1) float32"],
  ["kmeans.ts", "clusters", "(20,) int32"],
  ["detector.ts", "boxes", "(48, 4) float32"],
  ["style.mts", "dx", "(1, 24, 23, 3) float32"],
  ["siamese.ts", "same", "(B, 1) float32"],
  ["ocr.cjs", "pooled", "(B, 5, 11) float32"],
  ["Predict.vue", "image", "(1, 28, 28, 1) float32"],
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
    reports: ["invalid-argument: categorical_crossentropy"],
    does: "throws",
  },
  {
    program: "iris.ts",
    from: 'metrics: ["accuracy"]',
    to: 'metrics: ["auc"]',
    reports: ["invalid-argument: auc"],
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
  {
    program: "trainer.ts",
    from: 'units: classes, activation: "softmax"',
    to: 'units: classes + 1, activation: "softmax"',
    reports: ["loss-shape-mismatch: this.model.fit(xs, labels, {", "loss-shape-mismatch: this.model!.evaluate("],
    does: "throws",
  },
  {
    program: "trainer.ts",
    from: "[count, imageSize, imageSize, channels]",
    to: "[count, imageSize, imageSize]",
    reports: ["invalid-argument: tf.tensor4d(flat, [count, imageSize, imageSize])"],
    does: "throws",
  },
  {
    program: "trainer.ts",
    from: "    model.add(tf.layers.flatten());\n",
    to: "",
    reports: ["loss-shape-mismatch: this.model.fit(xs, labels, {", "loss-shape-mismatch: this.model!.evaluate("],
    does: "throws",
  },
  {
    program: "trainer.ts",
    from: "tf.tensor(pixels, [1, imageSize, imageSize, channels])",
    to: "tf.tensor(pixels, [imageSize, imageSize, channels])",
    reports: ["rank-mismatch: this.model!.predict(image)"],
    does: "throws",
  },
  {
    program: "Classifier.tsx",
    from: "tf.zeros([1, SIZE, SIZE, 3])",
    to: "tf.zeros([SIZE, SIZE, 3])",
    reports: ["rank-mismatch: net.predict(tf.zeros([SIZE, SIZE, 3]))"],
    does: "throws",
  },
  {
    program: "sketch.js",
    from: "units: CLASSES.length, activation",
    to: "units: 2, activation",
    reports: ["loss-shape-mismatch: model.fit(xs, ys, {"],
    does: "throws",
  },
  {
    program: "mobilenet.ts",
    from: "inputShape: truncated.outputs[0].shape.slice(1) as number[]",
    to: "inputShape: [4, 4, 64]",
    reports: ["size-mismatch: model.fit(data.xs!, data.ys!,", "feature-mismatch: joint.add(model)"],
    does: "throws",
  },
  {
    program: "mobilenet.ts",
    from: "tf.zeros([2, 64, 64, 3])",
    to: "tf.zeros([2, 64, 64, 1])",
    reports: ["size-mismatch: joint.predict(tf.zeros([2, 64, 64, 1]))"],
    does: "throws",
  },
  {
    program: "textgen.ts",
    from: "returnSequences: i < sizes.length - 1",
    to: "returnSequences: true",
    reports: ["loss-shape-mismatch: model.fit(xs, ys, {"],
    does: "throws",
  },
  {
    program: "textgen.ts",
    from: "tf.buffer([examples, this.charSetSize])",
    to: "tf.buffer([examples, this.charSetSize + 1])",
    reports: ["loss-shape-mismatch: model.fit(xs, ys, {"],
    does: "throws",
  },
  {
    program: "vae.ts",
    from: "inputShape: [latentDim]",
    to: "inputShape: [latentDim + 1]",
    reports: ["feature-mismatch: this.decoder.apply(z!)", "size-mismatch: vae.decoder.predict(z)"],
    does: "throws",
  },
  {
    program: "vae.ts",
    from: ".reshape([5, IMAGE_SIZE, IMAGE_SIZE])",
    to: ".reshape([5, IMAGE_SIZE, IMAGE_SIZE, 3])",
    reports: ["element-count-mismatch: (vae.decoder.predict(z) as tf.Tensor).reshape("],
    does: "throws",
  },
  {
    program: "actor-critic.ts",
    from: "[1, this.stateSize])",
    to: "[this.stateSize])",
    reports: ["invalid-argument: tf.tensor2d([...state], [this.stateSize])"],
    does: "throws",
  },
  {
    program: "actor-critic.ts",
    from: 'trunk(1, "linear")',
    to: 'trunk(2, "linear")',
    reports: [
      "size-mismatch: returns.sub(values).squeeze([1])",
      "loss-shape-mismatch: this.critic.fit(states, returns,",
    ],
    does: "throws",
  },
  {
    program: "forecast.ts",
    from: "units: HORIZON",
    to: "units: 1",
    reports: ["loss-shape-mismatch: model.fit(trainX!, trainY!,"],
    does: "throws",
  },
  {
    program: "forecast.ts",
    from: "[HORIZON, 1]).flatten()",
    to: "[HORIZON, 2]).flatten()",
    reports: [
      "loss-shape-mismatch: model.fit(trainX!, trainY!,",
      "not-broadcastable: tf.metrics.meanAbsoluteError(testY!, forecast)",
    ],
    does: "throws",
  },
  {
    program: "transformer.ts",
    from: "units: dModel }).apply(hidden)",
    to: "units: dModel * 2 }).apply(hidden)",
    reports: ["not-broadcastable: tf.layers.add().apply([first, out])"],
    does: "throws",
  },
  {
    program: "transformer.ts",
    from: "tf.matMul(q, k, false, true)",
    to: "tf.matMul(q, k)",
    reports: ["size-mismatch: tf.matMul(q, k)"],
    does: "throws",
  },
  {
    program: "unet.ts",
    from: "concatenate({ axis: -1 })",
    to: "concatenate({ axis: 1 })",
    reports: ["size-mismatch: layer.apply(x)"],
    does: "throws",
  },
  {
    program: "recommender.ts",
    from: 'tower(ITEMS, dim, "item")',
    to: 'tower(ITEMS, dim * 2, "item")',
    reports: ["size-mismatch: layers.dot({ axes: 1 })"],
    does: "throws",
  },
  {
    program: "kmeans.ts",
    from: "values.expandDims(1)",
    to: "values.expandDims(0)",
    reports: ["not-broadcastable: tf.tidy(() => {"],
    does: "throws",
  },
  {
    program: "kmeans.ts",
    from: "centered.transpose().matMul(centered)",
    to: "centered.matMul(centered)",
    reports: ["size-mismatch: centered.matMul(centered)"],
    does: "throws",
  },
  {
    program: "detector.ts",
    from: "filters: ANCHORS.length * VALUES",
    to: "filters: ANCHORS.length * (VALUES - 1)",
    reports: ["element-count-mismatch: output.reshape("],
    does: "throws",
  },
  {
    program: "style.mts",
    from: "flat.matMul(flat, true, false)",
    to: "flat.matMul(flat)",
    reports: ["size-mismatch: flat.matMul(flat)"],
    does: "throws",
  },
  {
    program: "style.mts",
    from: ".slice([0, 0, 0, 0], [1, 24, 23, 3])",
    to: ".slice([0, 0, 0, 0], [1, 24, 24, 3])",
    reports: ["not-broadcastable: image.slice([0, 0, 1, 0], [1, 24, 23, 3]).sub("],
    does: "throws",
  },
  {
    program: "siamese.ts",
    from: 'units: 1, activation: "sigmoid" }).apply(distance)',
    to: 'units: 2, activation: "sigmoid" }).apply(distance)',
    reports: ["loss-shape-mismatch: model.fit(xs, ys,"],
    does: "throws",
  },
  {
    program: "csv.ts",
    from: 'units: 1, activation: "sigmoid"',
    to: 'units: 2, activation: "sigmoid"',
    reports: ["loss-shape-mismatch: net.fitDataset(normalised,"],
    does: "throws",
  },
  {
    program: "ocr.cjs",
    from: "units: alphabet.length + 1",
    to: "units: alphabet.length",
    reports: ["loss-shape-mismatch: model.fit(xs, encode(words),"],
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
