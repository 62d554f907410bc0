/** Places as both report formats show them: paths relative to the working folder, lines and columns from 1, columns in UTF-16 units. */
import { indexLines, lineColumnAt } from "../base/line-index.ts";
import type { LineIndex } from "../base/line-index.ts";
import type { Span } from "../base/span.ts";

export interface Position {
  readonly line: number;
  readonly column: number;
}
/** `end` is exclusive. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

export interface Positions {
  readonly relative: (path: string) => string;
  readonly range: (path: string, span: Span) => Range;
  readonly textOf: (path: string) => string;
}

export function createPositions(workingFolder: string, textOf: (path: string) => string | undefined): Positions {
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
  return {
    relative: (path) => relativePath(workingFolder, path),
    range: (path, { start, end }) => ({ start: position(path, start), end: position(path, end) }),
    textOf: text,
  };
}

function relativePath(folder: string, path: string): string {
  const from = folder.split("/").filter((part) => part !== "");
  const to = path.split("/").filter((part) => part !== "");
  let shared = 0;
  while (shared < from.length && shared < to.length - 1 && from[shared] === to[shared]) shared++;
  return [...from.slice(shared).map(() => ".."), ...to.slice(shared)].join("/");
}
