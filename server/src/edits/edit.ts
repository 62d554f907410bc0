/** One replacement in one file of the project. What an edit means is left to the fix that holds it. */
import type { Span } from "../base/span.ts";
import type { TextEdit } from "../base/text-edit.ts";

export interface FileEdit extends TextEdit {
  readonly path: string;
}

/** The text that an edit is computed from. A file's facts are one. */
export interface SourceText {
  readonly path: string;
  readonly text: string;
}

export const replace = (path: string, span: Span, newText: string): FileEdit => ({ path, span, newText });

export const insert = (path: string, offset: number, newText: string): FileEdit => ({
  path,
  span: { start: offset, end: offset },
  newText,
});
