/** How sizes, shapes and names are put into sentences, so that all rules speak alike. What a sentence says is each rule's own. */
import type { BrokenRequirement } from "../facts/index.ts";
import { asConstant, equalDims, knownDims, multiply, printDim, printShape } from "../shape/index.ts";
import type { Dim, Shape } from "../shape/index.ts";

export const code = (text: string): string => `\`${text}\``;

/** " in networks.py", where an edit is made in another file than the one that is looked at. */
export const inOtherFile = (path: string, { facts }: { readonly facts: { readonly path: string } }): string =>
  path === facts.path ? "" : ` in ${path.slice(path.lastIndexOf("/") + 1)}`;

/** "64·16·16" */
export const times = (factors: readonly (Dim | string)[]): string => factors.map(factorText).join("·");

function factorText(dim: Dim | string): string {
  const text = typeof dim === "string" ? dim : printDim(dim);
  return /^[\w?]+$/.test(text) ? text : `(${text})`;
}

/** "1 feature", "12 features", "B features" */
export const counted = (count: Dim, noun: string, plural = `${noun}s`): string =>
  `${printDim(count)} ${count === 1 ? noun : plural}`;

/** "a", "a or b", "a, b or c" */
export function either(items: readonly string[], word = "or"): string {
  const last = items.at(-1) ?? "";
  return items.length < 2 ? last : `${items.slice(0, -1).join(", ")} ${word} ${last}`;
}

/** "the last axis", "axis 1": an axis as users count it. */
export function axisWords(axis: number): string {
  if (axis === -1) return "the last axis";
  if (axis === -2) return "the axis before the last";
  return `axis ${String(axis)}`;
}

/** Two sizes that differ. Of what nobody knows, the factors that are known say why; `n` is the same number in both. */
export function apart(left: Dim, right: Dim): readonly [string, string] {
  if (printDim(left) !== "?" || printDim(right) !== "?") return [printDim(left), printDim(right)];
  const [one, other] = [factorOf(left), factorOf(right)];
  const unknown = equalDims(multiply(left, other), multiply(right, one)) ? "n" : "?";
  return [times(one === 1 ? [unknown] : [one, unknown]), times(other === 1 ? [unknown] : [other, unknown])];
}

/** What a product of a number and names is a multiple of. */
function factorOf(size: Dim): number {
  if (typeof size === "number") return size;
  return size.terms.length === 1 ? (size.terms[0]?.coefficient ?? 1) : 1;
}

/** The size that a report was given by this name. */
export function sizeIn(detail: BrokenRequirement["detail"], name: string): Dim | undefined {
  const value = detail?.[name];
  return value === undefined || typeof value === "string" || (typeof value === "object" && "lead" in value)
    ? undefined
    : value;
}

/** "2 axes: (32, 10)" */
export function rankWords(shape: Shape): string {
  const rank = knownDims(shape)?.length;
  if (rank === undefined) return printShape(shape);
  return `${String(rank)} ${rank === 1 ? "axis" : "axes"}: ${printShape(shape)}`;
}

/** "28×28", or "28" along one axis. */
export const square = (size: number, axes: number): string =>
  Array.from({ length: axes }, () => String(size)).join("×");

/** Source text to quote in a sentence: on one line, and not too long. */
export function excerpt(text: string, longest = 60): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length <= longest ? line : `${line.slice(0, longest - 1)}…`;
}

/** The numbers that are known, sorted and without repetition. */
export function constants(dims: readonly Dim[]): readonly number[] {
  return [...new Set(dims.map(asConstant).filter((value) => value !== undefined))].sort((a, b) => a - b);
}
