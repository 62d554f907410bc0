/** Images on one side and rows of their numbers on the other, where the two are compared one by one: (B, 1, 28, 28) and (B, 784). */
import { withSuffix } from "../edits/index.ts";
import type { Operand } from "../facts/index.ts";
import { equalDims, knownDims, product, proveEqual } from "../shape/index.ts";
import type { Fix, RuleContext } from "./define.ts";
import { flattenBehindBatch } from "./spelling.ts";
import { hasMethods } from "./story.ts";
import { code, excerpt } from "./words.ts";

/** The side that still has its axes, as rows like the other. */
export function flattenedSide(one: Operand, other: Operand, { facts }: RuleContext): Fix | undefined {
  const [left, right] = [knownDims(one.shape), knownDims(other.shape)];
  if (left === undefined || right === undefined) return undefined;
  const [rows, whole, side] = left.length < right.length ? [left, right, other] : [right, left, one];
  const [batch, width] = rows;
  if (rows.length !== 2 || whole.length < 3 || batch === undefined || width === undefined) return undefined;
  if (proveEqual(batch, whole[0] ?? -1) === "fails" || !equalDims(width, product(whole.slice(1)))) return undefined;
  const suffix = hasMethods(side) ? flattenBehindBatch(facts) : rowsOfArray(side);
  if (side.span === undefined || suffix === undefined) return undefined;
  const { text, edit } = withSuffix(facts, side.span, suffix);
  return { title: `Write ${code(excerpt(text, 60))}`, safe: false, preferred: true, edits: [edit] };
}

const rowsOfArray = ({ library, text }: Operand): string | undefined =>
  library === "numpy" && text !== undefined ? `.reshape(len(${text}), -1)` : undefined;
