/** Probabilities given to a loss that applies log-softmax itself. */
import { activatedBy, activationName, activationSpan, lossPlaces } from "../activations.ts";
import type { ActivatedLoss } from "../activations.ts";
import { appliedOnce } from "../applied-once.ts";
import { defineRule } from "../define.ts";
import { isOfKeras, twiceInKeras } from "../keras-losses.ts";
import { lossSubject, lossOfProbabilities } from "../tfjs-losses.ts";

export const softmaxBeforeCrossEntropy = defineRule({
  name: "softmax-before-cross-entropy",
  summary: "A loss that applies softmax itself is given probabilities",
  level: "warning",
  since: "0.1.0",
  on: "loss-call",

  check({ contract, ...loss }): ActivatedLoss | undefined {
    const isApplied = contract.input === "logits" && contract.classes === "exclusive";
    return isApplied ? activatedBy({ contract, ...loss }, "softmax") : undefined;
  },
  report: (found, context) => ({
    at: activationSpan(found, context),
    message: isOfKeras(found.loss)
      ? twiceInKeras(found, "softmax", context)
      : `${lossSubject(found.loss)} applies log-softmax itself, but gets the output of ${activationName(found, "softmax", context)}. ` +
        "Applied twice, softmax flattens the scores and training stalls: give the loss the logits, and apply softmax only where you need probabilities.",
    related: lossPlaces(found),
  }),
  fixes: (found, context) => [...appliedOnce(found, "softmax", context), lossOfProbabilities(found, context)],
});
