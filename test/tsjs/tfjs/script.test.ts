/**
 * The thread through the house for JavaScript: a training script as people write it goes through the same representation and the same
 * interpreter as Python until one mismatch of a `dense` layer is reported, at its place.
 */
import { describe, expect, test } from "vitest";
import { printTensor } from "../../../server/src/shape/index.ts";
import { analyse } from "../project.ts";

const script = `import * as tf from "@tensorflow/tfjs";

const IMAGE_SIZE = 28 * 28;
const CLASSES = 10;

interface Sample { image: number[]; label: number }

class DigitModel {
  #model: tf.Sequential;
  readonly history: { epoch: number; loss: number }[] = [];

  constructor(private readonly hidden = [128, 64], { rate = 0.25 } = {}) {
    this.#model = tf.sequential({ name: "digits" });
    for (const [index, units] of this.hidden.entries()) {
      const shape = index === 0 ? { inputShape: [IMAGE_SIZE] } : {};
      this.#model.add(tf.layers.dense({ units, activation: "relu", ...shape }));
      this.#model.add(tf.layers.dropout({ rate }));
    }
    this.#model.add(tf.layers.dense({ units: CLASSES, activation: "softmax" }));
  }

  get model() {
    return this.#model;
  }

  async train(xs: tf.Tensor2D, ys: tf.Tensor, { epochs = 5, onEpoch }: { epochs?: number; onEpoch?: (e: number) => void } = {}) {
    this.#model.compile({ optimizer: tf.train.adam(1e-3), loss: "categoricalCrossentropy" });
    const { history } = await this.#model.fit(xs, ys, {
      epochs,
      callbacks: {
        onEpochEnd: async (epoch, logs) => {
          this.history.push({ epoch, loss: logs?.loss ?? NaN });
          onEpoch?.(epoch);
        },
      },
    });
    return history;
  }
}

const counter = (start = 0) => {
  let count = start;
  return { next: () => ++count, reset: () => (count = start) };
};

async function main() {
  const { next } = counter(31);
  const batch = next();
  const digits = new DigitModel();
  const xs = tf.randomNormal([batch, IMAGE_SIZE]);
  const ys = tf.oneHot(tf.tensor1d(Array.from({ length: batch }, (_, i) => i % CLASSES), "int32"), CLASSES);
  await digits.train(xs, ys, { epochs: 2 });

  for (const size of [IMAGE_SIZE]) {
    const scores = digits.model.predict(tf.zeros([1, size])) as tf.Tensor;
    const [best] = scores.argMax(-1).dataSync();
    console.log(\`\${size}: \${best}\`);
  }
  const wrong = digits.model.predict(tf.zeros([4, 28, 27]).reshape([4, -1]));
  return wrong;
}

main().catch(console.error);
`;

function at(text: string, span: { start: number; end: number }): string {
  return text.slice(span.start, span.end);
}

describe("a training script", () => {
  const facts = analyse({ "/work/train.ts": script }, "/work/train.ts");

  test("is understood whole", () => {
    expect(script.split("\n").length).toBeGreaterThanOrEqual(60);
    expect(facts.incomplete).toBe(false);
    expect(facts.unresolved).toEqual([]);
  });

  test("breaks in one place: the layer's features against the image's", () => {
    expect(facts.broken.map(({ operation, requirement }) => `${operation} ${requirement}`)).toEqual([
      "check_input input-shape",
    ]);
    const [broken] = facts.broken;
    expect(broken?.relation).toEqual({ kind: "equal", left: 756, right: 784 });
    expect(broken?.span === undefined ? undefined : at(script, broken.span)).toBe(
      "digits.model.predict(tf.zeros([4, 28, 27]).reshape([4, -1]))",
    );
    expect(broken?.operands.map(({ text }) => text)).toContain("tf.zeros([4, 28, 27]).reshape([4, -1])");
    expect(broken?.stack.map(({ text }) => text)).toEqual([
      "main()",
      "digits.model.predict(tf.zeros([4, 28, 27]).reshape([4, -1]))",
    ]);
  });

  test("names the layer by the call that made it", () => {
    const layer = facts.broken[0]?.layer;
    expect(layer?.className).toBe("tf.layers.Dense");
    expect(layer?.name).toBe("tf.layers.dense");
    expect(layer?.creation?.span === undefined ? undefined : at(script, layer.creation.span)).toBe(
      'tf.layers.dense({ units, activation: "relu", ...shape })',
    );
  });

  const shapes: readonly (readonly [text: string, shape: string])[] = [
    ["xs", "(32, 784) float32"],
    ["ys", "(32, 10) int32"],
    ["scores", "(1, 10) float32"],
    ["wrong", "(4, 10) float32"],
    ["tf.zeros([4, 28, 27]).reshape([4, -1])", "(4, 756) float32"],
  ];

  test.each(shapes)("%s is %s", (text, shape) => {
    const value = facts.values.find(
      (each) => each.text === text && each.span.start > script.indexOf("async function main"),
    );
    expect(value === undefined ? undefined : printTensor(value.tensor)).toBe(shape);
  });

  test("with the right size, nothing is reported", () => {
    const right = script.replace("[4, 28, 27]", "[4, 28, 28]");
    expect(analyse({ "/work/train.ts": right }, "/work/train.ts").broken).toEqual([]);
  });

  test("as JavaScript, with require and in two files, it breaks in the same place", () => {
    const model =
      'const tf = require("@tensorflow/tfjs-node"); exports.build = () => tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [8] })] });';
    const main =
      'const tf = require("@tensorflow/tfjs-node"); const { build } = require("./model"); const model = build(); const y = model.predict(tf.ones([2, 7]));';
    const { broken } = analyse({ "/work/model.js": model, "/work/main.js": main }, "/work/main.js");
    expect(
      broken.map(({ operation, requirement, path, span }) => [operation, requirement, path, at(main, span)]),
    ).toEqual([["check_input", "input-shape", "/work/main.js", "model.predict(tf.ones([2, 7]))"]]);
  });

  test("with the global of a script tag", () => {
    const text =
      "const d = tf.layers.dense({ units: 3 }); d.apply(tf.ones([2, 4])); const y = d.apply(tf.ones([2, 5]));";
    expect(analyse({ "/work/main.js": text }, "/work/main.js").broken.map(({ span }) => at(text, span))).toEqual([
      "d.apply(tf.ones([2, 5]))",
    ]);
  });

  test("half-typed, the rest keeps its shapes", () => {
    for (const end of [
      "const y = model.predict(",
      "if (xs.shape[0] > { ",
      "class A extends { const z = tf.layers.dense({units: ",
    ]) {
      const text = `import * as tf from "@tensorflow/tfjs";\nconst xs = tf.zeros([2, 3]);\n${end}`;
      const value = analyse({ "/work/main.ts": text }, "/work/main.ts").values.find((each) => each.text === "xs");
      expect(value === undefined ? undefined : printTensor(value.tensor)).toBe("(2, 3) float32");
    }
  });

  test("cut anywhere, or with a line missing, it is analysed without fault and within its fuel", () => {
    const lines = script.split("\n");
    const texts = [
      ...Array.from({ length: 24 }, (_, i) => script.slice(0, Math.floor((script.length * i) / 24))),
      ...Array.from({ length: 16 }, (_, i) => lines.filter((__, line) => line !== i * 4).join("\n")),
    ];
    for (const text of texts) expect(analyse({ "/work/train.ts": text }, "/work/train.ts").incomplete).toBe(false);
  });
});
