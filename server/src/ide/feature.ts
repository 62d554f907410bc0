/**
 * What an editor feature is: a name and a pure function from one analysed file to an answer in offsets. Protocols, positions and notebooks are left
 * to the hosts.
 */
import type { FileFacts } from "../facts/index.ts";
import type { ProjectView } from "../refactor/index.ts";
import type { Diagnostic } from "../rules/index.ts";
import type { Version } from "./standing-fixes.ts";

/** One file, analysed and judged, and the way to the others: all that a feature may look at. */
export interface Snapshot {
  readonly facts: FileFacts;
  readonly diagnostics: readonly Diagnostic[];
  /** The files around it; absent where a file is looked at alone. */
  readonly project?: ProjectView;
  /** What edits would make of it; trying one costs an analysis, after which the facts' spans may no longer be where they were. */
  readonly version?: Version;
}

export interface Feature<Name extends string, Question, Answer> {
  readonly name: Name;
  readonly provide: (snapshot: Snapshot, question: Question) => Answer;
}
