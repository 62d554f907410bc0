/** What a model or a first layer of Keras was made for, written as its input's shape, where it is given tensors of other sizes; and the tensors made to fit. */
import type { Span } from "../base/span.ts";
import { argumentOf, replace } from "../edits/index.ts";
import type { BrokenRequirement, CallFact, FileFacts, LayerFact, Operand, Producer } from "../facts/index.ts";
import { asConstant, equalDims, knownDims, rankOf, shapeFrom } from "../shape/index.ts";
import type { Dim, Shape } from "../shape/index.ts";
import { ancestry } from "./ancestry.ts";
import type { Fix, RuleContext } from "./define.ts";
import { featureAxis, hasAxesOfKeras, importedName } from "./keras-words.ts";
import { spellingOf } from "./settings.ts";
import { subjectOperand } from "./story.ts";
import { swappedItems } from "./swapped-items.ts";
import { code } from "./words.ts";
import { createdAnew, itemsOf, resized, writtenNumber } from "./written-sizes.ts";

/** A model's input, told of the sizes that come in. */
export function modelInputFixes(broken: BrokenRequirement, context: RuleContext): readonly Fix[] {
  const { layer, operands } = broken;
  const [given, made] = operands;
  if (!hasAxesOfKeras(layer) || given === undefined || made === undefined) return [];
  const [came, wanted] = [knownDims(given.shape), knownDims(made.shape)];
  if (came === undefined || came.length !== wanted?.length) return [];
  const changes = changesOf(came, wanted);
  const samples = madeToFit(given, changes, context);
  const swapped = swappedItems(broken.call, ["x", "inputs"], given.shape, made.shape, context.facts);
  if (swapped !== undefined) return [swapped, ...samples];
  const isTurned = hasChannelsFirst(wanted, came) && startsChannelsLast(made.producer, context.facts);
  const moved = isTurned ? undefined : transposeFix(broken, came, wanted, context);
  if (moved !== undefined) return [moved];
  // Axes that stand one place further hide another that is missing.
  if (came.slice(2).every((size, axis) => equalDims(size, wanted[axis + 1] ?? -1)) && came.length > 2) return [];
  const source = inputShapeOf(layer, made.shape, context.facts);
  const input = source && setSizes(source, changes, came.length - 1, context.facts);
  return [...(input === undefined ? [] : [input]), ...samples];
}

/** The axes behind the batch that differ from what is wanted there. */
export const changesOf = (came: readonly Dim[], wanted: readonly Dim[]): readonly Change[] =>
  came.flatMap((size, axis) => {
    const other = wanted[axis];
    const differs = other !== undefined && asConstant(other) !== undefined && !equalDims(size, other);
    return axis > 0 && differs ? [{ axis, from: other, to: size, rank: came.length }] : [];
  });

/** The tensor that is given, made as the model wants it. */
export function madeToFit(given: Operand, changes: readonly Change[], context: RuleContext): readonly Fix[] {
  const [first, ...more] = changes;
  const sizes = changes.map(({ axis, from, rank }) => ({ axis: axis - rank, wanted: from }));
  if (first === undefined) return [];
  return more.length > 0
    ? createdAnew(given, sizes, context)
    : resized(given, first.axis - first.rank, first.from, false, context);
}

const orders: readonly (readonly number[])[] = [
  [0, 2, 1],
  [0, 2, 3, 1],
  [0, 3, 1, 2],
  [0, 2, 3, 4, 1],
];

/** The axes in another order, where that is just what the model was made for. */
function transposeFix(
  { call }: BrokenRequirement,
  came: readonly Dim[],
  wanted: readonly Dim[],
  { facts }: RuleContext,
): Fix | undefined {
  const order = orders.find(
    (each) =>
      each.length === came.length &&
      each.every((from, to) => to === 0 || equalDims(came[from] ?? -1, wanted[to] ?? -2)),
  );
  const given = call === undefined ? undefined : (argumentOf(call, "x") ?? argumentOf(call, "inputs") ?? call.args[0]);
  const sizes = given?.tensor && knownDims(given.tensor.shape);
  const isIt =
    sizes?.length === came.length && sizes.every((size, axis) => axis === 0 || equalDims(size, came[axis] ?? -1));
  const module = ["numpy", "tensorflow"]
    .map((name) => importedName(facts.text, name))
    .find((name) => name !== undefined);
  if (order === undefined || !isIt || given?.span === undefined || given.text === undefined) return undefined;
  if (call?.path !== facts.path || module === undefined) return undefined;
  const written = `${module}.transpose(${given.text}, (${order.join(", ")}))`;
  const edits = [replace(facts.path, given.span, written)];
  return { title: `Put the axes in the model's order: ${code(written)}`, safe: false, preferred: true, edits };
}

