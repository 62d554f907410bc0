/** What a run had come to between two statements of a file's top level. The heap's part of it is in the journal; what was recorded is with the pieces of the run. */
import type { InstanceValue, OpenValue } from "./values.ts";

export interface SavedState {
  readonly mark: number;
  readonly work: number;
  readonly steps: number;
  readonly parts: ReadonlyMap<string, OpenValue>;
  readonly escapees: readonly InstanceValue[];
}
