/** The JSON form of `probe`, as docs/cli.md describes it. It is stable: fields are added, never changed. */
import type { JudgedReport } from "../ide/index.ts";
import type { ProbeReport } from "../probe/report.ts";
import type { TracePlace } from "../probe/trace.ts";
import type { Positions } from "./positions.ts";

export function probeJson(
  path: string,
  report: ProbeReport,
  reports: readonly JudgedReport[],
  { relative, range }: Positions,
): string {
  const { sites, layers, failure, loss, data, notes, ...rest } = report;
  const placed = (item: { readonly place?: TracePlace }): object =>
    item.place === undefined ? item : { ...item, place: { ...item.place, path: relative(item.place.path) } };
  const json = {
    version: 1,
    path: relative(path),
    ...rest,
    ...(failure === undefined ? {} : { failure: placed(failure) }),
    ...(loss === undefined ? {} : { loss: placed(loss) }),
    layers: layers.map(placed),
    places: sites.map(({ path: other, span, ...site }) => ({
      ...(other === undefined ? {} : { path: relative(other) }),
      range: range(other ?? path, span),
      ...site,
    })),
    data: data.map(placed),
    notes: notes.map(({ needing, ...note }) => ({
      ...placed(note),
      ...(needing === undefined ? {} : { needing: needing.map(({ line }) => line) }),
    })),
    reports: reports.map(({ span, rule, message, verdict }) => ({ range: range(path, span), rule, message, verdict })),
  };
  return `${JSON.stringify(json, undefined, 2)}\n`;
}
