/**
 * Where a program makes predictions of scores: `out > 0.5`, `torch.round(out)`, `out.argmax(dim=1)`, `_, preds = torch.max(out, 1)`. One unit is held
 * against a threshold, several are asked for the largest; a head that is changed takes these with it.
 */
import type { Span } from "../base/span.ts";
import { insert, operandOf, peelCall, replace } from "../edits/index.ts";
import type { FileEdit } from "../edits/index.ts";
import type { CallFact, FileFacts, Producer, ValueFact } from "../facts/index.ts";
import { asConstant, rankOf } from "../shape/index.ts";
import { dropAxis } from "../rules/spelling.ts";
import type { Scene } from "./define.ts";
import { traceOf } from "./heads.ts";
import type { Head, Trace } from "./heads.ts";
import { isSameHead, keyOf } from "./heads.ts";
import { withoutUnit } from "./labels.ts";

export interface Prediction {
  readonly facts: FileFacts;
  readonly call: CallFact;
  readonly operation: string;
  /** Where the scores are written. */
  readonly scores: Span;
  /** What they are held against. */
  readonly limit?: number;
  readonly trace: Trace;
}

const predicting = /^(gt|ge|lt|le|greater|greater_equal|less|less_equal|round|argmax|max)$/;
const above = /^(gt|ge|greater|greater_equal)$/;
const below = /^(lt|le|less|less_equal)$/;
export const isThreshold = ({ operation }: Prediction): boolean => above.test(operation) || below.test(operation);
export const isLargest = ({ operation }: Prediction): boolean => /^(argmax|max)$/.test(operation);

/** Whether the limit stands first: `0.5 < out`. */
const isTurned = ({ call, scores }: Pick<Prediction, "call" | "scores">): boolean =>
  call.args.some(({ span, literal }) => literal !== undefined && span !== undefined && span.end <= scores.start);

/** Above the limit is yes, whichever way round it is written. */
export const meansYes = (prediction: Prediction): boolean =>
  isTurned(prediction) ? below.test(prediction.operation) : above.test(prediction.operation);

export const predictionsOf = (head: Head, files: readonly FileFacts[]): readonly Prediction[] =>
  predictionsWhere((trace) => isSameHead(trace, head), files);

/** Those of outputs that come by a certain way. */
export function predictionsWhere(
  isMeant: (trace: Trace) => boolean,
  files: readonly FileFacts[],
): readonly Prediction[] {
  const found = files.flatMap((facts) => facts.values.flatMap((value) => predictionAt(value, facts, isMeant) ?? []));
  return [...new Map(found.map((each) => [keyWithEnd(each.call), each])).values()];
}

/** NumPy's comparisons make booleans in a second step of the same call. */
function withoutOwnCast(producer: Producer | undefined): Producer | undefined {
  const before = producer?.operation === "cast" ? producer.inputs[0]?.producer : undefined;
  const isOwn =
    before?.call !== undefined && producer?.call !== undefined && keyWithEnd(before.call) === keyWithEnd(producer.call);
  return isOwn ? before : producer;
}

function predictionAt(value: ValueFact, facts: FileFacts, isMeant: (trace: Trace) => boolean): Prediction | undefined {
  const last = value.tensor.reading?.last ?? "";
  if (value.role === "parameter" || !/^(gt|ge|lt|le|greater|less|round|argmax|cast)/.test(last)) return undefined;
  const producer = withoutOwnCast(value.producer);
  const { call, operation } = producer ?? {};
  if (producer === undefined || call === undefined || operation === undefined || call.path !== facts.path)
    return undefined;
  if (!predicting.test(operation)) return undefined;
  // Of a pair of values and indices, the place is only known by the call: `_, preds = torch.max(out, 1)`.
  const isOwn =
    operation === "max" ||
    (value.role === "expression" && call.span.start === value.span.start && call.span.end === value.span.end);
  const trace = traceOf(producer.inputs[0]?.producer);
  if (!isOwn || trace === undefined || !isMeant(trace)) return undefined;
  const number = call.args.find(({ literal }) => literal !== undefined && isThresholdName(operation));
  const isOperator = call.calleeSpan.end === call.span.end;
  const scores = isOperator
    ? call.args.find((argument) => argument !== number && argument.span !== undefined)?.span
    : operandOf(call);
  if (scores === undefined) return undefined;
  const limit = number === undefined ? undefined : Number(number.literal);
  return { facts, call, operation, scores, trace, ...(limit === undefined ? {} : { limit }) };
}

