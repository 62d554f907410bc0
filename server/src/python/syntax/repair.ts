/**
 * Layout repair: makes half-typed text fit for a parser that reads a file as a whole, where one open bracket would swallow the
 * definitions below it. It only puts text in, only where the given text cannot be valid Python, and says where, so that positions
 * can be mapped back. Valid text passes untouched. What it puts in is decided in `brackets.ts` and `indentation.ts`.
 */
import { scanBrackets } from "./brackets.ts";
import type { LogicalLine } from "./brackets.ts";
import { repairIndentation } from "./indentation.ts";
import type { Insertion } from "../../base/insertions.ts";

export interface Layout {
  /** What makes the text parsable, in the order of offsets; nothing for valid text. */
  readonly insertions: readonly Insertion[];
  /** As the insertions make them. */
  readonly lines: readonly LogicalLine[];
}

/** Offsets are those of the text as given. */
export function repairLayout(text: string): Layout {
  const { insertions, lines } = scanBrackets(text);
  const indentation = repairIndentation(text, lines);
  if (indentation.length === 0) return { insertions, lines };
  const indented = new Set(indentation.map(({ at }) => at));
  return {
    insertions: [...insertions, ...indentation].sort((a, b) => a.at - b.at),
    lines: lines.map((line) => (indented.has(line.first) ? { ...line, isOutermost: false } : line)),
  };
}
