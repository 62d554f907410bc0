/**
 * How many samples there are: the first size of data that the program makes. It is no more than a number of samples, so that another one is written for it only
 * where other data has as many: neither the features of a layer nor the steps of a sequence say how many samples there should be.
 */
import type { Span } from "../base/span.ts";
import type { FileFacts, Operand } from "../facts/index.ts";
import { asConstant, axisOf, rankOf } from "../shape/index.ts";
import { ancestry } from "./ancestry.ts";
import type { Fix } from "./define.ts";

interface Samples {
  readonly count: number;
  /** Where the number is written. */
  readonly at: Span;
}

/** The edits that leave the number of samples alone, or make it that of other data; and make no other number one of samples. */
export function keepingSamples(
  fixes: readonly Fix[],
  operands: readonly Pick<Operand, "producer">[],
  facts: FileFacts,
): readonly Fix[] {
  const samples = operands.flatMap(({ producer }) => samplesBehind(producer, facts));
  const isCount = (text: string): boolean => samples.some(({ count }) => String(count) === text);
  const isOfOther = (at: Span, text: string): boolean =>
    samples.some((each) => each.at.start !== at.start && String(each.count) === text);
  return fixes.filter(({ edits }) =>
    edits.every(({ path, span, newText }) => {
      const isOfSamples = path === facts.path && samples.some(({ at }) => at.start === span.start);
      return isOfSamples ? isOfOther(span, newText) : !isCount(newText);
    }),
  );
}

function samplesBehind(producer: Operand["producer"], { path, text }: FileFacts): readonly Samples[] {
  const all = [...ancestry(producer)];
  // What is trained has no samples.
  const trained = all.flatMap(({ inputs }) => inputs.filter(({ weight }) => weight === true));
  const weights = new Set(trained.flatMap(({ producer: maker }) => [...ancestry(maker, 20)]));
  return all.flatMap((each) => {
    const { call, layer, inputs, output } = each;
    const { shape } = output;
    const count = asConstant(axisOf(shape, 0) ?? NaN);
    const isData = inputs.length === 0 && layer === undefined && (rankOf(shape) ?? 0) > 0 && !weights.has(each);
    if (!isData || call?.path !== path || count === undefined) return [];
    const { end } = call.calleeSpan;
    const found = new RegExp(`(?<![\\w.])${String(count)}(?![\\w.])`).exec(text.slice(end, call.span.end));
    return found === null
      ? []
      : [{ count, at: { start: end + found.index, end: end + found.index + found[0].length } }];
  });
}
