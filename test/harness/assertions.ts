/** What the comments of a source file assert: reports, values and squiggles. What they are compared with is left to match.ts. Shapes are the product's own comments. */
import { indexLines, lineColumnAt } from "../../server/src/base/line-index.ts";
import type { Span } from "../../server/src/base/span.ts";
import { parseFile, toOriginal } from "../../server/src/python/syntax/parse.ts";

export type Level = "error" | "warning" | "information" | "hint";

export interface ReportAssertion {
  readonly kind: "report";
  readonly level: Level;
  /** Line of the source that it speaks of, from 0. */
  readonly line: number;
  /** From 1. */
  readonly column: number | undefined;
  /** The exact columns, from 0, that carets stand under. */
  readonly range: { readonly start: number; readonly end: number } | undefined;
  readonly rule: string | undefined;
  readonly text: string | undefined;
  readonly hasFix: boolean;
  /** Where the assertion itself stands. */
  readonly at: number;
}
export interface ValueAssertion {
  readonly kind: "value";
  readonly line: number;
  readonly value: string;
  readonly at: number;
}
export interface NoErrorAssertion {
  readonly kind: "no-error";
  readonly line: number;
  readonly at: number;
}
export type Assertion = ReportAssertion | ValueAssertion | NoErrorAssertion;

export interface Malformed {
  readonly at: number;
  readonly message: string;
}

interface SourceComment {
  /** Without its marker. */
  readonly body: string;
  readonly span: Span;
  readonly line: number;
  readonly column: number;
  readonly ownLine: boolean;
}

const levels = /^(error|warning|information|hint|no-error|value)(?=[:\s[]|$)/;
/** An own-line comment of carets and what they mark. */
const carets = /^(\s*)(\^+)\s*(.*)$/;

export function readAssertions(
  text: string,
  isPython: boolean,
): { readonly assertions: readonly Assertion[]; readonly malformed: readonly Malformed[] } {
  const assertions: Assertion[] = [];
  const malformed: Malformed[] = [];
  const lines = text.split("\n");
  const isOnlyComment = (line: number): boolean => new RegExp(isPython ? "^\\s*#" : "^\\s*//").test(lines[line] ?? "");
  const nextCode = (line: number): number => {
    let at = line + 1;
    while (at < lines.length - 1 && isOnlyComment(at)) at++;
    return at;
  };
  const previousCode = (line: number): number => {
    let at = line - 1;
    while (at > 0 && isOnlyComment(at)) at--;
    return at;
  };
  for (const comment of isPython ? pythonComments(text) : scriptComments(text)) {
    const marked = comment.ownLine ? carets.exec(comment.body) : null;
    if (marked !== null) {
      const start = comment.column + 1 + (marked[1]?.length ?? 0);
      const range = { start, end: start + (marked[2]?.length ?? 0) };
      const read = readOne(marked[3] ?? "", previousCode(comment.line), comment.line, range);
      if (read === undefined)
        malformed.push({ at: comment.line, message: `cannot read the assertion ${comment.body.trim()}` });
      else assertions.push(read);
      continue;
    }
    const body = comment.body.trim();
    if (!levels.test(body)) continue;
    const read = readOne(body, comment.ownLine ? nextCode(comment.line) : comment.line, comment.line, undefined);
    if (read === undefined) malformed.push({ at: comment.line, message: `cannot read the assertion ${body}` });
    else assertions.push(read);
  }
  return { assertions, malformed };
}

function readOne(body: string, line: number, at: number, range: ReportAssertion["range"]): Assertion | undefined {
  const [text = ""] = body.split(/\s+#\s/);
  if (/^no-error\s*$/.test(text)) return { kind: "no-error", line, at };
  const value = /^value:\s*(.+?)\s*$/.exec(text)?.[1];
  if (value !== undefined) return { kind: "value", line, value, at };
  const report =
    /^(error|warning|information|hint)(?::?\s*(?:(\d+)\s*)?(?:\[([\w-]+)\]\s*)?(?:"(.*)"\s*)?)?(💡)?\s*$/u.exec(text);
  if (report === null) return undefined;
  const [, level, column, rule, substring, lamp] = report;
  return {
    kind: "report",
    level: level as Level,
    line,
    column: column === undefined ? undefined : Number(column),
    range,
    rule,
    text: substring,
    hasFix: lamp !== undefined,
    at,
  };
}

function pythonComments(text: string): readonly SourceComment[] {
  const parsed = parseFile(text);
  const index = indexLines(text);
  return parsed.chunks.flatMap((chunk, number) => {
    const place = toOriginal(parsed, number);
    return chunk.module.comments.map((comment): SourceComment => {
      const span = place(comment.span);
      const { line, column } = lineColumnAt(index, span.start);
      return { body: text.slice(span.start + 1, span.end), span, line, column, ownLine: comment.ownLine };
    });
  });
}

/** Line comments of JavaScript; the suites keep `//` out of strings. */
function scriptComments(text: string): readonly SourceComment[] {
  return text.split("\n").flatMap((content, line): readonly SourceComment[] => {
    const column = content.search(/(?<![:"'`])\/\//);
    if (column < 0) return [];
    return [
      {
        body: content.slice(column + 2),
        span: { start: 0, end: 0 },
        line,
        column: column + 1,
        ownLine: content.slice(0, column).trim() === "",
      },
    ];
  });
}

/** The text without assertions, for comparison with code that has none. */
export function withoutAssertions(text: string, isPython: boolean): string {
  const lines = text.split("\n");
  const cut = new Map<number, number>();
  for (const comment of isPython ? pythonComments(text) : scriptComments(text)) {
    const isAssertion = levels.test(comment.body.trim()) || (comment.ownLine && carets.test(comment.body));
    if (isAssertion) cut.set(comment.line, comment.column - (isPython ? 0 : 1));
  }
  return lines
    .map((line, index) => (cut.has(index) ? line.slice(0, cut.get(index)).trimEnd() : line))
    .filter((line, index) => !(cut.has(index) && line === ""))
    .join("\n");
}
