/** Scores that a ReLU has cut off at zero, given to a loss that wants scores of either sign. */
import { activatedBy, activationName, activationSpan, lossPlaces, removeActivation } from "../activations.ts";
import type { ActivatedLoss } from "../activations.ts";
import { defineRule } from "../define.ts";
import { crashes } from "../losses.ts";
import { isRaw } from "../scores.ts";
import { code } from "../words.ts";

type Cut = ActivatedLoss & { readonly operation: string };

export const reluBeforeLogitsLoss = defineRule({
  name: "relu-before-logits-loss",
  summary: "A loss that expects scores of either sign is given the output of a ReLU",
  level: "warning",
  since: "0.1.0",
  on: "loss-call",

  check(loss, { facts }): Cut | undefined {
    const { contract, input } = loss;
    const operation = input.tensor.reading?.last ?? "";
    if (contract.input !== "logits" || !/^relu6?$/.test(operation) || crashes(loss, facts)) return undefined;
    const found = activatedBy(loss, operation);
    // Only of the last layer's own scores: what is pooled or added up afterwards is another matter.
    const isLast = isRaw(found?.activation?.inputs[0]?.tensor.reading);
    return found !== undefined && isLast ? { ...found, operation } : undefined;
  },
  report: (found, context) => ({
    at: activationSpan(found, context),
    message:
      `${code(found.loss.name)} expects scores of either sign, but gets the output of ${activationName(found, found.operation, context)}, which is never below zero: ` +
      (found.loss.contract.classes === "independent"
        ? "no probability can fall under one half."
        : "a class can be no less likely than one that scores 0, and where all are cut off nothing is learnt."),
    related: lossPlaces(found),
  }),
  fixes: (found, context) => [removeActivation(found, found.operation, context)],
});
