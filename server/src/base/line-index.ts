/**
 * Offsets to lines and columns and back, for one text. Lines and columns count from 0, columns in UTF-16 units, and a
 * line ends at \n, \r\n or \r. Below the hosts only offsets are used.
 */

export interface LineColumn {
  readonly line: number;
  readonly column: number;
}

export interface LineIndex {
  readonly length: number;
  /** The offset at which each line starts; the first is 0. */
  readonly starts: readonly number[];
  /** The offset behind the last character of each line, its line break not counted. */
  readonly ends: readonly number[];
}

export function indexLines(text: string): LineIndex {
  const starts = [0];
  const ends: number[] = [];
  for (const { index, 0: lineBreak } of text.matchAll(/\r\n|\n|\r/g)) {
    ends.push(index);
    starts.push(index + lineBreak.length);
  }
  ends.push(text.length);
  return { length: text.length, starts, ends };
}

/** Offsets outside the text count as its nearest end. */
export function lineColumnAt(index: LineIndex, offset: number): LineColumn {
  const place = Math.min(Math.max(offset, 0), index.length);
  let low = 0;
  let high = index.starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((index.starts[middle] ?? Infinity) <= place) low = middle;
    else high = middle - 1;
  }
  return { line: low, column: place - (index.starts[low] ?? 0) };
}

/** Columns behind the end of a line count as its end, lines behind the last as the end of the text. */
export function offsetAt(index: LineIndex, { line, column }: LineColumn): number {
  if (line < 0) return 0;
  const start = index.starts[line];
  const end = index.ends[line];
  if (start === undefined || end === undefined) return index.length;
  return Math.min(start + Math.max(column, 0), end);
}
