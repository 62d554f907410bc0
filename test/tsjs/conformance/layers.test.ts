/**
 * Every layer factory of TensorFlow.js, on random settings and inputs, against the library itself: applied symbolically with its weights left out,
 * or on real numbers. Where the library's own symbolic shapes are known to lie, the forward pass is run besides.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { allowed, readAllowances, shown, verdict } from "./compare.ts";
import { factories, layerCases } from "./layer-cases.ts";
import type { LayerCase } from "./layer-cases.ts";
import { evaluate, outcomeOf, tf, withoutWeights } from "./library.ts";
import type { Outcome } from "./library.ts";
import { saidOf } from "./ours.ts";

const count = 150;
const allowances = readAllowances().filter(({ subject }) => !subject.includes("."));

/** What a symbolic apply accepts here, a forward pass may refuse. */
const symbolicLies = new Set(
  (
    "batchNormalization layerNormalization softmax reshape cropping2D categoryEncoding conv1d conv2d conv3d depthwiseConv2d separableConv2d " +
    "averagePooling1d averagePooling2d averagePooling3d avgPool1d avgPool2d avgPool3d avgPooling1d avgPooling2d avgPooling3d maxPool1d maxPool2d " +
    "maxPooling1d maxPooling2d maxPooling3d"
  ).split(" "),
);
const takesList = new Set(["add", "average", "concatenate", "maximum", "minimum", "multiply"]);

function callOf({ layer, inputs, dtype }: LayerCase, concrete: boolean, asList: boolean): string {
  const tensors = inputs.map((shape) => {
    if (concrete)
      return dtype === "int32"
        ? `tf.zeros(${JSON.stringify([2, ...shape])}, "int32")`
        : `tf.ones(${JSON.stringify([2, ...shape])})`;
    return `tf.input({ shape: ${JSON.stringify(shape)}${dtype === "int32" ? ', dtype: "int32"' : ""} })`;
  });
  const [only] = tensors;
  return `${layer}.apply(${only !== undefined && tensors.length === 1 && !asList ? only : `[${tensors.join(", ")}]`})`;
}

function forward(expression: string): Outcome {
  return tf.tidy(() => outcomeOf(() => evaluate(expression))) as Outcome;
}

beforeAll(async () => {
  await tf.setBackend("cpu");
});

test("all 77 factories have cases", () => {
  const real = Object.keys(tf.layers as object).filter((name) => !["Layer", "RNN", "RNNCell"].includes(name));
  expect(real.length).toBe(77);
  expect([...factories]).toEqual(real.sort());
});

describe("layers", () => {
  test.each(factories)(
    "%s",
    (factory) => {
      const cases = layerCases(factory, count);
      const asList = takesList.has(factory);
      const expressions = cases.map((each) => callOf(each, each.concrete, asList));
      const outcomes = cases.map((each, i) => {
        const expression = expressions[i] ?? "";
        const truth = each.concrete ? forward(expression) : withoutWeights(() => outcomeOf(() => evaluate(expression)));
        const isTrusted = each.concrete || truth.kind === "throws" || !symbolicLies.has(factory);
        return { truth, real: isTrusted ? undefined : forward(callOf(each, true, asList)) };
      });
      const parts = outcomes.map(({ truth }) => (truth.kind === "tensors" ? truth.tensors.length : 1));
      const said = saidOf(expressions, parts);
      const disagreements = cases.flatMap((_, i) => {
        const { truth, real } = outcomes[i] ?? { truth: { kind: "other" } as const, real: undefined };
        const ours = said[i] ?? { tensors: [], reports: [] };
        const found = verdict(ours, truth, real);
        if (found === "agrees" || allowed(allowances, factory, shown(truth))) return [];
        return [
          `${found}: ${expressions[i] ?? ""}\n  library ${shown(truth)}; forward ${shown(real)}\n  we ${[...ours.reports, ...ours.tensors].join("; ")}`,
        ];
      });
      expect(disagreements).toEqual([]);
    },
    120_000,
  );
});

afterAll(() => {
  expect(
    allowances.filter(({ used }) => !used).map(({ subject, what }) => `${subject} | ${what}`),
    "unused lines",
  ).toEqual([]);
});
