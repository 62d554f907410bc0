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
  const { layers, failure, loss, notes, data } = report;
  return {
    ...report,
    layers: layers.map(placed),
    notes: notes.map(placed),
    data: data.map(placed),
    ...(failure === undefined ? {} : { failure: placed(failure) }),
    ...(loss === undefined ? {} : { loss: placed(loss) }),
  };
}
