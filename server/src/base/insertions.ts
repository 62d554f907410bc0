/** Text put into a text, and the way back from the result's offsets to the original's. */
export interface Insertion {
  readonly at: number;
  readonly text: string;
}

/** `insertions` in the order of their offsets. */
export function applyInsertions(text: string, insertions: readonly Insertion[]): string {
  if (insertions.length === 0) return text;
  let result = "";
  let from = 0;
  for (const insertion of insertions) {
    result += text.slice(from, insertion.at) + insertion.text;
    from = insertion.at;
  }
  return result + text.slice(from);
}

/** Where an offset of the original text is in the result: before what is put in right there. */
export function repairedOffset(insertions: readonly Insertion[], offset: number): number {
  let repaired = offset;
  for (const { at, text } of insertions) {
    if (at >= offset) break;
    repaired += text.length;
  }
  return repaired;
}

/** The way back; an offset inside an insertion is that of the insertion. */
export function originalOffset(insertions: readonly Insertion[], offset: number): number {
  let inserted = 0;
  for (const { at, text } of insertions) {
    if (offset <= at + inserted) break;
    inserted += Math.min(text.length, offset - at - inserted);
  }
  return offset - inserted;
}
