/** What the numbers in a tensor mean, as far as the operations that made them say. Absent fields are not known. */

export interface Reading {
  readonly range?: readonly [number, number];
  /** The axis along which the numbers sum to one (behind `log_softmax`, their exponentials), counted from the end, negative. */
  readonly sumsToOne?: number;
  /** The operation that last changed the values: `softmax`, `linear`, `relu`… */
  readonly last?: string;
  /**
   * How many classes indices or one-hot rows speak of. `atLeast`: the last of them occurs, and there may be more; `atMost`: not even that is sure.
   */
  readonly classes?: { readonly kind: "exactly" | "atLeast" | "atMost"; readonly count: number };
  /** The numbers are zeros and ones, and some row along the last axis has more than one of the ones. */
  readonly severalOnes?: true;
  /** Two of the numbers differ. */
  readonly varied?: true;
}

const texts = new WeakMap<Reading, string>();

/** Equal for readings that say the same. */
export function readingText(reading: Reading): string {
  let text = texts.get(reading);
  if (text === undefined) {
    const said = Object.entries(reading) as [string, unknown][];
    text = said.map(([name, value]) => `${name}:${plainText(value)}`).join(" ");
    texts.set(reading, text);
  }
  return text;
}

function plainText(value: unknown): string {
  return typeof value === "object" && value !== null ? Object.values(value).map(String).join() : String(value);
}

/** What is known of numbers that have one of these two readings. */
export function joinReadings(a: Reading | undefined, b: Reading | undefined): Reading | undefined {
  if (a === undefined || b === undefined) return undefined;
  if (a === b) return a;
  const joined: Reading = {
    ...(a.range && b.range
      ? { range: [Math.min(a.range[0], b.range[0]), Math.max(a.range[1], b.range[1])] as const }
      : {}),
    ...(a.sumsToOne !== undefined && a.sumsToOne === b.sumsToOne ? { sumsToOne: a.sumsToOne } : {}),
    ...(a.last !== undefined && a.last === b.last ? { last: a.last } : {}),
    ...(a.severalOnes && b.severalOnes ? { severalOnes: true } : {}),
    ...(a.varied && b.varied ? { varied: true } : {}),
    ...(a.classes && b.classes ? { classes: joinClasses(a.classes, b.classes) } : {}),
  };
  return Object.keys(joined).length === 0 ? undefined : joined;
}

type Classes = NonNullable<Reading["classes"]>;

function joinClasses(a: Classes, b: Classes): Classes {
  if (a.count === b.count && a.kind === b.kind) return a;
  return { kind: "atMost", count: Math.max(a.count, b.count) };
}
