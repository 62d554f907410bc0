/** More or fewer outputs than the labels have classes. Fewer crash as soon as a label is out of range; more train in silence. */
import { asOperand, replace } from "../../edits/index.ts";
import type { FileFacts, LossCallFact, Producer } from "../../facts/index.ts";
import { asConstant, axisOf, isFloating, printShape, rankOf } from "../../shape/index.ts";
import { ancestry } from "../ancestry.ts";
import { defineRule } from "../define.ts";
import type { Fix, RuleContext } from "../define.ts";
import { outputArgument } from "../layer-arguments.ts";
import { crashes, dependsOnVariables, isWeight } from "../losses.ts";
import { replaceHeads } from "../heads.ts";
import { replaceTop } from "../keras-heads.ts";
import { resizeMaker } from "../resize-head.ts";
import { lessOne } from "../spelling.ts";
import { makerOf } from "../story.ts";
import { code, counted, either } from "../words.ts";
import { resized } from "../written-sizes.ts";

interface Mismatch {
  readonly loss: LossCallFact;
  readonly outputs: number;
  readonly classes: number;
  /** On which axis of the scores they stand, counted from the end. */
  readonly axis: number;
  /** The layer that gives the outputs. */
  readonly head: Producer | undefined;
  /** There would be an output for each class, if they were counted from 0. */
  readonly isFromOne: boolean;
}

export const classCountMismatch = defineRule({
  name: "class-count-mismatch",
  summary: "A network has more or fewer outputs than the labels have classes",
  level: "error",
  since: "0.1.0",
  on: "loss-call",

  check(loss, { facts }): Mismatch | undefined {
    const { contract, input, target } = loss;
    const classes = target?.tensor.reading?.classes;
    if (target === undefined || classes === undefined) return undefined;
    if (contract.target !== "indices" && !isSequence(loss)) return undefined;
    // Probabilities as targets, which TensorFlow.js does not know, and labels of which the last one is left out.
    const { dtype } = target.tensor;
    if (
      (dtype !== undefined && isFloating(dtype) && !isOfScript(loss)) ||
      loss.options["ignore_index"] === String(classes.count - 1)
    )
      return undefined;
    const rank = rankOf(input.tensor.shape);
    const last = isSequence(loss) ? -1 : contract.axis;
    const axis = rank === 1 ? 0 : last === undefined || rank === undefined ? 1 : rank + last;
    const outputs = rank === undefined ? undefined : asConstant(axisOf(input.tensor.shape, axis) ?? NaN);
    if (outputs === undefined || rank === undefined || outputs === classes.count) return undefined;
    // Labels that were filtered or clamped may have fewer classes than their bound; labels that are written down may not be all there are.
    if (classes.kind === "atMost" || (classes.kind === "atLeast" && outputs > classes.count)) return undefined;
    // Whatever fills up a row of labels is read by nobody, and the blank is none of them.
    if (isSequence(loss) && (classes.kind !== "exactly" || outputs > classes.count)) return undefined;
    // One unit before a softmax of the loss's own is said by itself.
    if ((outputs === 1 && contract.input !== "log-probabilities") || crashes(loss, facts)) return undefined;
    if (outputs > classes.count && isVocabulary(input.producer, outputs)) return undefined;
    const head = makerOf(input.producer, axis - rank, outputs);
    // What no layer made so wide, such as scores with a column of zeros for none of the classes, may be meant.
    const isTrained = head?.layer !== undefined || hasOwnWeights(input.producer, outputs);
    if (outputs > classes.count && !isTrained) return undefined;
    return isSaidAtItsAssignment(head, classes.count, facts)
      ? undefined
      : { loss, outputs, classes: classes.count, axis: axis - rank, head, isFromOne: isFromOne(loss, outputs) };
  },

  report(found) {
    const { loss, outputs, classes, head, isFromOne } = found;
    const target = loss.target?.text === undefined ? "the labels" : code(loss.target.text);
    const labelled = isFromOne
      ? `the labels in ${target} run from 1 to ${String(outputs)}`
      : `${target} ${loss.target?.text === undefined ? "have" : "has"} ${String(classes)}`;
    const consequence = isFromOne
      ? fromOne(outputs, loss)
      : outputs < classes
        ? deficit(outputs, loss)
        : surplus(outputs, classes, head);
    const has = `${outputOf(loss)} has ${counted(outputs, "class", "classes")}, ${printShape(loss.input.tensor.shape)}, but ${labelled}`;
    const creation = head?.layer?.creation;
    return {
      at: loss.input.span ?? loss.call.span,
      message: `${has}: ${consequence}`,
      related: [creation && { place: creation, message: `${String(outputs)} outputs come from here` }],
      level: outputs < classes && !isOfScript(loss) && !isSequence(loss) ? "error" : "warning",
      // A head is replaced once, for all losses that it reaches.
      isOfOneEdit: creation === undefined && head?.layer !== undefined,
    };
  },
  fixes: (found, context) => [
    countFromZero(found, context),
    ...resizeMaker(found.head, found.outputs, found.classes, context),
    ...ownWeights(found, context),
    replaceHead(found, context),
    replaceTop(found.head, found.classes, found.loss, context.facts),
  ],
});

