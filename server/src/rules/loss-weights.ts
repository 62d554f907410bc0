/** Weights of classes or outputs that are too many or too few for a loss: as many weights as there are scores, or as many scores as there are weights. */
import type { Span } from "../base/span.ts";
import { argumentOf, replace, setArgument, withSuffix } from "../edits/index.ts";
import type { BrokenRequirement, CallFact, Operand, Producer } from "../facts/index.ts";
import { asConstant, axisOf, equalDims, knownDims, rankOf } from "../shape/index.ts";
import type { Fix, RuleContext } from "./define.ts";
import { lossAt } from "./losses.ts";
import { resizeHead } from "./resize-head.ts";
import { addAxis } from "./spelling.ts";
import { excerpt } from "./words.ts";
import { resized } from "./written-sizes.ts";

export function weightFixes(broken: BrokenRequirement, context: RuleContext): readonly (Fix | undefined)[] {
  const [scores] = broken.operands;
  const given = broken.operands.filter(({ parameter }) => parameter.includes("weight"));
  const weight = given.find(({ parameter }) => parameter === broken.subject) ?? given.at(-1);
  const rank = scores === undefined ? undefined : rankOf(scores.shape);
  const size = weight === undefined ? undefined : knownDims(weight.shape)?.at(-1);
  if (scores === undefined || weight === undefined || rank === undefined || size === undefined) return [];
  const each = ofEachSample(weight, scores, context);
  if (each !== undefined) return [each];
  const axis = broken.requirement === "class-weights" && rank > 1 ? 1 - rank : -1;
  const wanted = asConstant(axisOf(scores.shape, axis) ?? 0);
  const has = asConstant(size);
  if (wanted === undefined || has === undefined || has === wanted || has < 2) return [];
  const classes = lossAt(broken, context.facts)?.target?.tensor.reading?.classes?.count;
  return [
    ...resizeHead(scores.producer, axis, has, context, { preferred: classes === has }),
    lengthen(weight, broken, [has, wanted], classes !== has, context) ??
      resized(weight, -1, wanted, classes !== has, context)[0],
  ];
}

/** One weight for each of the N samples beside a column of scores, (N, 1). */
function ofEachSample({ shape, span }: Operand, scores: Operand, { facts }: RuleContext): Fix | undefined {
  const [weights, column] = [knownDims(shape), knownDims(scores.shape)];
  const isOneEach = weights?.length === 1 && column?.length === 2 && column[1] === 1;
  if (!isOneEach || span === undefined || !equalDims(weights[0] ?? -1, column[0] ?? -2)) return undefined;
  const { text, edit } = withSuffix(facts, span, addAxis(facts, 1));
  return { title: `Write \`${excerpt(text, 60)}\``, safe: false, preferred: true, edits: [edit] };
}

/** `torch.ones(3)` made for 5, or ones behind the three numbers of a list. */
function lengthen(
  weight: Operand,
  broken: BrokenRequirement,
  [has, wanted]: readonly [number, number],
  preferred: boolean,
  context: RuleContext,
): Fix | undefined {
  const { facts } = context;
  const call = madeBy(weight.producer);
  const argument = call?.args[0];
  const title = `Give ${String(wanted)} weights`;
  if (call?.path === facts.path && argument?.size !== undefined && equalDims(argument.size, has)) {
    const edit = setArgument(call, argument.parameter, String(wanted));
    return edit && { title: `${title}: \`${String(wanted)}\``, safe: false, preferred, edits: [edit] };
  }
  const list = has < wanted ? writtenList(weight, broken, context) : undefined;
  const items = list && /^\[(.*[^\s,]),?\s*\]$/s.exec(facts.text.slice(list.start, list.end))?.[1];
  if (list === undefined || items?.split(",").length !== has) return undefined;
  const text = `[${[items, ...Array.from({ length: wanted - has }, () => "1.0")].join(", ")}]`;
  const edits = [replace(facts.path, list, text)];
  return { title: `${title}: \`${excerpt(text)}\``, safe: false, preferred, edits };
}

/** The call that made the numbers, behind what only scales or moves them. */
function madeBy(producer: Producer | undefined): CallFact | undefined {
  let at = producer;
  for (let steps = 0; at !== undefined && steps < 6; steps++) {
    if (at.inputs.length === 0) return at.call;
    at = at.inputs.find((each) => each.producer !== undefined)?.producer;
  }
  return undefined;
}

/** The one list of numbers in the loss's argument, or where the name in it was last given a value. */
function writtenList({ parameter }: Operand, broken: BrokenRequirement, { facts }: RuleContext): Span | undefined {
  const loss = lossAt(broken, facts);
  const given = [loss?.creation, loss?.call]
    .filter((call) => call?.path === facts.path)
    .flatMap((call) => (call && argumentOf(call, parameter)) ?? [])[0];
  if (given?.span === undefined) return undefined;
  const name = /^(\w+)(\.to\([^()]*\)|\.cuda\(\))?$/.exec(given.text ?? "")?.[1];
  const region = name === undefined ? given.span : valueOf(name, given.span.start, facts.text);
  const text = region === undefined ? "" : facts.text.slice(region.start, region.end);
  const [list, ...others] = [...text.matchAll(/\[[-\d.,\se+/]*\]/g)];
  if (region === undefined || list === undefined || others.length > 0) return undefined;
  const start = region.start + list.index;
  return { start, end: start + list[0].length };
}

/** What stands behind the last `name =` before that place, to the end of its line. */
function valueOf(name: string, before: number, text: string): Span | undefined {
  const [last] = [...text.slice(0, before).matchAll(new RegExp(`^[ \\t]*${name}[ \\t]*=(?!=).*`, "gm"))].slice(-1);
  return last && { start: last.index, end: last.index + last[0].length };
}
