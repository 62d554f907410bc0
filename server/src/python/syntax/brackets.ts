/**
 * Finds the logical lines of a text, and closes what was left open on the way: brackets, string literals, replacement fields of
 * f-strings; two expressions that stand side by side get a comma. One lexical pass; it goes back only to the line at which it finds
 * that a statement must have ended. How single literals are mended is in `literals.ts`.
 */
import type { Insertion } from "../../base/insertions.ts";
import {
  afterInvalid,
  afterLineEnd,
  afterWord,
  Char,
  endOfLine,
  isBlank,
  isClosing,
  isLineEnd,
  isMagicMark,
  isOpening,
  isQuote,
  isWordPart,
  skipBlankLines,
  skipPlainCode,
  trimBlanksBefore,
  widthOf,
} from "./lexis.ts";
import { mendLiteral } from "./literals.ts";
import { assignsToPlace, isCompoundHeader, isDefinition, standSideBySide, startsStatement } from "./words.ts";

/** A line with code, and those that brackets, literals and line joins make it go on over. */
export interface LogicalLine {
  /** Where its indentation begins. */
  readonly start: number;
  /** Its first character that is no blank. */
  readonly first: number;
  /** After its last character that is neither blank nor comment. */
  readonly codeEnd: number;
  /** False for a line that is indented. */
  readonly isOutermost: boolean;
}

/** A line with code. */
interface Line {
  readonly start: number;
  /** Of its first character that is no blank. */
  readonly first: number;
  readonly indent: number;
}

/** An open bracket, and what it stands in. */
interface Bracket {
  readonly code: number;
  readonly at: number;
  /** Of the line it stands on. */
  readonly indent: number;
  /** 1 for the outermost. */
  readonly depth: number;
  readonly outer: Bracket | undefined;
}

/** A line that begins inside brackets, with the state before it. */
interface InnerLine extends Line {
  readonly codeEnd: number;
  readonly open: Bracket | undefined;
}

interface Scan {
  readonly text: string;
  at: number;
  line: Line;
  /** After the last character that is neither blank nor comment. */
  codeEnd: number;
  /** The innermost open bracket. */
  open: Bracket | undefined;
  /** The first line of the logical line. */
  statement: Line;
  /** The lines that began since the outermost bracket was opened. */
  inner: InnerLine[];
  insertions: Insertion[];
  lines: LogicalLine[];
  /** Goes down with every return to an earlier line, so that the time stays linear on any input. */
  returnsLeft: number;
}

const closers: Readonly<Record<number, string>> = {
  [Char.openParen]: ")",
  [Char.openBracket]: "]",
  [Char.openBrace]: "}",
};

/** What to put in, in the order of offsets: nothing for valid text. */
export function scanBrackets(text: string): {
  readonly insertions: readonly Insertion[];
  readonly lines: readonly LogicalLine[];
} {
  const nowhere = { start: 0, first: 0, indent: 0 };
  const scan: Scan = {
    text,
    at: text.charCodeAt(0) === Char.byteOrderMark ? 1 : 0,
    line: nowhere,
    codeEnd: 0,
    open: undefined,
    statement: nowhere,
    inner: [],
    insertions: [],
    lines: [],
    returnsLeft: 50,
  };
  beginLine(scan);
  for (;;) {
    while (scan.at < text.length) step(scan);
    if (scan.open === undefined) break;
    const line = firstLineOutside(scan);
    if (line === undefined) closeUpTo(scan, scan.codeEnd, undefined);
    else endStatement(scan, line);
  }
  endLine(scan);
  return { insertions: scan.insertions.sort((a, b) => a.at - b.at), lines: scan.lines };
}

function step(scan: Scan): void {
  const { text } = scan;
  const plainEnd = skipPlainCode(text, scan.at);
  if (plainEnd > scan.at) {
    const codeEnd = trimBlanksBefore(text, plainEnd, scan.at);
    if (codeEnd > scan.at) scan.codeEnd = codeEnd;
    scan.at = plainEnd;
  }
  const code = text.charCodeAt(scan.at);
  if (isLineEnd(code)) {
    scan.at = afterLineEnd(text, scan.at);
    if (scan.open === undefined) endLine(scan);
    beginLine(scan);
  } else if (code === Char.hash) scan.at = endOfLine(text, scan.at);
  else if (code === Char.backslash && isLineEnd(text.charCodeAt(scan.at + 1)))
    scan.at = afterLineEnd(text, scan.at + 1);
  else if (isClosing(code)) closeBracket(scan, code);
  else if (scan.at < text.length) {
    if (isOpening(code)) openBracket(scan, code);
    scan.at = afterToken(scan, code);
    scan.codeEnd = scan.at;
  }
}

/** After the word, literal or character at the scan's place. */
function afterToken(scan: Scan, code: number): number {
  const { text, at } = scan;
  const wordEnd = isWordPart(code) ? afterWord(text, at) : at;
  if (wordEnd > at) return wordEnd;
  if (!isQuote(code)) return Math.max(afterInvalid(text, at), at + 1);
  const mended = mendLiteral(text, at, scan.line.indent, scan.open?.depth ?? 0);
  scan.insertions.push(...mended.insertions);
  return mended.end;
}

/** The logical line ends here, if there is one. */
function endLine({ lines, statement: { start, first }, codeEnd }: Scan): void {
  if (codeEnd > first) lines.push({ start, first, codeEnd, isOutermost: start === first });
}

