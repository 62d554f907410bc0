/** `# shape:` comments, and the values of the statement that each speaks of. */
import type { Span } from "../base/span.ts";
import type { ShapeCommentFact } from "../facts/index.ts";
import type { FunctionExpr, FunctionIR, ModuleIR, Stmt, Target } from "../interp/ir.ts";
import type { Recorder } from "../interp/recorder.ts";
import type { TensorType } from "../shape/index.ts";
import { toOriginal } from "../python/syntax/parse.ts";
import type { ParsedFile } from "../python/syntax/parse.ts";

interface Spoken {
  readonly span: Span;
  readonly name?: string;
}

/** A comment, wherever it was written. */
export interface SourceComment {
  readonly span: Span;
  /** Behind the marker. */
  readonly text: string;
  /** Nothing but blanks stands before it on its line. */
  readonly ownLine: boolean;
}

export function pythonComments(parsed: ParsedFile): readonly SourceComment[] {
  return parsed.chunks.flatMap((chunk, index) => {
    const place = toOriginal(parsed, index);
    return chunk.module.comments
      .filter(({ text }) => /^\s*shape:/.test(text))
      .map((comment) => ({ ...comment, span: place(comment.span) }));
  });
}

export function commentsOf(
  comments: readonly SourceComment[],
  text: string,
  ir: ModuleIR,
  recorder: Recorder,
  path: string,
): readonly ShapeCommentFact[] {
  if (comments.length === 0) return [];
  const lines = lineStarts(text);
  const statements = allStatements(ir.body).filter(({ kind }) => kind !== "export" && kind !== "import");
  return comments.map((comment) => {
    const line = lineOf(lines, comment.span.start);
    const statement = comment.ownLine
      ? undefined
      : statements.findLast((s) => lineOf(lines, s.span.start) <= line && line <= lineOf(lines, headEnd(s)));
    const spoken = statement === undefined ? [] : spokenOf(statement);
    return {
      span: comment.span,
      text: comment.text,
      targets: spoken.map(({ span: at, name }) => {
        const tensor = tensorAt(recorder, path, at);
        return { span: at, ...(name === undefined ? {} : { name }), ...(tensor === undefined ? {} : { tensor }) };
      }),
    };
  });
}

function tensorAt(recorder: Recorder, path: string, span: Span): TensorType | undefined {
  return recorder.sightings.typeAt(path, span);
}

/** The values that a comment on the statement's line speaks of: targets, what is returned, parameters, the expression itself. */
function spokenOf(statement: Stmt): readonly Spoken[] {
  switch (statement.kind) {
    case "assign":
      return statement.targets.flatMap(names);
    case "augment":
      return names(statement.target);
    case "for":
      return names(statement.target);
    case "with":
      return statement.items.flatMap((item) => (item.target === undefined ? [] : names(item.target)));
    case "return":
      return statement.value === undefined ? [] : [{ span: statement.value.span }];
    case "expression":
      return [{ span: statement.value.span }];
    case "function":
      return statement.function.parameters.map((p) => ({ span: p.span, name: p.name }));
    default:
      return [];
  }
}

function names(target: Target): readonly Spoken[] {
  switch (target.kind) {
    case "name":
      return [{ span: target.span, name: target.name }];
    case "attribute":
      return [{ span: target.span, name: target.name }];
    case "unpack":
      return target.items.flatMap((item) => (item === undefined ? [] : names(item.target)));
    case "properties":
      return target.entries.flatMap((entry) => names(entry.target));
    default:
      return [];
  }
}

/** Where the statement's own text ends: a compound statement's header. */
function headEnd(statement: Stmt): number {
  const first = bodies(statement)[0]?.[0];
  return first === undefined ? statement.span.end : Math.max(statement.span.start, first.span.start - 1);
}

function bodies(statement: Stmt): readonly (readonly Stmt[])[] {
  switch (statement.kind) {
    case "if":
      return [statement.then, statement.otherwise];
    case "while":
    case "for":
      return [statement.body, statement.otherwise];
    case "try":
      return [statement.body, ...statement.handlers.map((h) => h.body), statement.otherwise, statement.finally];
    case "with":
    case "block":
      return [statement.body];
    case "function":
      return [statement.function.body];
    case "class":
      return [statement.class.body];
    default:
      return [];
  }
}

/** In the order of the text, outer ones first, those of functions within expressions included. */
function allStatements(body: readonly Stmt[]): readonly Stmt[] {
  const found = body.flatMap((s): readonly Stmt[] => [
    s,
    ...bodies(s).flatMap(allStatements),
    ...(s.kind === "function" ? [] : functionsWithin(s).flatMap((inner) => allStatements(inner.body))),
  ]);
  return found.toSorted((a, b) => a.span.start - b.span.start || b.span.end - a.span.end);
}

const statementLists = new Set(["body", "then", "otherwise", "finally", "handlers"]);

/** The functions that a statement's own expressions define, arrows above all. */
function functionsWithin(part: unknown): readonly FunctionIR[] {
  if (Array.isArray(part)) return part.flatMap(functionsWithin);
  if (typeof part !== "object" || part === null || part instanceof Set) return [];
  if ("kind" in part && part.kind === "function" && "function" in part) return [(part as FunctionExpr).function];
  return Object.entries(part).flatMap(([key, value]: readonly [string, unknown]) =>
    statementLists.has(key) && Array.isArray(value) ? [] : functionsWithin(value),
  );
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let i = text.indexOf("\n"); i >= 0; i = text.indexOf("\n", i + 1)) starts.push(i + 1);
  return starts;
}

function lineOf(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
