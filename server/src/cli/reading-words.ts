/** What the numbers of a tensor mean, in a few words that stay the same from version to version. */
import type { TensorType } from "../shape/index.ts";

const amount = { exactly: "", atLeast: "at least ", atMost: "at most " } as const;

/** "probabilities, summing to 1 along axis -1"; undefined where nothing is known. */
export function readingWords({ reading }: TensorType): string | undefined {
  if (reading === undefined) return undefined;
  const { classes, sumsToOne, range, last } = reading;
  const words: string[] = [];
  if (classes !== undefined) words.push(`class indices, ${amount[classes.kind]}${String(classes.count)} classes`);
  else if (sumsToOne !== undefined)
    words.push(
      `${last === "log_softmax" ? "logarithms of " : ""}probabilities, summing to 1 along axis ${String(sumsToOne)}`,
    );
  else if (range?.some(Number.isFinite) === true) words.push(`values in [${range.map(boundText).join(", ")}]`);
  if (last !== undefined) words.push(`from ${last}`);
  return words.length === 0 ? undefined : words.join("; ");
}

function boundText(bound: number): string {
  if (Number.isFinite(bound)) return String(bound);
  return bound > 0 ? "inf" : "-inf";
}
