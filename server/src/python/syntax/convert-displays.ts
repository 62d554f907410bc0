/** Tuples, lists, sets, dictionaries and comprehensions. A display with a comprehension inside is the comprehension. */
import type { Comprehension, Dict, Expression } from "./ast.ts";
import { Char } from "./lexis.ts";
import { broken } from "./leaves.ts";
import { isExpressionNode, NodeType } from "./pyright.ts";
import type { ComprehensionForIfNode, ComprehensionNode, ExpressionNode, ParseNode } from "./pyright.ts";
import { afterClosing, afterOpenParens, innermostParen, outerEnd } from "./ranges.ts";

type Of<T extends number> = Extract<ExpressionNode, { readonly nodeType: T }>;
type Convert = (node: ExpressionNode) => Expression;

export function convertTuple(text: string, node: Of<typeof NodeType.Tuple>, convert: Convert): Expression {
  const items = node.d.items.map(convert);
  const [first] = node.d.items;
  const last = node.d.items.at(-1);
  if (!node.d.hasParens) {
    return { kind: "Tuple", span: { start: first?.start ?? node.start, end: outerEnd(text, node) }, items };
  }
  const start = innermostParen(text, node.start, first?.start ?? text.length);
  const from = last === undefined ? start + 1 : outerEnd(text, last);
  return { kind: "Tuple", span: { start, end: afterClosing(text, from, Char.closeParen) ?? from }, items };
}

export function convertSequence(
  text: string,
  node: Of<typeof NodeType.List | typeof NodeType.Set>,
  convert: Convert,
): Expression {
  const isList = node.nodeType === NodeType.List;
  const start = afterOpenParens(text, node.start);
  const last = node.d.items.at(-1);
  const from = last === undefined ? start + 1 : outerEnd(text, last);
  const span = { start, end: afterClosing(text, from, isList ? Char.closeBracket : Char.closeBrace) ?? from };
  const [only] = node.d.items;
  if (node.d.items.length === 1 && only?.nodeType === NodeType.Comprehension && !only.d.isGenerator) {
    return { ...convertComprehension(text, only, convert), form: isList ? "list" : "set", span };
  }
  return { kind: isList ? "List" : "Set", span, items: node.d.items.map(convert) };
}

export function convertDictionary(text: string, node: Of<typeof NodeType.Dictionary>, convert: Convert): Expression {
  const start = afterOpenParens(text, node.start);
  const entries: Dict["entries"][number][] = [];
  let from = start + 1;
  for (const item of node.d.items) {
    from = endOf(text, item);
    if (item.nodeType === NodeType.Comprehension) {
      const comprehension = convertComprehension(text, item, convert);
      const end = afterClosing(text, from, Char.closeBrace) ?? from;
      if (node.d.items.length === 1) return { ...comprehension, form: "dict", span: { start, end } };
      entries.push({ value: comprehension });
    } else if (item.nodeType === NodeType.DictionaryExpandEntry) entries.push({ value: convert(item.d.expr) });
    else entries.push({ key: convert(item.d.keyExpr), value: convert(item.d.valueExpr) });
  }
  return { kind: "Dict", span: { start, end: afterClosing(text, from, Char.closeBrace) ?? from }, entries };
}

/** A generator's span includes its own parentheses; those of a call are the caller's to give. */
export function convertComprehension(text: string, node: ComprehensionNode, convert: Convert): Comprehension {
  const element = node.d.expr;
  const end = endOf(text, node.d.forIfNodes.at(-1) ?? element);
  const start = node.d.hasParens ? innermostParen(text, node.start, element.start) : element.start;
  const span = { start, end: node.d.hasParens ? (afterClosing(text, end, Char.closeParen) ?? end) : end };
  const clauses = convertClauses(node.d.forIfNodes, convert);
  const parts =
    element.nodeType === NodeType.DictionaryKeyEntry
      ? { key: convert(element.d.keyExpr), element: convert(element.d.valueExpr) }
      : { element: convertElement(element, convert) };
  return { kind: "Comprehension", form: "generator", span, ...parts, clauses };
}

function convertElement(node: ParseNode, convert: Convert): Expression {
  if (node.nodeType === NodeType.DictionaryExpandEntry) return convert(node.d.expr);
  return isExpressionNode(node) ? convert(node) : broken(node, []);
}

function convertClauses(nodes: readonly ComprehensionForIfNode[], convert: Convert): Comprehension["clauses"] {
  const clauses: { target: Expression; iterable: Expression; conditions: Expression[] }[] = [];
  for (const node of nodes) {
    if (node.nodeType === NodeType.ComprehensionFor) {
      clauses.push({ target: convert(node.d.targetExpr), iterable: convert(node.d.iterableExpr), conditions: [] });
    } else clauses.at(-1)?.conditions.push(convert(node.d.testExpr));
  }
  return clauses;
}

function endOf(text: string, node: ParseNode): number {
  switch (node.nodeType) {
    case NodeType.ComprehensionFor:
      return outerEnd(text, node.d.iterableExpr);
    case NodeType.ComprehensionIf:
      return outerEnd(text, node.d.testExpr);
    case NodeType.DictionaryKeyEntry:
      return outerEnd(text, node.d.valueExpr);
    case NodeType.DictionaryExpandEntry:
      return outerEnd(text, node.d.expr);
    default:
      return node.start + node.length;
  }
}
