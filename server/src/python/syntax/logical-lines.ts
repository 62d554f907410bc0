/** Logical lines: what a line end outside brackets and literals ends. Expects brackets and literals to be closed, but takes any text. */
import {
  afterLineEnd,
  Char,
  endOfLine,
  isBlank,
  isClosing,
  isLineEnd,
  isMagicMark,
  isOpening,
  isQuote,
  stringExtent,
} from "./lexis.ts";

export interface LogicalLine {
  /** Of the line itself, where its indentation begins. */
  readonly start: number;
  /** Of its first character that is no blank. */
  readonly first: number;
  /** After its last character that is neither blank nor comment; `first` for a blank line, a comment or a notebook's magic. */
  readonly codeEnd: number;
  /** Where the next one begins. */
  readonly next: number;
}

export function logicalLineAt(text: string, start: number): LogicalLine {
  let at = start;
  while (isBlank(text.charCodeAt(at)) || (at === 0 && text.charCodeAt(at) === Char.byteOrderMark)) at++;
  const first = at;
  let codeEnd = first;
  let depth = 0;
  if (isMagicMark(text.charCodeAt(at))) at = endOfLine(text, at);
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (isBlank(code)) at++;
    else if (isLineEnd(code)) {
      at = afterLineEnd(text, at);
      if (depth === 0) return { start, first, codeEnd, next: at };
    } else if (code === Char.hash) at = endOfLine(text, at);
    else {
      if (code === Char.backslash && isLineEnd(text.charCodeAt(at + 1))) at = afterLineEnd(text, at + 1);
      else if (isQuote(code)) at = stringExtent(text, at, () => true).end;
      else {
        if (isOpening(code)) depth++;
        else if (isClosing(code) && depth > 0) depth--;
        at++;
      }
      codeEnd = at;
    }
  }
  return { start, first, codeEnd, next: text.length };
}
