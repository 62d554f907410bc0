/** Moves every span of a syntax tree. Trees are plain data, so one walk serves all kinds of nodes. */
import type { Span } from "../../base/span.ts";

export function relocate<T>(tree: T, move: (span: Span) => Span): T {
  return walk(tree, move) as T;
}

function walk(value: unknown, move: (span: Span) => Span): unknown {
  if (Array.isArray(value)) return value.map((item) => walk(item, move));
  if (typeof value !== "object" || value === null) return value;
  if (isSpan(value)) return move(value);
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, walk(field, move)]));
}

function isSpan(value: object): value is Span {
  return "start" in value && "end" in value;
}
