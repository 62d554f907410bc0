/** A sum of one number a sample, (B,), and a column of them, (B, 1), which is (B, B): where it was made, long before a loss meets it. */
import type { Span } from "../base/span.ts";
import type { CallFact, Producer } from "../facts/index.ts";
import { asConstant, axisOf, equalDims, rankOf } from "../shape/index.ts";
import type { Dim, Shape } from "../shape/index.ts";
import { ancestry } from "./ancestry.ts";
import type { Fix, RelatedPlace, RuleContext } from "./define.ts";
import { behindCast } from "./scores.ts";
import { unitAxisFixes, unitSides } from "./unit-axis.ts";
import type { Side } from "./unit-axis.ts";
import { code, excerpt } from "./words.ts";

export interface OuterSum {
  readonly call: CallFact;
  readonly longer: Side;
  readonly shorter: Side;
}

/** The size of a matrix of all against all, if it is more than one. */
export function squareSize(shape: Shape): Dim | undefined {
  const [rows, columns] = [axisOf(shape, 0), axisOf(shape, 1)];
  const isSquare = rankOf(shape) === 2 && rows !== undefined && columns !== undefined && equalDims(rows, columns);
  return isSquare && asConstant(rows) !== 1 ? rows : undefined;
}

/** Whether this is one number for each of the matrix's rows, as a row or as a column. */
export function isOneForEach(shape: Shape, square: Shape): boolean {
  const [count, size] = [axisOf(shape, 0), squareSize(square)];
  const isRow = rankOf(shape) === 1 || (rankOf(shape) === 2 && axisOf(shape, 1) === 1);
  return isRow && count !== undefined && size !== undefined && equalDims(count, size);
}

/** The sum, difference or product that made a matrix of all against all unmeant, with the steps after it that work number by number. */
export function outerSum(matrix: Producer | undefined): OuterSum | undefined {
  let at = matrix;
  for (let steps = 0; at !== undefined && steps < 20; steps++) {
    const maker = behindCast(at);
    if (maker === undefined || squareSize(maker.output.shape) === undefined || !numberByNumber.test(maker.operation))
      return undefined;
    const square = maker.inputs.filter(({ tensor }) => squareSize(tensor.shape) !== undefined);
    if (square.length === 0) return madeOf(maker);
    at = square.length === 1 ? square[0]?.producer : undefined;
  }
  return undefined;
}

function madeOf({ operation, inputs, call }: Producer): OuterSum | undefined {
  const [left, right] = inputs;
  if (!/^(add|sub|subtract|mul|multiply)$/.test(operation) || call === undefined) return undefined;
  if (left === undefined || right === undefined || inputs.length !== 2) return undefined;
  const [one, other] = placesOf(call);
  const sides = [
    { ...left, ...one },
    { ...right, ...other },
  ] as const;
  const pair = unitSides(...sides);
  if (pair === undefined) return undefined;
  const [longer, shorter] = pair.longer === sides[0] ? [left, right] : [right, left];
  return isPutIn(longer.producer) || /^(arange|linspace|expand)$/.test(shorter.producer?.operation ?? "")
    ? undefined
    : { call, ...pair };
}

/** A column that was a row before: whoever made it so wants it to meet a row. */
const isPutIn = (producer: Producer | undefined): boolean =>
  isMeant(producer) ||
  (/^(view|reshape|transpose)$/.test(producer?.operation ?? "") &&
    producer?.inputs.some(({ tensor }) => rankOf(tensor.shape) !== 2) === true);

const numberByNumber =
  /^(add|sub|subtract|mul|multiply|div|divide|true_divide|neg|cast|detach|clone|identity|clamp|clip|minimum|maximum|where)$/;

/** An axis that was put in on purpose, or numbers that are counted through. */
export function isMeant(producer: Producer | undefined): boolean {
  return /^(unsqueeze|index|arange|linspace|expand)$/.test(producer?.operation ?? "");
}

/** Whether these numbers, one a sample, came of a matrix with other columns, or of one column: they are surely not one for each column. */
export function isOneASample(producer: Producer | undefined, count: Dim): boolean {
  for (const { inputs, output } of ancestry(producer, 12)) {
    if (rankOf(output.shape) !== 1) return false;
    const [columns] = inputs.filter(({ tensor }) => rankOf(tensor.shape) === 2).map(({ tensor }) => tensor.shape);
    if (columns === undefined) continue;
    const [rows, width] = [axisOf(columns, 0), axisOf(columns, 1)];
    return rows !== undefined && equalDims(rows, count) && width !== undefined && !equalDims(width, count);
  }
  return false;
}

/** Whether rows and columns of a matrix are both samples because somebody paired them. */
export const isPaired = (matrix: Producer | undefined): boolean =>
  [...ancestry(matrix)].some(
    (each) => isMeant(each) || /^(matmul|bmm|mm|einsum|cdist|outer|eye)$/.test(each.operation),
  );

export interface Written {
  readonly span?: Span;
  readonly text?: string;
}

/** Where the operands are written: of an operator both are arguments, of a method one stands before the dot. */
export function placesOf({ args, calleeText, calleeSpan, callee }: CallFact): readonly [Written, Written] {
  const [first, second] = args.filter(({ span }) => span !== undefined);
  const written = (argument: typeof first): Written =>
    argument?.span === undefined
      ? {}
      : { span: argument.span, ...(argument.text === undefined ? {} : { text: argument.text }) };
  if (first !== undefined && second !== undefined) return [written(first), written(second)];
  const dot = calleeText.lastIndexOf(".");
  if (callee === undefined || dot < 0) return [{}, {}];
  return [
    { span: { start: calleeSpan.start, end: calleeSpan.start + dot }, text: calleeText.slice(0, dot) },
    written(first),
  ];
}

/** "`r + 0.9 * best` sets each against each" */
export function outerSumPlace({ call: { path, span } }: OuterSum, context: RuleContext): RelatedPlace | undefined {
  const text = context.source(path)?.text.slice(span.start, span.end);
  const message = "each is set against each here";
  return {
    place: { path, span },
    message: text === undefined ? message : `${code(excerpt(text, 40))} sets each against each`,
  };
}

/** The column of the sum becomes a row, or its row a column where columns are compared. */
export function outerSumFixes(
  { call, longer, shorter }: OuterSum,
  isOfRows: boolean,
  context: RuleContext,
): readonly (Fix | undefined)[] {
  if (call.path !== context.facts.path) return [];
  const [drop, add] = unitAxisFixes(longer, shorter, context);
  return [isOfRows ? drop : add && { ...add, preferred: true }];
}