/** A layer that was told of its input's shape, which has another number of channels or features. */
export function layerInputFix(broken: BrokenRequirement, context: RuleContext): Fix | undefined {
  const { layer, relation } = broken;
  const input = subjectOperand(broken);
  if (!hasAxesOfKeras(layer) || relation.kind !== "equal" || input === undefined) return undefined;
  const rank = rankOf(input.shape);
  const argument = layer.creation && argumentOf(layer.creation, spellingOf(layer).name("input_shape"));
  if (rank === undefined || argument?.span === undefined || layer.creation?.path !== context.facts.path)
    return undefined;
  const change = { axis: rank - 1, from: relation.right, to: relation.left, rank };
  return setSizes(argument.span, [change], rank - 1, context.facts);
}

/** The shape of the network's input, where it is written, for samples of other sizes that came to a layer behind it. */
export function networkInputFix(broken: BrokenRequirement, { facts }: RuleContext): Fix | undefined {
  const input = networkInput(broken, facts);
  if (input === undefined) return undefined;
  const { at, came, items } = input;
  const changes = items.flatMap((text, index) => {
    // Counted from the end, where `*IMAGE_SIZE` stands for several.
    const axis = came.length - items.length + index;
    const to = came[axis];
    return to === undefined || !/^\d+$/.test(text) || equalDims(Number(text), to)
      ? []
      : [{ axis, from: Number(text), to, rank: came.length }];
  });
  return setSizes(at, changes, came.length - 1, facts);
}

interface NetworkInput {
  /** Where its shape is written, and the texts of the sizes there, without the batch. */
  readonly at: Span;
  readonly items: readonly string[];
  /** The samples that came in, with their batch. */
  readonly came: readonly Dim[];
}

function networkInput(broken: BrokenRequirement, facts: FileFacts): NetworkInput | undefined {
  const input = subjectOperand(broken);
  const layers = layersBefore(input?.producer);
  const came = knownDims(layers.at(-1)?.inputs[0]?.tensor.shape ?? input?.shape ?? shapeFrom([]));
  if (!hasAxesOfKeras(broken.layer) || came === undefined || came.length < 4) return undefined;
  const creations = new Set([...layers.map(({ layer }) => layer?.creation), broken.layer.creation]);
  const told = [...creations].flatMap((creation) => (creation === undefined ? [] : shapeArgument(creation, facts)));
  const written = told.length > 0 ? told : inputsMade(facts);
  const [at] = written;
  if (at === undefined || written.some(({ start }) => start !== at.start)) return undefined;
  return { at, came, items: itemsOf(at, facts.text)?.map(({ start, end }) => facts.text.slice(start, end)) ?? [] };
}

/** The written shape of the network's input, where it has first what stands last in the samples, and a layer that looks for it last. */
export function turnedInput(broken: BrokenRequirement, { facts }: RuleContext): string | undefined {
  const input = networkInput(broken, facts);
  if (input === undefined || broken.layer === undefined || !looksLast(broken.layer, facts)) return undefined;
  const sizes = input.items.map((text) => (/^\d+$/.test(text) ? Number(text) : NaN));
  if (sizes.some(Number.isNaN) || !hasChannelsFirst([-1, ...sizes], input.came)) return undefined;
  return facts.text.slice(input.at.start, input.at.end);
}

/** (B, C, H, W) where the samples are (B, H, W, C). */
const hasChannelsFirst = (made: readonly Dim[], came: readonly Dim[]): boolean =>
  made.length === 4 &&
  came.length === 4 &&
  !equalDims(made[1] ?? -1, made[3] ?? -1) &&
  [3, 1, 2].every((from, at) => equalDims(came[from] ?? -1, made[at + 1] ?? -2));

/** Whether what was made of this input first is a convolution, or such, with the channels last. */
const startsChannelsLast = (made: Producer | undefined, facts: FileFacts): boolean =>
  made !== undefined &&
  facts.values.some(({ producer }) =>
    [...ancestry(producer)].some(
      ({ layer, inputs }) =>
        layer !== undefined && looksLast(layer, facts) && inputs[0]?.producer?.output.shape === made.output.shape,
    ),
  );

