/** Places as both report formats show them: paths relative to the working folder, lines and columns from 1, columns in UTF-16 units. */
import { indexLines, lineColumnAt } from "../base/line-index.ts";
import type { LineIndex } from "../base/line-index.ts";
import type { Span } from "../base/span.ts";
import { cellAt } from "../project/notebook-cells.ts";
import type { JoinedCells } from "../project/notebook-cells.ts";

export interface Position {
  readonly line: number;
  readonly column: number;
  /** In a notebook: the code cell, counted from 1. Lines are then counted in the cell. */
  readonly cell?: number;
}
/** `end` is exclusive. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

export interface Positions {
  readonly relative: (path: string) => string;
  readonly range: (path: string, span: Span) => Range;
  /** What lines are counted in: the file, or the cell of a notebook. */
  readonly textAround: (path: string, span: Span) => string;
  /** `main.py:8:5`, `notes.ipynb#cell 3:2:5`. */
  readonly spelled: (path: string, span: Span) => string;
}

export function createPositions(
  workingFolder: string,
  textOf: (path: string) => string | undefined,
  cellsOf: (path: string) => JoinedCells | undefined = () => undefined,
): Positions {
  const known = new Map<string, LineIndex>();
  const text = (path: string): string => textOf(path) ?? "";
  const indexOf = (path: string): LineIndex => {
    const index = known.get(path) ?? indexLines(text(path));
    known.set(path, index);
    return index;
  };
  const position = (path: string, offset: number): Position => {
    const { line, column } = lineColumnAt(indexOf(path), offset);
    return { line: line + 1, column: column + 1 };
  };
  const range = (path: string, { start, end }: Span): Range => {
    const cells = cellsOf(path);
    const cell = cells && cellAt(cells, start);
    if (cells === undefined || cell === undefined) return { start: position(path, start), end: position(path, end) };
    const number = cells.cells.indexOf(cell) + 1;
    const above = lineColumnAt(indexOf(path), cell.span.start).line;
    const within = (offset: number): Position => {
      const { line, column } = position(path, offset);
      return { line: line - above, column, cell: number };
    };
    return { start: within(start), end: within(Math.min(end, cell.span.end)) };
  };
  return {
    relative: (path) => relativePath(workingFolder, path),
    range,
    textAround(path, span) {
      const cells = cellsOf(path);
      return (cells && cellAt(cells, span.start)?.text) ?? text(path);
    },
    spelled(path, span) {
      const { line, column, cell } = range(path, span).start;
      const place = `${String(line)}:${String(column)}`;
      return `${relativePath(workingFolder, path)}${cell === undefined ? "" : `#cell ${String(cell)}`}:${place}`;
    },
  };
}

function relativePath(folder: string, path: string): string {
  const from = folder.split("/").filter((part) => part !== "");
  const to = path.split("/").filter((part) => part !== "");
  let shared = 0;
  while (shared < from.length && shared < to.length - 1 && from[shared] === to[shared]) shared++;
  return [...from.slice(shared).map(() => ".."), ...to.slice(shared)].join("/");
}
