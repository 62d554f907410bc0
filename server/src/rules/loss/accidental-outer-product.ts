/** Predictions and labels set against each other by hand, of which one is (B, 1) and the other (B,): each meets all the others. */
import type { FileFacts, Producer, ValueFact } from "../../facts/index.ts";
import { asConstant, axisOf, equalDims, equalShapes, printShape, rankOf } from "../../shape/index.ts";
import type { TensorType } from "../../shape/index.ts";
import { ancestry } from "../ancestry.ts";
import { defineRule } from "../define.ts";
import type { RuleContext } from "../define.ts";
import { dependsOnVariables, dependsOnWeights, isWeight } from "../losses.ts";
import { isMeant, isOneForEach, outerSum, outerSumFixes, outerSumPlace, placesOf, squareSize } from "../outer-sums.ts";
import type { OuterSum } from "../outer-sums.ts";
import { behindCast } from "../scores.ts";
import { unitAxisFixes, unitSides } from "../unit-axis.ts";
import type { Side } from "../unit-axis.ts";
import { code, excerpt } from "../words.ts";

interface Outer {
  readonly value: ValueFact;
  /** The first that was seen there. */
  readonly result: TensorType;
  readonly operation: string;
  readonly sides: readonly [Side, Side];
  /** One stands against the other, and is not joined with it. */
  readonly isOfPairs: boolean;
  /** What made a matrix of one side before. */
  readonly sum?: OuterSum;
}

export const accidentalOuterProduct = defineRule({
  name: "accidental-outer-product",
  summary: "Predictions and labels broadcast against each other, so that each meets all the others",
  level: "warning",
  since: "0.1.0",
  on: "value",

  check(value, { facts }): Outer | undefined {
    const { shape } = value.tensor;
    if (value.role !== "expression" || rankOf(shape) !== 2) return undefined;
    const [rows, columns] = [axisOf(shape, 0), axisOf(shape, 1)];
    // A batch of one is neither harmed nor proved.
    if (rows === undefined || columns === undefined || !equalDims(rows, columns) || asConstant(rows) === 1)
      return undefined;
    const producer = compared(value.producer);
    if (producer === undefined) return undefined;
    const { call } = producer;
    if (call?.path !== facts.path || call.span.start !== value.span.start) return undefined;
    const [left, right] = producer.inputs;
    const isOfPairs = differences.test(producer.operation) || isLikelihood(producer);
    if (!isOfPairs && !isInMean(producer, facts)) return undefined;
    if (left === undefined || right === undefined || call.span.end !== value.span.end) return undefined;
    if (asConstant(axisOf(producer.output.shape, 0) ?? 1) === 1) return undefined;
    const [one, other] = placesOf(call);
    const sides: Outer["sides"] = [
      { ...left, ...one },
      { ...right, ...other },
    ];
    const pair = unitSides(...sides);
    if (pair === undefined) return sumBefore(producer, sides, value, facts);
    const makers = [left.producer, right.producer];
    // Of what a network gave and what it was to give, one of each; two of a kind may well be meant to meet in pairs.
    if (!isOfOne(makers, dependsOnWeights) && !areClasses(left, right)) {
      // Numbers of a program's own may be anything; a mean error of them is taken of what was predicted.
      if (!isOfOne(makers, dependsOnVariables) || !isMeanError(producer, facts)) return undefined;
    }
    if (
      sides.some((side, at) => isParameter(side, makers[at]) || isWeight({ producer: makers[at] })) ||
      isMeant(pair.longer === sides[0] ? left.producer : right.producer)
    )
      return undefined;
    if (isMeant(pair.shorter === sides[0] ? left.producer : right.producer)) return undefined;
    return { value, result: producer.output, operation: producer.operation, sides, isOfPairs };
  },
  report: ({ value, result, operation, sides: [left, right], isOfPairs, sum }, context) => ({
    at: value.span,
    message:
      `${words(value, context)} broadcasts ${printShape(left.tensor.shape)} against ${printShape(right.tensor.shape)} to ${printShape(result.shape)}: ` +
      consequence(operation, isOfPairs),
    related: [sum && outerSumPlace(sum, context)],
  }),
  fixes: ({ sides, sum }, context) =>
    sum === undefined
      ? unitAxisFixes(...sides, context)
      : outerSumFixes(
          sum,
          sides.some(({ tensor }) => rankOf(tensor.shape) === 1),
          context,
        ),
});

function consequence(operation: string, isOfPairs: boolean): string {
  if (!isOfPairs) return "every sample meets the numbers of all the others, not its own alone.";
  return comparisons.test(operation)
    ? "every prediction is compared with every label, so what is counted is wrong."
    : "every prediction is set against every label, not against its own.";
}

