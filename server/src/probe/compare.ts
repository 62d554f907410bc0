/**
 * Lays what happened beside what was inferred, call by call. Pure. A value that was inferred for every run of the program is refuted by one run in
 * which it was otherwise: that is a fault of ours, and is said.
 */
import { indexLines, lineColumnAt, offsetAt } from "../base/line-index.ts";
import type { LineIndex } from "../base/line-index.ts";
import type { Span } from "../base/span.ts";
import type { FileFacts } from "../facts/index.ts";
import { evaluateDim, symbolsOf } from "../shape/index.ts";
import type { Dim, Shape, TensorType } from "../shape/index.ts";
import type { Comparable } from "./plan.ts";
import type { Observation, Trace, TracePlace, TraceRecord, TraceTensor } from "./trace.ts";

/**
 * `equal`: as inferred. `refined`: a size that was open got a number. `new`: nothing was inferred. `contradicted`: inferred otherwise. `elsewhere`:
 * otherwise, but the run had another input than the program's. `varies`: as inferred in one call, otherwise in another.
 */
export type Agreement = "equal" | "refined" | "new" | "contradicted" | "elsewhere" | "varies";

export interface SiteComparison {
  readonly span: Span;
  readonly text: string;
  readonly agreement: Agreement;
  readonly inferred?: Shape;
  /** Every different tensor that was seen here, at most a few. */
  readonly observed: readonly TraceTensor[];
  readonly times: number;
}

/** What the run says of a report. */
export type Verdict =
  /** It broke here, as was said. */
  | { readonly kind: "confirmed"; readonly message: string }
  /** The place was passed without an error. */
  | { readonly kind: "refuted"; readonly outputs: readonly TraceTensor[] }
  /** The run did not come here. */
  | { readonly kind: "not-reached" };

export interface Comparison {
  readonly sites: readonly SiteComparison[];
  readonly counts: Readonly<Record<Agreement, number>>;
}

const mostShapes = 4;

interface SeenTensor {
  readonly tensor: TraceTensor;
  /** It was seen in a run that the inferred value speaks of. */
  isJudged: boolean;
}

export function compareTrace(facts: FileFacts, trace: Trace, comparable: Comparable): Comparison {
  const find = siteOfPlace(facts);
  const judged = comparableIn(trace, comparable);
  const seen = new Map<string, Site & { tensors: SeenTensor[]; times: number }>();
  // What the file does while it is loaded is the program's own.
  let isOwn = true;
  for (const record of trace.records) {
    if (record.kind === "phase") isOwn = false;
    if ((record.kind !== "layer" && record.kind !== "operation") || !record.single) continue;
    const [tensor] = record.outputs;
    const site = record.place === undefined ? undefined : find(record.place, record.creation === true);
    if (tensor === undefined || site === undefined) continue;
    const key = `${String(site.span.start)}:${String(site.span.end)}`;
    const entry = seen.get(key) ?? { ...site, tensors: [], times: 0 };
    seen.set(key, entry);
    entry.times += 1;
    const before = entry.tensors.find((other) => sameTensor(other.tensor, tensor));
    const isJudged = isOwn || judged === "all" || (judged === "open" && site.value?.note !== undefined);
    if (before !== undefined) before.isJudged ||= isJudged;
    else if (entry.tensors.length < mostShapes) entry.tensors.push({ tensor, isJudged });
  }
  const sites = [...seen.values()]
    .sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end)
    .map(({ span, value, tensors, times }) => siteOf(facts, span, value, tensors, times));
  const counts: Record<Agreement, number> = { equal: 0, refined: 0, new: 0, contradicted: 0, elsewhere: 0, varies: 0 };
  for (const { agreement } of sites) counts[agreement] += 1;
  return { sites, counts };
}

function siteOf(
  facts: FileFacts,
  span: Span,
  value: Inferred | undefined,
  seen: readonly SeenTensor[],
  times: number,
): SiteComparison {
  const text = facts.text.slice(span.start, span.end);
  const observed = seen.map(({ tensor }) => tensor);
  if (value === undefined) return { span, text, agreement: "new", observed, times };
  const inferred = value.tensor.shape;
  const agreement = agreementOf(inferred, seen);
  return { span, text, agreement, inferred, observed, times };
}

