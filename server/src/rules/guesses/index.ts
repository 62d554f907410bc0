/**
 * Edits of which no rule can say that they are right, and a trial can (`ide/standing-fixes.ts`): something that is written on the way to a report, written
 * otherwise. The nearest to the report come first, and of each kind only so many that the wait is short.
 */
import type { BrokenRequirement, LossCallFact } from "../../facts/index.ts";
import { minRank } from "../../shape/index.ts";
import type { Shape } from "../../shape/index.ts";
import type { Finding, Fix, RuleContext } from "../define.ts";
import { otherSizes } from "./asked-sizes.ts";
import { keptAxes, otherAxes } from "./axes.ts";
import { handedOn } from "./handed-on.ts";
import { makersOf } from "./makers.ts";
import type { Maker } from "./makers.ts";
import { movedNewAxes } from "./new-axes.ts";
import { eachWay, numberFixes, sizesOf, sizesOfLoss } from "./numbers.ts";
import type { Sizes } from "./numbers.ts";
import { otherFactors } from "./products.ts";
import { shiftedLabels } from "./shifted.ts";
import { turnedAxes } from "./turned.ts";
import { otherWindows } from "./windows.ts";

const kinds = [otherAxes, keptAxes, movedNewAxes];
const mostOfOneKind = 10;
/** Each costs an analysis, while somebody waits. */
const mostInAll = 40;

export function withGuesses(finding: Finding, broken: BrokenRequirement, context: RuleContext): Finding {
  const { operands, lastBatch } = broken;
  if (lastBatch !== undefined) return finding;
  const [input, target] = ["input", "target"].map((name) => operands.find(({ parameter }) => parameter === name));
  const shifted = input === undefined || target === undefined ? [] : shiftedLabels(input, target, context);
  const first = [...shifted, ...(broken.relation.kind === "broadcast" ? turnedAxes(operands, context) : [])];
  return guessed(finding, { operands, makers: makersOf(operands, broken), sizes: sizesOf(broken), first }, context);
}

export function withGuessesOfLoss(finding: Finding, loss: LossCallFact, context: RuleContext): Finding {
  const [input, target] = [loss.input, loss.target].map((side) => side && { ...side, shape: side.tensor.shape });
  const operands = [input, target].filter((side) => side !== undefined);
  const first = input === undefined || target === undefined ? [] : shiftedLabels(input, target, context);
  return guessed(finding, { operands, makers: makersOf(operands), sizes: sizesOfLoss(loss), first }, context);
}

interface Known {
  readonly operands: readonly { readonly parameter?: string; readonly shape: Shape }[];
  readonly makers: readonly Maker[];
  readonly sizes: readonly Sizes[];
  readonly first: readonly Fix[];
}

function guessed(finding: Finding, { operands, makers, sizes, first }: Known, context: RuleContext): Finding {
  // Only what crashes is known to be mended when nothing is left of it. Windows are of maps.
  const areMaps = operands.every(
    ({ parameter, shape }) => minRank(shape) >= 3 || /^(weight|bias)$/.test(parameter ?? ""),
  );
  const tried = finding.level === "error" ? [...kinds, ...(areMaps ? [otherWindows] : [])] : [];
  const others = tried.flatMap((kind) => distinct(kind(makers, context)).slice(0, mostOfOneKind));
  const resized = sizes.flatMap((pair) => [
    ...eachWay(pair, (has, wanted) => otherSizes(has, wanted, context)),
    ...eachWay(pair, (has, wanted) => handedOn(has, wanted, makers, context)),
    ...eachWay(pair, (has, wanted) => otherFactors(has, wanted, context)),
    ...eachWay(pair, (has, wanted) => numberFixes(has, wanted, context)),
  ]);
  return { ...finding, guesses: [...first, ...others, ...resized].slice(0, mostInAll) };
}

/** One call may have run many times. */
const distinct = (fixes: readonly Fix[]): readonly Fix[] => [
  ...new Map(fixes.map((fix) => [JSON.stringify(fix.edits), fix])).values(),
];
