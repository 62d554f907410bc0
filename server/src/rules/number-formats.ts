/** Formats such as `:.4f`, which print one number: a tensor with axes refuses them, even where it holds only one. */
import { withSuffix } from "../edits/index.ts";
import type { BrokenRequirement } from "../facts/index.ts";
import { asConstant, elementCount, printShape, rankOf } from "../shape/index.ts";
import type { Fix, RuleContext } from "./define.ts";
import { subjectOperand } from "./story.ts";
import { code } from "./words.ts";

/** Nothing else wants a tensor without axes. */
export function isFormatted({ operation, relation }: BrokenRequirement): boolean {
  return (
    operation === "require_rank" &&
    relation.kind === "rank" &&
    !("min" in relation.allowed) &&
    relation.allowed[0] === 0
  );
}

/** Whether the tensor holds a single number, within axes of size 1. */
function isSingle(broken: BrokenRequirement): boolean {
  const shape = subjectOperand(broken)?.shape;
  const count = shape === undefined || rankOf(shape) === undefined ? undefined : elementCount(shape);
  return count !== undefined && asConstant(count) === 1;
}

export function formatMessage(broken: BrokenRequirement): string {
  const input = subjectOperand(broken);
  const what = input?.text === undefined ? "A tensor" : code(input.text);
  const has = input === undefined ? "axes" : printShape(input.shape);
  const advice = isSingle(broken)
    ? "Take the number out of it, with `.item()`."
    : "Reduce it first, with `.mean()` or `.sum()`.";
  return `${what} is formatted as one number, but has the shape ${has}: a tensor with axes refuses that. ${advice}`;
}

export function itemFix(broken: BrokenRequirement, { facts }: RuleContext): Fix | undefined {
  const span = subjectOperand(broken)?.span;
  if (!isFormatted(broken) || span === undefined || broken.path !== facts.path || !isSingle(broken)) return undefined;
  const { text, edit } = withSuffix(facts, span, ".item()");
  return { title: `Write \`${text}\``, safe: true, preferred: true, edits: [edit] };
}
