/**
 * Where the program writes a size that a tensor has: the layer that gave an axis its width, or the shape with which a tensor was made. An edit there makes
 * the tensor fit what it meets. Which of two tensors is wrong the rules say, or the trial of both edits tells.
 */
import type { Span } from "../base/span.ts";
import { applyEdits } from "../base/text-edit.ts";
import { replace } from "../edits/index.ts";
import type { FileEdit } from "../edits/index.ts";
import type { ArgumentFact, CallFact, FileFacts, Operand, Producer } from "../facts/index.ts";
import { asConstant, axisOf, equalDims, knownDims, printDim, product, rankOf } from "../shape/index.ts";
import type { Dim } from "../shape/index.ts";
import { ancestry } from "./ancestry.ts";
import type { Fix, RuleContext } from "./define.ts";
import { rewritten } from "./layer-arguments.ts";
import { namedNumber } from "./named-numbers.ts";
import { resizeHead } from "./resize-head.ts";
import { code, either, excerpt } from "./words.ts";

/** Each of two tensors made to have the other's size on an axis, which is counted from the end. */
export function agreeingFixes(one: Operand, other: Operand, axis: number, context: RuleContext): readonly Fix[] {
  const first = (): readonly Fix[] => fitted(one, other, axis, context);
  const second = (): readonly Fix[] => fitted(other, one, axis, context);
  // What goes around a block must keep its width, so that the block is what has to fit.
  if (isBehind(one.producer, other.producer)) return first();
  if (isBehind(other.producer, one.producer)) return second();
  return [...first(), ...second()].map((fix) => ({ ...fix, preferred: false }));
}

/** A first axis counts samples more often than not: nothing is made as long as one, and it is not changed for others with one. */
function fitted(operand: Operand, model: Operand, axis: number, context: RuleContext): readonly Fix[] {
  const wanted = axisOf(model.shape, axis);
  const [own, its] = [rankOf(operand.shape), rankOf(model.shape)];
  const isOfSamples = its === -axis || (own === -axis && its === own);
  if (wanted === undefined || isOfSamples || isOfSeveral(axisOf(operand.shape, axis), model)) return [];
  return resized(operand, axis, wanted, true, context);
}

/** `reshape(x, [-1, 14 * 14 * 32])` of (B, 7, 7, 32), where all that a sample has is wanted: the sizes that it has, written out. */
export function flattenedTo({ producer }: Operand, wanted: Dim, { facts }: RuleContext): readonly Fix[] {
  const { call, operation, inputs } = producer ?? {};
  const sample = inputs?.[0] && knownDims(inputs[0].tensor.shape)?.slice(1);
  if (call?.path !== facts.path || sample === undefined || !equalDims(product(sample), wanted)) return [];
  const items = /^(view|reshape)$/.test(operation ?? "") ? shapeItems(call, facts) : undefined;
  const [rows, row] = items ?? [];
  if (rows === undefined || row === undefined || items?.length !== 2) return [];
  const text = sample.map(printDim).join(" * ");
  if (!/^-\s*1$/.test(facts.text.slice(rows.start, rows.end)) || !/^[\d *]+$/.test(text)) return [];
  const title = `Write ${code(text)} for ${code(facts.text.slice(row.start, row.end))}`;
  return [{ title, safe: false, preferred: true, edits: [replace(facts.path, row, text)] }];
}

/** A size that the last axes of the other make together is right: they are to be flattened. */
export function isOfSeveral(size: Dim | undefined, { shape }: Operand): boolean {
  const axes = knownDims(shape) ?? [];
  return axes.some((_, from) => from < axes.length - 1 && equalDims(product(axes.slice(from)), size ?? -1));
}

/** The edits that give a tensor another size on an axis, which is counted from the end. */
export function resized(
  { producer }: Pick<Operand, "producer">,
  axis: number,
  wanted: Dim,
  preferred: boolean,
  context: RuleContext,
): readonly Fix[] {
  const { facts } = context;
  const layer = resizeHead(producer, axis, wanted, context, { preferred });
  if (layer.length > 0) return layer;
  const size = producer && axisOf(producer.output.shape, axis);
  const made = size === undefined ? undefined : creationsBehind(producer, axis, size);
  const number = asConstant(wanted);
  const has = size === undefined ? undefined : asConstant(size);
  if (made === undefined || number === undefined || has === undefined) return [];
  const written = made.map(({ call, index }) =>
    call.path === facts.path ? writtenItem(call, index, has, number, facts) : undefined,
  );
  const [first, ...others] = distinct(written) ?? [];
  if (first === undefined) return [];
  const edits = [first, ...others].map(({ edit }) => edit);
  const title = others.length === 0 ? first.title : titleOf([first, ...others]);
  return [{ title, safe: false, preferred, edits }];
}

