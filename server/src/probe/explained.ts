/** Brings a pasted error and the analysis together: which reports of the file speak of the same. */
import { indexLines, lineColumnAt } from "../base/line-index.ts";
import type { Span } from "../base/span.ts";
import { sharesNumbers } from "./explain-error.ts";
import type { Explanation } from "./explain-error.ts";

interface Report {
  readonly span: Span;
  readonly message: string;
  readonly severity: string;
}

/** Those on the error's line; else the only error of the file that has a number in common with it. */
export function agreeingReports<R extends Report>(
  { error, frame }: Explanation,
  text: string,
  reports: readonly R[],
): readonly R[] {
  const index = indexLines(text);
  const errors = reports.filter(({ severity }) => severity === "error");
  const here = errors.filter(({ span }) => {
    const line = frame?.line ?? 0;
    return lineColumnAt(index, span.start).line + 1 <= line && line <= lineColumnAt(index, span.end).line + 1;
  });
  if (here.length > 0) return here;
  const alike = errors.filter(({ message }) => sharesNumbers(error.message, message));
  return alike.length === 1 ? alike : [];
}
