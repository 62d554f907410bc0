/**
 * Lays what happened beside what was inferred, call by call. Pure. A value that was inferred for every run of the program is refuted by one run in
 * which it was otherwise: that is a fault of ours, and is said.
 */
import { indexLines, lineColumnAt } from "../base/line-index.ts";
import type { Span } from "../base/span.ts";
import type { FileFacts } from "../facts/index.ts";
import { evaluateDim, symbolsOf } from "../shape/index.ts";
import type { Dim, Shape } from "../shape/index.ts";
import type { Comparable } from "./plan.ts";
import { siteOfPlace, spanOf, textAround } from "./sites.ts";
import type { Site } from "./sites.ts";
import type { Observation, Trace, TracePlace, TraceRecord, TraceTensor } from "./trace.ts";

/**
 * `equal`: as inferred. `refined`: a size that was open got a number. `new`: nothing was inferred. `contradicted`: inferred otherwise. `elsewhere`:
 * otherwise, but the run had another input than the program's. `varies`: as inferred in one call, otherwise in another.
 */
export type Agreement = "equal" | "refined" | "new" | "contradicted" | "elsewhere" | "varies";

export interface SiteComparison {
  /** The file, if it is another than the one that was probed. */
  readonly path?: string;
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
    const key = siteKey(site);
    const entry = seen.get(key) ?? { ...site, tensors: [], times: 0 };
    seen.set(key, entry);
    entry.times += 1;
    const before = entry.tensors.find((other) => sameTensor(other.tensor, tensor));
    const isJudged = isOwn || judged === "all" || (judged === "open" && site.value?.note !== undefined);
    if (before !== undefined) before.isJudged ||= isJudged;
    else if (entry.tensors.length < mostShapes) entry.tensors.push({ tensor, isJudged });
  }
  const sites = [...seen.values()]
    .sort(
      (a, b) => (a.path ?? "").localeCompare(b.path ?? "") || a.span.start - b.span.start || b.span.end - a.span.end,
    )
    .map(({ tensors, times, ...site }) => siteOf(facts, site, tensors, times));
  const counts: Record<Agreement, number> = { equal: 0, refined: 0, new: 0, contradicted: 0, elsewhere: 0, varies: 0 };
  for (const { agreement } of sites) counts[agreement] += 1;
  return { sites, counts };
}

/** One for each site. */
export function siteKey({ path = "", span }: Pick<Site, "path" | "span">): string {
  return `${path}:${String(span.start)}:${String(span.end)}`;
}

function siteOf(facts: FileFacts, site: Site, seen: readonly SeenTensor[], times: number): SiteComparison {
  const { path, span, value } = site;
  const text = textAround(facts, site).slice(span.start, span.end);
  const observed = seen.map(({ tensor }) => tensor);
  const compared = { ...(path === undefined ? {} : { path }), span, text, observed, times };
  if (value === undefined) return { ...compared, agreement: "new" };
  const inferred = value.tensor.shape;
  return { ...compared, agreement: agreementOf(inferred, seen), inferred };
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
