/** What a function gives to be minimized in TensorFlow.js, where it is more than one number: reduced no further, or along one axis only. */
import { insertAfter, removeItem } from "../edits/index.ts";
import type { FileEdit } from "../edits/index.ts";
import type { ArgumentFact, BrokenRequirement, CallFact } from "../facts/index.ts";
import { printShape } from "../shape/index.ts";
import type { Fix, RelatedPlace, RuleContext } from "./define.ts";
import { behindCast } from "./scores.ts";
import { subjectOperand } from "./story.ts";
import { code } from "./words.ts";

export const isScalarWanted = ({ operation, relation }: BrokenRequirement): boolean =>
  operation === "check_rank" &&
  relation.kind === "rank" &&
  !("min" in relation.allowed) &&
  relation.allowed.join() === "0";

export function scalarMessage(broken: BrokenRequirement, who: string): string {
  const shape = subjectOperand(broken)?.shape;
  const axis = axisOf(reduction(broken));
  const advice =
    axis === undefined
      ? "Reduce it first, with `.mean()` or `.sum()`."
      : `${code(reduction(broken)?.calleeText ?? "")} takes one axis away: leave ${code(axis.text ?? "")} out to take all.`;
  return `${who} needs one number without axes, but its function returns ${shape === undefined ? "more" : printShape(shape)}. ${advice}`;
}

/** Where the value was made, if that stands outside the call. */
export function scalarPlace(broken: BrokenRequirement): RelatedPlace | undefined {
  const made = subjectOperand(broken)?.producer?.call;
  const shape = subjectOperand(broken)?.shape;
  return made === undefined || shape === undefined
    ? undefined
    : { place: made, message: `${printShape(shape)} is made here` };
}

export function scalarFixes(broken: BrokenRequirement, context: RuleContext): readonly Fix[] {
  const made = subjectOperand(broken)?.producer?.call;
  const source = made && context.source(made.path);
  if (made === undefined || source === undefined) return [];
  const call = reduction(broken);
  const axis = axisOf(call);
  const whole = axis?.span === undefined ? undefined : removeItem(source, axis.span);
  const fix = (title: string, edit: FileEdit, preferred: boolean): Fix => ({
    title,
    safe: false,
    preferred,
    edits: [edit],
  });
  if (whole !== undefined) return [fix(`Leave ${code(axis?.text ?? "")} out`, whole, true)];
  return ["mean", "sum"].map((name) =>
    fix(`Take the ${name} first: \`.${name}()\``, insertAfter(source, made.span, `.${name}()`), name === "mean"),
  );
}

/** The mean along one axis that gave the value: sums for each sample are meant more often. */
function reduction(broken: BrokenRequirement): CallFact | undefined {
  const producer = behindCast(subjectOperand(broken)?.producer);
  return producer?.operation === "mean" ? producer.call : undefined;
}

/** Its axis, where nothing is written behind it. */
function axisOf(call: CallFact | undefined): ArgumentFact | undefined {
  const last = call?.args.filter(({ span }) => span !== undefined).at(-1);
  return last?.parameter === "axis" && last.size !== undefined ? last : undefined;
}
