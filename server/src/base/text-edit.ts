/** Replacing pieces of a text. Edits are offsets in the text as it was, so their order does not matter. */
import type { Span } from "./span.ts";

export interface TextEdit {
  readonly span: Span;
  readonly newText: string;
}

/** The text after all edits; undefined when two overlap or one lies outside. Insertions at one place keep their order. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string | undefined {
  const ordered = [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  let result = "";
  let done = 0;
  for (const { span, newText } of ordered) {
    if (span.start < done || span.end < span.start || span.end > text.length) return undefined;
    result += text.slice(done, span.start) + newText;
    done = span.end;
  }
  return result + text.slice(done);
}