function agreementOf(inferred: Shape, seen: readonly SeenTensor[]): Agreement {
  const compared = (each: readonly SeenTensor[]): readonly ("equal" | "refined" | "contradicted")[] =>
    each.map(({ tensor }) => compareShape(inferred, tensor.shape));
  const all = compared(seen);
  if (!all.includes("contradicted")) return all.includes("refined") ? "refined" : "equal";
  const judged = compared(seen.filter(({ isJudged }) => isJudged));
  if (!judged.includes("contradicted")) return "elsewhere";
  return judged.every((one) => one === "contradicted") ? "contradicted" : "varies";
}

/** The runner may have found the program's own call where the plan knew of none, or had to look at the model's layers. */
function comparableIn({ records }: Trace, planned: Comparable): Comparable {
  const model = records.find((record) => record.kind === "model");
  if (planned === "none" || model?.given === undefined) return planned;
  return model.given === "program" ? "all" : "open";
}

/** Sizes that are open take the numbers of one observation; the same name must then have the same number. */
export function compareShape(inferred: Shape, seen: readonly number[]): "equal" | "refined" | "contradicted" {
  const { lead, rest, tail } = inferred;
  if (rest === undefined ? lead.length !== seen.length : lead.length + tail.length > seen.length) return "contradicted";
  const pairs: [Dim, number][] = [
    ...lead.map((dim, axis): [Dim, number] => [dim, seen[axis] ?? NaN]),
    ...tail.map((dim, axis): [Dim, number] => [dim, seen[seen.length - tail.length + axis] ?? NaN]),
  ];
  const sizes = new Map<number, number>();
  let open = rest !== undefined;
  for (const [dim, size] of pairs) {
    if (typeof dim === "number") {
      if (dim !== size) return "contradicted";
      continue;
    }
    open = true;
    const [symbol, ...others] = symbolsOf(dim);
    if (symbol === undefined || others.length > 0 || sizes.has(symbol.id)) continue;
    if (evaluateDim(dim, () => size) === size) sizes.set(symbol.id, size);
  }
  for (const [dim, size] of pairs) {
    const value = evaluateDim(dim, ({ id }) => sizes.get(id) ?? NaN);
    if (!Number.isNaN(value) && value !== size) return "contradicted";
  }
  return open ? "refined" : "equal";
}

/** What was inferred of an expression, or of what comes out of the layer that it makes. */
interface Inferred {
  readonly span: Span;
  readonly text: string;
  readonly tensor: TensorType;
  /** Holds for any input. */
  readonly note?: string;
}
interface Site {
  readonly span: Span;
  readonly value: Inferred | undefined;
}

/** Finds the expression that a place of the trace means, in this file; with `creation` a call that makes a layer. */
export function siteOfPlace(facts: FileFacts): (place: TracePlace, creation: boolean) => Site | undefined {
  const index = indexLines(facts.text);
  const called = sitesAmong(facts.values.filter(({ role }) => role === "expression"));
  const made = sitesAmong(facts.layerOutputs ?? []);
  const targets = facts.values.filter(({ role }) => role === "target");
  return (place, creation) => {
    if (place.path !== facts.path || place.column === undefined) return undefined;
    const span = spanOf(index, place);
    const found = (creation ? made : called)(
      span ?? offsetAt(index, { line: place.line - 1, column: place.column - 1 }),
    );
    if (found !== undefined || span === undefined) return found;
    // `x += y` is a statement, and its value is what `x` then is.
    const target = targets.find((value) => value.span.start === span.start && value.span.end < span.end);
    const operator = target === undefined ? "" : facts.text.slice(target.span.end, span.end);
    return /^\s*(?:[-+*/@%&|^]|\*\*|\/\/|<<|>>)=/.test(operator) ? { span, value: target } : { span, value: undefined };
  };
}