/** A mean error of one number for each sample, and of a sum that had become a matrix of all against all. */
function sumBefore(producer: Producer, sides: Outer["sides"], value: ValueFact, facts: FileFacts): Outer | undefined {
  const { output, inputs, operation } = producer;
  const at = sides.findIndex(({ tensor }) => squareSize(tensor.shape) !== undefined);
  const other = sides[1 - at];
  if (at < 0 || other === undefined || !isOneForEach(other.tensor.shape, output.shape)) return undefined;
  const sum = outerSum(inputs[at]?.producer);
  if (sum === undefined || isMeant(inputs[1 - at]?.producer) || !isMeanError(producer, facts)) return undefined;
  return { value, result: output, operation, sides, isOfPairs: true, sum };
}

/** What sets one against the other; `squared_difference` squares it within the same call. */
function compared(maker: Producer | undefined): Producer | undefined {
  const producer = behindCast(maker);
  const before = producer?.operation === "square" ? behindCast(producer.inputs[0]?.producer) : undefined;
  return before?.call !== undefined && before.call.id === producer?.call?.id ? before : producer;
}

const isOfOne = (makers: readonly (Producer | undefined)[], test: (maker: Producer) => boolean): boolean =>
  makers.filter((maker) => maker !== undefined && test(maker)).length === 1;

/** Whether all differences are squared, or lose their signs, and one number is made of them. */
function isMeanError({ call, operation }: Producer, { values }: FileFacts): boolean {
  return values.some(({ producer, tensor }) => {
    const whole = behindCast(producer);
    if (rankOf(tensor.shape) !== 0 || !/^(mean|sum)$/.test(whole?.operation ?? "")) return false;
    const each = behindCast(whole?.inputs[0]?.producer);
    if (!/^(square|abs|pow)$/.test(each?.operation ?? "")) return false;
    const difference = behindCast(each?.inputs[0]?.producer);
    return difference?.operation === operation && difference.call?.id === call?.id;
  });
}

/** Whether one number is made of it in the end, by a mean or a sum, and on the way each of all against all stays by itself. */
function isInMean({ call, operation, output: { shape } }: Producer, { values }: FileFacts): boolean {
  if (!/^(mul|add)$/.test(operation)) return false;
  const leadsBack = (maker: Producer | undefined, steps: number): boolean => {
    const at = behindCast(maker);
    if (at === undefined || steps === 0 || !equalShapes(at.output.shape, shape)) return false;
    if (at.call?.id === call?.id) return true;
    return elementwise.test(at.operation) && at.inputs.some(({ producer }) => leadsBack(producer, steps - 1));
  };
  return values.some(({ producer, tensor }) => {
    const whole = behindCast(producer);
    const isOne = rankOf(tensor.shape) === 0 && /^(mean|sum)$/.test(whole?.operation ?? "");
    return isOne && leadsBack(whole?.inputs[0]?.producer, 8);
  });
}

/** A difference is told where it is made. */
const elementwise = /^(mul|add|div|neg|pow|square|abs|relu|clamp|maximum|exp|log|sqrt)$/;

/** Operations that set one thing against another of its kind. */
const differences = /^(eq|ne|equal|not_equal|alike|sub|subtract)$/;
const comparisons = /^(eq|ne|equal|not_equal|alike)$/;

/** `labels * log(p)`, of a cross-entropy written by hand: of the factors, one is the logarithm of what a network gave. */
const isLikelihood = ({ operation, inputs }: Producer): boolean =>
  operation === "mul" &&
  inputs.filter(({ producer }) => producer !== undefined && isLogarithm(producer) && dependsOnWeights(producer))
    .length === 1;

const isLogarithm = (producer: Producer): boolean =>
  /^(log|log1p|logsigmoid|log_softmax)$/.test(behindCast(producer)?.operation ?? "");

type Operand = Producer["inputs"][number];

/** The best class of each sample, and the class numbers that the program itself knows as such. */
function areClasses(...sides: readonly [Operand, Operand]): boolean {
  const isBest = ({ producer }: Operand): boolean => behindCast(producer)?.operation === "argmax";
  return sides.some(isBest) && sides.some((side) => !isBest(side) && side.tensor.reading?.classes !== undefined);
}

function words({ span }: ValueFact, { facts }: RuleContext): string {
  return code(excerpt(facts.text.slice(span.start, span.end), 40));
}

/** What an object keeps may be a weight of its own, which is no label, unless it was made from data. */
const isParameter = ({ text }: Side, producer: Producer | undefined): boolean =>
  /^self\.\w+$/.test(text ?? "") && ![...ancestry(producer)].some(({ call }) => fromData.test(call?.callee ?? ""));
const fromData = /^(numpy\.|torch\.(tensor|as_tensor|from_numpy)$)/;
