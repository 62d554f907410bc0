/**
 * Exact ranges. The third-party parser widens an expression's range by its parentheses and leaves out the comma that ends a bare
 * tuple; CPython does neither. "Outer" is what a parent sees (with parentheses), "inner" is the expression itself. All scanning
 * goes forwards from a known token, where blanks and comments are unambiguous.
 */
import { Char, skipTrivia } from "./lexis.ts";
import { NodeType } from "./pyright.ts";
import type { ExpressionNode } from "./pyright.ts";

/** The end of the node with its own parentheses, and with the last comma of a bare tuple. */
export function outerEnd(text: string, node: ExpressionNode): number {
  const end = node.start + node.length;
  if (node.nodeType === NodeType.Yield && node.d.expr !== undefined) return Math.max(end, outerEnd(text, node.d.expr));
  if (node.nodeType !== NodeType.Tuple || node.d.hasParens) return end;
  const last = node.d.items.at(-1);
  const lastEnd = last === undefined ? end : outerEnd(text, last);
  const comma = skipTrivia(text, lastEnd);
  return text.charCodeAt(comma) === Char.comma ? comma + 1 : lastEnd;
}

/** Where an expression whose first token is no parenthesis begins, given the outer start. */
export function afterOpenParens(text: string, outerStart: number): number {
  if (text.charCodeAt(outerStart) !== Char.openParen) return outerStart;
  let at = outerStart;
  while (text.charCodeAt(at) === Char.openParen) at = skipTrivia(text, at + 1);
  return at;
}

/** The last of the parentheses that open at `outerStart` and before `limit`: the tuple's or the generator's own. */
export function innermostParen(text: string, outerStart: number, limit: number): number {
  let innermost = outerStart;
  let at = outerStart;
  while (at < limit && text.charCodeAt(at) === Char.openParen) {
    innermost = at;
    at = skipTrivia(text, at + 1);
  }
  return innermost;
}

/** Just after the closing bracket that follows `from`, with at most one comma between; undefined where none follows. */
export function afterClosing(text: string, from: number, closer: number): number | undefined {
  let at = skipTrivia(text, from);
  if (text.charCodeAt(at) === Char.comma) at = skipTrivia(text, at + 1);
  return text.charCodeAt(at) === closer ? at + 1 : undefined;
}

const numberPattern = /0[xXbBoO][\da-fA-F_]+|[\d_]*(?:\.[\d_]*)?(?:[eE][+-]?[\d_]+)?[jJ]?/y;

export function numberEnd(text: string, start: number): number {
  numberPattern.lastIndex = start;
  return start + (numberPattern.exec(text)?.[0].length ?? 0);
}
