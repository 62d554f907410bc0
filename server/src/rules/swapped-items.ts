/** Tensors handed in as a list or a dict in another order than the model has its inputs or outputs: two of them change places. */
import type { Span } from "../base/span.ts";
import { argumentOf, replace } from "../edits/index.ts";
import type { CallFact, FileFacts } from "../facts/index.ts";
import { equalDims, knownDims } from "../shape/index.ts";
import type { Shape } from "../shape/index.ts";
import type { Fix } from "./define.ts";
import { code } from "./words.ts";
import { itemsOf } from "./written-sizes.ts";

/** The one item of the shape that came and the one of the shape that was wanted there; of several alike, nothing is said. */
export function swappedItems(
  call: CallFact | undefined,
  parameters: readonly string[],
  came: Shape,
  wanted: Shape,
  facts: FileFacts,
): Fix | undefined {
  if (call?.path !== facts.path) return undefined;
  const list = parameters.flatMap((name) => argumentOf(call, name)?.span ?? [])[0];
  const items = (list && handedIn(list, facts.text))?.map((span) => ({
    span,
    text: facts.text.slice(span.start, span.end),
    shape: facts.values.find((value) => value.span.start === span.start && value.span.end === span.end)?.tensor.shape,
  }));
  const ofShape = (shape: Shape) =>
    items?.filter((item) => item.shape !== undefined && isOfSample(item.shape, shape)) ?? [];
  const [one, ...alike] = ofShape(came);
  const [other, ...likewise] = ofShape(wanted);
  if (list === undefined || one === undefined || other === undefined || one === other) return undefined;
  if (alike.length > 0 || likewise.length > 0) return undefined;
  const edits = [replace(facts.path, one.span, other.text), replace(facts.path, other.span, one.text)];
  const [first, second] = one.span.start < other.span.start ? [one, other] : [other, one];
  return { title: `Swap ${code(first.text)} and ${code(second.text)}`, safe: false, preferred: true, edits };
}

/** The items of a list, or what stands under the keys of a dict. */
function handedIn(list: Span, text: string): readonly Span[] | undefined {
  if (text[list.start] !== "{") return itemsOf(list, text);
  const entries = /(?<=[{,]\s*["'][\w.-]+["']\s*:\s*)[A-Za-z_][\w.]*(?=\s*[,}])/g;
  const found = [...text.slice(list.start, list.end).matchAll(entries)];
  return found.map(({ index, 0: { length } }) => ({ start: list.start + index, end: list.start + index + length }));
}

/** Whether shapes are the same behind the batch. */
function isOfSample(shape: Shape, wanted: Shape): boolean {
  const [one, other] = [knownDims(shape), knownDims(wanted)];
  return (
    one !== undefined &&
    one.length === other?.length &&
    one.every((size, axis) => axis === 0 || equalDims(size, other[axis] ?? -1))
  );
}
