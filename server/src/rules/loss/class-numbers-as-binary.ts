/** Numbers of three classes or more given to a binary cross-entropy, which takes a label for a probability. */
import type { LossCallFact } from "../../facts/index.ts";
import { defineRule } from "../define.ts";
import { isOfKeras, lossSpelling } from "../keras-losses.ts";
import { crashes } from "../losses.ts";
import { code } from "../words.ts";

interface TooMany {
  readonly loss: LossCallFact;
  readonly classes: number;
}

export const classNumbersAsBinary = defineRule({
  name: "class-numbers-as-binary",
  summary: "A binary cross-entropy is given the numbers of three classes or more",
  level: "warning",
  since: "0.1.0",
  on: "loss-call",

  check(loss, { facts }): TooMany | undefined {
    const { contract, target } = loss;
    const { classes, last, sumsToOne } = target?.tensor.reading ?? {};
    if (contract.classes !== "independent" || classes === undefined || crashes(loss, facts)) return undefined;
    // The columns of one-hot rows hold zeros and ones, and of classes that were filtered two may be left.
    if (last === "one_hot" || sumsToOne !== undefined || classes.kind === "atMost") return undefined;
    return classes.count > 2 ? { loss, classes: classes.count } : undefined;
  },
  report: ({ loss, classes }) => ({
    at: loss.target?.span ?? loss.call.span,
    message:
      `${isOfKeras(loss) ? lossSpelling(loss) : code(loss.name)} takes labels of 0 and 1, but ` +
      `${loss.target?.text === undefined ? "the labels hold" : `${code(loss.target.text)} holds`} class numbers up to ${String(classes - 1)}: ` +
      `from a label above 1 it falls without end, and no class above 1 is ever told apart. Give the last layer ${String(classes)} outputs and use ${crossEntropyOf(loss)}.`,
    related: [loss.creation && { place: loss.creation, message: `${code(loss.name)} is made here` }],
  }),
});

const crossEntropyOf = ({ loss }: LossCallFact): string =>
  loss.startsWith("torch.")
    ? "a cross-entropy"
    : loss.startsWith("tf.")
      ? "`sparseCategoricalCrossentropy`"
      : "`sparse_categorical_crossentropy`";
