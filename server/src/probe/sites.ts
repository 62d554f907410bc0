/** Where in the project's files a place of a trace stands, and what was inferred there. Pure. */
import { indexLines, offsetAt } from "../base/line-index.ts";
import type { LineIndex } from "../base/line-index.ts";
import type { Span } from "../base/span.ts";
import type { FileFacts } from "../facts/index.ts";
import type { TensorType } from "../shape/index.ts";
import type { TracePlace } from "./trace.ts";

/** What was inferred of an expression, or of what comes out of the layer that it makes. */
export interface Inferred {
  readonly span: Span;
  readonly text: string;
  readonly tensor: TensorType;
  /** Holds for any input. */
  readonly note?: string;
}
export interface Site {
  /** The file, if it is another than the one that was probed. */
  readonly path?: string;
  readonly span: Span;
  readonly value: Inferred | undefined;
}

/** Finds the expression that a place of the trace means, in this file and in those of the project that it led to; with `creation` a call that makes a layer. */
export function siteOfPlace(facts: FileFacts): (place: TracePlace, creation: boolean) => Site | undefined {
  const finders = new Map<string, FindSite | undefined>();
  return (place, creation) => {
    const { path } = place;
    if (!finders.has(path)) finders.set(path, finderIn(path === facts.path ? facts : elsewhere(facts, path)));
    const site = finders.get(path)?.(place, creation);
    return site === undefined || path === facts.path ? site : { path, ...site };
  };
}

type Seen = Pick<FileFacts, "text" | "values" | "layerOutputs">;
type FindSite = (place: TracePlace, creation: boolean) => Site | undefined;

function elsewhere({ seenElsewhere = [] }: FileFacts, path: string): Seen | undefined {
  return seenElsewhere.find((each) => each.path === path);
}

/** The text of the file in which a site stands. */
export function textAround(facts: FileFacts, { path }: Pick<Site, "path">): string {
  return (path === undefined ? facts : elsewhere(facts, path))?.text ?? "";
}

function finderIn(seen: Seen | undefined): FindSite | undefined {
  if (seen === undefined) return undefined;
  const { text, values, layerOutputs = [] } = seen;
  const index = indexLines(text);
  const called = sitesAmong(values.filter(({ role }) => role === "expression"));
  const made = sitesAmong(layerOutputs);
  const targets = values.filter(({ role }) => role === "target");
  return (place, creation) => {
    if (place.column === undefined) return undefined;
    const span = spanOf(index, place);
    const found = (creation ? made : called)(
      span ?? offsetAt(index, { line: place.line - 1, column: place.column - 1 }),
    );
    if (found !== undefined || span === undefined) return found;
    // `x += y` is a statement, and its value is what `x` then is.
    const target = targets.find((value) => value.span.start === span.start && value.span.end < span.end);
    const operator = target === undefined ? "" : text.slice(target.span.end, span.end);
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
