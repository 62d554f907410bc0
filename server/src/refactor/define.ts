/** What a refactoring is: a change of a program that works, offered where the cursor stands, with all the edits that belong together. */
import type { Span } from "../base/span.ts";
import type { FileEdit } from "../edits/index.ts";
import type { FileFacts } from "../facts/index.ts";

export interface Refactoring {
  readonly title: string;
  /** The title with `N` for the number of classes, which a person may choose. */
  readonly forAnyCount?: string;
  /** In any file of the project. */
  readonly edits: readonly FileEdit[];
}

/** The rest of the project, as far as a refactoring looks at it. */
export interface ProjectView {
  /** The text of a file, open or not. */
  read(path: string): string | undefined;
  /** Files that use this one, analysed: a head is made in one file and trained in another. */
  users(): readonly FileFacts[];
}

/** Where a refactoring is asked for. */
export interface Scene {
  readonly facts: FileFacts;
  /** This file and those that use it, analysed when someone asks. */
  readonly all: () => readonly FileFacts[];
  readonly span: Span;
  /** The number of classes that a person chose, or the name of one. */
  readonly classes?: string;
  readonly read: (path: string) => string | undefined;
}

/** One kind of change; it offers what fits the place. */
export type Offer = (scene: Scene) => readonly Refactoring[];

/** Edits without those that are there twice: one layer may be reached by several ways. */
export function distinctEdits(edits: readonly FileEdit[]): readonly FileEdit[] {
  return [...new Map(edits.map((edit) => [JSON.stringify(edit), edit])).values()];
}

/** All of them, or nothing: half a change is none. */
export function allOf(parts: readonly (readonly FileEdit[] | undefined)[]): readonly FileEdit[] | undefined {
  const edits: FileEdit[] = [];
  for (const part of parts) {
    if (part === undefined) return undefined;
    edits.push(...part);
  }
  return edits;
}

export const touches = (span: Span, other: Span): boolean => span.start <= other.end && other.start <= span.end;
