/** Probabilities over the classes given to a loss that applies sigmoid to each of them. */
import { activatedBy, activationName, activationSpan, lossPlaces, removeActivation } from "../activations.ts";
import type { ActivatedLoss } from "../activations.ts";
import { defineRule } from "../define.ts";
import { lossSubject } from "../tfjs-losses.ts";

export const softmaxBeforeBceWithLogits = defineRule({
  name: "softmax-before-bce-with-logits",
  summary: "A loss that applies sigmoid to each score is given the output of a softmax",
  level: "warning",
  since: "0.1.0",
  on: "loss-call",

  check({ contract, ...loss }): ActivatedLoss | undefined {
    const isApplied = contract.input === "logits" && contract.classes === "independent";
    return isApplied ? activatedBy({ contract, ...loss }, "softmax") : undefined;
  },
  report: (found, context) => ({
    at: activationSpan(found, context),
    message:
      `${lossSubject(found.loss)} applies sigmoid to each score, but gets the output of ${activationName(found, "softmax", context)}: after both, every probability ` +
      "lies between 0.5 and 0.73. Give it the logits; for classes that exclude each other use a cross-entropy over them.",
    related: lossPlaces(found),
  }),
  fixes: (found, context) => [removeActivation(found, "softmax", context)],
});
