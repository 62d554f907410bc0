/** The output of a sigmoid given to a loss that applies sigmoid itself. */
import { activatedBy, activationName, activationSpan, lossPlaces } from "../activations.ts";
import type { ActivatedLoss } from "../activations.ts";
import { appliedOnce } from "../applied-once.ts";
import { defineRule } from "../define.ts";
import { isOfKeras, twiceInKeras } from "../keras-losses.ts";
import { lossSubject, lossOfProbabilities } from "../tfjs-losses.ts";

export const sigmoidBeforeBceWithLogits = defineRule({
  name: "sigmoid-before-bce-with-logits",
  summary: "A loss that applies sigmoid itself is given the output of a sigmoid",
  level: "warning",
  since: "0.1.0",
  on: "loss-call",

  check({ contract, ...loss }): ActivatedLoss | undefined {
    const isApplied = contract.input === "logits" && contract.classes === "independent";
    return isApplied ? activatedBy({ contract, ...loss }, "sigmoid") : undefined;
  },
  report: (found, context) => ({
    at: activationSpan(found, context),
    message: isOfKeras(found.loss)
      ? twiceInKeras(found, "sigmoid", context)
      : `${lossSubject(found.loss)} applies sigmoid itself, but gets the output of ${activationName(found, "sigmoid", context)}. ` +
        "Applied twice, every probability lies between 0.5 and 0.73: give the loss the logits, and apply sigmoid only where you need probabilities.",
    related: lossPlaces(found),
  }),
  fixes: (found, context) => [...appliedOnce(found, "sigmoid", context), lossOfProbabilities(found, context)],
});
