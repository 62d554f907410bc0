/**
 * The story of a broken requirement, told from its facts: what the user calls the thing that broke, which operand was wrong, which call made that
 * operand, and which places belong to it. Sentences are built by the rules.
 */
import { contains } from "../base/span.ts";
import type { Span } from "../base/span.ts";
import type { BrokenRequirement, CallFact, FileFacts, LayerFact, Operand, Producer } from "../facts/index.ts";
import { asConstant, axisOf, equalDims, knownDims, minRank, printShape, product, equalShapes } from "../shape/index.ts";
import type { Dim, Shape } from "../shape/index.ts";
import type { RelatedPlace, RuleContext } from "./define.ts";
import { code, either, excerpt, square, times } from "./words.ts";

/** What broke, as the user wrote it: `self.fc`, `torch.cat`, `a @ b`; an expression with its line, where the report stands at a caller. */
export function culprit(broken: BrokenRequirement, context: RuleContext): string {
  const { call, layer, own } = broken;
  if (layer !== undefined && broken.byCall !== true)
    return code(askedModel(broken) ?? layerText(broken, layer, context.facts));
  if (call !== undefined) return code(call.calleeText);
  const text = own === undefined ? context.facts.text : context.source(own.path)?.text;
  const { start, end } = own?.span ?? broken.span;
  const name = code(excerpt(text?.slice(start, end) ?? broken.operation, 40));
  return own === undefined ? name : `${name} (${context.where(own)})`;
}

/** A model of Keras that refuses what it is asked: `model`, of `model.predict(x)`. */
function askedModel({ layer, call }: BrokenRequirement): string | undefined {
  if (layer === undefined || call === undefined || !/^keras\.(Model|Sequential)$/.test(layer.className))
    return undefined;
  return call.calleeText.replace(/\.(fit|evaluate|predict|(train|test|predict)_on_batch)$/, "");
}

/** A layer without a name of its own goes by its construction. */
function layerText(
  { call }: BrokenRequirement,
  { name, creation }: LayerFact,
  { path, text }: RuleContext["facts"],
): string {
  if (creation?.path !== path || name !== creation.calleeText || call?.id === creation.id) return name;
  return excerpt(text.slice(creation.span.start, creation.span.end), 40);
}

/** The operand that the requirement speaks of, or else the first. */
export function subjectOperand(broken: BrokenRequirement): Operand | undefined {
  return broken.operands.find((operand) => operand.parameter === broken.subject) ?? broken.operands[0];
}

/** Whether the operand has the methods that fixes write: arrays of NumPy and tensors of TensorFlow have others. */
export const hasMethods = ({ library }: Operand): boolean => library === undefined || library === "torch";

/** The sizes that were flattened into an axis of this size: (32, 64, 16, 16) gives 64, 16, 16. */
export function flattenedFactors(
  producer: Producer | undefined,
  size: Dim,
): { factors: readonly Dim[]; from: Shape } | undefined {
  const from = producer?.inputs[0]?.tensor.shape;
  if (producer === undefined || from === undefined || !/^(flatten|view|reshape)$/.test(producer.operation))
    return undefined;
  const dims = knownDims(from) ?? from.tail;
  for (let first = dims.length - 2; first >= 0; first--) {
    const factors = dims.slice(first);
    if (equalDims(product(factors), size)) return { factors, from };
  }
  return undefined;
}

/** ": `flatten` of (32, 64, 16, 16)", ": the last axis of (32, 128)": where a size comes from. */
export function originOf(operand: Operand | undefined, size: Dim, axis: string): string {
  if (operand === undefined) return "";
  const flattened = flattenedFactors(operand.producer, size);
  if (flattened !== undefined && operand.producer !== undefined) {
    const factors = flattened.factors.filter((factor) => factor !== 1);
    const product = factors.length > 1 ? ` = ${times(factors)}` : "";
    return `${product}: ${code(operand.producer.operation)} of ${printShape(flattened.from)}`;
  }
  return `: ${axis} of ${printShape(operand.shape)}`;
}

