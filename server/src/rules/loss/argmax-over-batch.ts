/** The largest score along axis 0, where a loss or a loader shows that axis 0 is the batch. */
import { addArgument, setArgument } from "../../edits/index.ts";
import type { FileEdit } from "../../edits/index.ts";
import type { ArgumentFact, CallFact, FileFacts, LossCallFact, Producer, ValueFact } from "../../facts/index.ts";
import {
  axisOf,
  equalDims,
  isFloating,
  isInteger,
  knownDims,
  printDim,
  printShape,
  proveAtLeast,
  rankOf,
} from "../../shape/index.ts";
import type { Dim, Shape } from "../../shape/index.ts";
import { classAxisByLoss, classAxisOf } from "../class-axis.ts";
import { defineRule } from "../define.ts";
import type { Fix, RuleContext } from "../define.ts";
import { behindCast, headOf, isOfLoader } from "../scores.ts";
import { lossSubject } from "../tfjs-losses.ts";
import { code } from "../words.ts";

interface OverBatch {
  readonly call: CallFact;
  /** Absent where none is written: all scores are one row. */
  readonly axis: ArgumentFact | undefined;
  readonly scores: Shape;
  /** That shows where the classes are; absent where a loader shows it. */
  readonly loss: LossCallFact | undefined;
  /** One-hot labels, not scores. */
  readonly isOfLabels?: boolean;
  /** How many labels the one place is compared with. */
  readonly labels?: Dim;
}

export const argmaxOverBatch = defineRule({
  name: "argmax-over-batch",
  summary: "The best class is looked for along the batch",
  level: "warning",
  since: "0.1.0",
  on: "value",

  check: (value, { facts }) => overAll(value, facts) ?? overSamples(value, facts),
  report: (found, { facts }) => ({
    at: found.call.span,
    message: found.labels === undefined ? alongBatch(found, facts) : amongAll(found.call, found.scores, found.labels),
    related: [
      found.loss && { place: found.loss.call, message: `${code(found.loss.name)} takes ${takenBy(found)} here` },
      ...comparedWith(found, facts).map(({ call }) => ({
        place: call,
        message: "what it is compared with does so too",
      })),
    ],
    isOfOneEdit: true,
  }),
  fixes: (found, context) => [axisFix(found, context)],
});

/** The best along the first axis, where that holds the samples. */
function overSamples(value: ValueFact, facts: FileFacts): OverBatch | undefined {
  const { reading, shape, dtype } = value.tensor;
  if (reading?.last !== "argmax" || (dtype !== undefined && !isInteger(dtype))) return undefined;
  const producer = behindCast(value.producer);
  const call = producer?.call;
  const scores = producer?.inputs[0];
  if (call?.path !== facts.path || scores === undefined || !/^(argmax|max)$/.test(producer?.operation ?? ""))
    return undefined;
  const rank = rankOf(scores.tensor.shape) ?? 0;
  const axis = call.args.find(({ parameter }) => /^(dim|axis)$/.test(parameter));
  // Where none is written and the other axes are left, the library looks along the first.
  if (axis !== undefined && axis.literal !== "0" && axis.literal !== String(-rank)) return undefined;
  if (rank < 2 || !isAlongSamples(scores.tensor.shape, shape)) return undefined;
  const head = scores.producer && headOf(scores.producer);
  const loss =
    head === undefined
      ? lossOfLabels(scores.producer, facts)
      : classAxisByLoss({ shape: scores.tensor.shape, producer: scores.producer }, facts)?.loss;
  const ofLoader = rank === 2 && head !== undefined && isOfLoader(scores.producer);
  if (loss === undefined && !ofLoader) return undefined;
  // The best sample of each class may be what is wanted, unless there is one alone, or labels are asked the same.
  const isWritten = facts.language === "python" && axis !== undefined && head !== undefined;
  if (!isWritten && axisOf(scores.tensor.shape, 0) !== 1 && !isComparedAlike(call, facts)) return undefined;
  if (picksSamples(call, facts)) return undefined;
  return { call, axis, scores: scores.tensor.shape, loss, isOfLabels: head === undefined };
}