const looksLast = (layer: LayerFact, { text }: FileFacts): boolean =>
  hasAxesOfKeras(layer) &&
  /(2D|2DTranspose|\.[cC]onv2d\w*)$/.test(layer.className) &&
  featureAxis(layer) === "axis -1" &&
  !/channels_?first/i.test(text);

/** What a network's layers did on the way from the samples, the last first. */
function layersBefore(producer: Producer | undefined): readonly Producer[] {
  const found: Producer[] = [];
  for (let at = producer; at?.layer !== undefined; at = at.inputs[0]?.producer) found.push(at);
  return found;
}

/** Where the shapes of `Input(…)` are written. */
function inputsMade(facts: FileFacts): readonly Span[] {
  return facts.values.flatMap(({ span, producer }) => {
    const call = producer?.call;
    const isMade = call?.span.start === span.start && call.span.end === span.end;
    return isMade && isInput(call) ? shapeArgument(call, facts) : [];
  });
}

interface Change {
  /** Of the batch. */
  readonly axis: number;
  readonly from: Dim;
  readonly to: Dim;
  readonly rank: number;
}

function setSizes(at: Span, changes: readonly Change[], count: number, facts: FileFacts): Fix | undefined {
  const items = itemsOf(at, facts.text) ?? [];
  // `*IMAGE_SIZE` stands for the first of them.
  const isStarred = facts.text[items[0]?.start ?? 0] === "*" && items.length < count;
  if (items.length !== count && !isStarred) return undefined;
  const written = changes.map(({ axis, from, to }) => {
    const index = axis - 1 - count + items.length;
    const [item, has, wanted] = [index > 0 || !isStarred ? items[index] : undefined, asConstant(from), asConstant(to)];
    if (item === undefined || has === undefined || wanted === undefined) return undefined;
    const text = facts.text.slice(item.start, item.end);
    // A name that others use too is left alone: what is given here is what this input is to take.
    const isPlain = !/^\d+$/.test(text);
    return isPlain ? replace(facts.path, item, String(wanted)) : writtenNumber(item, has, wanted, facts)?.edit;
  });
  if (written.length === 0 || written.some((edit) => edit === undefined)) return undefined;
  const edits = written.flatMap((edit) => edit ?? []);
  let text = facts.text.slice(at.start, at.end);
  for (const { span, newText } of [...edits].sort((one, other) => other.span.start - one.span.start))
    text = text.slice(0, span.start - at.start) + newText + text.slice(span.end - at.start);
  return { title: `Set the input's shape to ${code(text)}`, safe: false, preferred: true, edits };
}

/** Where the shape of a model's input is written: with the model, or where the input was made. */
function inputShapeOf({ name, creation }: LayerFact, shape: Shape, facts: FileFacts): Span | undefined {
  const made = facts.instances?.find(({ variable }) => variable === name)?.made ?? [];
  const told = [...(creation === undefined ? [] : [creation]), ...made].flatMap((call) => shapeArgument(call, facts));
  if (told[0] !== undefined) return told[0];
  const inputs = facts.values.flatMap(({ span, tensor, producer }) => {
    const call = producer?.call;
    const isMade = call?.span.start === span.start && call.span.end === span.end;
    return isMade && isInput(call) && isOfShape(tensor.shape, shape) ? shapeArgument(call, facts) : [];
  });
  return inputs.length === 1 ? inputs[0] : undefined;
}

const isInput = ({ calleeText }: CallFact): boolean => /(^|\.)([Ii]nput|InputLayer)$/.test(calleeText);

function shapeArgument(call: CallFact, { path }: FileFacts): readonly Span[] {
  const names = isInput(call) ? ["shape", "input_shape", "inputShape"] : ["input_shape", "inputShape"];
  return call.path === path ? names.flatMap((name) => argumentOf(call, name)?.span ?? []) : [];
}

/** Whether shapes are the same behind the batch. */
function isOfShape(shape: Shape, wanted: Shape): boolean {
  const [one, other] = [knownDims(shape), knownDims(wanted)];
  return (
    one?.length === other?.length &&
    one?.every((size, axis) => axis === 0 || equalDims(size, other?.[axis] ?? -1)) === true
  );
}
