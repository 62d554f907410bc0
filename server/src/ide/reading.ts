/** What the numbers of a tensor mean, in one sentence. Rules have words of their own for what is wrong about them. */
import type { Reading, TensorType } from "../shape/index.ts";

/** Undefined where nothing is known that the shape does not already say. */
export function describeReading({ reading, dtype }: TensorType): string | undefined {
  if (reading === undefined) return undefined;
  // The number of classes says more than the range that follows from it.
  const sentence = describeClasses(reading) ?? describeValues(reading);
  if (sentence === undefined) return undefined;
  return `${dtype === undefined ? "Values" : `\`${dtype}\` values`}: ${sentence}.`;
}

const amount = { exactly: "", atLeast: "at least ", atMost: "at most " } as const;

function describeClasses({ classes }: Reading): string | undefined {
  if (classes === undefined) return undefined;
  const last = classes.count - 1;
  return `class indices 0 … ${last} (${amount[classes.kind]}${classes.count} classes)`;
}

function describeValues({ range, sumsToOne, last }: Reading): string | undefined {
  const by = last === undefined ? "" : ` after \`${last}\``;
  if (sumsToOne !== undefined) {
    const logarithms = last === "log_softmax" ? "logarithms of " : "";
    return `${logarithms}probabilities that sum to 1 along ${sumsToOne === -1 ? "the last axis" : `axis ${sumsToOne}`}${by}`;
  }
  if (range === undefined) return undefined;
  const [low, high] = range;
  if (low === high) return `all ${low}`;
  if (low === -Infinity && high === Infinity) return undefined;
  if (low === -Infinity) return `at most ${high}${by}`;
  if (high === Infinity) return `at least ${low}${by}`;
  return `between ${low} and ${high}${by}`;
}