/** `images[scores.argmax(axis=0)]`: the best sample of each class is what is wanted. */
const picksSamples = ({ id }: CallFact, { values }: FileFacts): boolean =>
  values.some(
    ({ producer }) =>
      /^(index|index_select|gather|take|gather_nd|embedding)$/.test(producer?.operation ?? "") &&
      producer?.inputs.slice(1).some((input) => behindCast(input.producer)?.call?.id === id) === true,
  );

/** The loss that takes these one-hot labels. */
const lossOfLabels = (labels: Producer | undefined, { lossCalls }: FileFacts): LossCallFact | undefined =>
  lossCalls.find(
    ({ contract, target }) =>
      contract.classes === "exclusive" &&
      contract.target === "same-shape" &&
      target?.tensor.reading?.last === "one_hot" &&
      labels !== undefined &&
      before(target.producer) === before(labels),
  );

const takenBy = ({ isOfLabels }: OverBatch): string =>
  isOfLabels === true ? "the same labels" : "scores of the same layer";

function alongBatch({ call, axis, scores, loss }: OverBatch, facts: FileFacts): string {
  const where = axis?.text ?? axis?.literal ?? "0";
  const has = loss === undefined ? 1 : (classAxisOf(loss) ?? 1);
  const use = `use ${spelt(call, axis, loss, facts).shown} for the best class of each sample.`;
  return (
    `${code(call.calleeText)} looks along axis ${where} of ${printShape(scores)}, the batch: it gives the best sample of each class. ` +
    (loss === undefined
      ? `A loader puts the samples along that axis: ${use}`
      : `${lossSubject(loss)} has the classes on axis ${String(has)}: ${use}`)
  );
}

/** As a library counts it: torch from the front, the others from the end. */
const classesOn = (loss: LossCallFact | undefined): string => String(loss?.contract.axis ?? 1);

const amongAll = (call: CallFact, scores: Shape, labels: Dim): string =>
  `${code(call.calleeText)} without an axis gives one place among all numbers of ${printShape(scores)}, which is compared with ${printDim(labels)} labels: ` +
  (hasOneClass(scores)
    ? "each sample has one score here, which is compared with a threshold."
    : "use the axis of the classes for the best class of each sample.");

const hasOneClass = (scores: Shape): boolean => axisOf(scores, 1) === 1;

/** `scores.argmax() == labels`: scores of (N, K), a label for each of the N, of which there are several. */
function overAll(value: ValueFact, { path }: FileFacts): OverBatch | undefined {
  const { role, span } = value;
  const producer = behindCast(value.producer);
  const isOwn =
    role === "expression" && producer?.call?.span.start === span.start && producer.call.span.end === span.end;
  if (!isOwn || !/^(eq|ne|equal|not_equal)$/.test(producer.operation) || producer.inputs.length !== 2) return undefined;
  for (const [index, side] of producer.inputs.entries()) {
    const best = behindCast(side.producer);
    const labels = producer.inputs[1 - index]?.tensor;
    const scores = best?.inputs[0]?.tensor.shape;
    const call = best?.call;
    if (best?.operation !== "argmax" || call?.path !== path || scores === undefined || labels === undefined) continue;
    const axis = call.args.find(({ parameter }) => /^(dim|axis)$/.test(parameter));
    if ((axis?.literal ?? "None") !== "None" || rankOf(best.output.shape) !== 0) continue;
    const [samples, count] = [axisOf(scores, 0), axisOf(labels.shape, 0)];
    const isOne = rankOf(scores) === 2 && rankOf(labels.shape) === 1 && samples !== undefined && count !== undefined;
    if (!isOne || !equalDims(samples, count) || proveAtLeast(samples, 2) !== "holds") continue;
    if (labels.dtype === undefined || isFloating(labels.dtype) || labels.dtype === "bool") continue;
    return { call, axis: undefined, scores, loss: undefined, labels: count };
  }
  return undefined;
}

