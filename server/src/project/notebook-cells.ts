/**
 * The code cells of a notebook as one text, and the way back from a place in that text to a cell. Lines that only a notebook understands (`%magic`,
 * `!shell`, `?help`) are hidden behind a comment sign, so that no offset moves. Pure; who owns the cells is left to those who have them.
 */
import { err, ok } from "../base/result.ts";
import type { Result } from "../base/result.ts";
import type { Span } from "../base/span.ts";

export interface CellText {
  readonly uri: string;
  readonly text: string;
}
export interface PlacedCell extends CellText {
  /** Where the cell stands in the joined text; the line break that follows belongs to no cell. */
  readonly span: Span;
}
export interface JoinedCells {
  readonly text: string;
  readonly cells: readonly PlacedCell[];
}

export function joinCells(cells: readonly CellText[]): JoinedCells {
  const placed: PlacedCell[] = [];
  let text = "";
  for (const cell of cells) {
    placed.push({ ...cell, span: { start: text.length, end: text.length + cell.text.length } });
    text += `${hideMagics(cell.text)}\n`;
  }
  return { text, cells: placed };
}

/** The code cells of a notebook's file; those of another language are no cells of ours. */
export function readNotebook(text: string): Result<readonly CellText[], string> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return err("is no notebook: its JSON is broken");
  }
  const cells = typeof json === "object" && json !== null && "cells" in json ? json.cells : undefined;
  if (!Array.isArray(cells)) return err("is no notebook: it has no cells");
  return ok(
    cells.flatMap((cell: { cell_type?: unknown; source?: unknown }, index): CellText[] => {
      const { cell_type: type, source } = cell;
      const lines = Array.isArray(source) ? source.join("") : source;
      return type === "code" && typeof lines === "string" ? [{ uri: `#${String(index)}`, text: lines }] : [];
    }),
  );
}

/** The cell in which a span begins. */
export function cellAt(joined: JoinedCells, offset: number): PlacedCell | undefined {
  return joined.cells.find(({ span }) => span.start <= offset && offset <= span.end);
}

/** How a message names a place: "line 2 of cell 3". Cells are counted as code cells, from 1. */
export function describeCellPlace(text: string, cells: readonly Span[], span: Span): string | undefined {
  const index = cells.findIndex((cell) => cell.start <= span.start && span.start <= cell.end);
  const cell = cells[index];
  if (cell === undefined) return undefined;
  const line = text.slice(cell.start, span.start).split("\n").length;
  return `line ${line} of cell ${index + 1}`;
}

/** Cell magics after which the rest of the cell is still Python. */
const PYTHON_CELL_MAGICS = /^%%(?:time|timeit|capture|prun|memit|mprun|heat)\b/;

function hideMagics(cell: string): string {
  const start = cell.search(/\S/);
  const whole = start >= 0 && cell.startsWith("%%", start) && !PYTHON_CELL_MAGICS.test(cell.slice(start));
  if (whole) return cell.replace(/[^\r\n]+/g, (line) => comment(line));
  // A shell line goes on where it ends in a backslash; `% b` and `!= b` go on with an expression of the line before.
  return cell.replace(/^[ \t]*(?:%%?[A-Za-z]|!(?!=)|\?)(?:[^\r\n]*\\\r?\n)*[^\r\n]*/gm, (lines) =>
    lines.replace(/[^\r\n]+/g, (line, at: number) => (at === 0 && /^[ \t]/.test(line) ? nothing(line) : comment(line))),
  );
}

/** A statement that does nothing: the line may be all that its block has. */
function nothing(line: string): string {
  return line.replace(/\S\S?/, (signs) => "0#".slice(0, signs.length));
}

/** The line's first sign, indentation aside, becomes `#`. */
function comment(line: string): string {
  return line.replace(/\S/, "#");
}