const isThresholdName = (operation: string): boolean => above.test(operation) || below.test(operation);

/** `out > 0.5` becomes `out.argmax(dim=1)`, and what only brought the answer into shape goes. */
export function askForLargest(prediction: Prediction): readonly FileEdit[] {
  const { facts, scores, trace, call } = prediction;
  const { path } = facts;
  const [before, behind] = largestOf(facts, trace);
  const brackets = bracketsAround(facts.text, call.span);
  return [
    ...brackets.map((span) => replace(path, span, "")),
    ...cut(path, call.span.start, scores.start),
    ...(before === "" ? [] : [insert(path, scores.start, before)]),
    insert(path, scores.end, behind),
    ...cut(path, scores.end, call.span.end),
    ...after(prediction).flatMap((step) => (step.call === undefined ? [] : (peelCall(step.call) ?? []))),
  ];
}

/** `out.argmax(dim=1)` becomes `(out > 0).squeeze(1).long()`. `undefined` where what it gives is taken apart in another way. */
export function holdAgainst(prediction: Prediction, limit: string): readonly FileEdit[] | undefined {
  const { facts, call, scores } = prediction;
  const { path, text } = facts;
  const behind = /^(\[1\]|\.indices\b)/.exec(text.slice(call.span.end))?.[0];
  const names = /(?:^|\n)[ \t]*(\w+\s*,\s*)\w+\s*=\s*$/.exec(text.slice(0, call.span.start));
  const isPair = /(^|\.)max$/.test(call.calleeText);
  if (isPair && behind === undefined && names === null) return undefined;
  const unpacked = isPair && behind === undefined ? names : null;
  // The largest itself is wanted as well.
  if (unpacked !== null && isReadAgain(text, unpacked[1] ?? "")) return undefined;
  const firstName = unpacked === null ? undefined : call.span.start - unpacked[0].trimStart().length;
  const from = scores.start;
  const keepsAxis = call.args.some(({ parameter, literal }) => parameter === "keepdim" && literal === "True");
  return [
    ...(firstName === undefined ? [] : cut(path, firstName, firstName + (unpacked?.[1]?.length ?? 0))),
    ...cut(path, call.span.start, from),
    insert(path, from, "("),
    replace(
      path,
      { start: scores.end, end: call.span.end + (behind?.length ?? 0) },
      behindLimit(prediction, limit, keepsAxis),
    ),
  ];
}

/** Whether a name that is given a value in one place is written in another. */
function isReadAgain(text: string, name: string): boolean {
  const word = /^\w+/.exec(name)?.[0] ?? "";
  return word !== "_" && (text.match(new RegExp(`\\b${word}\\b`, "g")) ?? []).length > 1;
}

function behindLimit({ facts, trace }: Prediction, limit: string, keepsAxis: boolean): string {
  const squeezed = keepsAxis ? "" : dropAxis(facts, isOfTorch(trace) ? 1 : -1);
  if (facts.language !== "python") return `.greater(${limit}))${squeezed}.toInt()`;
  return ` > ${limit})${squeezed}${isOfTorch(trace) ? ".long()" : '.astype("int32")'}`;
}

export const isOfTorch = ({ layer, activation }: Trace): boolean =>
  (layer?.className ?? activation?.layer?.className ?? activation?.call?.callee ?? "").startsWith("torch.");