/** (N, K) became (K,). */
function isAlongSamples(scores: Shape, result: Shape): boolean {
  const [, ...others] = knownDims(scores) ?? [];
  const left = knownDims(result);
  return left?.length === others.length && others.every((size, axis) => equalDims(size, left[axis] ?? NaN));
}

/** How the axis of the classes is written. */
function spelt(
  call: CallFact,
  axis: ArgumentFact | undefined,
  loss: LossCallFact | undefined,
  { language }: FileFacts,
): { readonly written: string; readonly shown: string } {
  const classes = classesOn(loss);
  if (language !== "python") return { written: classes, shown: `axis ${classes}` };
  const isTorch = call.callee?.startsWith("torch.") === true;
  const written = axis === undefined ? (isTorch ? "dim=1" : "axis=-1") : `${axis.parameter}=${classes}`;
  return { written, shown: code(written) };
}

/** Of two that are compared, both. */
function axisFix(found: OverBatch, { facts }: RuleContext): Fix | undefined {
  if (found.labels !== undefined && hasOneClass(found.scores)) return undefined;
  const edits = [found, ...comparedWith(found, facts)].map((each) => axisEdit(each, facts));
  if (edits.includes(undefined)) return undefined;
  const all = edits.filter((edit) => edit !== undefined).sort((one, other) => one.span.start - other.span.start);
  const { shown } = spelt(found.call, found.axis, found.loss, facts);
  return { title: `Use ${shown}${all.length > 1 ? " on both sides" : ""}`, safe: false, preferred: true, edits: all };
}

function axisEdit({ call, axis, loss }: OverBatch, facts: FileFacts): FileEdit | undefined {
  if (call.path !== facts.path) return undefined;
  return axis?.span === undefined
    ? addArgument(facts, call, spelt(call, undefined, loss, facts).written)
    : setArgument(call, axis.parameter, classesOn(loss));
}

/** The labels as they were made, before a library took them over for itself. */
function before(producer: Producer | undefined): Producer | undefined {
  let at = producer;
  for (let steps = 0; /^(cast|resize)$/.test(at?.operation ?? "") && steps < 6; steps++) at = at?.inputs[0]?.producer;
  return at;
}

/** Whether an equality sets it against the place of the largest in each column of something else. */
const isComparedAlike = ({ id }: CallFact, { values }: FileFacts): boolean =>
  values.some(({ producer }) => {
    const equality = behindCast(producer);
    if (!/^(eq|equal)$/.test(equality?.operation ?? "")) return false;
    const sides = equality?.inputs.map((side) => behindCast(side.producer)) ?? [];
    return sides.some((side) => side?.call?.id === id) && sides.every(isOfColumns);
  });

const isOfColumns = (maker: Producer | undefined): boolean => {
  const scores = maker?.operation === "argmax" ? maker.inputs[0]?.tensor.shape : undefined;
  return maker !== undefined && scores !== undefined && isAlongSamples(scores, maker.output.shape);
};

/** The same mistake on the other side of an equality. */
function comparedWith({ call }: OverBatch, facts: FileFacts): readonly OverBatch[] {
  const calls = new Set<number>();
  for (const { producer } of facts.values) {
    const equality = behindCast(producer);
    if (!/^(eq|equal)$/.test(equality?.operation ?? "")) continue;
    const sides = equality?.inputs.map((side) => behindCast(side.producer)?.call?.id) ?? [];
    if (sides.includes(call.id)) for (const side of sides) if (side !== undefined) calls.add(side);
  }
  const found = new Map<number, OverBatch>();
  for (const value of facts.values) {
    const id = behindCast(value.producer)?.call?.id;
    if (id === undefined || id === call.id || !calls.has(id) || found.has(id)) continue;
    const other = overSamples(value, facts);
    if (other !== undefined) found.set(id, other);
  }
  return [...found.values()];
}