/** The requirement without its remedy, where another image size would not change the size that is wrong. */
export function withoutIdleRemedy(broken: BrokenRequirement, actual: Dim): BrokenRequirement {
  const input = subjectOperand(broken);
  const flattened = flattenedFactors(input?.producer, actual);
  const isSpatial =
    flattened !== undefined ? minRank(flattened.from) > 2 : input !== undefined && minRank(input.shape) > 2;
  if (isSpatial) return broken;
  const { remedy: _, ...rest } = broken;
  return rest;
}

/** " The input at line 26 is 32×32; 28×28 would give 12544." */
export function remedySentence({ remedy }: BrokenRequirement, wanted: Dim, context: RuleContext): string {
  if (remedy === undefined || remedy.sizes.length === 0) return "";
  const now = remedy.axes.map((axis) => axisOf(remedy.input, axis));
  if (now.some((size) => size === undefined || asConstant(size) === undefined)) return "";
  if (now.every((size) => remedy.sizes.some((fitting) => fitting === size))) return "";
  const fitting = either(nearest(remedy.sizes, now).map((size) => square(size, remedy.axes.length)));
  const size = times(now.map((each) => each ?? 0)).replaceAll("·", "×");
  const long = remedy.axes.length === 1 ? " long" : "";
  return ` The input at ${context.where(remedy.place)} is ${size}${long}; ${fitting} would give ${String(asConstant(wanted) ?? "what it expects")}.`;
}

/** Three of the sizes: those that are close to the input's, and the one that halves most often, as images mostly are. */
function nearest(sizes: readonly number[], now: readonly (Dim | undefined)[]): readonly number[] {
  const given = Math.max(...now.map((size) => asConstant(size ?? 0) ?? 0));
  const byDistance = [...sizes].sort((a, b) => Math.abs(a - given) - Math.abs(b - given));
  const near = byDistance.slice(0, 8);
  const [roundest] = [...near].sort((a, b) => halvings(b) - halvings(a));
  const chosen = new Set([...near.slice(0, 2), ...(roundest === undefined ? [] : [roundest]), ...near]);
  return [...chosen].slice(0, 3).sort((a, b) => a - b);
}

const halvings = (size: number): number => (size > 0 && size % 2 === 0 ? 1 + halvings(size / 2) : 0);

/** The call or layer that gave an axis its size: the nearest maker behind operations that leave the axis alone. */
export function makerOf(producer: Producer | undefined, axis: number, size: Dim): Producer | undefined {
  let at = producer;
  let place: number | undefined = axis;
  for (let steps = 0; at !== undefined && steps < 12; steps++) {
    if (/^(conv|linear|bilinear|embedding|lstm|gru|rnn|cat)/.test(at.operation)) return at;
    place = axisBefore(at, place, size);
    if (place === undefined) return undefined;
    at = at.inputs[0]?.producer;
  }
  return undefined;
}

/** Where the axis stood before an operation: in its place, or before axes of 1 that were flattened or squeezed away. */
function axisBefore({ operation, inputs }: Producer, axis: number, size: Dim): number | undefined {
  const shape = inputs[0]?.tensor.shape;
  const dims = shape && knownDims(shape);
  const before = shape && axisOf(shape, axis);
  if (before !== undefined && equalDims(before, size)) return axis;
  if (dims === undefined || axis !== -1 || !/^(flatten|view|reshape|squeeze)$/.test(operation)) return undefined;
  const last = dims.findLastIndex((each) => each !== 1);
  return last > 0 && equalDims(dims[last] ?? 0, size) ? last - dims.length : undefined;
}