/** By a span, or by the offset where a callee's name begins. */
function sitesAmong(values: readonly Inferred[]): (at: Span | number) => Site | undefined {
  const bySpan = new Map(values.map((value) => [`${String(value.span.start)}:${String(value.span.end)}`, value]));
  return (at) => {
    if (typeof at === "number") return callAt(values, at);
    const exact = bySpan.get(`${String(at.start)}:${String(at.end)}`);
    if (exact !== undefined) return { span: at, value: exact };
    // A method call over several lines begins, for Python, where the method's name stands.
    const ending = values
      .filter((value) => value.span.end === at.end && value.span.start <= at.start)
      .sort((a, b) => b.span.start - a.span.start)[0];
    return ending === undefined ? undefined : { span: ending.span, value: ending };
  };
}

/** JavaScript's engine says where the callee's name begins: the smallest call that has this name before its parenthesis. */
function callAt(values: readonly Inferred[], offset: number): Site | undefined {
  const value = values
    .filter(({ span, text }) => {
      if (offset < span.start || offset >= span.end || !text.endsWith(")")) return false;
      const between = text.slice(offset - span.start);
      return /^(?:new\s+)?[\w$.]*\s*(?:<[^()]*>)?\(/.test(between) && closesAtEnd(between);
    })
    .sort((a, b) => a.span.end - a.span.start - (b.span.end - b.span.start))[0];
  return value === undefined ? undefined : { span: value.span, value };
}

/** Whether the first parenthesis is closed by the last. */
function closesAtEnd(text: string): boolean {
  let depth = 0;
  for (let i = text.indexOf("("); i < text.length; i++) {
    if (text[i] === "(") depth += 1;
    if (text[i] === ")") depth -= 1;
    if (depth === 0) return i === text.length - 1;
  }
  return false;
}

export function spanOf(index: LineIndex, place: TracePlace): Span | undefined {
  const { line, column, endLine, endColumn } = place;
  if (column === undefined || endLine === undefined || endColumn === undefined) return undefined;
  return {
    start: offsetAt(index, { line: line - 1, column: column - 1 }),
    end: offsetAt(index, { line: endLine - 1, column: endColumn - 1 }),
  };
}

function sameTensor(a: TraceTensor, b: TraceTensor): boolean {
  return a.dtype === b.dtype && a.shape.join() === b.shape.join();
}

/** What the run says of a report at this place of the file. A run on another input than the program's says nothing against it. */
export function judgeReport(facts: FileFacts, trace: Trace, span: Span, comparable: Comparable): Verdict {
  const index = indexLines(facts.text);
  const lines = { first: lineColumnAt(index, span.start).line + 1, last: lineColumnAt(index, span.end).line + 1 };
  const isHere = (place: TracePlace | undefined): boolean =>
    place?.path === facts.path && place.line <= lines.last && (place.endLine ?? place.line) >= lines.first;
  // What breaks within a function is reported where that is called, if other calls are right.
  const calls = (place: TracePlace): boolean => {
    const call = spanOf(index, place);
    return call !== undefined && call.start <= span.start && call.end >= span.end;
  };
  for (const record of trace.records) {
    const message = failureOf(record);
    if (message === undefined) continue;
    const isOnWay = "through" in record && (record.through ?? []).some((place) => isHere(place) && calls(place));
    if (("place" in record && isHere(record.place)) || isOnWay) return { kind: "confirmed", message };
  }
  const passed = trace.records.find((record): record is Observation => {
    if ((record.kind !== "layer" && record.kind !== "operation") || record.place?.path !== facts.path) return false;
    const seen = spanOf(index, record.place);
    return seen?.start === span.start && seen.end === span.end;
  });
  if (passed === undefined || comparableIn(trace, comparable) !== "all") return { kind: "not-reached" };
  return { kind: "refuted", outputs: passed.outputs };
}

/** What broke, in the framework's words. */
function failureOf(record: TraceRecord): string | undefined {
  switch (record.kind) {
    case "error":
      return record.message;
    case "skipped":
      return record.shapes ? record.reason : undefined;
    case "loss":
      return record.ok ? undefined : (record.message ?? "");
    default:
      return undefined;
  }
}