/** Each place once, if all are known: a number that has a name is changed there for all. */
function distinct(written: readonly (Written | undefined)[]): readonly Written[] | undefined {
  const places = new Map<string, Written>();
  for (const each of written) {
    if (each === undefined) return undefined;
    places.set(`${each.edit.path} ${String(each.edit.span.start)}`, each);
  }
  return [...places.values()];
}

function titleOf(written: readonly Written[]): string {
  const titles = [...new Set(written.map(({ title }) => title))];
  const [only, ...more] = titles;
  const times = written.length === 2 ? "in both places" : `in all ${String(written.length)} places`;
  return more.length === 0 ? `${only ?? ""} ${times}` : either(titles, "and");
}

interface WantedSize {
  /** Counted from the end. */
  readonly axis: number;
  readonly wanted: Dim;
}

/** The call that made the tensor, with another size on several of its axes. */
export function createdAnew(
  { producer }: Operand,
  sizes: readonly WantedSize[],
  { facts }: RuleContext,
): readonly Fix[] {
  const made = sizes.map(({ axis, wanted }) => {
    const size = producer && axisOf(producer.output.shape, axis);
    const [creation, ...others] = (size === undefined ? undefined : creationsBehind(producer, axis, size)) ?? [];
    const [has, number] = [size === undefined ? undefined : asConstant(size), asConstant(wanted)];
    if (creation?.call.path !== facts.path || others.length > 0 || has === undefined || number === undefined)
      return undefined;
    const written = writtenItem(creation.call, creation.index, has, number, facts);
    return written && { call: creation.call, edit: written.edit };
  });
  const [first] = made;
  if (first === undefined || made.some((each) => each?.call !== first.call)) return [];
  const edits = made.flatMap((each) => each?.edit ?? []);
  const { start, end } = first.call.span;
  const own = edits.map(({ span, newText }) => ({
    span: { start: span.start - start, end: span.end - start },
    newText,
  }));
  const text = applyEdits(facts.text.slice(start, end), own);
  return text === undefined
    ? []
    : [{ title: `Write ${code(excerpt(text, 60))}`, safe: false, preferred: false, edits }];
}

/** Whether a tensor comes of another. */
function isBehind(producer: Producer | undefined, source: Producer | undefined): boolean {
  for (const each of ancestry(producer)) if (each === source && each !== producer) return true;
  return false;
}

const creations =
  /(^|\.)(randn|rand|zeros|ones|empty|full|normal|uniform|randint|truncated_normal|random_normal|random_uniform|random|standard_normal|Input|InputLayer|arange|range|one_hot|randomNormal|randomUniform|truncatedNormal|oneHot|slice)$/;

interface Made {
  readonly call: CallFact;
  /** The item of its shape, counted from the end. */
  readonly index: number;
}

/** The calls that made the tensor with that size, or cut it out: several where what is added to a product, or otherwise meets it, has to agree. */
function creationsBehind(
  producer: Producer | undefined,
  axis: number,
  size: Dim,
  seen = new Set<Producer>(),
): readonly Made[] | undefined {
  if (producer === undefined || seen.size >= mostSteps) return undefined;
  if (seen.has(producer)) return [];
  seen.add(producer);
  const { call } = producer;
  if (call !== undefined && creations.test(call.calleeText)) return [{ call, index: axis }];
  const sources = sourcesOf(producer, axis).filter(({ tensor, axis: its }) =>
    equalDims(axisOf(tensor.shape, its) ?? -1, size),
  );
  const made = sources.map((source) => creationsBehind(source.producer, source.axis, size, seen));
  return made.length > 0 && made.every((each) => each !== undefined) ? made.flat() : undefined;
}

const mostSteps = 24;

type Source = Producer["inputs"][number] & { readonly axis: number };

