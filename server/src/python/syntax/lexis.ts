/**
 * Lexical facts about Python text that the layout repair, the chunker and the tree converter share: blanks, comments, line ends,
 * words and string literals. What the words mean is asked of `words.ts`.
 */

export const Char = {
  tab: 9,
  lineFeed: 10,
  formFeed: 12,
  carriageReturn: 13,
  space: 32,
  exclamation: 33,
  doubleQuote: 34,
  hash: 35,
  dollar: 36,
  percent: 37,
  singleQuote: 39,
  openParen: 40,
  closeParen: 41,
  comma: 44,
  dot: 46,
  colon: 58,
  semicolon: 59,
  equals: 61,
  greater: 62,
  question: 63,
  at: 64,
  openBracket: 91,
  backslash: 92,
  closeBracket: 93,
  openBrace: 123,
  closeBrace: 125,
  byteOrderMark: 0xfeff,
} as const;

export function isBlank(code: number): boolean {
  return code === Char.space || code === Char.tab || code === Char.formFeed;
}

export function isLineEnd(code: number): boolean {
  return code === Char.lineFeed || code === Char.carriageReturn;
}

export function isQuote(code: number): boolean {
  return code === Char.doubleQuote || code === Char.singleQuote;
}

export function isOpening(code: number): boolean {
  return code === Char.openParen || code === Char.openBracket || code === Char.openBrace;
}

export function isClosing(code: number): boolean {
  return code === Char.closeParen || code === Char.closeBracket || code === Char.closeBrace;
}

/** A letter, a digit, an underscore or anything beyond ASCII but the byte order mark. */
export function isWordPart(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 95 ||
    (code > 127 && code !== Char.byteOrderMark)
  );
}

/** The offset after the line end at `at`: `\r\n` is one line end. */
export function afterLineEnd(text: string, at: number): number {
  const isPair = text.charCodeAt(at) === Char.carriageReturn && text.charCodeAt(at + 1) === Char.lineFeed;
  return at + (isPair ? 2 : 1);
}

const lineEnds = /[\r\n]/g;

/** The offset of the next line end, or the end of the text. */
export function endOfLine(text: string, from: number): number {
  return nextMatch(lineEnds, text, from);
}

/** Where the pattern, which must be global, matches one character next; or the end of the text. */
function nextMatch(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.test(text) ? pattern.lastIndex - 1 : text.length;
}

const blankLines = /(?:[ \t\f]*(?:#[^\r\n]*)?(?:\r\n|\r|\n))*[ \t\f]*(?:#[^\r\n]*$)?/y;

/** Skips blank lines and comments from the start of a line: the next character of code, or the end of the text. */
export function skipBlankLines(text: string, lineStart: number): number {
  blankLines.lastIndex = lineStart;
  blankLines.test(text);
  return blankLines.lastIndex;
}

const plainCode = /[^"'#()[\]{}\\\r\n$?!\x00-\x08\x0b\x0e-\x1f\x7f-\uffff]+/y;

/** Skips blanks, ASCII words and operators: all that neither opens nor closes anything, nor ends a line. */
export function skipPlainCode(text: string, from: number): number {
  plainCode.lastIndex = from;
  return plainCode.test(text) ? plainCode.lastIndex : from;
}

/** Skips blanks, line ends, line joins and comments: everything that may stand between two tokens inside brackets. */
export function skipTrivia(text: string, from: number): number {
  let at = from;
  for (;;) {
    const code = text.charCodeAt(at);
    if (isBlank(code) || isLineEnd(code) || code === Char.byteOrderMark) at++;
    else if (code === Char.hash) at = endOfLine(text, at);
    else if (code === Char.backslash && isLineEnd(text.charCodeAt(at + 1))) at += 2;
    else return at;
  }
}

/** The offset of the first character before `from` (and not before `floor`) that is not a blank on the same line. */
export function trimBlanksBefore(text: string, from: number, floor: number): number {
  let at = from;
  while (at > floor && (isBlank(text.charCodeAt(at - 1)) || text.charCodeAt(at - 1) === Char.carriageReturn)) at--;
  return at;
}

/** How deep blanks indent, with tab stops every eight columns; a form feed begins anew. */
export function widthOf(text: string, from: number, to: number): number {
  let width = 0;
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code === Char.space) width++;
    else width = code === Char.tab ? (Math.floor(width / 8) + 1) * 8 : 0;
  }
  return width;
}

/** Line magics and shell escapes of notebooks (`%timeit f(x)`, `!pip install torch`) take their whole line. */
export function isMagicMark(code: number): boolean {
  return code === Char.percent || code === Char.exclamation;
}

const identifierPart = /\p{ID_Continue}/uy;

/** After the word that begins at `from`; `from` itself where none does. Unlike `isWordPart` it looks closely beyond ASCII. */
export function afterWord(text: string, from: number): number {
  let at = from;
  while (isWordPart(text.charCodeAt(at))) {
    if (text.charCodeAt(at) > 127) {
      identifierPart.lastIndex = at;
      if (!identifierPart.test(text)) return at;
      at = identifierPart.lastIndex;
    } else at++;
  }
  return at;
}

/** `!`, `$`, `?`, a stray backslash, control characters, and what beyond ASCII is part of no word. */
function beginsNoToken(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code > 127) return afterWord(text, at) === at;
  if (code === Char.exclamation) return text.charCodeAt(at + 1) !== Char.equals;
  return code < Char.space || code === Char.dollar || code === Char.question || code === Char.backslash || code === 127;
}

