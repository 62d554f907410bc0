/**
 * Edits of which no rule can say that they are right, and a trial can (`ide/standing-fixes.ts`): something that is written on the way to a report, written
 * otherwise. Of each kind the nearest to the report comes first, and the kinds take turns, so that the wait is short.
 */
import type { Span } from "../../base/span.ts";
import type { BrokenRequirement, LossCallFact, Producer } from "../../facts/index.ts";
import { minRank } from "../../shape/index.ts";
import type { Shape } from "../../shape/index.ts";
import type { Finding, Fix, RuleContext } from "../define.ts";
import { keepingSamples } from "../sample-counts.ts";
import { otherSizes } from "./asked-sizes.ts";
import { keptAxes, otherAxes } from "./axes.ts";
import { handedOn } from "./handed-on.ts";
import { makersOf } from "./makers.ts";
import type { Maker } from "./makers.ts";
import { missingAxes } from "./missing-axes.ts";
import { movedNewAxes } from "./new-axes.ts";
import { eachWay, numberFixes, sizesOf, sizesOfLoss } from "./numbers.ts";
import type { Sizes } from "./numbers.ts";
import { otherFactors } from "./products.ts";
import { shiftedLabels } from "./shifted.ts";
import { turnedAxes } from "./turned.ts";
import { otherWindows } from "./windows.ts";

const kinds = [otherAxes, keptAxes, movedNewAxes];
/** Each costs an analysis, while somebody waits. */
const mostInAll = 30;

export function withGuesses(finding: Finding, broken: BrokenRequirement, context: RuleContext): Finding {
  const { operands, lastBatch, call, subject } = broken;
  const isNumber = call?.args.some(({ parameter, size }) => parameter === subject && size !== undefined) === true;
  // A number of the call's own has nothing to do with what came before.
  if (lastBatch !== undefined || isNumber) return finding;
  const [input, target] = ["input", "target"].map((name) => operands.find(({ parameter }) => parameter === name));
  const shifted = input === undefined || target === undefined ? [] : shiftedLabels(input, target, context);
  const isBroadcast = broken.relation.kind === "broadcast";
  const aligned = isBroadcast ? [...turnedAxes(operands, context), ...missingAxes(broken, context)] : [];
  const first = [...shifted, ...aligned];
  // What nothing comes out of is too small for its window: that it was meant to be padded is only known where it says so.
  const isEmpty = broken.relation.kind === "at-least";
  const makers = makersOf(operands, broken);
  return guessed(finding, { operands, makers, sizes: sizesOf(broken), first, isEmpty }, context);
}

export function withGuessesOfLoss(finding: Finding, loss: LossCallFact, context: RuleContext): Finding {
  const [input, target] = [loss.input, loss.target].map((side) => side && { ...side, shape: side.tensor.shape });
  const operands = [input, target].filter((side) => side !== undefined);
  const first = input === undefined || target === undefined ? [] : shiftedLabels(input, target, context);
  const makers = makersOf(operands);
  return guessed(finding, { operands, makers, sizes: sizesOfLoss(loss), first, isEmpty: false }, context);
}

interface Known {
  readonly operands: readonly { readonly parameter?: string; readonly shape: Shape; readonly producer?: Producer }[];
  readonly makers: readonly Maker[];
  readonly sizes: readonly Sizes[];
  readonly first: readonly Fix[];
  readonly isEmpty: boolean;
}

function guessed(finding: Finding, { operands, makers, sizes, first, isEmpty }: Known, context: RuleContext): Finding {
  // Only what crashes is known to be mended when nothing is left of it. Windows are of maps.
  const areMaps = operands.every(
    ({ parameter, shape }) => minRank(shape) >= 3 || /^(weight|bias)$/.test(parameter ?? ""),
  );
  const windows = (some: readonly Maker[]): readonly Fix[] => otherWindows(some, isEmpty, context);
  const tried = finding.level === "error" ? [...kinds, ...(areMaps ? [windows] : [])] : [];
  const sized = [
    (has: number, wanted: number) => otherSizes(has, wanted, context),
    (has: number, wanted: number) => handedOn(has, wanted, makers, context),
    (has: number, wanted: number) => otherFactors(has, wanted, context),
  ].map((kind) => sizes.flatMap((pair) => eachWay(pair, kind)));
  const numbers = sizes.flatMap((pair) => eachWay(pair, (has, wanted) => numberFixes(has, wanted, context)));
  const others = tried.map((kind) => kind(makers, context));
  const all = byTurns([first, ...others, ...sized, nearest(numbers, finding.span, context)].map(distinct));
  return { ...finding, guesses: keepingSamples(all, operands, context.facts).slice(0, mostInAll) };
}

/** What is written beside the report is more likely meant than what is written elsewhere. */
function nearest(fixes: readonly Fix[], { start }: Span, { facts: { path } }: RuleContext): readonly Fix[] {
  const distance = ({ edits: [edit] }: Fix): number =>
    edit?.path === path ? Math.abs(edit.span.start - start) : Number.MAX_SAFE_INTEGER;
  return [...fixes].sort((one, other) => distance(one) - distance(other));
}

function byTurns<T>(lists: readonly (readonly T[])[]): readonly T[] {
  const longest = Math.max(...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, at) => lists.flatMap((list) => list.slice(at, at + 1))).flat();
}

/** One call may have run many times. */
const distinct = (fixes: readonly Fix[]): readonly Fix[] => [
  ...new Map(fixes.map((fix) => [JSON.stringify(fix.edits), fix])).values(),
];