/** How the user calls a maker: the layer's attribute where its call shows it, else its construction. */
export function makerName({ call, layer, operation }: Producer, { facts }: RuleContext): string {
  if (layer === undefined) return code(call?.calleeText ?? operation);
  if (call?.callee === layer.className) return code(call.calleeText);
  const { creation } = layer;
  if (creation?.path === facts.path) return code(excerpt(facts.text.slice(creation.span.start, creation.span.end), 40));
  return code(creation?.calleeText ?? layer.name);
}

/** Where the layer is made, the call that runs it if the report stands elsewhere, and the calls on the way from outside. */
export function relatedPlaces(broken: BrokenRequirement): readonly RelatedPlace[] {
  const places: RelatedPlace[] = [];
  const add = (place: RelatedPlace["place"], message: string): void => {
    const isKnown = places.some(
      ({ place: other }) => other.path === place.path && other.span.start === place.span.start,
    );
    const isInReport = place.path === broken.path && contains(broken.span, place.span);
    if (!isKnown && !isInReport) places.push({ place, message });
  };
  const made = broken.layer?.creation;
  if (made !== undefined) add(made, `${code(broken.layer?.name ?? "")} is made here`);
  if (broken.call !== undefined) add(broken.call, `${code(excerpt(broken.call.calleeText, 30))} is called here`);
  for (const site of [...broken.stack].reverse()) add(site.place, `reached from ${code(excerpt(site.text, 50))}`);
  if (broken.remedy !== undefined)
    add(broken.remedy.place, `the input ${printShape(broken.remedy.input)} comes from here`);
  return places;
}

/** Where the input of an operation is written: as its argument, or as that of the call within which the operation was given the very same. */
export function outerInput({ call }: BrokenRequirement, { span, text, shape }: Operand): Written | undefined {
  if (call === undefined) return undefined;
  if (span !== undefined && text !== undefined) return { path: call.path, span, text };
  const given = call.args.find(({ tensor }) => tensor !== undefined && equalShapes(tensor.shape, shape));
  return given?.span === undefined || given.text === undefined
    ? undefined
    : { path: call.path, span: given.span, text: given.text };
}

/** Where the calls of this file that led here, outermost first, were given a tensor of that very shape. */
export function handedIn({ stack }: BrokenRequirement, shape: Shape, facts: FileFacts): readonly Written[] {
  const { path, text, values } = facts;
  return stack.flatMap(({ place }) => {
    const given = values.find(
      ({ role, span, tensor }) =>
        role === "expression" && contains(place.span, span) && equalShapes(tensor.shape, shape),
    );
    const isHere = place.path === path && given !== undefined && given.span.start > place.span.start;
    return isHere ? [{ path, span: given.span, text: text.slice(given.span.start, given.span.end) }] : [];
  });
}

interface Written {
  readonly path: string;
  readonly span: Span;
  readonly text: string;
}

/** Where the operands were made, if calls of this file outside the report made them. */
export function operandPlaces(
  broken: BrokenRequirement,
  { facts }: RuleContext,
): readonly (RelatedPlace | undefined)[] {
  return broken.operands.map((operand) => {
    const call = operand.producer?.call;
    if (call?.path !== facts.path || (broken.path === call.path && contains(broken.span, call.span))) return undefined;
    return { place: call, message: `${printShape(operand.shape)} is made here` };
  });
}

/** Whether the layer is also called elsewhere in this file, and nothing is wrong there: it must then not be changed unasked. */
export function servesOthers({ layer }: BrokenRequirement, { facts }: RuleContext): boolean {
  const creation = layer?.creation;
  if (creation === undefined) return false;
  const isBroken = (call: CallFact): boolean =>
    facts.broken.some(({ span, call: other }) => other?.id === call.id || contains(span, call.span));
  return facts.values.some(({ producer }) => {
    const made = producer?.layer?.creation;
    return (
      made?.path === creation.path &&
      made.span.start === creation.span.start &&
      producer?.call !== undefined &&
      !isBroken(producer.call)
    );
  });
}
