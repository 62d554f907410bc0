/** The part of the layout repair that mends one string literal: gives it the quote or the braces that it lacks. */
import { looksLikeProse, standSideBySide } from "./words.ts";
import type { Insertion } from "../../base/insertions.ts";
import {
  afterLineEnd,
  Char,
  endOfLine,
  isBlank,
  isClosing,
  isLineEnd,
  isTripleQuote,
  stringExtent,
  trimBlanksBefore,
} from "./lexis.ts";
import type { StringExtent } from "./lexis.ts";

export interface Mended {
  /** Where the literal ends. What was put in stands before it. */
  readonly end: number;
  readonly insertions: readonly Insertion[];
}

/** `indent` is that of the line on which the literal begins, `depth` the number of brackets around it. */
export function mendLiteral(text: string, quote: number, indent: number, depth: number): Mended {
  const extent = stringExtent(text, quote, (lineEnd) => !statementFollows(text, lineEnd, indent));
  if (isTripleQuote(text, quote)) return mendTriple(text, quote, extent, depth);
  if (extent.closed) return mendFields(extent, 1);
  const end = trimBlanksBefore(text, extent.end, quote + 1);
  const mark = text[quote] ?? "";
  if (extent.openFields > 0) return { end, insertions: [{ at: end, text: "}".repeat(extent.openFields) + mark }] };
  // Outside brackets the parser itself ends the literal at its line end.
  if (depth === 0) return { end: extent.end, insertions: [] };
  const at = beforeClosers(text, quote + 1, end, depth);
  return { end: at, insertions: [{ at, text: mark }] };
}

function mendFields(extent: StringExtent, quoteWidth: number): Mended {
  const braces = { at: extent.end - quoteWidth, text: "}".repeat(extent.openFields) };
  return { end: extent.end, insertions: extent.openFields > 0 ? [braces] : [] };
}

/** A triple quote that is not closed, or whose closing quotes really open the next literal, is closed at its line end. */
function mendTriple(text: string, quote: number, extent: StringExtent, depth: number): Mended {
  if (extent.closed && !proseFollows(text, extent.end, depth)) return mendFields(extent, 3);
  const end = trimBlanksBefore(text, endOfLine(text, quote + 3), quote + 3);
  return { end, insertions: [{ at: end, text: (text[quote] ?? "").repeat(3) }] };
}

/** True when what stands after closing quotes is no code: what they "close" is code, then, and what follows is a docstring. */
function proseFollows(text: string, end: number, depth: number): boolean {
  let at = end;
  while (isBlank(text.charCodeAt(at))) at++;
  if (!isLineEnd(text.charCodeAt(at))) return standSideBySide(text, end, at);
  while (at < text.length && (isBlank(text.charCodeAt(at)) || isLineEnd(text.charCodeAt(at)))) at++;
  const next = text.charCodeAt(at);
  return looksLikeProse(text, at) || (depth === 0 && (next === Char.colon || next === Char.greater));
}

/** True when the next line with code is no deeper than the literal's and does not close anything: the field is not continued. */
function statementFollows(text: string, lineEnd: number, indent: number): boolean {
  let at = afterLineEnd(text, lineEnd);
  let column = 0;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (isLineEnd(code)) column = 0;
    else if (isBlank(code)) column++;
    else return column <= indent && !isClosing(code);
  }
  return true;
}

/** Before the closing brackets, at most `depth`, that end the line: they were meant to close what is around the literal. */
function beforeClosers(text: string, from: number, end: number, depth: number): number {
  let place = end;
  let closers = 0;
  for (let at = end; at > from && closers < depth; at--) {
    const code = text.charCodeAt(at - 1);
    if (isClosing(code)) {
      closers++;
      place = at - 1;
    } else if (code !== Char.comma && code !== Char.colon && !isBlank(code)) break;
  }
  return place;
}
