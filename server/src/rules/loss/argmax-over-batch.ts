/** The largest score along axis 0, where a loss or a loader shows that axis 0 is the batch. */
import { addArgument, setArgument } from "../../edits/index.ts";
import type { ArgumentFact, CallFact, FileFacts, LossCallFact, ValueFact } from "../../facts/index.ts";
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
import { code } from "../words.ts";

interface OverBatch {
  readonly call: CallFact;
  /** Absent where none is written: all scores are one row. */
  readonly axis: ArgumentFact | undefined;
  readonly scores: Shape;
  /** That shows where the classes are; absent where a loader shows it. */
  readonly loss: LossCallFact | undefined;
  /** How many labels the one place is compared with. */
  readonly labels?: Dim;
}

export const argmaxOverBatch = defineRule({
  name: "argmax-over-batch",
  summary: "The best class is looked for along the batch",
  level: "warning",
  since: "0.1.0",
  on: "value",

  check(value, { facts }): OverBatch | undefined {
    const flat = overAll(value, facts);
    if (flat !== undefined) return flat;
    const { reading, shape, dtype } = value.tensor;
    if (reading?.last !== "argmax" || (dtype !== undefined && !isInteger(dtype))) return undefined;
    const producer = behindCast(value.producer);
    const call = producer?.call;
    const scores = producer?.inputs[0];
    if (call?.path !== facts.path || scores === undefined || !/^(argmax|max)$/.test(producer?.operation ?? ""))
      return undefined;
    const rank = rankOf(scores.tensor.shape) ?? 0;
    const first = new Set(["0", String(-rank)]);
    const axis = call.args.find(({ parameter, literal }) => /^(dim|axis)$/.test(parameter) && first.has(literal ?? ""));
    if (axis === undefined || rank < 2 || !isAlongSamples(scores.tensor.shape, shape)) return undefined;
    const shown = classAxisByLoss({ shape: scores.tensor.shape, producer: scores.producer }, facts);
    const head = scores.producer && headOf(scores.producer);
    const ofLoader = rank === 2 && head !== undefined && isOfLoader(scores.producer);
    if (shown === undefined && !ofLoader) return undefined;
    return { call, axis, scores: scores.tensor.shape, loss: shown?.loss };
  },
  report: ({ call, axis, scores, loss, labels }) => ({
    at: call.span,
    message: labels === undefined ? alongBatch(call, axis, scores, loss) : amongAll(call, scores, labels),
    related: [loss && { place: loss.call, message: `${code(loss.name)} takes scores of the same layer here` }],
  }),
  fixes: (found, context) => [axisFix(found, context)],
});

function alongBatch(
  call: CallFact,
  axis: ArgumentFact | undefined,
  scores: Shape,
  loss: LossCallFact | undefined,
): string {
  const where = axis?.text ?? axis?.literal ?? "0";
  const has = loss === undefined ? 1 : (classAxisOf(loss) ?? 1);
  const use = `use ${code(`${axis?.parameter ?? "dim"}=${classesOn(loss)}`)} for the best class of each sample.`;
  return (
    `${code(call.calleeText)} looks along axis ${where} of ${printShape(scores)}, the batch: it gives the best sample of each class. ` +
    (loss === undefined
      ? `A loader puts the samples along that axis: ${use}`
      : `${code(loss.name)} has the classes on axis ${String(has)}: ${use}`)
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

function axisFix({ call, axis, scores, loss }: OverBatch, { facts }: RuleContext): Fix | undefined {
  if (axis === undefined) return hasOneClass(scores) ? undefined : addedAxis(call, facts);
  const edit = call.path === facts.path ? setArgument(call, axis.parameter, classesOn(loss)) : undefined;
  return edit && { title: `Use \`${axis.parameter}=${classesOn(loss)}\``, safe: false, preferred: true, edits: [edit] };
}

function addedAxis(call: CallFact, facts: FileFacts): Fix | undefined {
  const written = call.callee?.startsWith("torch.") === true ? "dim=1" : "axis=-1";
  const edit = addArgument(facts, call, written);
  return edit && { title: `Use \`${written}\``, safe: false, preferred: true, edits: [edit] };
}
