/** A view that makes other rows of the samples than one each: the labels, or the layer behind it, then find another batch. */
import { operandOf, replace, setArgument } from "../edits/index.ts";
import type { FileEdit } from "../edits/index.ts";
import type { Operand, Producer } from "../facts/index.ts";
import { axisOf, equalDims, knownDims, printDim, printShape, product } from "../shape/index.ts";
import type { Dim } from "../shape/index.ts";
import type { Fix, RuleContext } from "./define.ts";
import { before } from "./flattened.ts";
import { isEveryStep, lastStepInstead } from "./recurrent-steps.ts";
import { creationArgument, inputArgument, rewritten } from "./layer-arguments.ts";
import { flattenBehindBatch } from "./spelling.ts";
import { code } from "./words.ts";

/** A view whose rows are no samples, though each sample has just what is expected. */
function isFolded(input: Operand | undefined, expected: Dim): boolean {
  const dims = before(input);
  const rows = input === undefined ? undefined : knownDims(input.shape)?.[0];
  if (dims === undefined || dims.length < 3 || !equalDims(product(dims.slice(1)), expected)) return false;
  return rows !== undefined && !equalDims(rows, dims[0] ?? rows);
}

export function foldedSentence(input: Operand | undefined, expected: Dim): string {
  const { producer } = input ?? {};
  if (!isFolded(input, expected) || producer === undefined) return "";
  return ` ${foldedRows(producer)} Keep the batch: \`.flatten(1)\`.`;
}

/** "`x.view` makes 208 rows of the 16 samples in (16, 8, 13, 13)." */
function foldedRows({ call, operation, inputs, output }: Producer, samples?: Dim): string {
  const shape = inputs[0]?.tensor.shape;
  const [rows, count] = [axisOf(output.shape, 0), samples ?? (shape && axisOf(shape, 0))].map((size) =>
    printDim(size ?? 0),
  );
  return `${code(call?.calleeText ?? operation)} makes ${rows ?? ""} rows of the ${count ?? ""} samples${shape === undefined ? "" : ` in ${printShape(shape)}`}.`;
}

/** `flatten(1)` in the place of such a view. */
export function keepBatch(input: Operand | undefined, expected: Dim, context: RuleContext): Fix | undefined {
  const edit = isFolded(input, expected) ? flattenInstead(input?.producer, context) : undefined;
  const title = `Keep the batch: \`${edit?.newText ?? ""}\``;
  return edit && { title, safe: false, preferred: true, forAnyBatch: true, edits: [edit] };
}

function flattenInstead(view: Producer | undefined, { facts }: RuleContext): FileEdit | undefined {
  const { call, layer } = view ?? {};
  const inner = call?.path === facts.path && layer === undefined ? operandOf(call) : undefined;
  const suffix = flattenBehindBatch(facts);
  if (inner === undefined || call === undefined || suffix === undefined) return undefined;
  return replace(facts.path, call.span, `${facts.text.slice(inner.start, inner.end)}${suffix}`);
}

interface Folded {
  readonly view: Producer;
  /** What took those rows. */
  readonly next: Producer | undefined;
  readonly samples: Dim;
}

/** The reshape that made rows of other axes: what went in has as many as there are labels. */
export function foldedBatch(producer: Producer | undefined, rows: Dim, samples: Dim): Folded | undefined {
  let at = producer;
  let next: Producer | undefined;
  for (let steps = 0; at !== undefined && steps < 30; steps++) {
    const from: Producer["inputs"][number] | undefined = at.inputs[0];
    const [first, second] = from === undefined ? [] : (knownDims(from.tensor.shape) ?? []);
    const out = axisOf(at.output.shape, 0);
    if (out === undefined || !equalDims(out, rows)) return undefined;
    const isView = /^(view|reshape|flatten)$/.test(at.operation);
    if (first !== undefined && equalDims(first, samples)) return isView ? { view: at, next, samples } : undefined;
    // Steps, or layers, may stand before the samples.
    if (isView && second !== undefined && equalDims(second, samples) && isSequence(at))
      return { view: at, next, samples };
    next = at;
    at = from?.producer;
  }
  return undefined;
}

/** The recurrent layer of whose steps, or layers, it is a view. */
function sequenceOf({ inputs }: Producer): Producer | undefined {
  let at = inputs[0]?.producer;
  const keepsSteps = /^(contiguous|dropout.*|detach|clone|layer_norm|identity)$/;
  // What works in place is made of itself.
  for (let steps = 0; at !== undefined && keepsSteps.test(at.operation) && steps < 8; steps++)
    at = at.inputs[0]?.producer;
  return at !== undefined && /^(lstm|gru|rnn)/.test(at.operation) ? at : undefined;
}

const isSequence = (view: Producer): boolean => sequenceOf(view) !== undefined;

export function foldedWords({ view, samples }: Folded): string {
  const made = foldedRows(view, samples);
  if (!isSequence(view)) return `${made} Keep the batch: \`.flatten(1)\`.`;
  const first = view.inputs[0] && axisOf(view.inputs[0].tensor.shape, 0);
  const taken = first !== undefined && equalDims(first, samples) ? "[:, -1]" : "[-1]";
  const maker = sequenceOf(view);
  const what = maker === undefined || isEveryStep(maker) ? "its last step" : "the last layer's state";
  return `${made} For one label a sequence take ${what}, ${code(taken)}.`;
}

/** `flatten(1)` in the place of such a view before a loss, and for the layer behind it as many features as a sample then has. */
export function unfoldFix(input: Operand, target: Operand, context: RuleContext): Fix | undefined {
  const [left, right] = [axisOf(input.shape, 0), axisOf(target.shape, 0)];
  if (left === undefined || right === undefined || equalDims(left, right)) return undefined;
  const { view, next } = foldedBatch(input.producer, left, right) ?? {};
  const sample = view?.inputs[0] && knownDims(view.inputs[0].tensor.shape)?.slice(1);
  if (view === undefined || sample === undefined) return undefined;
  if (isSequence(view)) return lastStepInstead(view, right, context);
  const { layer } = next ?? {};
  const parameter = layer === undefined ? undefined : inputArgument(layer);
  const argument = creationArgument(layer, parameter);
  const size = argument && rewritten(argument, product(sample), sample);
  const edit = flattenInstead(view, context);
  if (layer?.creation === undefined || parameter === undefined || size === undefined || edit === undefined)
    return undefined;
  const layerEdit = setArgument(layer.creation, parameter, size.text);
  if (layerEdit === undefined) return undefined;
  const title = `Keep the batch: \`${edit.newText}\`, and set \`${parameter}\` to \`${size.text}\``;
  return { title, safe: false, preferred: true, edits: [edit, layerEdit] };
}
