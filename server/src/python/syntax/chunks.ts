/**
 * Cuts a text into top-level statements, each with the comments and blank lines above it. A pure function of the text, so that an
 * edit re-parses the chunks whose text it changed, and the result is that of parsing afresh.
 */
import {
  afterLineEnd,
  Char,
  endOfLine,
  isBlank,
  isClosing,
  isLineEnd,
  isOpening,
  isQuote,
  stringExtent,
} from "./lexis.ts";

/** Words that continue the compound statement above them. */
const continuation = /(?:else|elif|except|finally)(?![\w\u0080-\uffff])/y;

/** Where each chunk begins; the first at 0. Expects text with closed brackets and strings, but takes any. */
export function chunkStarts(text: string): readonly number[] {
  const starts = [0];
  let above: number | undefined;
  let isDecorated = false;
  let at = text.charCodeAt(0) === Char.byteOrderMark ? 1 : 0;
  while (at < text.length) {
    const line = at;
    const first = afterBlanks(text, line);
    const code = text.charCodeAt(first);
    at = afterLogicalLine(text, first);
    if (first >= text.length || isLineEnd(code) || code === Char.hash) {
      if (first === line) above ??= line;
      continue;
    }
    if (first === line && !isDecorated && !continues(text, first)) {
      const start = above ?? line;
      if (start > 1) starts.push(start);
    }
    if (first === line) isDecorated = code === Char.at;
    above = undefined;
  }
  return starts;
}

function afterBlanks(text: string, from: number): number {
  let at = from;
  while (isBlank(text.charCodeAt(at))) at++;
  return at;
}

function continues(text: string, at: number): boolean {
  continuation.lastIndex = at;
  return isClosing(text.charCodeAt(at)) || continuation.test(text);
}

/** Just after the line end that no bracket, string or line join encloses. */
function afterLogicalLine(text: string, from: number): number {
  let at = from;
  let depth = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (isLineEnd(code)) {
      at = afterLineEnd(text, at);
      if (depth === 0) return at;
    } else if (code === Char.hash) at = endOfLine(text, at);
    else if (code === Char.backslash) at = isLineEnd(text.charCodeAt(at + 1)) ? afterLineEnd(text, at + 1) : at + 1;
    else if (isQuote(code)) at = stringExtent(text, at, () => true).end;
    else {
      if (isOpening(code)) depth++;
      else if (isClosing(code) && depth > 0) depth--;
      at++;
    }
  }
  return text.length;
}
