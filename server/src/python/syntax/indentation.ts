/**
 * The part of the layout repair that puts misindented lines back: a line that is not deep enough ends the blocks around it, and what
 * follows would fall out of its class. Lines are only ever indented more, and only where the indentation cannot be valid. Lines that
 * are too deep are left to the parser, which keeps them in the block above.
 */
import type { LogicalLine } from "./brackets.ts";
import type { Insertion } from "../../base/insertions.ts";
import { Char, widthOf } from "./lexis.ts";
import { isCompoundHeader, isDefinition } from "./words.ts";

interface Line {
  readonly start: number;
  readonly first: number;
  /** How deep it is. */
  readonly width: number;
}

/** The last line that ended blocks, with the blocks that were open before it, and the lines since. */
interface Dedent {
  readonly before: readonly Line[];
  readonly lines: Line[];
  /** What puts the line itself where it fits best, should nothing that follows say more. */
  readonly fallback: Insertion | undefined;
}

interface Scan {
  readonly text: string;
  readonly insertions: Insertion[];
  /** The first line of each block that is open; the outermost block first. */
  levels: readonly Line[];
  dedent: Dedent | undefined;
  /** The line above begins a block. */
  opensBlock: boolean;
}

/** A line that fell out of its block is taken for misplaced only while few follow it there: else the block has ended. */
const mostMisplaced = 4;

export function repairIndentation(text: string, lines: readonly LogicalLine[]): readonly Insertion[] {
  const outermost = { start: 0, first: 0, width: 0 };
  const scan: Scan = { text, insertions: [], levels: [outermost], dedent: undefined, opensBlock: false };
  for (const { start, first, codeEnd } of lines) {
    takeLine(scan, { start, first, width: widthOf(text, start, first) });
    scan.opensBlock = text.charCodeAt(codeEnd - 1) === Char.colon || isCompoundHeader(text, first);
  }
  settle(scan);
  return scan.insertions;
}

function takeLine(scan: Scan, line: Line): void {
  const { levels, opensBlock } = scan;
  const top = levels.at(-1)?.width ?? 0;
  if (opensBlock && line.width > top) scan.levels = [...levels, line];
  else if (line.width !== top && !putBack(scan, line) && line.width < top) beginDedent(scan, line);
  const { dedent } = scan;
  if (dedent === undefined) return;
  dedent.lines.push(line);
  const outermost = dedent.lines[0]?.width ?? 0;
  if (dedent.lines.filter(({ width }) => width <= outermost).length > mostMisplaced) settle(scan);
}

function beginDedent(scan: Scan, line: Line): void {
  settle(scan);
  const { levels } = scan;
  const fit = levels.some(({ width }) => width === line.width) ? undefined : fitBetween(scan, line);
  scan.dedent = { before: levels, lines: [], fallback: fit?.insertion };
  scan.levels = levels.filter(({ width }) => width <= (fit?.width ?? line.width));
}

/** Gives up waiting for a sign that the last dedent was a mistake. */
function settle(scan: Scan): void {
  if (scan.dedent?.fallback !== undefined) scan.insertions.push(scan.dedent.fallback);
  scan.dedent = undefined;
}

/**
 * If `line` stands at a depth that is no block's now, but that of a block which the last dedent had ended, then that was a mistake: the
 * lines since go back in.
 */
function putBack(scan: Scan, line: Line): boolean {
  const { text, dedent, levels } = scan;
  const [leader] = dedent?.lines ?? [];
  const isDepth = ({ width }: Line): boolean => width === line.width;
  if (dedent === undefined || leader === undefined || levels.some(isDepth) || !dedent.before.some(isDepth))
    return false;
  if (dedent.lines.some(({ first }) => isDefinition(text, first))) return false;
  // Before a definition they belong to the body of the one above.
  const inside = isDefinition(text, line.first) ? dedent.before.find(({ width }) => width > line.width) : undefined;
  const padding = paddingTo(text, inside ?? dedent.before.find(isDepth) ?? line, leader);
  if (padding === undefined) return false;
  scan.insertions.push(...dedent.lines.map(({ first }) => ({ at: first, text: padding })));
  scan.levels = dedent.before.filter(({ width }) => width <= line.width);
  scan.dedent = undefined;
  return true;
}

/** A depth between two blocks': of the inner one, if it is no farther. The parser takes it for the outer one's. */
function fitBetween({ text, levels }: Scan, line: Line): { readonly insertion?: Insertion; readonly width: number } {
  const outer = levels.findLast(({ width }) => width < line.width)?.width ?? 0;
  const inner = levels.find(({ width }) => width > line.width);
  const isNearer = inner !== undefined && line.width - outer >= inner.width - line.width;
  const padding = isNearer && !isDefinition(text, line.first) ? paddingTo(text, inner, line) : undefined;
  if (inner === undefined || padding === undefined) return { width: outer };
  return { insertion: { at: line.first, text: padding }, width: inner.width };
}

/** What the line's blanks lack to be those of the model; undefined where they do not begin the same. */
function paddingTo(text: string, model: Line, line: Line): string | undefined {
  const blanks = text.slice(model.start, model.first);
  const own = text.slice(line.start, line.first);
  return blanks.startsWith(own) ? blanks.slice(own.length) : undefined;
}
