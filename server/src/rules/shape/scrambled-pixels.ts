/** Images whose channels are moved by a view: (N, H, W, 3) seen as (N, 3, H, W) keeps the order of the numbers, so that each plane holds pieces of all three. */
import { operandOf, replace, withSuffix } from "../../edits/index.ts";
import type { CallFact, FileFacts, Producer, ValueFact } from "../../facts/index.ts";
import { asConstant, equalDims, equalShapes, knownDims, printShape } from "../../shape/index.ts";
import type { Dim, Shape } from "../../shape/index.ts";
import { defineRule } from "../define.ts";
import type { Fix, RuleContext } from "../define.ts";
import { importedName } from "../keras-words.ts";
import { isOfTorch } from "../spelling.ts";
import { code, excerpt } from "../words.ts";

interface Scrambled {
  readonly call: CallFact;
  readonly from: Shape;
  readonly to: Shape;
  /** What was meant: the axes that stand in each place. */
  readonly order: readonly number[];
}

export const scrambledPixels = defineRule({
  name: "scrambled-pixels",
  summary: "A view moves the channels of images and mixes their pixels",
  level: "warning",
  since: "0.1.0",
  on: "value",

  check({ role, span, producer }: ValueFact, { facts }): Scrambled | undefined {
    const call = producer?.call;
    const isItself = role === "expression" && call?.span.start === span.start && call.span.end === span.end;
    if (call === undefined || producer === undefined || !isItself || call.path !== facts.path || !isView(producer))
      return undefined;
    const from = producer.inputs[0]?.tensor.shape;
    const order = from && movedChannels(from, producer.output.shape);
    return from === undefined || order === undefined || isUndone(producer, from, facts)
      ? undefined
      : { call, from, to: producer.output.shape, order };
  },
  report: ({ call, from, to, order }) => ({
    at: call.span,
    message:
      `${code(excerpt(call.calleeText, 40))} sees images of ${printShape(from)} as ${printShape(to)}, but moves no number: each channel then holds pieces of all of them. ` +
      `Put the axes into another order: ${code(`permute(${order.join(", ")})`)}, not another shape.`,
  }),
  fixes: (found, context) => [permuted(found, context)],
});

const isView = ({ operation, layer }: Producer): boolean => /^(view|reshape)$/.test(operation) && layer === undefined;

/** Whether it takes back what a view did before, or another takes it back. */
const isUndone = (view: Producer, from: Shape, { values }: FileFacts): boolean =>
  [view.inputs[0]?.producer].some((before) => before !== undefined && isView(before)) ||
  values.some(({ producer }) => {
    const next = producer !== undefined && isView(producer) && producer.inputs[0]?.producer === view;
    return next && equalShapes(producer.output.shape, from);
  });

/** Red, green and blue, or those with an alpha; and sides that are no channels. */
const mayBeChannels = (size: Dim | undefined): boolean => size === 3 || size === 4;
const mayBeSide = (size: Dim | undefined): boolean => (size === undefined ? 0 : (asConstant(size) ?? 0)) >= 8;

/** The channels from the end to before the sides, or back; all else as it was. */
function movedChannels(from: Shape, to: Shape): readonly number[] | undefined {
  const [has, asked] = [knownDims(from), knownDims(to)];
  if (has === undefined || asked?.length !== has.length || has.length < 3 || has.length > 4) return undefined;
  const first = has.length - 3;
  const samples = has.length === 4 ? [0] : [];
  const [channelsFirst, channelsLast] = [
    [...samples, first + 2, first, first + 1],
    [...samples, first + 1, first + 2, first],
  ];
  const isTurned = (order: readonly number[]): boolean =>
    order.every((axis, at) => equalDims(has[axis] ?? -1, asked[at] ?? -2));
  if (mayBeChannels(has.at(-1)) && mayBeSide(has[first]) && mayBeSide(has[first + 1]) && isTurned(channelsFirst))
    return channelsFirst;
  const isFirst = mayBeChannels(has[first]) && mayBeSide(has[first + 1]) && mayBeSide(has[first + 2]);
  return isFirst && isTurned(channelsLast) ? channelsLast : undefined;
}

function permuted({ call, order }: Scrambled, { facts }: RuleContext): Fix | undefined {
  const inner = operandOf(call);
  if (inner === undefined || facts.language !== "python") return undefined;
  const text = facts.text.slice(inner.start, inner.end);
  const axes = order.join(", ");
  const array = importedName(facts.text, "tensorflow") ?? importedName(facts.text, "numpy");
  const isTensor = isOfTorch(facts) && !/^(np|numpy)\./.test(call.callee ?? "");
  const written = isTensor
    ? withSuffix(facts, inner, `.permute(${axes})`).text
    : array && `${array}.transpose(${text}, (${axes}))`;
  if (written === undefined) return undefined;
  return {
    title: `Write ${code(excerpt(written, 60))}`,
    safe: false,
    preferred: true,
    edits: [replace(facts.path, call.span, written)],
  };
}
