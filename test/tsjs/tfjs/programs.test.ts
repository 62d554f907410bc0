/**
 * Whole programs as people write them. All have been run under the real library: as they stand they work, so nothing may be reported; with
 * one change each they crash, and that is reported.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { diagnose } from "../../../server/src/rules/index.ts";
import { printTensor } from "../../../server/src/shape/index.ts";
import { analyse } from "../project.ts";

const folder = join(import.meta.dirname, "programs");
const names = readdirSync(folder);

function textOf(name: string): string {
  return readFileSync(join(folder, name), "utf8");
}

describe("programs that work", () => {
  test.each(names)("%s", (name) => {
    const { broken, incomplete, unresolved } = analyse({ [`/work/${name}`]: textOf(name) }, `/work/${name}`);
    expect({
      broken: broken.map(({ operation, requirement }) => `${operation} ${requirement}`),
      incomplete,
      unresolved,
    }).toEqual({
      broken: [],
      incomplete: false,
      unresolved: [],
    });
  });
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
  readonly rule: string;
  readonly at: string;
}

const changes: readonly Change[] = [
  {
    program: "xor.cjs",
    from: "model.predict(xs)",
    to: "model.predict(xs.transpose())",
    rule: "size-mismatch",
    at: "model.predict(xs.transpose())",
  },
  {
    program: "digits.cjs",
    from: "tf.layers.maxPooling2d({ poolSize: 2, strides: 2 })",
    to: "tf.layers.maxPooling2d({ poolSize: 30 })",
    rule: "empty-output",
    at: "tf.layers.maxPooling2d({ poolSize: 30 })",
  },
  {
    program: "residual.cjs",
    from: "kernelSize: 1, padding",
    to: "kernelSize: 2, strides: 2, padding",
    rule: "not-broadcastable",
    at: "tf.layers.add().apply([skip, y])",
  },
  {
    program: "gradient-descent.mjs",
    from: "tf.randomNormal([3, 1])",
    to: "tf.randomNormal([4, 1])",
    rule: "size-mismatch",
    at: "x.matMul(w)",
  },
  {
    program: "text.mjs",
    from: "tf.zeros([1, maxLen, chars.length])",
    to: "tf.zeros([1, maxLen, 12])",
    rule: "size-mismatch",
    at: "model.predict(seed)",
  },
  {
    program: "policy.mjs",
    from: "[0.1, 0.2, 0.3, 0.4]",
    to: "[0.1, 0.2, 0.3]",
    rule: "size-mismatch",
    at: "this.policyNet.predict(inputs)",
  },
  {
    program: "curve.mjs",
    from: "xsNorm.reshape([100, 1])",
    to: "xsNorm.reshape([50, 2])",
    rule: "size-mismatch",
    at: "model.predict(xsNorm.reshape([50, 2]))",
  },
  {
    program: "autoencoder.mjs",
    from: "vae.predict(tf.ones([3, 20]))",
    to: "vae.predict(tf.ones([3, 21]))",
    rule: "size-mismatch",
    at: "vae.predict(tf.ones([3, 21]))",
  },
];

describe("programs that crash", () => {
  test.each(changes)("$program with $to", ({ program, from, to, rule, at }) => {
    const text = textOf(program).replace(from, to);
    const reports = diagnose(analyse({ [`/work/${program}`]: text }, `/work/${program}`), { severities: {} });
    expect(reports.map((each) => ({ rule: each.rule, at: text.slice(each.span.start, each.span.end) }))).toEqual([
      { rule, at },
    ]);
  });
});
