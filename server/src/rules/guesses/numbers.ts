/**
 * Two sizes that should be one, and a number in the program's text that is one of them: written as the other it may mend the program, wherever it goes from
 * there (a list of widths, a configuration, the default of a parameter). These are guesses: whether one does, its trial tells.
 */
import type { Place } from "../../base/span.ts";
import { replace } from "../../edits/index.ts";
import type { BrokenRequirement, FileFacts, LossCallFact } from "../../facts/index.ts";
import { asConstant, axisOf, equalDims, knownDims, rankOf } from "../../shape/index.ts";
import type { Dim, Shape, TensorType } from "../../shape/index.ts";
import type { Fix, RuleContext } from "../define.ts";
import { familyOf } from "../family.ts";
import { code } from "../words.ts";

export interface Sizes {
  readonly left: Dim | undefined;
  readonly right: Dim | undefined;
}

/** A number that is written more often than this says too little of where a size comes from. */
const mostPlaces = 6;
/** One that is so many times another is meant for something else. */
const farthest = 8;

export function sizesOf(broken: BrokenRequirement): readonly Sizes[] {
  const { relation, lastBatch, operands } = broken;
  if (relation.kind !== "equal" && relation.kind !== "broadcast") return [];
  if (lastBatch !== undefined || familyOf(broken) === "parts") return [];
  const { left, right } = relation;
  return operands.some(({ shape }) => hasBoth(shape, left, right)) ? [] : [{ left, right }];
}

/** Of a sample that has both sizes the order of its axes is in doubt, not the numbers. */
const hasBoth = (shape: Shape, left: Dim, right: Dim): boolean =>
  [left, right].every((size) =>
    knownDims(shape)
      ?.slice(1)
      .some((each) => equalDims(each, size)),
  );

/** The number of samples, of all else where both have as many axes, and of classes. */
export function sizesOfLoss({ contract, input, target }: LossCallFact): readonly Sizes[] {
  const [scores, labels] = [input.tensor, target?.tensor];
  const rank = rankOf(scores.shape);
  if (labels === undefined || rank === undefined) return [];
  const axes = rankOf(labels.shape) === rank ? [...Array(rank).keys()] : [0];
  const on = ({ shape }: TensorType, axis: number): Dim | undefined => axisOf(shape, axis);
  const samples = axes.map((axis) => ({ left: on(scores, axis), right: on(labels, axis) }));
  const { classes } = labels.reading ?? {};
  const isCounted = contract.target === "indices" && classes !== undefined && classes.kind !== "atMost";
  return isCounted
    ? [...samples, { left: on(scores, contract.axis ?? Math.min(1, rank - 1)), right: classes.count }]
    : samples;
}

/** Both ways of making two sizes one: what is written and is one of them, written as the other. */
export function eachWay(
  { left, right }: Sizes,
  edits: (has: number, wanted: number) => readonly Fix[],
): readonly Fix[] {
  const [one, other] = [left, right].map((size) => (size === undefined ? undefined : asConstant(size)));
  if (one === undefined || other === undefined || one === other) return [];
  return [...edits(one, other), ...edits(other, one)];
}

export function numberFixes(has: number, wanted: number, context: RuleContext): readonly Fix[] {
  const isFar = Math.max(has, wanted) > farthest * Math.min(has, wanted);
  const groups = Math.min(has, wanted) < 2 || isFar ? [] : groupsOf(placesOf(has, context.facts), context);
  if (groups.length > mostPlaces) return [];
  return groups
    .flatMap((group) => [group, ...(group.length > 1 ? group.map((place) => [place]) : [])])
    .map((places) => {
      const [first] = places;
      const where = first === undefined ? "" : ` (${context.where(first)})`;
      return {
        title: `Write ${code(String(wanted))} for ${places.length > 1 ? "each " : ""}${code(String(has))}${where}`,
        safe: false,
        preferred: false,
        edits: places.map(({ path, span }) => replace(path, span, String(wanted))),
      };
    });
}

/** Numbers that stand side by side, as the height and the width of an image do, are one choice. */
function groupsOf(places: readonly Place[], context: RuleContext): readonly (readonly Place[])[] {
  const groups: Place[][] = [];
  for (const place of places) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    const between = last && context.source(last.path)?.text.slice(last.span.end, place.span.start);
    if (last?.path === place.path && /^\s*,\s*$/.test(between ?? "")) group?.push(place);
    else groups.push([place]);
  }
  return groups;
}

/** Where a number is written in the project's files that took part. */
function placesOf(number: number, { path, text, others }: FileFacts): readonly Place[] {
  const pattern = new RegExp(`(?<![\\w.])${String(number)}(?![\\w.])`, "g");
  return [...new Map([[path, text], ...(others ?? [])])].flatMap(([file, source]) =>
    [...source.matchAll(pattern)]
      .filter(({ index }) => !isRemark(source, index))
      .map(({ index, 0: { length } }) => ({ path: file, span: { start: index, end: index + length } })),
  );
}

export const isRemark = (text: string, at: number): boolean =>
  /^[^"'`]*(#|\/\/)/.test(text.slice(text.lastIndexOf("\n", at - 1) + 1, at));
