/** A view that divides an axis into parts that were rounded down: 100 features in 8 heads of `100 // 8`, which is 12 and leaves 4 over. */
import type { BrokenRequirement, FileFacts } from "../facts/index.ts";
import { asConstant, equalDims, knownDims } from "../shape/index.ts";
import type { Dim } from "../shape/index.ts";
import { writtenShape } from "./counted-sizes.ts";
import type { Fix, RuleContext } from "./define.ts";
import { writtenNumber } from "./written-sizes.ts";

export interface UnevenSplit {
  /** The size of the axis, and the two sizes that were to take its place. */
  readonly whole: number;
  readonly parts: number;
  readonly each: number;
}

/** The first axes are as they were, and the next is asked for in two whose product is the largest multiple below it. */
export function unevenSplit({ operands, detail, operation }: BrokenRequirement): UnevenSplit | undefined {
  const from = operands[0] && knownDims(operands[0].shape);
  const size = detail?.["size"];
  const to = typeof size === "object" && "lead" in size ? knownDims(size) : undefined;
  if (!/^(view|reshape)$/.test(operation) || from === undefined || to?.length !== from.length + 1) return undefined;
  const axis = from.findIndex((dim, at) => !equalDims(dim, to[at] ?? -1));
  const isRestSame = from.slice(axis + 1).every((dim, at) => equalDims(dim, to[axis + 2 + at] ?? -1));
  const [whole, one, other] = [from[axis], to[axis], to[axis + 1]].map((dim?: Dim) =>
    dim === undefined ? undefined : asConstant(dim),
  );
  if (axis < 0 || !isRestSame || whole === undefined || one === undefined || other === undefined) return undefined;
  const [parts, each] = Math.floor(whole / one) === other ? [one, other] : [other, one];
  return parts > 1 && each > 0 && Math.floor(whole / parts) === each && whole % parts !== 0
    ? { whole, parts, each }
    : undefined;
}

export const splitWords = ({ whole, parts, each }: UnevenSplit): string =>
  `an axis of ${String(whole)} does not divide into ${String(parts)} equal parts: ${String(parts)}·${String(each)} is ${String(parts * each)}, and ${String(whole % parts)} are left over. Choose a width that is a multiple of ${String(parts)}, or another number of parts.`;

/** Another number of parts, the nearest that divides the axis: where it has its name, or beside what was counted, `classes + 5`. */
export function partsFix(broken: BrokenRequirement, context: RuleContext): Fix | undefined {
  const { call, detail } = broken;
  const split = unevenSplit(broken);
  const items = split === undefined || call === undefined ? undefined : writtenShape(call, context);
  const size = detail?.["size"];
  const asked = typeof size === "object" && "lead" in size ? knownDims(size) : undefined;
  if (split === undefined || items === undefined || items.length !== asked?.length) return undefined;
  const { whole, parts } = split;
  const divisors = Array.from({ length: whole }, (_, at) => at + 1).filter((each) => each > 1 && whole % each === 0);
  const [nearest] = divisors.sort((one, other) => Math.abs(one - parts) - Math.abs(other - parts) || other - one);
  const at = asked.findIndex((each) => asConstant(each) === parts);
  const item = items[at];
  if (nearest === undefined || item === undefined) return undefined;
  const text = context.facts.text.slice(item.start, item.end);
  const written = /^\d+$/.test(text) ? undefined : writtenNumber(item, parts, nearest, context.facts);
  return written && { title: written.title, safe: false, preferred: true, edits: [written.edit] };
}

/** Queries, keys and values are divided alike: one report tells the mistake. */
export function isSameSplit(broken: BrokenRequirement, { broken: all }: FileFacts): boolean {
  const split = unevenSplit(broken);
  if (split === undefined) return false;
  return all.some((other) => {
    const before = other.path === broken.path && other.span.start < broken.span.start ? unevenSplit(other) : undefined;
    return before?.whole === split.whole && before.parts === split.parts;
  });
}
