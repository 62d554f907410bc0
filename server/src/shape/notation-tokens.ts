/** The words of the shape notation, and a cursor over them that remembers the first complaint. */
import type { Span } from "../base/span.ts";
import type { NotationError } from "./notation.ts";

export interface Token {
  readonly kind: "name" | "integer" | "mark" | "end" | "stray";
  readonly text: string;
  readonly span: Span;
}

export interface Cursor {
  readonly tokens: readonly Token[];
  index: number;
  error: NotationError | undefined;
}

const pattern =
  /(?<name>[\p{L}_][\p{L}\p{N}_]*)|(?<integer>\d+)|(?<mark>\/\/|\.\.\.|[()[\],*+\-%?=])|(?<space>\s+)|(?<stray>.)/gsu;

/** Spans are offsets in the text, plus `offset`. */
export function openCursor(text: string, offset: number): Cursor {
  const tokens: Token[] = [];
  for (const match of text.matchAll(pattern)) {
    const span = { start: offset + match.index, end: offset + match.index + match[0].length };
    const { name, integer, mark, stray } = match.groups ?? {};
    if (name !== undefined) tokens.push({ kind: "name", text: name, span });
    else if (integer !== undefined) tokens.push({ kind: "integer", text: integer, span });
    else if (mark !== undefined) tokens.push({ kind: "mark", text: mark, span });
    else if (stray !== undefined) tokens.push({ kind: "stray", text: stray, span });
  }
  const end = offset + text.length;
  tokens.push({ kind: "end", text: "", span: { start: end, end } });
  return { tokens, index: 0, error: undefined };
}

/** The next token, which is left where it is. */
export function peek(cursor: Cursor, ahead = 0): Token {
  const token = cursor.tokens[Math.min(cursor.index + ahead, cursor.tokens.length - 1)];
  return token ?? { kind: "end", text: "", span: { start: 0, end: 0 } };
}

export function isMark(token: Token, text: string): boolean {
  return token.kind === "mark" && token.text === text;
}

/** Takes the next token if it is this mark. */
export function take(cursor: Cursor, mark: string): Token | undefined {
  const token = peek(cursor);
  if (!isMark(token, mark)) return undefined;
  cursor.index++;
  return token;
}

/** Takes this mark, or complains. */
export function expect(cursor: Cursor, mark: string, what: string): Token | undefined {
  return take(cursor, mark) ?? complain(cursor, `expected ${what}`);
}

/** Only the first complaint counts: what follows it is its consequence. */
export function complain(cursor: Cursor, message: string, at: Token = peek(cursor)): undefined {
  const found = at.kind === "end" ? "the text ends" : `found \`${at.text}\``;
  cursor.error ??= { message: `${message}, ${found}`, span: at.span };
  return undefined;
}
