/** The places of a notebook's report, which ran as one text, each in its cell. */
import { indexLines, lineColumnAt, offsetAt } from "../base/line-index.ts";
import { cellAt } from "../project/notebook-cells.ts";
import type { JoinedCells } from "../project/notebook-cells.ts";
import type { ProbeReport } from "./report.ts";
import type { TracePlace } from "./trace.ts";

export function inCells(report: ProbeReport, path: string, joined: JoinedCells): ProbeReport {
  const index = indexLines(joined.text);
  const placed = <Item extends { readonly place?: TracePlace }>(item: Item): Item => {
    const { place } = item;
    const cell =
      place?.path === path ? cellAt(joined, offsetAt(index, { line: place.line - 1, column: 0 })) : undefined;
    if (place === undefined || cell === undefined) return item;
    const first = lineColumnAt(index, cell.span.start).line;
    const { line, column } = place;
    const within = { number: joined.cells.indexOf(cell) + 1, uri: cell.uri };
    return { ...item, place: { path, line: line - first, cell: within, ...(column === undefined ? {} : { column }) } };
  };
  /** Our own sentences name lines of the joined text. */
  const said = (text: string): string =>
    text.replace(
      /\b(since |in |But )line (\d+)(?: of \S+?\.ipynb)?(?= was left out|[.:]| fails)/g,
      (whole, before: string, line: string) => {
        const { cell, line: within } = placed<{ readonly place: TracePlace }>({
          place: { path, line: Number(line) },
        }).place;
        return cell === undefined ? whole : `${before}line ${String(within)} of cell ${String(cell.number)}`;
      },
    );
  const { summary, layers, failure, loss, notes, data } = report;
  return {
    ...report,
    summary: said(summary),
    layers: layers.map(placed),
    notes: notes.map((note) => ({
      ...placed(note),
      text: said(note.text),
      ...(note.needing === undefined ? {} : { needing: note.needing.map((place) => placed({ place }).place) }),
    })),
    data: data.map(placed),
    ...(failure === undefined ? {} : { failure: placed(failure) }),
    ...(loss === undefined ? {} : { loss: placed(loss) }),
  };
}
