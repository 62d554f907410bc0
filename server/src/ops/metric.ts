/**
 * What a metric compares: a network's output with labels. Metrics of the confusion matrix want equal shapes, errors broadcast, those of class numbers
 * want one for each row. A loss may be content where its metric is not, so each is judged by itself.
 */
import { knownDims } from "../shape/index.ts";
import type { FreshSizes, Proof, TensorType } from "../shape/index.ts";
import { unknownResult } from "./argument.ts";
import { indexNeeds, pairedNeeds, sameNeeds } from "./class-last-loss.ts";
import { defineOp } from "./define.ts";
import type { Operation } from "./define.ts";
import { tensor, text } from "./parameters.ts";
import { equal, proof, prove, rankIn } from "./requirement.ts";
import type { Need } from "./requirement.ts";

const metric = defineOp({
  name: "compare_metric",
  params: { input: tensor("*_"), target: tensor("*_"), form: text(), metric: text("metric") },
  family: "metric",
  requires: {
    "metric-shape": ({ input, target, form, metric }, fresh) => {
      const needs = needsOf(form, input, target, fresh);
      if (needs === undefined) return undefined;
      const detail = { metric: metric ?? "", form: form ?? "", input: input.shape, target: target.shape };
      return proof("target", together(needs.map((need) => prove(need))), detail);
    },
  },
  result: () => unknownResult,
});

function needsOf(
  form: string | undefined,
  input: TensorType,
  target: TensorType,
  fresh: FreshSizes,
): readonly Need[] | undefined {
  switch (form) {
    case "same":
      return sameNeeds(input.shape, target.shape);
    case "exact":
      return exactNeeds(input, target);
    case "broadcast":
      return pairedNeeds(input, target, fresh);
    case "class-numbers":
      return indexNeeds(input.shape, target.shape);
    default:
      return undefined;
  }
}

/** No axis of 1 is put in. */
function exactNeeds(input: TensorType, target: TensorType): readonly Need[] {
  const [scores, labels] = [knownDims(input.shape), knownDims(target.shape)];
  if (scores === undefined || labels === undefined) return [];
  if (scores.length !== labels.length) return [rankIn("target", target.shape, [scores.length])];
  return labels.map((size, axis) => equal("target", size, scores[axis] ?? size));
}

function together(proofs: readonly Proof[]): Proof {
  if (proofs.includes("fails")) return "fails";
  return proofs.includes("unknown") ? "unknown" : "holds";
}

export const metrics: readonly Operation[] = [metric];
