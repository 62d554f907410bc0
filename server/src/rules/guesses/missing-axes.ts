/** Axes of 1 that one side lacks: a mask of (B, T) for scores of (B, heads, T, T), `mask[:, None, None, :]`. */
import { withSuffix } from "../../edits/index.ts";
import type { Operand } from "../../facts/index.ts";
import { equalDims, knownDims } from "../../shape/index.ts";
import type { Dim } from "../../shape/index.ts";
import type { Fix, RuleContext } from "../define.ts";
import { code, excerpt } from "../words.ts";
import { arrangements } from "./new-axes.ts";

export function missingAxes(operands: readonly Operand[], { facts }: RuleContext): readonly Fix[] {
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
  ).filter((items) => fits(items, has, wanted));
  // What is looked up, or attended to, stands last on both sides more often than not.
  const [last, others] = [true, false].map((isLast) => fitting.filter((items) => (items.at(-1) === ":") === isLast));
  return [...(last ?? []), ...(others ?? [])].map((items) => {
    const { text, edit } = withSuffix(facts, span, `[${items.join(", ")}]`);
    return { title: `Add axes of 1: ${code(excerpt(text, 60))}`, safe: false, preferred: false, edits: [edit] };
  });
}

const axesOf = ({ shape }: Operand): number => knownDims(shape)?.length ?? 0;

function fits(items: readonly string[], has: readonly Dim[], wanted: readonly Dim[]): boolean {
  let next = 0;
  return items.every((item, at) => {
    const size = item === ":" ? (has[next++] ?? 1) : 1;
    const other = wanted[at] ?? 1;
    return size === 1 || other === 1 || equalDims(size, other);
  });
}