/** Goes to the next line with code, and sees whether it can stand inside the brackets that are open. */
function beginLine(scan: Scan): void {
  const line = nextCode(scan);
  scan.line = line;
  if (scan.open === undefined) scan.statement = line;
  if (scan.open === undefined || scan.at >= scan.text.length) return;
  const inner = { start: line.start, first: line.first, indent: line.indent, codeEnd: scan.codeEnd, open: scan.open };
  scan.inner.push(inner);
  if (isStatement(scan, inner)) endStatement(scan, firstLineOutside(scan) ?? inner);
  else if (standSideBySide(scan.text, scan.codeEnd, line.first)) separate(scan, inner);
}

/** True when the line can be nothing but a statement. */
function isStatement({ text, statement, open, inner }: Scan, line: InnerLine): boolean {
  const isDeeper = line.indent > statement.indent;
  if (startsStatement(text, line.first)) return !(isDeeper && text.charCodeAt(line.first) === Char.at);
  if (!assignsToPlace(text, line.first)) return false;
  // In a list of parameters that begins on its own line it is one whose name is missing.
  const isHanging = open?.depth === 1 && inner[0]?.codeEnd === open.at + 1;
  return !(isDeeper && isHanging && isDefinition(text, statement.first));
}

/** Skips blank lines, comments and, outside brackets, the magics of notebooks. The last line, without code, is at the end of the text. */
function nextCode(scan: Scan): Line {
  const { text } = scan;
  for (;;) {
    const first = skipBlankLines(text, scan.at);
    if (first < text.length && isMagicMark(text.charCodeAt(first)) && scan.open === undefined) {
      scan.at = Math.min(afterLineEnd(text, endOfLine(text, first)), text.length);
      continue;
    }
    scan.at = first;
    let start = first;
    while (isBlank(text.charCodeAt(start - 1))) start--;
    return { start, first, indent: widthOf(text, start, first) };
  }
}

function openBracket(scan: Scan, code: number): void {
  const outer = scan.open;
  if (outer === undefined) scan.inner = [];
  scan.open = { code, at: scan.at, indent: scan.line.indent, depth: (outer?.depth ?? 0) + 1, outer };
}

/** How far out a closing bracket's partner is looked for. */
const farthestPartner = 20;

/** A closing bracket closes what was opened inside its partner, too; without a partner it is left alone. */
function closeBracket(scan: Scan, code: number): void {
  let partner = scan.open;
  for (let steps = 0; partner !== undefined && closers[partner.code]?.charCodeAt(0) !== code; steps++) {
    partner = steps < farthestPartner ? partner.outer : undefined;
  }
  if (partner !== undefined) {
    closeUpTo(scan, scan.codeEnd, partner);
    scan.open = partner.outer;
  }
  scan.at++;
  scan.codeEnd = scan.at;
}

/** Puts in what closes the brackets inside `outer`. */
function closeUpTo(scan: Scan, at: number, outer: Bracket | undefined, separator = ""): void {
  let text = "";
  for (let bracket = scan.open; bracket !== outer && bracket !== undefined; bracket = bracket.outer) {
    text += closers[bracket.code] ?? "";
  }
  if (text + separator !== "") scan.insertions.push({ at, text: text + separator });
  scan.open = outer;
}

/** The brackets close before `line`, which begins a statement; the scan goes on from there. */
function endStatement(scan: Scan, line: InnerLine): void {
  const { text } = scan;
  if (line !== scan.inner.at(-1)) scan.returnsLeft--;
  while ((scan.insertions.at(-1)?.at ?? 0) > line.codeEnd) scan.insertions.pop();
  // A header's brackets close before its colon, unless that is in a literal that was cut off.
  const isHeaderEnd =
    text.charCodeAt(line.codeEnd - 1) === Char.colon &&
    isCompoundHeader(text, scan.statement.first) &&
    scan.insertions.at(-1)?.at !== line.codeEnd;
  scan.open = line.open;
  closeUpTo(scan, isHeaderEnd ? line.codeEnd - 1 : line.codeEnd, undefined);
  scan.codeEnd = line.codeEnd;
  endLine(scan);
  scan.inner = [];
  scan.line = line;
  scan.statement = line;
  scan.at = line.first;
}

/** The first inner line that looks like one after the statement: no deeper than it, or the body under a header's colon. */
function firstLineOutside(scan: Scan): InnerLine | undefined {
  if (scan.returnsLeft <= 0) return undefined;
  const { text, statement } = scan;
  const isHeader = isCompoundHeader(text, statement.first);
  return scan.inner.find((line) => {
    const code = text.charCodeAt(line.first);
    if (line.indent <= statement.indent) return isWordPart(code) || code === Char.at || isQuote(code);
    return isHeader && text.charCodeAt(line.codeEnd - 1) === Char.colon && line.open?.code === Char.openParen;
  });
}

/**
 * `line` begins with an expression right after another one. Brackets opened on lines that are no less indented end before it; if
 * some remain open, what lacks is a comma.
 */
function separate(scan: Scan, line: InnerLine): void {
  let remaining = isBody(scan, line) ? undefined : scan.open;
  while (remaining !== undefined && remaining.indent >= line.indent) remaining = remaining.outer;
  if (remaining === undefined) endStatement(scan, firstLineOutside(scan) ?? line);
  else closeUpTo(scan, line.codeEnd, remaining, ",");
}

/** True when the line looks like the body of an unfinished header rather than like the next of its arguments. */
function isBody(scan: Scan, line: InnerLine): boolean {
  const { text, statement } = scan;
  if (line.indent <= statement.indent || !isCompoundHeader(text, statement.first)) return false;
  const above = scan.inner.at(-2);
  if (above !== undefined) return line.indent < above.indent;
  let outermost = scan.open;
  while (outermost?.outer !== undefined) outermost = outermost.outer;
  const isAligned = line.indent === (outermost?.at ?? 0) + 1 - statement.first + statement.indent;
  return !isAligned;
}
