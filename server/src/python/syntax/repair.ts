/**
 * Layout repair: makes half-typed text fit for a parser that reads a file as a whole, where one open bracket would swallow the
 * definitions below it. It only puts text in, only where the given text cannot be valid Python, and says where, so that positions
 * can be mapped back. Valid text passes untouched. What it puts in is decided in `brackets.ts` and `indentation.ts`.
 */
import { repairBrackets } from "./brackets.ts";
import { repairIndentation } from "./indentation.ts";
import type { Insertion } from "./insertions.ts";
import { applyInsertions, originalOffset } from "./insertions.ts";

export interface Repair {
  readonly text: string;
  /** By offset in the text as given. */
  readonly insertions: readonly Insertion[];
}

export function repairLayout(text: string): Repair {
  const brackets = repairBrackets(text);
  const closed = applyInsertions(text, brackets);
  const indentation = repairIndentation(closed);
  if (indentation.length === 0) return { text: closed, insertions: brackets };
  const moved = indentation.map((insertion) => ({ ...insertion, at: originalOffset(brackets, insertion.at) }));
  const insertions = [...brackets, ...moved].sort((a, b) => a.at - b.at);
  return { text: applyInsertions(closed, indentation), insertions };
}
