/** What a shape comment says: `shape: (B, 10)`, `shape: q=(B, T, D), k=(B, S, D)`, `shape: ignore[rule]`. */
import type { Result } from "../base/result.ts";
import type { Span } from "../base/span.ts";
import { finish, readShape } from "./notation-parse.ts";
import { complain, expect, isMark, openCursor, peek, take, type Cursor } from "./notation-tokens.ts";
import type { NotationError, ParsedShape } from "./notation.ts";

export type ShapeComment =
  | { readonly kind: "shape"; readonly span: Span; readonly shape: ParsedShape }
  | { readonly kind: "named"; readonly span: Span; readonly entries: readonly NamedShape[] }
  /** Without rules: all of them. */
  | { readonly kind: "ignore"; readonly span: Span; readonly rules: readonly IgnoredRule[] };

export interface NamedShape {
  readonly name: string;
  readonly nameSpan: Span;
  readonly shape: ParsedShape;
}

export interface IgnoredRule {
  readonly name: string;
  readonly span: Span;
}

const opening = /^\s*shape:\s*/;

/**
 * Reads the text of a comment behind its marker; undefined when it is not a shape comment at all. A second `#` ends it,
 * as in `(B, 10)  # logits`. Spans are offsets in `body`, plus `offset`.
 */
export function parseShapeComment(body: string, offset = 0): Result<ShapeComment, NotationError> | undefined {
  const start = opening.exec(body)?.[0].length;
  if (start === undefined) return undefined;
  const hash = body.indexOf("#", start);
  const text = body.slice(start, hash < 0 ? undefined : hash).trimEnd();
  const cursor = openCursor(text, offset + start);
  const span = { start: offset + start, end: offset + start + text.length };
  const comment = readComment(cursor, span);
  if (comment !== undefined && peek(cursor).kind !== "end") complain(cursor, "expected nothing more");
  return finish(cursor, comment);
}

function readComment(cursor: Cursor, span: Span): ShapeComment | undefined {
  if (isMark(peek(cursor, 1), "=")) {
    const entries = readEntries(cursor);
    return entries && { kind: "named", span, entries };
  }
  if (peek(cursor).text === "ignore") {
    cursor.index++;
    const rules = readRules(cursor);
    return rules && { kind: "ignore", span, rules };
  }
  const shape = readShape(cursor);
  return shape && { kind: "shape", span, shape };
}

function readEntries(cursor: Cursor): readonly NamedShape[] | undefined {
  const entries: NamedShape[] = [];
  do {
    const name = peek(cursor);
    if (name.kind !== "name") return complain(cursor, "expected a name");
    cursor.index++;
    const shape = expect(cursor, "=", "`=`") && readShape(cursor);
    if (shape === undefined) return undefined;
    entries.push({ name: name.text, nameSpan: name.span, shape });
  } while (take(cursor, ",") !== undefined);
  return entries;
}

/** `[rule-name, other-rule]`: a rule's name is several tokens, because `-` is an operator elsewhere. */
function readRules(cursor: Cursor): readonly IgnoredRule[] | undefined {
  if (take(cursor, "[") === undefined) return [];
  const rules: IgnoredRule[] = [];
  do {
    const first = peek(cursor);
    let name = "";
    let end = first.span.start;
    for (
      let token = first;
      token.kind === "name" || token.kind === "integer" || isMark(token, "-");
      token = peek(cursor)
    ) {
      name += token.text;
      end = token.span.end;
      cursor.index++;
    }
    if (name === "") return complain(cursor, "expected the name of a rule");
    rules.push({ name, span: { start: first.span.start, end } });
  } while (take(cursor, ",") !== undefined);
  return expect(cursor, "]", "`,` or `]`") && rules;
}
