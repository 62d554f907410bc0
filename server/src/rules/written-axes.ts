/**
 * The axis that a call was given, where another one makes the tensors fit that meet: `mean(dim=0)` over samples where the points are meant,
 * `split(n, dim=1)` of steps where the features are; or where it fits if the axis is kept. Which of the other axes is right, the trial of each edit tells.
 */
import { addArgument, replace } from "../edits/index.ts";
import type { FileEdit } from "../edits/index.ts";
import type { BrokenRequirement, CallFact, FileFacts, Operand, Producer } from "../facts/index.ts";
import { add, asConstant, equalDims, knownDims, rankOf } from "../shape/index.ts";
import type { Dim, Shape } from "../shape/index.ts";
import type { Fix, RuleContext } from "./define.ts";
import { code, excerpt } from "./words.ts";

/** The nearest reduction behind a tensor, made over another axis, so that the tensor has the size or the whole shape that is wanted. */
export function reducedAxisFixes(
  operand: Operand | undefined,
  model: Operand | undefined,
  wanted: Dim | undefined,
  context: RuleContext,
): readonly Fix[] {
  const reduction = nearestReduction(operand?.producer);
  if (reduction === undefined || operand === undefined) return [];
  const { call, sizes, axis, isOfClasses } = reduction;
  const shape = model && knownDims(model.shape);
  const keeps = wanted !== undefined && equalDims(sizes[axis] ?? -1, wanted);
  const fits = (other: number): boolean => {
    const left = sizes.filter((_, at) => at !== other);
    return keeps || (shape?.length === left.length && left.every((size, at) => equalDims(size, shape[at] ?? -1)));
  };
  return (
    otherAxes(sizes, axis)
      .filter(fits)
      // The best class of a place in a map is found along no batch.
      .filter((other) => !(isOfClasses && other === 0 && sizes.length > 2))
      .flatMap((other) => axisFix(call, other, sizes.length, context) ?? [])
  );
}

/** The nearest reduction behind a tensor keeps its axis, so that each row meets its own number: `x - x.mean(axis=1, keepdims=True)`. */
export function keptAxisFix(operand: Operand, other: Operand | undefined, { facts }: RuleContext): Fix | undefined {
  const sizes = other && knownDims(other.shape);
  let at = operand.producer;
  for (let steps = 0; at !== undefined && steps < 6; steps++) {
    const { call, operation, inputs, output } = at;
    const [before, after] = [inputs[0] && rankOf(inputs[0].tensor.shape), rankOf(output.shape)];
    if (before === undefined || after === undefined) return undefined;
    if (after < before) {
      // What is kept meets a tensor of the axes that were reduced, and is not spread over others.
      if (sizes?.length !== before || !keepsOrder(knownDims(output.shape) ?? [], sizes)) return undefined;
      if (call?.path !== facts.path || !keeping.test(operation)) return undefined;
      const written = keptAxis(call, facts);
      const edit = written === undefined ? undefined : addArgument(facts, call, written);
      if (edit === undefined) return undefined;
      const whole = edited(call, edit, facts);
      return { title: `Keep the axis: ${code(excerpt(whole, 60))}`, safe: false, preferred: true, edits: [edit] };
    }
    at = inputs[0]?.producer;
  }
  return undefined;
}

/** Whether the sizes that are left stand among the others in this order. */
function keepsOrder(left: readonly Dim[], sizes: readonly Dim[]): boolean {
  let next = 0;
  for (const size of sizes) if (next < left.length && equalDims(size, left[next] ?? -1)) next += 1;
  return next === left.length;
}

/** Reductions that every library can be told to leave an axis of 1 by. */
export const keeping = /^(mean|sum|prod|std|var|norm|vector_norm|max|min|amax|amin|logsumexp|nanmean|nansum|median)$/;

/** What tells so, where an axis is given and nothing is said yet; in JavaScript it follows the axis. */
export function keptAxis({ args }: CallFact, { language }: FileFacts): string | undefined {
  const axis = args.find(({ parameter }) => /^(dim|axis|axes)$/.test(parameter));
  if (axis === undefined || args.some(({ parameter }) => /^keepdims?$/i.test(parameter))) return undefined;
  if (language !== "python") return axis === args.at(-1) ? "true" : undefined;
  return axis.parameter === "dim" ? "keepdim=True" : "keepdims=True";
}

/** Parts along another axis, where there are as many names as it gives. */
export function splitAxisFixes(part: Operand | undefined, names: number, context: RuleContext): readonly Fix[] {
  const { operation, call, inputs } = part?.producer ?? {};
  const sizes = inputs?.[0] && knownDims(inputs[0].tensor.shape);
  if (operation === undefined || !splitting.test(operation) || call === undefined || sizes === undefined) return [];
  const axis = axisOfCall(call, sizes.length) ?? 0;
  return otherAxes(sizes, axis)
    .filter((other) => (asConstant(sizes[other] ?? 1) ?? 1) % names === 0)
    .flatMap((other) => axisFix(call, other, sizes.length, context) ?? []);
}

