/** The labels given where the scores belong, and the scores where the labels belong. */
import { replace } from "../../edits/index.ts";
import type { LossCallFact } from "../../facts/index.ts";
import { defineRule } from "../define.ts";
import type { Fix, RuleContext } from "../define.ts";
import { crashes, isSwapped } from "../losses.ts";
import { code } from "../words.ts";

interface Swapped {
  readonly loss: LossCallFact;
  readonly crashes: boolean;
}

export const swappedLossArguments = defineRule({
  name: "swapped-loss-arguments",
  summary: "A loss is given the labels for the scores, and the scores for the labels",
  level: "error",
  since: "0.1.0",
  on: "loss-call",

  check: (loss, { facts }): Swapped | undefined =>
    isSwapped(loss) ? { loss, crashes: crashes(loss, facts) } : undefined,
  report: ({ loss, crashes }) => {
    const name = (text: string | undefined, otherwise: string): string => (text === undefined ? otherwise : code(text));
    const labelsFirst = /^(keras|tf)\./.test(loss.loss);
    const input = name(loss.input.text, labelsFirst ? "the second" : "the first");
    const target = name(loss.target?.text, labelsFirst ? "the first" : "the second");
    if (loss.contract.input === "log-probabilities" && loss.contract.target === "same-shape")
      return {
        at: loss.call.span,
        message: `${code(loss.name)} takes the logarithms first and the target second, but here they stand the other way round: ${input} is probabilities, ${target} log-probabilities.`,
        level: crashes ? "error" : "warning",
      };
    const wanted = labelsFirst ? "the labels first and the scores second" : "the scores first and the labels second";
    const given = [`${input} holds labels`, `${target} comes from the network`];
    return {
      at: loss.call.span,
      message: `${code(loss.name)} takes ${wanted}, but here they stand the other way round: ${(labelsFirst ? given.reverse() : given).join(", ")}.`,
      level: crashes ? "error" : "warning",
    };
  },
  fixes: ({ loss }, context) => [swapFix(loss, context)],
});

function swapFix({ input, target, call }: LossCallFact, { facts }: RuleContext): Fix | undefined {
  if (input.span === undefined || target?.span === undefined || call.path !== facts.path) return undefined;
  const textAt = ({ start, end }: { start: number; end: number }): string => facts.text.slice(start, end);
  const edits = [
    replace(facts.path, input.span, textAt(target.span)),
    replace(facts.path, target.span, textAt(input.span)),
  ];
  return { title: "Swap the arguments", safe: false, preferred: true, edits };
}
