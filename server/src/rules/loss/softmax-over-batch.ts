/** A softmax whose axis is not the one on which the loss has the classes: most often the batch. */
import { addArgument, argumentOf, setArgument } from "../../edits/index.ts";
import { printShape, rankOf } from "../../shape/index.ts";
import { activatedBy, activationName, activationSpan, lossPlaces } from "../activations.ts";
import type { ActivatedLoss } from "../activations.ts";
import { defineRule } from "../define.ts";
import type { Fix, RuleContext } from "../define.ts";
import { crashes } from "../losses.ts";
import { axisWords, code } from "../words.ts";

interface WrongAxis extends ActivatedLoss {
  readonly operation: string;
  /** From the front. */
  readonly axis: number;
}

export const softmaxOverBatch = defineRule({
  name: "softmax-over-batch",
  summary: "A softmax runs along another axis than the classes",
  level: "warning",
  since: "0.1.0",
  on: "loss-call",

  check(loss, { facts }): WrongAxis | undefined {
    const { contract, input } = loss;
    // Where the classes stand last, nothing is said of them yet.
    if (contract.axis !== undefined) return undefined;
    const { last, sumsToOne } = input.tensor.reading ?? {};
    const rank = rankOf(input.tensor.shape);
    if (contract.classes !== "exclusive" || contract.target !== "indices" || crashes(loss, facts)) return undefined;
    if (last === undefined || sumsToOne === undefined || rank === undefined || rank < 2) return undefined;
    // A softmax before a loss that applies its own is another rule's to report.
    if (last !== "log_softmax" && contract.input === "logits") return undefined;
    const axis = rank + sumsToOne;
    const found = axis === 1 || !/^(log_)?softmax$/.test(last) ? undefined : activatedBy(loss, last);
    return found && { ...found, operation: last, axis };
  },
  report: (found, context) => {
    const { axis, operation, loss } = found;
    const where = axis === 0 ? "the batch" : axisWords(axis);
    return {
      at: activationSpan(found, context),
      message:
        `${activationName(found, operation, context)} normalises over ${where} of ${printShape(loss.input.tensor.shape)}, but ${code(loss.name)} has the classes on axis 1: ` +
        `${axis === 0 ? "the samples of a batch share one probability" : "no sample's scores are normalised"}. Use \`dim=1\`.`,
      related: lossPlaces(found),
    };
  },
  fixes: (found, context) => [axisFix(found, context)],
});

function axisFix({ activation }: WrongAxis, { facts }: RuleContext): Fix | undefined {
  const call = activation?.layer === undefined ? activation?.call : activation.layer.creation;
  if (call?.path !== facts.path) return undefined;
  const edit =
    argumentOf(call, "dim") === undefined ? addArgument(facts, call, "dim=1") : setArgument(call, "dim", "1");
  return edit && { title: "Use `dim=1`", safe: false, preferred: true, edits: [edit] };
}
