/** Axes of 1 that one side lacks: a mask of (B, T) for scores of (B, heads, T, T), `mask[:, None, None, :]`. */
import { withSuffix } from "../../edits/index.ts";
import type { BrokenRequirement, Operand } from "../../facts/index.ts";
import { equalDims, knownDims } from "../../shape/index.ts";
import type { Dim } from "../../shape/index.ts";
import type { Fix, RuleContext } from "../define.ts";
import { code, excerpt } from "../words.ts";
import { arrangements } from "./new-axes.ts";

export function missingAxes({ operands, operation }: BrokenRequirement, { facts }: RuleContext): readonly Fix[] {
  const [one, other] = operands;
  if (one === undefined || other === undefined || facts.language !== "python") return [];
  const [shorter, longer] = axesOf(one) < axesOf(other) ? [one, other] : [other, one];
  const [has, wanted] = [knownDims(shorter.shape), knownDims(longer.shape)];
  const { span } = shorter;
  if (span === undefined || has === undefined || wanted === undefined || has.length === wanted.length) return [];
  const fitting = arrangements(
    has.map(() => ":"),
    "None",
    wanted.length,
  )
    .filter((items) => fits(items, has, wanted))
    // What is compared is compared one by one.
    .filter((items) => !comparing.test(operation) || stretchedAxes(items, has, wanted) === 0);
  // What is looked up, or attended to, stands last on both sides more often than not; sooner still, nothing is set against all of something.
  const order = (items: readonly string[]): number =>
    2 * stretchedAxes(items, has, wanted) + (items.at(-1) === ":" ? 0 : 1);
  return [...fitting]
    .sort((one, two) => order(one) - order(two))
    .map((items) => {
      const { text, edit } = withSuffix(facts, span, `[${items.join(", ")}]`);
      return { title: `Add axes of 1: ${code(excerpt(text, 60))}`, safe: false, preferred: false, edits: [edit] };
    });
}

const comparing = /^(eq|ne|equal|not_equal)$/;

const axesOf = ({ shape }: Operand): number => knownDims(shape)?.length ?? 0;

/** Axes along which both sides are stretched in the end: of one the items that stand on it, of the other those that it has. */
function stretchedAxes(items: readonly string[], has: readonly Dim[], wanted: readonly Dim[]): number {
  let next = 0;
  const grown = items.map((item, at) => {
    const size = item === ":" ? (has[next++] ?? 1) : 1;
    return wanted[at] === 1 && size !== 1;
  });
  return grown.filter(Boolean).length;
}

function fits(items: readonly string[], has: readonly Dim[], wanted: readonly Dim[]): boolean {
  let next = 0;
  return items.every((item, at) => {
    const size = item === ":" ? (has[next++] ?? 1) : 1;
    const other = wanted[at] ?? 1;
    return size === 1 || other === 1 || equalDims(size, other);
  });
}
