/** Weights of classes or outputs that are too many or too few for a loss: as many weights as there are scores, or as many scores as there are weights. */
import { argumentOf, replace, setArgument } from "../edits/index.ts";
import type { BrokenRequirement, CallFact, Operand } from "../facts/index.ts";
import { asConstant, axisOf, equalDims, knownDims, rankOf } from "../shape/index.ts";
import type { Fix, RuleContext } from "./define.ts";
import { lossAt } from "./losses.ts";
import { resizeHead } from "./resize-head.ts";

export function weightFixes(broken: BrokenRequirement, context: RuleContext): readonly (Fix | undefined)[] {
  const [scores] = broken.operands;
  const given = broken.operands.filter(({ parameter }) => parameter.includes("weight"));
  const weight = given.find(({ parameter }) => parameter === broken.subject) ?? given.at(-1);
  const rank = scores === undefined ? undefined : rankOf(scores.shape);
  const size = weight === undefined ? undefined : knownDims(weight.shape)?.at(-1);
  if (scores === undefined || weight === undefined || rank === undefined || size === undefined) return [];
  const axis = broken.requirement === "class-weights" && rank > 1 ? 1 - rank : -1;
  const wanted = asConstant(axisOf(scores.shape, axis) ?? 0);
  const has = asConstant(size);
  if (wanted === undefined || has === undefined || has === wanted || has < 2) return [];
  const classes = lossAt(broken, context.facts)?.target?.tensor.reading?.classes?.count;
  return [
    resizeHead(scores.producer, axis, has, classes === has),
    lengthen(madeBy(weight, broken, context), has, wanted, classes !== has, context),
  ];
}

/** `torch.ones(3)` made for 5, or ones behind the three numbers of a list. */
function lengthen(
  call: CallFact | undefined,
  has: number,
  wanted: number,
  preferred: boolean,
  { facts }: RuleContext,
): Fix | undefined {
  const argument = call?.args[0];
  if (call?.path !== facts.path || argument?.span === undefined || argument.text === undefined) return undefined;
  const title = `Give ${String(wanted)} weights`;
  if (argument.size !== undefined && equalDims(argument.size, has)) {
    const edit = setArgument(call, argument.parameter, String(wanted));
    return edit && { title: `${title}: \`${String(wanted)}\``, safe: false, preferred, edits: [edit] };
  }
  const items = /^\[([^[\]]*[^[\],\s])\s*,?\s*\]$/.exec(argument.text)?.[1];
  if (items?.split(",").length !== has || has > wanted) return undefined;
  const text = `[${[items, ...Array.from({ length: wanted - has }, () => "1.0")].join(", ")}]`;
  const edits = [replace(facts.path, argument.span, text)];
  return { title: `${title}: \`${text}\``, safe: false, preferred, edits };
}

/** The call that made the numbers: behind what only scales or moves them, or as the argument of the loss is written. */
function madeBy(
  { producer, parameter }: Operand,
  broken: BrokenRequirement,
  { facts }: RuleContext,
): CallFact | undefined {
  let at = producer;
  for (let steps = 0; at !== undefined && steps < 6; steps++) {
    if (at.inputs.length === 0 && at.call !== undefined) return at.call;
    at = at.inputs.find((each) => each.producer !== undefined)?.producer;
  }
  const loss = lossAt(broken, facts);
  const given = [loss?.creation, loss?.call].flatMap((call) => (call && argumentOf(call, parameter)) ?? [])[0];
  if (given?.span === undefined || given.text === undefined) return undefined;
  const assignment = /^\w+$/.test(given.text) ? assigned(given.text, given.span.start, facts.text) : given.span;
  return facts.calls.find(
    ({ path, span }) =>
      path === facts.path &&
      assignment !== undefined &&
      span.start === assignment.start &&
      (assignment.end === undefined || span.end <= assignment.end),
  );
}

/** Where the value of a name is written, the last time before that place. */
function assigned(name: string, before: number, text: string): { start: number; end?: number } | undefined {
  const [last] = [...text.slice(0, before).matchAll(new RegExp(`^[ \\t]*${name}[ \\t]*=[ \\t]*`, "gm"))].slice(-1);
  return last && { start: last.index + last[0].length };
}
