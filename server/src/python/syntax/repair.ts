/** Placeholder. */
export interface Insertion {
  readonly at: number;
  readonly text: string;
}
export interface Repair {
  readonly text: string;
  readonly insertions: readonly Insertion[];
}
export function repairLayout(text: string): Repair {
  return { text, insertions: [] };
}
