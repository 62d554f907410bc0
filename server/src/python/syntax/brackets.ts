/**
 * The part of the layout repair that closes what was left open: brackets, string literals, replacement fields of f-strings; and that
 * separates two expressions that stand side by side. One lexical pass; it goes back only to the line at which it finds that a
 * statement must have ended. How single literals are mended is in `literals.ts`.
 */
import type { Insertion } from "./insertions.ts";
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
} from "./lexis.ts";
import { mendLiteral } from "./literals.ts";
import { assignsToPlace, isCompoundHeader, isDefinition, standSideBySide, startsStatement } from "./words.ts";

/** A line with code. */
interface Line {
  /** Of its first character that is no blank. */
  readonly first: number;
  readonly indent: number;
}

interface Bracket {
  readonly code: number;
  readonly at: number;
  /** Of the line it stands on. */
  readonly indent: number;
}

/** A line that begins inside brackets, with the state before it. */
interface InnerLine extends Line {
  readonly codeEnd: number;
  readonly open: readonly Bracket[];
}

interface Scan {
  readonly text: string;
  at: number;
  line: Line;
  /** After the last character that is neither blank nor comment. */
  codeEnd: number;
  open: readonly Bracket[];
  /** The line on which the outermost open bracket stands. */
  statement: Line;
  /** The lines since then. */
  inner: InnerLine[];
  insertions: Insertion[];
  /** Goes down with every return to an earlier line, so that the time stays linear on any input. */
  returnsLeft: number;
}

const closers: Readonly<Record<number, string>> = {
  [Char.openParen]: ")",
  [Char.openBracket]: "]",
  [Char.openBrace]: "}",
};

/** What to put in, by offset. Empty for valid text. */
export function repairBrackets(text: string): readonly Insertion[] {
  const nowhere = { first: 0, indent: 0 };
  const scan: Scan = {
    text,
    at: 0,
    line: nowhere,
    codeEnd: 0,
    open: [],
    statement: nowhere,
    inner: [],
    insertions: [],
    returnsLeft: 100,
  };
  beginLine(scan);
  for (;;) {
    while (scan.at < text.length) step(scan);
    if (scan.open.length === 0) return scan.insertions.sort((a, b) => a.at - b.at);
    const line = firstLineOutside(scan);
    if (line === undefined) closeAll(scan, scan.codeEnd, scan.open);
    else endStatement(scan, line);
  }
}

function step(scan: Scan): void {
  const { text, at } = scan;
  const code = text.charCodeAt(at);
  if (isBlank(code)) scan.at++;
  else if (isLineEnd(code)) {
    scan.at = afterLineEnd(text, at);
    beginLine(scan);
  } else if (code === Char.hash) scan.at = endOfLine(text, at);
  else if (code === Char.backslash && isLineEnd(text.charCodeAt(at + 1))) scan.at = afterLineEnd(text, at + 1);
  else if (isClosing(code)) closeBracket(scan, code);
  else {
    if (isOpening(code)) openBracket(scan, code);
    scan.at = afterToken(scan, code);
    scan.codeEnd = scan.at;
  }
}

/** After the word, literal or character at the scan's place. */
function afterToken(scan: Scan, code: number): number {
  const { text, at } = scan;
  if (isQuote(code)) {
    const mended = mendLiteral(text, at, scan.line.indent, scan.open.length);
    scan.insertions.push(...mended.insertions);
    return mended.end;
  }
  return Math.max(isWordPart(code) ? afterWord(text, at) : afterInvalid(text, at), at + 1);
}

/** Goes to the next line with code, and sees whether it can stand inside the brackets that are open. */
function beginLine(scan: Scan): void {
  const line = nextCode(scan);
  if (line === undefined) return;
  scan.line = line;
  if (scan.open.length === 0) return;
  const inner = { ...line, codeEnd: scan.codeEnd, open: scan.open };
  scan.inner.push(inner);
  if (isStatement(scan, inner)) endStatement(scan, firstLineOutside(scan) ?? inner);
  else if (standSideBySide(scan.text, scan.codeEnd, line.first)) separate(scan, inner);
}