/** Whether variables of the program's own are as wide as the scores. */
const hasOwnWeights = (producer: Producer | undefined, outputs: number): boolean =>
  [...ancestry(producer, 8)].some(({ inputs }) =>
    inputs.some((input) => isWeight(input) && asConstant(axisOf(input.tensor.shape, -1) ?? NaN) === outputs),
  );

/** A layer that is written by hand, `x @ w + b`, and has an output for each class with tensors of another size. */
function ownWeights({ loss: { input }, axis, classes, head }: Mismatch, context: RuleContext): readonly Fix[] {
  const { producer } = input;
  if (head?.layer !== undefined || producer === undefined || !dependsOnVariables(producer)) return [];
  return resized({ producer }, axis, classes, true, context);
}

/** Words are predicted that the network reads too: their number is chosen once for both, often with room for more than occur. */
function isVocabulary(producer: Producer | undefined, outputs: number): boolean {
  for (const { operation, inputs } of ancestry(producer, 5_000)) {
    const table = operation.startsWith("embedding") ? inputs[1]?.tensor.shape : undefined;
    if (table !== undefined && asConstant(axisOf(table, 0) ?? NaN) === outputs) return true;
  }
  return false;
}

/** `model.fc.out_features = 10` was meant to give them, and is reported itself. */
function isSaidAtItsAssignment(head: Producer | undefined, classes: number, { assignments }: FileFacts): boolean {
  const attribute = (name: string): string => name.slice(name.lastIndexOf(".")).replace(/\[-?\d+\]$/, "");
  const name = head?.layer?.name;
  return assignments.some(
    ({ object, attribute: assigned, after }) =>
      name !== undefined &&
      after !== undefined &&
      assigned === outputArgument({ className: head?.layer?.className ?? "", name }) &&
      asConstant(after) === classes &&
      attribute(object) === attribute(name),
  );
}

function outputOf({ input, part }: LossCallFact): string {
  if (input.text !== undefined) return code(input.text);
  return part === undefined ? "the output" : `the output ${code(part)}`;
}

/** Several labels for each sample, among scores that have a class for none of them too. */
const isSequence = ({ contract }: LossCallFact): boolean => contract.target === "sequences";

function isFromOne(loss: LossCallFact, outputs: number): boolean {
  const { range } = loss.target?.tensor.reading ?? {};
  return !isSequence(loss) && range?.[0] === 1 && range[1] === outputs;
}

/** TensorFlow.js makes one-hot rows of class numbers: one that is out of range is all zeros. */
const isOfScript = ({ loss }: LossCallFact): boolean => loss.startsWith("tf.");

function outOfRange(loss: LossCallFact): string {
  if (isSequence(loss))
    return "is out of range, and the loss reads memory behind the scores for it, if it does not crash";
  return isOfScript(loss) ? "is out of range: nothing is learned of it" : "is out of range and crashes";
}

const fromOne = (outputs: number, loss: LossCallFact): string =>
  `classes are counted from 0, so that label ${String(outputs)} ${outOfRange(loss)}.`;

function countFromZero({ loss: { call, target }, isFromOne }: Mismatch, { facts }: RuleContext): Fix | undefined {
  if (!isFromOne || call.path !== facts.path || target?.span === undefined || target.text === undefined)
    return undefined;
  const written = lessOne(facts, asOperand(target.text));
  const edits = [replace(facts.path, target.span, written)];
  return { title: `Count classes from 0: ${code(written)}`, safe: false, preferred: true, edits };
}

const deficit = (outputs: number, loss: LossCallFact): string =>
  `a label of ${String(outputs)} or more ${outOfRange(loss)}.`;

function surplus(outputs: number, classes: number, head: Producer | undefined): string {
  const unreplaced = outputs === 1000 && head?.layer !== undefined && head.layer.creation === undefined;
  const why = unreplaced
    ? "the head of the pretrained network was not replaced"
    : "the surplus outputs are trained to be never chosen";
  return `${why}. Give the last layer ${String(classes)} outputs.`;
}

/** A layer that a library's network keeps is replaced where the network is made. */
function replaceHead({ head, classes, outputs }: Mismatch, { facts }: RuleContext): Fix | undefined {
  const { layer } = head ?? {};
  if (layer === undefined || layer.creation !== undefined) return undefined;
  const networks = (facts.heads ?? []).filter(({ layers }) =>
    layers.some((each) => layer.name.endsWith(each.path) && each.outputs === outputs),
  );
  const [network] = networks;
  const replaced = network && networks.length === 1 ? replaceHeads(network, String(classes), facts) : undefined;
  if (replaced === undefined) return undefined;
  const names = replaced.names.map(code);
  const title = `Replace the ${names.length === 1 ? "head" : "heads"} ${either(names, "and")} for ${String(classes)} classes`;
  return { title, safe: false, preferred: true, edits: [replaced.edit] };
}
