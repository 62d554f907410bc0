/** A mistake in a program: a change of one that works. */
export interface Change {
  readonly program: string;
  readonly from: string;
  readonly to: string;
  /** `rule: text that is marked`. */
  readonly reports: readonly string[];
  /** What the library does: it throws, or runs and means something else. */
  readonly does: "throws" | "runs";
}
