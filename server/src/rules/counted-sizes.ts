/**
 * A shape that is written for other values than there are: the one number of it that can be another, so that the counts agree. Of several such
 * numbers nothing tells which is wrong, and none is changed.
 */
import type { Span } from "../base/span.ts";
import { replace } from "../edits/index.ts";
import type { BrokenRequirement, CallFact, Operand } from "../facts/index.ts";
import { asConstant, elementCount, equalDims, product } from "../shape/index.ts";
import type { Dim, Shape } from "../shape/index.ts";
import type { Fix, RuleContext } from "./define.ts";
import { rewritten } from "./layer-arguments.ts";
import { itemsOf, sizeAs } from "./written-sizes.ts";
import { code } from "./words.ts";

const shapeName = /^(shape|newshape|size|target_shape|targetShape|dims|\d+)$/;

/** The sizes of the shape that a call, or a layer's construction, was given, as they are written. */
export function writtenShape(call: CallFact, { facts }: RuleContext): readonly Span[] | undefined {
  if (call.path !== facts.path) return undefined;
  const [given] = call.args.filter(({ parameter, tensor }) => shapeName.test(parameter) && tensor === undefined);
  const listed = given?.span === undefined ? undefined : itemsOf(given.span, facts.text);
  if (listed !== undefined || given === undefined) return listed;
  // `x.view(4, 3)`: each is an argument of its own.
  const sizes = call.args.slice(call.args.indexOf(given));
  const spans = sizes.flatMap(({ span, size, keyword }) =>
    span === undefined || size === undefined || keyword ? [] : span,
  );
  return spans.length === sizes.length ? spans : undefined;
}

export function countedSizeFix(broken: BrokenRequirement, context: RuleContext): Fix | undefined {
  const { relation, layer, call, detail, operands } = broken;
  const asked = shapeOf(detail?.["size"]);
  const input = shapeOf(operands[0]?.shape) ?? [];
  const creation = layer?.creation ?? call;
  if (relation.kind !== "equal" || asked === undefined || creation === undefined) return undefined;
  const [has, wants] = [asConstant(relation.left), asConstant(relation.right)];
  const items = writtenShape(creation, context);
  if (has === undefined || wants === undefined || items === undefined || items.length > asked.length) return undefined;
  // A shape that groups nothing says what the values should have been.
  const only = areValues(call) ? undefined : onlyDifference(asked, input);
  if (only !== undefined && !isRefusedAgain(only, context)) return undefined;
  // A layer's shape is written without the batch.
  const sizes = asked.slice(asked.length - items.length);
  const kept = items.length < asked.length ? 0 : keptAxes(asked, input);
  const other = (size: Dim): number => ((asConstant(size) ?? 0) * has) / wants;
  const fixes = items.flatMap((span, at) => {
    const size = sizes[at] ?? 0;
    if (at < kept || other(size) < 1 || !Number.isInteger(other(size))) return [];
    const fix = itemFix(span, size, other(size), context);
    return fix === undefined ? [] : [{ fix, isUnit: size === 1 }];
  });
  // An axis of 1 is meant to be one more often than not.
  const longer = fixes.filter(({ isUnit }) => !isUnit);
  const [found, ...more] = longer.length > 0 ? longer : fixes;
  return more.length > 0 ? undefined : found?.fix;
}

/** Whether the call makes a tensor of numbers of the program, and groups no other tensor's. */
const areValues = (call: CallFact | undefined): boolean =>
  call?.args.some(({ parameter }) => parameter === "values") === true;

type Pair = readonly [Dim, Dim];

/** The sizes on the one axis on which two shapes differ, axes of 1 aside where only one of them has those. */
function onlyDifference(asked: readonly Dim[], input: readonly Dim[]): Pair | undefined {
  const isAlike = asked.length === input.length;
  const [one, other] = isAlike ? [asked, input] : [withoutOnes(asked), withoutOnes(input)];
  if (one.length !== other.length) return undefined;
  const [pair, ...more] = one
    .map((size, at): Pair => [size, other[at] ?? 1])
    .filter(([left, right]) => !equalDims(left, right));
  return more.length > 0 ? undefined : pair;
}

const withoutOnes = (sizes: readonly Dim[]): readonly Dim[] => sizes.filter((size) => size !== 1);

/** Whether what comes of it is refused for these two sizes as well. */
const isRefusedAgain = ([one, other]: Pair, { facts }: RuleContext): boolean =>
  facts.broken.some(
    ({ relation }) => relation.kind === "equal" && equalDims(relation.left, one) && equalDims(relation.right, other),
  );

const shapeOf = (value: unknown): readonly Dim[] | undefined => {
  if (typeof value !== "object" || value === null || !("lead" in value)) return undefined;
  const { lead, rest, tail } = value as Shape;
  return rest === undefined ? [...lead, ...tail] : undefined;
};

/** The first axes that stay as they are are right: samples, most often. */
function keptAxes(asked: readonly Dim[], input: readonly Dim[]): number {
  const first = asked.findIndex((size, at) => !equalDims(size, input[at] ?? -1));
  return first < 0 ? asked.length : first;
}

/** A number is written anew; a sum with a name keeps the name. */
function itemFix(span: Span, size: Dim, wanted: number, { facts }: RuleContext): Fix | undefined {
  const text = facts.text.slice(span.start, span.end);
  const other = /^\d+$/.test(text) ? String(wanted) : rewritten(sizeAs(text, size), wanted)?.text;
  if (other === undefined || (/[A-Za-z_]/.test(text) && !/[A-Za-z_]/.test(other))) return undefined;
  const title = `Write ${code(other)} for ${code(text)}`;
  return { title, safe: false, preferred: true, edits: [replace(facts.path, span, other)] };
}

/** Values that were grouped for a model, as that takes them: `[100, 1]` of a hundred. */
export function regroupedFix(
  operand: Operand | undefined,
  sample: readonly Dim[],
  context: RuleContext,
): Fix | undefined {
  const { operation, call, inputs } = operand?.producer ?? {};
  const items = operation === "reshape" && call !== undefined ? writtenShape(call, context) : undefined;
  const [first, last] = [items?.[0], items?.at(-1)];
  const count = inputs?.[0] && elementCount(inputs[0].tensor.shape);
  const [all, each] = [count === undefined ? undefined : asConstant(count), asConstant(product(sample))];
  if (first === undefined || last === undefined || all === undefined || each === undefined) return undefined;
  if (items?.length !== sample.length + 1 || each < 1 || all % each !== 0) return undefined;
  const { path, text } = context.facts;
  if (items.some(({ start, end }) => !/^-?\d+$/.test(text.slice(start, end)))) return undefined;
  const written = [all / each, ...sample].map(String).join(", ");
  const edits = [replace(path, { start: first.start, end: last.end }, written)];
  return { title: `Write ${code(`[${written}]`)}`, safe: false, preferred: true, edits };
}
