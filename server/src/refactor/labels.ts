/**
 * What labels must be for a loss: class numbers of (B,), or numbers like the scores, (B, 1). Steps that the program takes towards the one are taken back
 * where they are written; what is then still missing is written at the loss.
 */
import { contains } from "../base/span.ts";
import { insert, isAtomic, operandOf, peelCall, replace } from "../edits/index.ts";
import type { FileEdit } from "../edits/index.ts";
import type { CallFact, FileFacts, LossOperand, Producer } from "../facts/index.ts";
import { isFloating, knownDims, rankOf } from "../shape/index.ts";
import type { DType, TensorType } from "../shape/index.ts";
import { dropAxis } from "../rules/spelling.ts";
import type { Scene } from "./define.ts";

/** An operand in a file. */
export interface Place {
  readonly path: string;
  readonly span: { readonly start: number; readonly end: number };
  readonly text: string;
}

type Reader = Pick<Scene, "read">;

interface Undone {
  readonly tensor: TensorType;
  readonly edits: readonly FileEdit[];
}

/** Follows the steps back as long as each may be undone. An assignment that is left with `labels = labels` goes. */
function undo(
  tensor: TensorType,
  producer: Producer | undefined,
  mayGo: (step: Producer) => boolean,
  { read }: Reader,
): Undone {
  const edits: FileEdit[] = [];
  const calls: CallFact[] = [];
  let left = tensor;
  for (let at = producer, steps = 0; at !== undefined && steps < 8; at = at.inputs[0]?.producer, steps++) {
    const before = at.inputs[0]?.tensor;
    const peeled = mayGo(at) && at.call !== undefined && at.layer === undefined ? peelCall(at.call) : undefined;
    if (peeled === undefined || before === undefined) break;
    edits.push(...peeled);
    if (at.call !== undefined) calls.push(at.call);
    left = before;
  }
  const idle = idleAssignment(calls, read);
  return { tensor: left, edits: idle ?? edits };
}

/** The line of `labels = labels.float().unsqueeze(1)`, if these are the calls that go. */
export function idleAssignment(calls: readonly CallFact[], read: Reader["read"]): readonly FileEdit[] | undefined {
  const [outer, inner] = [calls[0], calls.at(-1)];
  const text = outer === undefined ? undefined : read(outer.path);
  const operand = inner && operandOf(inner);
  if (outer === undefined || text === undefined || operand === undefined) return undefined;
  if (calls.some(({ path, span }) => path !== outer.path || span.start < outer.span.start || span.end > outer.span.end))
    return undefined;
  const name = text.slice(operand.start, operand.end);
  const before = /\n[ \t]*([\w.]+)[ \t]*=[ \t]*$/.exec(text.slice(0, outer.span.start));
  const after = /^[ \t]*(?=\r?(\n|$))/.exec(text.slice(outer.span.end));
  if (before?.[1] !== name || after === null) return undefined;
  return [replace(outer.path, { start: before.index, end: outer.span.end + after[0].length }, "")];
}

/** A cast that does nothing else (`.to(device, dtype=…)` moves as well), and that is written here or hides the wanted dtype. */
const isIdleCast = (
  { operation, call, inputs }: Producer,
  wanted: (dtype: DType) => boolean,
  at?: Place["span"],
): boolean => {
  if (operation !== "cast" || call === undefined || call.args.some(({ parameter }) => parameter === "device"))
    return false;
  const before = inputs[0]?.tensor.dtype;
  return (before !== undefined && wanted(before)) || (at !== undefined && contains(at, call.span));
};

const hasUnitBehindBatch = ({ shape }: TensorType): boolean => knownDims(shape)?.[1] === 1;

const addsUnit = ({ operation, inputs, output }: Producer): boolean =>
  /^(unsqueeze|view|reshape|index)$/.test(operation) &&
  inputs[0] !== undefined &&
  rankOf(output.shape) === (rankOf(inputs[0].tensor.shape) ?? -2) + 1 &&
  hasUnitBehindBatch(output);

const dropsUnit = ({ operation, inputs, output }: Producer): boolean =>
  /^(squeeze|view|reshape|flatten|index)$/.test(operation) &&
  inputs[0] !== undefined &&
  rankOf(output.shape) === (rankOf(inputs[0].tensor.shape) ?? -2) - 1 &&
  hasUnitBehindBatch(inputs[0].tensor);

/** Labels as class numbers without an axis of their own. */
export function asIndices(target: LossOperand, path: string, reader: Reader): readonly FileEdit[] | undefined {
  const { tensor, edits } = undo(
    target.tensor,
    target.producer,
    (step) => isIdleCast(step, (dtype) => dtype === "int64", target.span) || addsUnit(step),
    reader,
  );
  const rank = rankOf(tensor.shape);
  if (rank === undefined || target.span === undefined || target.text === undefined) return undefined;
  const isColumn = rank > 1 && hasUnitBehindBatch(tensor);
  if (rank > 1 && !isColumn && edits.length === 0) return undefined;
  const suffix = `${isColumn ? ".squeeze(1)" : ""}${tensor.dtype === "int64" ? "" : ".long()"}`;
  return [...edits, ...suffixed({ path, span: target.span, text: target.text }, suffix)];
}

/** Labels as numbers beside the single score. */
export function asColumn(target: LossOperand, path: string, reader: Reader): readonly FileEdit[] | undefined {
  const { tensor, edits } = undo(
    target.tensor,
    target.producer,
    (step) => isIdleCast(step, isFloating, target.span) || dropsUnit(step),
    reader,
  );
  const rank = rankOf(tensor.shape);
  if (rank === undefined || target.span === undefined || target.text === undefined) return undefined;
  const isFloat = tensor.dtype !== undefined && isFloating(tensor.dtype);
  const suffix = `${isFloat ? "" : ".float()"}${rank > 1 && hasUnitBehindBatch(tensor) ? "" : ".unsqueeze(1)"}`;
  return [...edits, ...suffixed({ path, span: target.span, text: target.text }, suffix)];
}

/** The axis of 1 away from labels that class numbers are compared with. */
export function withoutUnit(
  operand: { readonly tensor: TensorType; readonly producer?: Producer },
  place: Place,
  facts: FileFacts,
  reader: Reader,
): readonly FileEdit[] | undefined {
  const { tensor, edits } = undo(
    operand.tensor,
    operand.producer,
    (step) => isIdleCast(step, (dtype) => dtype === "int64", place.span) || addsUnit(step),
    reader,
  );
  if (rankOf(tensor.shape) === undefined) return undefined;
  return [...edits, ...suffixed(place, hasUnitBehindBatch(tensor) ? dropAxis(facts, 1) : "")];
}

/** Writes something behind an expression whose inside others may change. */
export function suffixed({ path, span, text }: Place, suffix: string): readonly FileEdit[] {
  if (suffix === "") return [];
  if (isAtomic(text)) return [insert(path, span.end, suffix)];
  return [replace(path, { start: span.start, end: span.start }, "("), insert(path, span.end, `)${suffix}`)];
}