/** True when the line can be nothing but a statement. */
function isStatement({ text, statement, open, inner }: Scan, line: InnerLine): boolean {
  const isDeeper = line.indent > statement.indent;
  if (startsStatement(text, line.first)) return !(isDeeper && text.charCodeAt(line.first) === Char.at);
  // In a list of parameters that begins on its own line it is one whose name is missing.
  const isHanging = open.length === 1 && inner[0]?.codeEnd === (open[0]?.at ?? 0) + 1;
  const isParameter = isDeeper && isHanging && isDefinition(text, statement.first);
  return !isParameter && assignsToPlace(text, line.first);
}

/** Skips blank lines, comments and, outside brackets, the magics of notebooks. Undefined at the end of the text. */
function nextCode(scan: Scan): Line | undefined {
  const { text } = scan;
  let indent = 0;
  for (let at = scan.at; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === Char.space || code === Char.byteOrderMark) indent += code === Char.space ? 1 : 0;
    else if (code === Char.tab) indent = (Math.floor(indent / 8) + 1) * 8;
    else if (code === Char.formFeed || isLineEnd(code)) indent = 0;
    else if (code === Char.hash || (isMagicMark(code) && scan.open.length === 0)) at = endOfLine(text, at) - 1;
    else {
      scan.at = at;
      return { first: at, indent };
    }
  }
  scan.at = text.length;
  return undefined;
}

function openBracket(scan: Scan, code: number): void {
  if (scan.open.length === 0) {
    scan.statement = scan.line;
    scan.inner = [];
  }
  scan.open = [...scan.open, { code, at: scan.at, indent: scan.line.indent }];
}

/** A closing bracket closes what was opened inside its partner, too; without a partner it is left alone. */
function closeBracket(scan: Scan, code: number): void {
  const partner = scan.open.findLastIndex((bracket) => closers[bracket.code]?.charCodeAt(0) === code);
  if (partner >= 0) {
    const unclosed = scan.open.slice(partner + 1);
    if (unclosed.length > 0) closeAll(scan, scan.codeEnd, unclosed);
    scan.open = scan.open.slice(0, partner);
  }
  scan.at++;
  scan.codeEnd = scan.at;
}

function closeAll(scan: Scan, at: number, brackets: readonly Bracket[], separator = ""): void {
  const text = brackets
    .map((bracket) => closers[bracket.code])
    .reverse()
    .join("");
  scan.insertions.push({ at, text: text + separator });
  scan.open = scan.open.slice(0, scan.open.length - brackets.length);
}

/** The brackets close before `line`, which begins a statement; the scan goes on from there. */
function endStatement(scan: Scan, line: InnerLine): void {
  const { text } = scan;
  if (line !== scan.inner.at(-1)) scan.returnsLeft--;
  scan.insertions = scan.insertions.filter((insertion) => insertion.at <= line.codeEnd);
  // A header's brackets close before its colon, unless that is in a literal that was cut off.
  const isHeaderEnd =
    text.charCodeAt(line.codeEnd - 1) === Char.colon &&
    isCompoundHeader(text, scan.statement.first) &&
    scan.insertions.at(-1)?.at !== line.codeEnd;
  scan.open = line.open;
  closeAll(scan, isHeaderEnd ? line.codeEnd - 1 : line.codeEnd, line.open);
  scan.inner = [];
  scan.line = line;
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
    return isHeader && text.charCodeAt(line.codeEnd - 1) === Char.colon && line.open.at(-1)?.code === Char.openParen;
  });
}

/**
 * `line` begins with an expression right after another one. Brackets opened on lines that are no less indented end before it; if
 * some remain open, what lacks is a comma.
 */
function separate(scan: Scan, line: InnerLine): void {
  const remaining = isBody(scan, line) ? 0 : scan.open.filter((bracket) => bracket.indent < line.indent).length;
  if (remaining === 0) endStatement(scan, firstLineOutside(scan) ?? line);
  else closeAll(scan, line.codeEnd, scan.open.slice(remaining), ",");
}

/** True when the line looks like the body of an unfinished header rather than like the next of its arguments. */
function isBody(scan: Scan, line: InnerLine): boolean {
  const { text, statement } = scan;
  const outermost = scan.open[0];
  if (outermost === undefined || line.indent <= statement.indent || !isCompoundHeader(text, statement.first))
    return false;
  const above = scan.inner.at(-2);
  if (above !== undefined) return line.indent < above.indent;
  const isAligned = line.indent === outermost.at + 1 - statement.first + statement.indent;
  return !isAligned;
}
