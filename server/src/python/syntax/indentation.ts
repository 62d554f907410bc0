/**
 * The part of the layout repair that puts misindented lines back: a line that is not deep enough ends the blocks around it, and what
 * follows would fall out of its class. Lines are only ever indented more, and only where the indentation cannot be valid. Lines that
 * are too deep are left to the parser, which keeps them in the block above.
 */
import { isCompoundHeader, isDefinition } from "./words.ts";
import type { Insertion } from "./insertions.ts";
import { Char } from "./lexis.ts";
import { logicalLineAt } from "./logical-lines.ts";

/** A line with code. */
interface Line {
  readonly first: number;
  /** Its leading blanks, and how wide they are. */
  readonly blanks: string;
  readonly width: number;
  readonly opensBlock: boolean;
  readonly isDefinition: boolean;
}

/** The blocks that are open, by their indentation; the outermost first. */
type Levels = readonly { readonly blanks: string; readonly width: number }[];

/** The last line that ended blocks, with the blocks that were open before it, and the lines since. */
interface Dedent {
  readonly before: Levels;
  readonly lines: readonly Line[];
  /** What puts the line itself where it fits best, should nothing that follows say more. */
  readonly fallback: readonly Insertion[];
}

interface Scan {
  readonly insertions: Insertion[];
  levels: Levels;
  dedent: Dedent | undefined;
  opensBlock: boolean;
}

/** A line that fell out of its block is taken for misplaced only while few follow it there: else the block has ended. */
const mostMisplaced = 4;

export function repairIndentation(text: string): readonly Insertion[] {
  const scan: Scan = { insertions: [], levels: [{ blanks: "", width: 0 }], dedent: undefined, opensBlock: false };
  for (let at = 0; at < text.length;) {
    const logical = logicalLineAt(text, at);
    at = logical.next;
    if (logical.codeEnd > logical.first) takeLine(scan, readLine(text, logical.start, logical.first, logical.codeEnd));
  }
  settle(scan);
  return scan.insertions.sort((a, b) => a.at - b.at);
}

function takeLine(scan: Scan, line: Line): void {
  const { levels, opensBlock } = scan;
  scan.opensBlock = line.opensBlock;
  const top = levels.at(-1)?.width ?? 0;
  const isLevel = levels.some(({ width }) => width === line.width);
  if (opensBlock && line.width > top) scan.levels = [...levels, line];
  else if (!isLevel && putBack(scan, line)) return;
  else if (line.width < top) {
    settle(scan);
    const between = isLevel ? undefined : fitBetween(levels, line);
    scan.dedent = { before: levels, lines: [], fallback: between?.insertions ?? [] };
    scan.levels = levels.filter(({ width }) => width <= (between?.width ?? line.width));
  }
  if (scan.dedent === undefined) return;
  const lines = [...scan.dedent.lines, line];
  const outermost = lines[0]?.width ?? 0;
  if (lines.filter(({ width }) => width <= outermost).length > mostMisplaced) settle(scan);
  else scan.dedent = { ...scan.dedent, lines };
}

/** Gives up waiting for a sign that the last dedent was a mistake. */
function settle(scan: Scan): void {
  scan.insertions.push(...(scan.dedent?.fallback ?? []));
  scan.dedent = undefined;
}

/**
 * `line` stands at a depth that is no block's now. If it is that of a block that the last dedent had ended, then that was a mistake:
 * the lines since go back in.
 */
function putBack(scan: Scan, line: Line): boolean {
  const { dedent } = scan;
  const [leader] = dedent?.lines ?? [];
  if (dedent === undefined || leader === undefined || dedent.lines.some(({ isDefinition: ends }) => ends)) return false;
  if (!dedent.before.some(({ width }) => width === line.width)) return false;
  // Before a definition they belong to the body of the one above.
  const inside = line.isDefinition ? dedent.before.find(({ width }) => width > line.width) : undefined;
  const level = inside ?? dedent.before.find(({ width }) => width === line.width);
  const padding = level && paddingTo(level.blanks, leader);
  if (padding === undefined) return false;
  scan.insertions.push(...dedent.lines.map(({ first }) => ({ at: first, text: padding })));
  scan.levels = dedent.before.filter(({ width }) => width <= line.width);
  scan.dedent = undefined;
  return true;
}

/** A depth between two blocks': of the inner one, if it is no farther. The parser takes it for the outer one's. */
function fitBetween(levels: Levels, line: Line): { readonly insertions: readonly Insertion[]; readonly width: number } {
  const outer = levels.findLast(({ width }) => width < line.width)?.width ?? 0;
  const inner = levels.find(({ width }) => width > line.width);
  if (inner === undefined || line.isDefinition || line.width - outer < inner.width - line.width)
    return { insertions: [], width: outer };
  const padding = paddingTo(inner.blanks, line);
  if (padding === undefined) return { insertions: [], width: outer };
  return { insertions: [{ at: line.first, text: padding }], width: inner.width };
}

function readLine(text: string, start: number, first: number, codeEnd: number): Line {
  const blanks = text.slice(text.charCodeAt(start) === Char.byteOrderMark ? start + 1 : start, first);
  let width = 0;
  for (const blank of blanks) width = blank === " " ? width + 1 : blank === "\t" ? (Math.floor(width / 8) + 1) * 8 : 0;
  const opensBlock = text.charCodeAt(codeEnd - 1) === Char.colon || isCompoundHeader(text, first);
  return { first, blanks, width, opensBlock, isDefinition: isDefinition(text, first) };
}

function paddingTo(blanks: string, line: Line): string | undefined {
  return blanks.startsWith(line.blanks) ? blanks.slice(line.blanks.length) : undefined;
}