/** The parser takes all from a character that begins no token to the next blank for one token; `from` where one begins. */
export function afterInvalid(text: string, from: number): number {
  if (!beginsNoToken(text, from)) return from;
  let at = from;
  while (at < text.length && !isBlank(text.charCodeAt(at)) && !isLineEnd(text.charCodeAt(at))) at++;
  return at;
}

/** Where a string literal ends, and what it lacks. */
export interface StringExtent {
  /** Just after the closing quote, or where the literal is cut off: at its line end, or at the end of the text. */
  readonly end: number;
  readonly closed: boolean;
  /** Replacement fields `{…` that are still open at `end`. */
  readonly openFields: number;
}

const formattedPrefixes: ReadonlySet<string> = new Set(["f", "fr", "rf", "t", "tr", "rt"]);

/** True when the word before the quote at `quote` makes it an f-string or a t-string. */
export function isFormatted(text: string, quote: number): boolean {
  let start = quote;
  while (start > 0 && quote - start < 3 && isWordPart(text.charCodeAt(start - 1))) start--;
  return start < quote && formattedPrefixes.has(text.slice(start, quote).toLowerCase());
}

export function isTripleQuote(text: string, quote: number): boolean {
  const code = text.charCodeAt(quote);
  return text.charCodeAt(quote + 1) === code && text.charCodeAt(quote + 2) === code;
}

/** Says whether a replacement field that is open at a line end of a single-quoted f-string goes on after it (Python 3.12). */
export type FieldContinues = (lineEnd: number) => boolean;

/** Deeper nesting of literals in replacement fields is read as plain text, so that the time stays linear on any input. */
const deepestNesting = 5;

const singleQuoteStops = /['\\\r\n]/g;
const doubleQuoteStops = /["\\\r\n]/g;
const tripleSingleStops = /['\\]/g;
const tripleDoubleStops = /["\\]/g;

/** The extent of the literal whose opening quote is at `quote`. */
export function stringExtent(text: string, quote: number, continues: FieldContinues, nesting = 0): StringExtent {
  if (isFormatted(text, quote)) return formattedExtent(text, quote, continues, nesting);
  const triple = isTripleQuote(text, quote);
  const isSingle = text.charCodeAt(quote) === Char.singleQuote;
  const stops = triple
    ? isSingle
      ? tripleSingleStops
      : tripleDoubleStops
    : isSingle
      ? singleQuoteStops
      : doubleQuoteStops;
  let at = nextMatch(stops, text, quote + (triple ? 3 : 1));
  while (at < text.length) {
    const here = text.charCodeAt(at);
    if (here === Char.backslash) at = afterEscape(text, at);
    else if (isLineEnd(here)) return { end: at, closed: false, openFields: 0 };
    else if (!triple || isTripleQuote(text, at)) return { end: at + (triple ? 3 : 1), closed: true, openFields: 0 };
    else at++;
    at = nextMatch(stops, text, at);
  }
  return { end: text.length, closed: false, openFields: 0 };
}

function afterEscape(text: string, backslash: number): number {
  return isLineEnd(text.charCodeAt(backslash + 1)) ? afterLineEnd(text, backslash + 1) : backslash + 2;
}

/** In an f-string a backslash does not protect a brace, but that of a character's name. */
function afterFormattedEscape(text: string, backslash: number): number {
  const next = text.charCodeAt(backslash + 1);
  if (isQuote(next) || next === Char.backslash || isLineEnd(next)) return afterEscape(text, backslash);
  return text.startsWith("N{", backslash + 1) ? backslash + 3 : backslash + 1;
}

function formattedExtent(text: string, quote: number, continues: FieldContinues, nesting: number): StringExtent {
  const triple = isTripleQuote(text, quote);
  const code = text.charCodeAt(quote);
  const width = triple ? 3 : 1;
  let at = quote + width;
  let openFields = 0;
  while (at < text.length) {
    const here = text.charCodeAt(at);
    if (here === Char.backslash) at = afterFormattedEscape(text, at);
    else if (here === code && (!triple || isTripleQuote(text, at))) {
      const inner = openFields > 0 && !triple ? nestedEnd(text, at, nesting) : undefined;
      if (inner === undefined) return { end: at + width, closed: true, openFields };
      at = inner;
    } else if (isQuote(here) && openFields > 0) at = nestedEnd(text, at, nesting) ?? at + 1;
    else if (isLineEnd(here) && !triple) {
      if (openFields === 0 || !continues(at)) break;
      at++;
    } else if (here === Char.openBrace && openFields === 0 && text.charCodeAt(at + 1) === Char.openBrace) at += 2;
    else {
      if (here === Char.openBrace) openFields++;
      else if (here === Char.closeBrace && openFields > 0) openFields--;
      at++;
    }
  }
  return { end: Math.min(at, text.length), closed: false, openFields };
}

/** The end of a closed literal inside a replacement field. An unclosed one is no literal: its quote ends the f-string. */
function nestedEnd(text: string, quote: number, nesting: number): number | undefined {
  if (nesting >= deepestNesting) return undefined;
  const extent = stringExtent(text, quote, () => false, nesting + 1);
  return extent.closed && extent.openFields === 0 ? extent.end : undefined;
}
