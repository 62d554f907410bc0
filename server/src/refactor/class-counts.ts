/** Over how many classes a head may be spread: as many as the labels are known to have, two, and constants of the file that say so. */
import type { Head } from "./heads.ts";
import type { Scene } from "./define.ts";

export interface ClassCount {
  /** A number, or the name of one. */
  readonly text: string;
}

export function classCounts({ uses, creation }: Head, { facts, classes }: Scene): readonly ClassCount[] {
  if (classes !== undefined) return [{ text: classes }];
  const known = uses.flatMap(({ loss }) => loss.target?.tensor.reading?.classes?.count ?? []);
  const numbers = [...new Set([...known, 2])].filter((count) => count >= 2).map(String);
  // A name can be written where it is known: in the head's own file.
  const names = creation.path === facts.path ? namedCounts(facts) : [];
  return [...numbers, ...names].map((text) => ({ text }));
}

/** `NUM_CLASSES = 5` at the top level of the file. */
export function namedCounts({ text, sizes }: Scene["facts"]): readonly string[] {
  const names = sizes.flatMap(({ span, size }) => {
    const name = text.slice(span.start, span.end);
    const atTopLevel = span.start === 0 || text[span.start - 1] === "\n";
    const isCount = /class|label|categor/i.test(name) && typeof size === "number" && size >= 2;
    return atTopLevel && isCount && /^\w+$/.test(name) ? [name] : [];
  });
  return [...new Set(names)];
}
