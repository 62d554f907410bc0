/** What is told beside the result: what was left out of the program, and what followed from that, in one line each. Pure. */
import type { TracePlace, TraceRecord } from "./trace.ts";

export interface Note {
  readonly text: string;
  readonly place?: TracePlace;
  /** Statements that failed only for want of what this one would have made. */
  readonly needing?: readonly TracePlace[];
}

export function notesOf(records: readonly TraceRecord[]): readonly Note[] {
  const notes = records.flatMap((record): Note[] => {
    if (record.kind === "note") return [{ text: record.text }];
    if (record.kind !== "skipped" || record.shapes || record.cause !== undefined) return [];
    const at = record.place === undefined ? {} : { place: record.place };
    const what = record.stopped ? "Stopped here" : record.last ? "Broke off here" : "Left out";
    const places = needing(records, record.statement?.line);
    return [{ text: `${what}: ${record.reason}`, ...at, ...(places.length === 0 ? {} : { needing: places }) }];
  });
  const seen = new Set<string>();
  return notes.filter(({ text, place }) => {
    const key = `${text}:${String(place?.line)}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** Statements that failed only for want of what the one in this line would have made. */
function needing(records: readonly TraceRecord[], line: number | undefined): readonly TracePlace[] {
  return records.flatMap((record) =>
    record.kind === "skipped" && record.cause !== undefined && record.cause === line ? (record.statement ?? []) : [],
  );
}

/** The note with what followed from it. */
export function noteText({ text, needing: places = [] }: Note): string {
  if (places.length === 0) return text;
  const cells = new Map<number | undefined, number[]>();
  for (const { line, cell } of places) cells.set(cell?.number, [...(cells.get(cell?.number) ?? []), line]);
  const parts = [...cells].map(
    ([cell, lines]) =>
      `${lines.length === 1 ? "line" : "lines"} ${rangesOf(lines)}${cell === undefined ? "" : ` of cell ${String(cell)}`}`,
  );
  return `${text}; and with it ${parts.join(", ")}, which ${places.length === 1 ? "needs" : "need"} it`;
}

/** "3–5, 9 and 12": lines that follow each other are one range. */
function rangesOf(lines: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const line of lines) {
    const last = ranges.at(-1);
    if (last !== undefined && line === last[1] + 1) last[1] = line;
    else ranges.push([line, line]);
  }
  const texts = ranges.map(([first, last]) => (first === last ? String(first) : `${String(first)}–${String(last)}`));
  const end = texts.pop() ?? "";
  return texts.length === 0 ? end : `${texts.join(", ")} and ${end}`;
}
