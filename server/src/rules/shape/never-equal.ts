/** Tensors of TensorFlow compared by `==` whose shapes do not broadcast: the answer is one False for all, and no error. */
import type { CallFact, ValueFact } from "../../facts/index.ts";
import { axisOf, minRank, printShape, rankOf } from "../../shape/index.ts";
import type { Shape } from "../../shape/index.ts";
import { defineRule } from "../define.ts";
import { behindCast } from "../scores.ts";
import { code, excerpt } from "../words.ts";
import { reducedAxisFixes } from "../written-axes.ts";

interface NeverEqual {
  readonly call: CallFact;
  readonly value: ValueFact;
  readonly left: Shape;
  readonly right: Shape;
}

export const neverEqual = defineRule({
  name: "never-equal",
  summary: "Tensors are compared whose shapes do not broadcast, which gives one False for all",
  level: "warning",
  since: "0.1.0",
  on: "value",

  check(value, { facts }): NeverEqual | undefined {
    const { operation, call, inputs, output } = behindCast(value.producer) ?? {};
    const isOwn = value.role === "expression" && call?.path === facts.path && call.span.start === value.span.start;
    if (!isOwn || call.span.end !== value.span.end || !/^(alike|eq|ne)$/.test(operation ?? "")) return undefined;
    const [left, right] = inputs?.map(({ tensor }) => tensor.shape) ?? [];
    if (output === undefined || rankOf(output.shape) !== 0 || left === undefined || right === undefined)
      return undefined;
    // One answer for tensors that have axes is the answer for shapes that do not go together.
    return minRank(left) > 0 && minRank(right) > 0 ? { call, value, left, right } : undefined;
  },
  report: ({ call, left, right, value }, { facts }) => {
    const text = excerpt(facts.text.slice(value.span.start, value.span.end), 40);
    const isUnequal = facts.text.slice(call.span.start, call.span.end).includes("!=");
    return {
      at: value.span,
      message: `${code(text)} compares ${printShape(left)} with ${printShape(right)}, which do not go together: TensorFlow answers with a single ${isUnequal ? "True" : "False"}, not with one answer for each.`,
    };
  },
  fixes: ({ value, left, right }, context) => {
    const [one, other] = behindCast(value.producer)?.inputs ?? [];
    if (one === undefined || other === undefined) return [];
    const operand = (shape: Shape, { producer }: typeof one) => ({
      parameter: "",
      shape,
      ...(producer === undefined ? {} : { producer }),
    });
    const [a, b] = [operand(left, one), operand(right, other)];
    return [...reducedAxisFixes(a, b, axisOf(right, 0), context), ...reducedAxisFixes(b, a, axisOf(left, 0), context)];
  },
});