/** An axis of 1 put in at another place, so that each of one meets each of the other: `a.unsqueeze(1) - b.unsqueeze(0)`. */
export function newAxisFixes(operand: Operand, other: Operand | undefined, context: RuleContext): readonly Fix[] {
  const { operation, call, inputs } = operand.producer ?? {};
  const [before, sizes] = [inputs?.[0] && knownDims(inputs[0].tensor.shape), other && knownDims(other.shape)];
  if (operation !== "unsqueeze" || call === undefined || before === undefined || sizes === undefined) return [];
  const rank = before.length + 1;
  const axis = axisOfCall(call, rank);
  if (axis === undefined || sizes.length !== rank) return [];
  const fits = (at: number): boolean =>
    [...before.slice(0, at), 1, ...before.slice(at)].every(
      (size, place) => size === 1 || sizes[place] === 1 || equalDims(size, sizes[place] ?? -1),
    );
  return [...before.keys(), before.length]
    .filter((at) => at !== axis && fits(at))
    .flatMap((at) => axisFix(call, at, rank, context) ?? [])
    .map((fix) => {
      const written = fix.edits.map((edit) => edited(call, edit, context.facts)).join("");
      return { ...fix, title: `Write ${code(excerpt(written, 60))}`, preferred: false };
    });
}

/** Tensors are joined along the one axis on which they differ. */
export function joinAxisFix({ operation, operands, call, layer }: BrokenRequirement, context: RuleContext): Fix[] {
  const made = layer?.creation ?? call;
  const [first, ...others] = operands.map(({ shape }) => knownDims(shape));
  if (!joining.test(operation) || made === undefined || first === undefined || others.length === 0) return [];
  const differing = first.flatMap((size, axis) =>
    others.every((other) => other?.length === first.length && equalDims(other[axis] ?? -1, size)) ? [] : [axis],
  );
  const [axis, ...more] = differing;
  const fix = axis === undefined || more.length > 0 ? undefined : axisFix(made, axis, first.length, context);
  return fix === undefined ? [] : [fix];
}

/** What was joined along one axis, joined along another, so that it has that shape. */
export function joinedAxisFix(operand: Operand, wanted: Shape, context: RuleContext): Fix | undefined {
  const { operation, call, inputs } = operand.producer ?? {};
  const sizes = knownDims(wanted);
  const [first, ...others] = inputs?.map(({ tensor }) => knownDims(tensor.shape)) ?? [];
  if (operation === undefined || !joining.test(operation) || call === undefined || first === undefined)
    return undefined;
  const axis = sizes?.findIndex((size, at) => {
    const joined = others.reduce<Dim>((sum, other) => add(sum, other?.[at] ?? -1), first[at] ?? -1);
    return equalDims(joined, size) && !equalDims(first[at] ?? -1, size);
  });
  if (axis === undefined || axis < 0 || sizes?.length !== first.length) return undefined;
  const isWhole = [first, ...others].every((each) =>
    each?.every((size, at) => at === axis || equalDims(size, sizes[at] ?? -1)),
  );
  return isWhole ? axisFix(call, axis, first.length, context) : undefined;
}

const joining = /^(cat|concat|concatenate)$/;
const splitting = /^(split|chunk|tensor_split|array_split)/;
const axisName = /^(dim|axis)$/;

const otherAxes = (sizes: readonly Dim[], axis: number): readonly number[] =>
  sizes.flatMap((_, at) => (at === axis ? [] : [at]));

/** The call as an edit leaves it. */
function edited({ span: { start, end } }: CallFact, edit: FileEdit, { text }: FileFacts): string {
  return text.slice(start, edit.span.start) + edit.newText + text.slice(edit.span.end, end);
}

interface Reduction {
  readonly call: CallFact;
  /** Of the tensor that is reduced. */
  readonly sizes: readonly Dim[];
  readonly axis: number;
  /** The best of several is looked for. */
  readonly isOfClasses: boolean;
}

/** The first call on the way back that took an axis away by its number. */
function nearestReduction(producer: Producer | undefined): Reduction | undefined {
  let at = producer;
  for (let steps = 0; at !== undefined && steps < 12; steps++) {
    const input = at.inputs[0];
    const sizes = input && knownDims(input.tensor.shape);
    const left = knownDims(at.output.shape);
    const axis = at.call === undefined || sizes === undefined ? undefined : axisOfCall(at.call, sizes.length);
    if (at.call !== undefined && sizes !== undefined && axis !== undefined && left?.length === sizes.length - 1) {
      const isClassOfOneHot =
        at.operation === "argmax" && input?.tensor.reading?.last === "one_hot" && axis === sizes.length - 1;
      const isOfClasses = /^arg(max|min)$/.test(at.operation);
      return isClassOfOneHot ? undefined : { call: at.call, sizes, axis, isOfClasses };
    }
    at = input?.producer;
  }
  return undefined;
}

/** The number that is written for the call's axis, counted from the first. */
function axisOfCall(call: CallFact, rank: number): number | undefined {
  const text = call.args.find(({ parameter, written }) => axisName.test(parameter) && written === undefined)?.text;
  if (text === undefined || !/^-?\d+$/.test(text)) return undefined;
  const axis = Number(text) < 0 ? Number(text) + rank : Number(text);
  return axis >= 0 && axis < rank ? axis : undefined;
}

/** The number is counted as the one before it was: from the first axis, or from the end. */
function axisFix(call: CallFact, axis: number, rank: number, { facts }: RuleContext): Fix | undefined {
  const argument = call.args.find(({ parameter }) => axisName.test(parameter));
  if (call.path !== facts.path || argument?.span === undefined || argument.written !== undefined) return undefined;
  if (!/^-?\d+$/.test(argument.text ?? "")) return undefined;
  const written = String(argument.text?.startsWith("-") === true ? axis - rank : axis);
  const title = `Set \`${argument.parameter}\` to \`${written}\``;
  return written === argument.text
    ? undefined
    : { title, safe: false, preferred: true, edits: [replace(facts.path, argument.span, written)] };
}
