/** The tree's leaves: names and constants other than strings, and `Broken`, which stands for what is no expression. */
import type { Span } from "../../base/span.ts";
import type { Broken, Constant, Expression, Name } from "./ast.ts";
import { KeywordType, NodeType } from "./pyright.ts";
import type { ExpressionNode, NameNode } from "./pyright.ts";
import { afterOpenParens, numberEnd } from "./ranges.ts";

interface Range {
  readonly start: number;
  readonly length: number;
}

export function tokenSpan(token: Range): Span {
  return { start: token.start, end: token.start + token.length };
}

export function broken(node: Range, children: readonly Expression[]): Broken {
  return { kind: "Broken", span: tokenSpan(node), children };
}

/** The parser reads characters that begin no token as a name without text. */
export function convertName(node: NameNode): Expression {
  return node.d.value === "" ? broken(node.d.token, []) : nameOf(node);
}

export function nameOf(node: NameNode): Name {
  return { kind: "Name", span: tokenSpan(node.d.token), name: node.d.value };
}

type Literal = typeof NodeType.Constant | typeof NodeType.Number | typeof NodeType.Ellipsis;
type LiteralNode = Extract<ExpressionNode, { readonly nodeType: Literal }>;

export function convertConstant(text: string, node: LiteralNode): Expression {
  const start = afterOpenParens(text, node.start);
  if (node.nodeType === NodeType.Number) {
    return { kind: "Constant", span: { start, end: numberEnd(text, start) }, value: numberValue(node.d) };
  }
  if (node.nodeType === NodeType.Ellipsis) {
    return { kind: "Constant", span: { start, end: start + "...".length }, value: { type: "ellipsis" } };
  }
  const at = (word: string): Span => ({ start, end: start + word.length });
  switch (node.d.constType) {
    case KeywordType.True:
      return { kind: "Constant", span: at("True"), value: { type: "bool", value: true } };
    case KeywordType.False:
      return { kind: "Constant", span: at("False"), value: { type: "bool", value: false } };
    case KeywordType.Debug:
      return { kind: "Name", span: at("__debug__"), name: "__debug__" };
    default:
      return { kind: "Constant", span: at("None"), value: { type: "none" } };
  }
}

interface ParsedNumber {
  readonly value: number | bigint;
  readonly isInteger: boolean;
  readonly isImaginary: boolean;
}

/** An integer that a JavaScript number does not hold exactly is of no known value. */
function numberValue({ value, isInteger, isImaginary }: ParsedNumber): Constant["value"] {
  if (isImaginary || typeof value === "bigint") return { type: "other" };
  if (!isInteger) return { type: "float", value };
  return Number.isSafeInteger(value) ? { type: "int", value } : { type: "other" };
}