/** What stands around scores that are asked for the largest, as each library spells it. */
function largestOf(facts: FileFacts, trace: Trace): readonly [string, string] {
  if (facts.language !== "python") return ["", ".argMax(-1)"];
  if (isOfTorch(trace)) return ["", `.argmax(dim=${rankOf(trace.head.output.shape) === 1 ? "-1" : "1"})`];
  // What a model predicts is an array of NumPy, what it gives when called a tensor of TensorFlow.
  const isArray = trace.moves.some(({ call }) => call?.calleeText.endsWith(".predict") === true);
  const tf = /^import tensorflow as (\w+)/m.exec(facts.text)?.[1] ?? "tf";
  return isArray ? ["", ".argmax(axis=-1)"] : [`${tf}.argmax(`, ", axis=-1)"];
}

function cut(path: string, start: number, end: number): readonly FileEdit[] {
  return start < end ? [replace(path, { start, end }, "")] : [];
}

/** Brackets that only hold this expression together, not those of a call. */
function bracketsAround(text: string, span: Span): readonly Span[] {
  const isGroup = text[span.start - 1] === "(" && text[span.end] === ")" && !/[\w)\]]/.test(text[span.start - 2] ?? "");
  return isGroup
    ? [
        { start: span.start - 1, end: span.start },
        { start: span.end, end: span.end + 1 },
      ]
    : [];
}

/** Casts and squeezes behind a prediction, each of which works on what the one before gave. */
function after({ facts, call }: Prediction): readonly Producer[] {
  const steps = new Map<string, Producer>();
  for (const { producer } of facts.values) {
    const way = producer === undefined ? undefined : wayTo(producer, call);
    for (const step of way ?? []) if (step.call !== undefined) steps.set(keyWithEnd(step.call), step);
  }
  return [...steps.values()];
}

const shaping = /^(cast|squeeze|view|reshape|flatten|index)$/;

/** The steps from a value back to the prediction that it is made of, if there are only such. */
function wayTo(producer: Producer, prediction: CallFact): readonly Producer[] | undefined {
  const steps: Producer[] = [];
  for (let at: Producer | undefined = producer; at !== undefined && steps.length < 6; at = at.inputs[0]?.producer) {
    if (at.call !== undefined && keyWithEnd(at.call) === keyWithEnd(prediction)) return steps;
    if (!shaping.test(at.operation) || at.layer !== undefined) return undefined;
    steps.push(at);
  }
  return undefined;
}

const keyWithEnd = (call: CallFact): string => `${keyOf(call)}-${String(call.span.end)}`;

/** Labels that are compared with a prediction: class numbers have no axis of their own. `undefined` where that cannot be written. */
export function comparedLabels(prediction: Prediction, scene: Pick<Scene, "read">): readonly FileEdit[] | undefined {
  const { facts, call } = prediction;
  const edits: FileEdit[] = [];
  for (const { producer, role, span } of facts.values) {
    const comparison = producer?.call;
    if (role !== "expression" || producer === undefined || !/^(eq|ne|equal|not_equal)$/.test(producer.operation))
      continue;
    if (comparison?.span.start !== span.start || comparison.span.end !== span.end) continue;
    const at = producer.inputs.findIndex((input) => input.producer && wayTo(input.producer, call) !== undefined);
    const other = producer.inputs[1 - at];
    if (at < 0 || other === undefined || producer.inputs.length !== 2) continue;
    const place = sideOf(comparison, 1 - at);
    if (place === undefined) return undefined;
    const labels = withoutUnit(other, { path: facts.path, ...place }, facts, scene);
    if (labels === undefined) return undefined;
    edits.push(...labels);
  }
  return edits;
}

/** Where one side of a comparison is written: of a method the first stands before the dot. */
function sideOf(call: CallFact, side: number): { readonly span: Span; readonly text: string } | undefined {
  const written = call.args.filter(({ span }) => span !== undefined);
  const argument = written.length === 2 ? written[side] : side === 1 ? written[0] : undefined;
  if (argument?.span !== undefined && argument.text !== undefined) return { span: argument.span, text: argument.text };
  const span = operandOf(call);
  return span && { span, text: call.calleeText.slice(0, call.calleeText.lastIndexOf(".")) };
}

/** Whether the limit is the middle of what the scores can be: 0 of logits, one half of probabilities. */
export const isMiddle = ({ limit, trace }: Prediction): boolean =>
  limit !== undefined && asConstant(limit) === (trace.activation === undefined ? 0 : 0.5);
