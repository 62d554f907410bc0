/** Brings a pasted error and the analysis together: which reports of the file speak of the same. */
import { indexLines, lineColumnAt } from "../base/line-index.ts";
import type { Span } from "../base/span.ts";
import { sharedNumbers } from "./explain-error.ts";
import type { Explanation } from "./explain-error.ts";

interface Report {
  readonly span: Span;
  readonly message: string;
  readonly severity: string;
}

/** What no report of shapes explains: something is not there, or may not be. */
const OTHER =
  /(?:^|\.)(?:OSError|IOError|URLError|HTTPError|\w*NotFoundError|PermissionError|ConnectionError|TimeoutError|ImportError|NameError|ReferenceError|SyntaxError|IndentationError|MemoryError|KeyboardInterrupt)$/;

/**
 * Those on the line where the error came, or else on one of the lines of this file that led there, the nearest first: what is told at a call is told of the
 * same numbers. Else the first report above that has two numbers in common with it, or the only one of the file that has any.
 */
export function agreeingReports<R extends Report>(
  { error, frame, meaning }: Explanation,
  text: string,
  reports: readonly R[],
): readonly R[] {
  if (meaning === undefined && OTHER.test(error.type ?? "")) return [];
  const index = indexLines(text);
  const lineOf = (offset: number): number => lineColumnAt(index, offset).line + 1;
  const errors = reports.filter(({ severity }) => severity === "error");
  const at = (line: number): readonly R[] =>
    errors.filter(({ span }) => lineOf(span.start) <= line && line <= lineOf(span.end));
  const shared = new Map(errors.map((report) => [report, sharedNumbers(error.message, report.message)]));
  const alike = errors.filter((report) => (shared.get(report) ?? 0) > 0);
  const here = frame === undefined ? [] : at(frame.line);
  if (here.length > 0) return here;
  const leading = error.frames.filter(({ path }) => path === frame?.path).reverse();
  for (const { line } of leading) {
    const told = at(line).filter((report) => alike.includes(report));
    if (told.length > 0) return told;
  }
  if (alike.length === 1) return alike;
  const above = alike.filter(
    (report) => (shared.get(report) ?? 0) > 1 && lineOf(report.span.start) <= (frame?.line ?? 0),
  );
  return above.slice(0, 1);
}