/** The tensors from which an axis may have its size, and which of theirs that is. */
function sourcesOf({ operation, inputs, layer }: Producer, axis: number): readonly Source[] {
  const on = (places: readonly (number | undefined)[]): readonly Source[] =>
    inputs.flatMap((input, index) => {
      const its = places[index];
      return its === undefined ? [] : [{ ...input, axis: its }];
    });
  if (operation === "embedding") return axis === -1 ? [] : on(inputs.map(() => axis + 1));
  // A layer written by hand: the columns of its weight, which a function has as rows, and the number that is added to each.
  if (operation === "linear" && layer === undefined) return on(axis === -1 ? [undefined, -2, -1] : [axis]);
  if (/^(add)?(mm|mv|matmul)$/.test(operation)) {
    const right = inputs.at(-1);
    const isVector = right !== undefined && rankOf(right.tensor.shape) === 1;
    const factors = isVector ? [axis - 1, undefined] : axis === -1 ? [undefined, -1] : [axis, undefined];
    return on(inputs.length > 2 ? [axis, ...factors] : factors);
  }
  return on(inputs.map(() => axis));
}

/** A size as a call has it, for what is written elsewhere. */
export const sizeAs = (text: string, size: Dim): ArgumentFact => ({ parameter: "size", text, size, keyword: false });

interface Written {
  readonly title: string;
  readonly edit: FileEdit;
}

/** Writes another number where the call says one size of what it makes. */
function writtenItem(
  call: CallFact,
  index: number,
  has: number,
  wanted: number,
  facts: FileFacts,
): Written | undefined {
  const spans = shapeItems(call, facts);
  const item = spans?.at(index);
  return item === undefined ? undefined : writtenNumber(item, has, wanted, facts);
}

/** Where the sizes of a call's shape are written: its arguments, or the items of the list that it is given. */
function shapeItems(call: CallFact, facts: FileFacts): readonly Span[] | undefined {
  const own = ["shape", "size", "depth", "num_classes"].flatMap(
    (name) => call.args.find(({ parameter }) => parameter === name) ?? [],
  );
  const [given] = own.length > 0 ? own : call.args;
  if (given?.span === undefined) return undefined;
  const listed = itemsOf(given.span, facts.text);
  if (listed !== undefined) return listed;
  const positional = call.args.filter(({ keyword }) => !keyword);
  const spans = positional.flatMap(({ span, size }) => (span === undefined || size === undefined ? [] : [span]));
  return own.length > 0 ? [given.span] : spans.length === positional.length ? spans : undefined;
}

/** The items of a list or tuple as it is written. */
export function itemsOf({ start, end }: Span, text: string): readonly Span[] | undefined {
  if (!/^[[(]/.test(text.slice(start)) || !/[\])]/.test(text[end - 1] ?? "")) return undefined;
  const items: Span[] = [];
  let [depth, from] = [0, start + 1];
  const add = (to: number): void => {
    const item = text.slice(from, to);
    const lead = item.length - item.trimStart().length;
    if (item.trim() !== "") items.push({ start: from + lead, end: from + lead + item.trim().length });
    from = to + 1;
  };
  for (let at = start + 1; at < end - 1; at++) {
    const char = text[at] ?? "";
    if ("([{".includes(char)) depth++;
    else if (")]}".includes(char)) depth--;
    else if (/["'#*]/.test(char) && depth === 0 && char !== "*") return undefined;
    else if (char === "," && depth === 0) add(at);
  }
  add(end - 1);
  return items;
}

/** Another number in its place; one that has a name gets it where the name is given. */
export function writtenNumber(item: Span, has: number, wanted: number, facts: FileFacts): Written | undefined {
  const { path } = facts;
  const text = facts.text.slice(item.start, item.end);
  const number = String(wanted);
  if (/^\d+$/.test(text)) {
    const title = `Write ${code(number)} for ${code(text)}`;
    return Number(text) === has ? { title, edit: replace(path, item, number) } : undefined;
  }
  const given = namedNumber(text, has, facts);
  if (given !== undefined)
    return { title: `Set ${code(text)} to ${code(number)}`, edit: replace(given.path, given.span, number) };
  const isReckoned = /[A-Za-z_]/.test(text) && /[-+*]\s*\d+$|^\d+\s*\*/.test(text);
  const other = isReckoned ? rewritten(sizeAs(text, has), wanted)?.text : undefined;
  if (other !== undefined && !/^\d+$/.test(other))
    return { title: `Write ${code(other)} for ${code(text)}`, edit: replace(path, item, other) };
  // The place of a class's token, or the like, beside what was counted.
  if (!/^[A-Za-z_][\w.]*$/.test(text) || Math.abs(wanted - has) !== 1) return undefined;
  const written = `${text} ${wanted > has ? "+" : "-"} 1`;
  return { title: `Write ${code(written)}`, edit: replace(path, item, written) };
}
