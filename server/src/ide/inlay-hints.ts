/** Inlay hints: the shape after each assigned name and parameter and, when asked for, after each call inside an expression. */
import { contains } from "../base/span.ts";
import type { Span } from "../base/span.ts";
import type { FileFacts, ValueFact } from "../facts/index.ts";
import { minRank } from "../shape/index.ts";
import type { TensorType } from "../shape/index.ts";
import type { Feature } from "./feature.ts";
import { printUsual } from "./model-summary.ts";

export interface InlayHintAnswer {
  readonly offset: number;
  readonly label: string;
  readonly tooltip?: string;
}
export interface InlayHintQuestion {
  /** Only hints within this part of the text. */
  readonly span: Span;
  readonly mode: "off" | "assignments" | "all";
}

export const inlayHints: Feature<"inlayHints", InlayHintQuestion, readonly InlayHintAnswer[]> = {
  name: "inlayHints",
  provide: ({ facts }, { span, mode }) => {
    if (mode === "off") return [];
    const stated = linesWithShapeComments(facts);
    const visible = facts.values.filter(
      (value) => contains(span, value.span) && saysSomething(value.tensor) && !stated.has(lineStart(facts, value.span)),
    );
    const named = visible.filter((value) => value.role !== "expression");
    const targets = named.filter((value) => value.role === "target");
    const calls = mode === "all" ? visible.filter((value) => isCall(value) && !isAssigned(facts, value, targets)) : [];
    return distinct([...named, ...calls]).map((value) => ({
      offset: value.span.end,
      label: `${isTyped(facts, value) ? " " : ": "}${printUsual(value.tensor)}`,
      ...(value.note === undefined ? {} : { tooltip: value.note }),
    }));
  },
};

/** Where TypeScript's own type follows, a second colon would be one too many. */
function isTyped(facts: FileFacts, value: ValueFact): boolean {
  return facts.language !== "python" && /^\??\s*:/.test(facts.text.slice(value.span.end, value.span.end + 20));
}

/** `(*x)` would only repeat a name, and `(*?)` says nothing. */
function saysSomething({ shape }: TensorType): boolean {
  return shape.rest === undefined || minRank(shape) > 0;
}

function isCall(value: ValueFact): boolean {
  return value.role === "expression" && value.text.endsWith(")") && !value.text.startsWith("(");
}

/** Whether the value is the whole right side of an assignment: the hint on the name says it already. */
function isAssigned(facts: FileFacts, value: ValueFact, targets: readonly ValueFact[]): boolean {
  return targets.some(
    (target) =>
      target.span.end <= value.span.start &&
      /^\s*(?::[^=\n]*)?=\s*\(?\s*$/.test(facts.text.slice(target.span.end, value.span.start)),
  );
}

/** Where a comment states the shape, a hint would say it twice. */
function linesWithShapeComments(facts: FileFacts): ReadonlySet<number> {
  return new Set(facts.comments.map((comment) => lineStart(facts, comment.span)));
}

function lineStart(facts: FileFacts, span: Span): number {
  return facts.text.lastIndexOf("\n", span.start - 1) + 1;
}

/** One hint a place: a name that is assigned and read in the same spot (`x += y`) has two facts. */
function distinct(values: readonly ValueFact[]): readonly ValueFact[] {
  const byEnd = new Map<number, ValueFact>();
  for (const value of values) if (!byEnd.has(value.span.end)) byEnd.set(value.span.end, value);
  return [...byEnd.values()].sort((a, b) => a.span.end - b.span.end);
}
