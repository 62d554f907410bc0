/** What a run had come to between two statements of a file's top level. The heap's part of it is in the journal. */
import type { Recorder } from "./recorder.ts";
import type { InstanceValue, OpenValue } from "./values.ts";

export interface SavedState {
  readonly mark: number;
  readonly work: number;
  readonly recorder: Recorder;
  readonly steps: number;
  readonly parts: ReadonlyMap<string, OpenValue>;
  readonly escapees: readonly InstanceValue[];
}
