/** Labels that no path through the steps of a CTC loss spells: more of them than there are steps, or its blank among them. */
import { addArgument, argumentOf, asOperand, replace, setArgument } from "../../edits/index.ts";
import type { LossCallFact } from "../../facts/index.ts";
import { asConstant, axisOf, rankOf } from "../../shape/index.ts";
import { defineRule } from "../define.ts";
import type { Fix, RuleContext } from "../define.ts";
import { crashes } from "../losses.ts";
import { code } from "../words.ts";

type Numbers = Readonly<Record<string, number>>;

interface Unreadable {
  readonly loss: LossCallFact;
  readonly beyond?: Numbers | undefined;
  readonly blank?: Numbers | undefined;
}

export const unreadableLabels = defineRule({
  name: "unreadable-labels",
  summary: "A CTC loss is given labels that no path through its steps spells",
  level: "warning",
  since: "0.1.0",
  on: "loss-call",

  check(loss, { facts }): Unreadable | undefined {
    const { "labels-beyond-steps": beyond, "blank-among-labels": blank } = loss.doubts ?? {};
    const isFound = (beyond ?? blank) !== undefined;
    return isFound && !crashes(loss, facts) ? { loss, beyond, blank } : undefined;
  },
  report: ({ loss, beyond, blank }) => ({
    at: loss.call.span,
    message: beyond === undefined ? blankMessage(loss, blank) : beyondMessage(loss, beyond),
  }),
  fixes: ({ loss, blank }, context) =>
    blank === undefined ? [] : [blankFix(loss, blank, context), labelsFix(loss, blank, context)],
});

function beyondMessage({ name }: LossCallFact, { steps, labels, leftOut }: Numbers): string {
  const has = `${code(name)} spells one label in a step at most, but ${leftOut === 1 ? "every sample has" : "a sample has"} ${String(labels)} labels or more for ${String(steps)} steps`;
  return leftOut === 1
    ? `${has}: \`zero_infinity\` leaves all of them out, and nothing is learned. Keep more steps than there are labels.`
    : `${has}: the loss is infinite, and its gradients are no numbers. Keep more steps than there are labels.`;
}

const labelsOf = ({ target }: LossCallFact): string => (target?.text === undefined ? "the labels" : code(target.text));

const blankMessage = (loss: LossCallFact, blank: Numbers | undefined): string =>
  `${code(loss.name)} takes class ${String(blank?.["blank"])} for its blank, which stands for no label, but ${labelsOf(loss)} ${loss.target?.text === undefined ? "have" : "has"} it among the labels: it is not told from a pause. Number the labels around it, or set \`blank\` to a class that is no label.`;

/** The last class as the blank, where no label has it. */
function blankFix(loss: LossCallFact, { blank, last }: Numbers, { facts }: RuleContext): Fix | undefined {
  const classes = classesOf(loss);
  if (classes === undefined || last === undefined || last >= classes - 1 || blank === classes - 1) return undefined;
  const call = loss.creation ?? loss.call;
  const written = String(classes - 1);
  const isSet = argumentOf(call, "blank") !== undefined;
  const edit = isSet ? setArgument(call, "blank", written) : addArgument(facts, call, `blank=${written}`);
  return edit && { title: `Set \`blank=${written}\``, safe: false, preferred: true, edits: [edit] };
}

/** Labels from 1, where there is a class for the last of them. */
function labelsFix(
  { target, call, input }: LossCallFact,
  { blank, last }: Numbers,
  { facts }: RuleContext,
): Fix | undefined {
  const classes = classesOf({ input });
  if (blank !== 0 || last === undefined || classes === undefined || last + 1 >= classes) return undefined;
  if (call.path !== facts.path || target?.span === undefined || target.text === undefined) return undefined;
  const text = `${asOperand(target.text)} + 1`;
  const edits = [replace(facts.path, target.span, text)];
  return { title: `Count labels from 1: ${code(text)}`, safe: false, preferred: false, edits };
}

function classesOf({ input }: Pick<LossCallFact, "input">): number | undefined {
  const { shape } = input.tensor;
  return rankOf(shape) === undefined ? undefined : asConstant(axisOf(shape, -1) ?? NaN);
}
