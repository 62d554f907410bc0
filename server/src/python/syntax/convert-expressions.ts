/**
 * Expressions of the third-party tree → our own, with CPython's ranges. Strings and displays with their comprehensions have their
 * own files, to which this one hands itself as `Convert`. Text that is no expression becomes `Broken`; nothing is lost that the
 * parser kept.
 */
import type { Span } from "../../base/span.ts";
import type {
  Argument,
  BinaryOperator,
  BoolOp,
  Call,
  CompareOperator,
  Expression,
  Lambda,
  Parameter,
  Slice,
  Subscript,
  UnaryOp,
} from "./ast.ts";
import { convertComprehension, convertDictionary, convertSequence, convertTuple } from "./convert-displays.ts";
import { convertStrings } from "./convert-strings.ts";
import { broken, convertConstant, convertName, nameOf, tokenSpan } from "./leaves.ts";
import { Char, skipTrivia } from "./lexis.ts";
import { convertParameters } from "./convert-parameters.ts";
import { ArgumentCategory, ErrorCategory, NodeType, operatorText } from "./pyright.ts";
import type { ArgumentNode, ErrorNode, ExpressionNode, IndexNode, SliceNode } from "./pyright.ts";
import { afterClosing, afterOpenParens, outerEnd } from "./ranges.ts";

type Of<T extends number> = Extract<ExpressionNode, { readonly nodeType: T }>;

export function convertExpression(text: string, node: ExpressionNode): Expression {
  const convert = (child: ExpressionNode): Expression => convertExpression(text, child);
  switch (node.nodeType) {
    case NodeType.Name:
      return convertName(node);
    case NodeType.Constant:
    case NodeType.Number:
    case NodeType.Ellipsis:
      return convertConstant(text, node);
    case NodeType.StringList:
      return convertStrings(text, node.d.strings, convert);
    case NodeType.String:
    case NodeType.FormatString:
      return convertStrings(text, [node], convert);
    case NodeType.MemberAccess: {
      const nameSpan = tokenSpan(node.d.member.d.token);
      const span = { start: node.d.leftExpr.start, end: nameSpan.end };
      return { kind: "Attribute", span, object: convert(node.d.leftExpr), name: node.d.member.d.value, nameSpan };
    }
    case NodeType.Call:
      return convertCall(text, node);
    case NodeType.Index:
      return convertSubscript(text, node);
    case NodeType.Slice:
      return convertSlice(text, node);
    case NodeType.Tuple:
      return convertTuple(text, node, convert);
    case NodeType.List:
    case NodeType.Set:
      return convertSequence(text, node, convert);
    case NodeType.Dictionary:
      return convertDictionary(text, node, convert);
    case NodeType.Comprehension:
      return convertComprehension(text, node, convert);
    case NodeType.Error:
      return convertError(text, node);
    case NodeType.Assignment:
    case NodeType.AugmentedAssignment:
      return broken(node, [convert(node.d.leftExpr), convert(node.d.rightExpr)]);
    case NodeType.TypeAnnotation:
      return broken(node, [convert(node.d.valueExpr), convert(node.d.annotation)]);
    default:
      return convertOperation(text, node, convert);
  }
}

/** What is introduced or joined by an operator or a keyword. */
type Operation = Of<
  | typeof NodeType.BinaryOperation
  | typeof NodeType.UnaryOperation
  | typeof NodeType.Ternary
  | typeof NodeType.Lambda
  | typeof NodeType.Unpack
  | typeof NodeType.Await
  | typeof NodeType.Yield
  | typeof NodeType.YieldFrom
  | typeof NodeType.AssignmentExpression
>;

function convertOperation(text: string, node: Operation, convert: (child: ExpressionNode) => Expression): Expression {
  const upTo = (end: ExpressionNode, start: number): Span => ({ start, end: outerEnd(text, end) });
  switch (node.nodeType) {
    case NodeType.BinaryOperation:
      return convertBinary(text, node);
    case NodeType.UnaryOperation: {
      const span = upTo(node.d.expr, node.d.operatorToken.start);
      const operator = operatorText[node.d.operator] as UnaryOp["operator"];
      return { kind: "UnaryOp", span, operator, operand: convert(node.d.expr) };
    }
    case NodeType.Ternary: {
      const { ifExpr, testExpr, elseExpr } = node.d;
      const span = upTo(elseExpr, ifExpr.start);
      return { kind: "IfExp", span, test: convert(testExpr), body: convert(ifExpr), otherwise: convert(elseExpr) };
    }
    case NodeType.Lambda:
      return convertLambda(text, node);
    case NodeType.Unpack:
      return { kind: "Starred", span: upTo(node.d.expr, node.d.starToken.start), value: convert(node.d.expr) };
    case NodeType.Await:
      return { kind: "Await", span: upTo(node.d.expr, node.d.awaitToken.start), value: convert(node.d.expr) };
    case NodeType.Yield: {
      const start = afterOpenParens(text, node.start);
      const { expr } = node.d;
      if (expr === undefined) return { kind: "Yield", span: { start, end: start + "yield".length }, delegate: false };
      return { kind: "Yield", span: upTo(expr, start), value: convert(expr), delegate: false };
    }
    case NodeType.YieldFrom: {
      const span = upTo(node.d.expr, afterOpenParens(text, node.start));
      return { kind: "Yield", span, value: convert(node.d.expr), delegate: true };
    }
    case NodeType.AssignmentExpression: {
      const target = nameOf(node.d.name);
      const span = upTo(node.d.rightExpr, target.span.start);
      return { kind: "NamedExpr", span, target, value: convert(node.d.rightExpr) };
    }
  }
}

function convertCall(text: string, node: Of<typeof NodeType.Call>): Call {
  const callee = convertExpression(text, node.d.leftExpr);
  const open = skipTrivia(text, outerEnd(text, node.d.leftExpr));
  const last = node.d.args.at(-1);
  const from = last === undefined ? open + 1 : outerEnd(text, last.d.valueExpr);
  const end = afterClosing(text, from, Char.closeParen) ?? from;
  const span = { start: node.d.leftExpr.start, end };
  return {
    kind: "Call",
    span,
    callee,
    args: node.d.args.map((argument) => convertArgument(text, argument, { start: open, end })),
  };
}

/** `parens` are those of the call: a generator that stands alone in a call has them for its own. */
export function convertArgument(text: string, node: ArgumentNode, parens: Span): Argument {
  const { valueExpr, argCategory, name } = node.d;
  const converted = convertExpression(text, valueExpr);
  const isBareGenerator =
    converted.kind === "Comprehension" && valueExpr.nodeType === NodeType.Comprehension && !valueExpr.d.hasParens;
  const value = isBareGenerator ? { ...converted, span: parens } : converted;
  const span = { start: node.start, end: outerEnd(text, valueExpr) };
  if (name !== undefined)
    return { form: "keyword", span, name: name.d.value, nameSpan: tokenSpan(name.d.token), value };
  const form =
    argCategory === ArgumentCategory.UnpackedList
      ? "spread"
      : argCategory === ArgumentCategory.UnpackedDictionary
        ? "keywords"
        : "positional";
  return { form, span, value };
}

function convertSubscript(text: string, node: IndexNode): Subscript {
  const object = convertExpression(text, node.d.leftExpr);
  const items = node.d.items.map((item) => convertIndexItem(text, item));
  const last = items.at(-1);
  const lastNode = node.d.items.at(-1);
  const innerEnd = Math.max(last?.span.end ?? 0, lastNode === undefined ? 0 : outerEnd(text, lastNode.d.valueExpr));
  const end = afterClosing(text, innerEnd, Char.closeBracket) ?? innerEnd;
  const span = { start: node.d.leftExpr.start, end };
  const [only] = items;
  if (items.length === 1 && only !== undefined && only.kind !== "Starred" && !node.d.trailingComma) {
    return { kind: "Subscript", span, object, index: only };
  }
  const comma = skipTrivia(text, innerEnd);
  const tupleEnd = node.d.trailingComma && text.charCodeAt(comma) === Char.comma ? comma + 1 : innerEnd;
  const tupleSpan = { start: node.d.items[0]?.start ?? node.start, end: tupleEnd };
  return { kind: "Subscript", span, object, index: { kind: "Tuple", span: tupleSpan, items } };
}

function convertIndexItem(text: string, node: ArgumentNode): Expression {
  const value = convertExpression(text, node.d.valueExpr);
  if (node.d.argCategory === ArgumentCategory.Simple) return value;
  return { kind: "Starred", span: { start: node.start, end: outerEnd(text, node.d.valueExpr) }, value };
}

/** The parser's range leaves out the colons after the last part. */
function convertSlice(text: string, node: SliceNode): Slice {
  const { startValue, endValue, stepValue } = node.d;
  const convert = (child: ExpressionNode): Expression => convertExpression(text, child);
  let end = startValue === undefined ? node.start : outerEnd(text, startValue);
  for (const part of [endValue, stepValue]) {
    const colon = skipTrivia(text, end);
    if (text.charCodeAt(colon) !== Char.colon) break;
    end = part === undefined ? colon + 1 : outerEnd(text, part);
  }
  return {
    kind: "Slice",
    span: { start: node.start, end },
    ...(startValue !== undefined && { lower: convert(startValue) }),
    ...(endValue !== undefined && { upper: convert(endValue) }),
    ...(stepValue !== undefined && { step: convert(stepValue) }),
  };
}

type BinaryNode = Of<typeof NodeType.BinaryOperation>;

const comparisons: ReadonlySet<string> = new Set(["==", "!=", "<", "<=", ">", ">=", "is", "is not", "in", "not in"]);

function convertBinary(text: string, node: BinaryNode): Expression {
  const { leftExpr, rightExpr } = node.d;
  const span = { start: leftExpr.start, end: outerEnd(text, rightExpr) };
  const operator = operatorText[node.d.operator] ?? "";
  if (operator === "and" || operator === "or") {
    const values = sameBoolean(node, operator).map((value) => convertExpression(text, value));
    return { kind: "BoolOp", span, operator, values };
  }
  if (comparisons.has(operator)) return convertComparison(text, node, span);
  const [left, right] = [convertExpression(text, leftExpr), convertExpression(text, rightExpr)];
  return { kind: "BinOp", span, operator: operator as BinaryOperator, left, right };
}

/** The operands of `a or b or c`, which the parser nests to the left. */
function sameBoolean(node: BinaryNode, operator: BoolOp["operator"]): readonly ExpressionNode[] {
  const { leftExpr, rightExpr } = node.d;
  const continues =
    leftExpr.nodeType === NodeType.BinaryOperation &&
    !leftExpr.d.hasParens &&
    operatorText[leftExpr.d.operator] === operator;
  return [...(continues ? sameBoolean(leftExpr, operator) : [leftExpr]), rightExpr];
}

/** `a < b < c`, which the parser nests to the right. */
function convertComparison(text: string, node: BinaryNode, span: Span): Expression {
  const rest: { operator: CompareOperator; value: Expression }[] = [];
  let link: BinaryNode = node;
  for (;;) {
    const operator = operatorText[link.d.operator] as CompareOperator;
    const right: ExpressionNode = link.d.rightExpr;
    const isLink =
      right.nodeType === NodeType.BinaryOperation &&
      !right.d.hasParens &&
      comparisons.has(operatorText[right.d.operator] ?? "");
    rest.push({ operator, value: convertExpression(text, isLink ? right.d.leftExpr : right) });
    if (!isLink) return { kind: "Compare", span, first: convertExpression(text, node.d.leftExpr), rest };
    link = right;
  }
}

function convertLambda(text: string, node: Of<typeof NodeType.Lambda>): Lambda {
  const span = { start: afterOpenParens(text, node.start), end: outerEnd(text, node.d.expr) };
  const convert = (child: ExpressionNode): Expression => convertExpression(text, child);
  const parameters: readonly Parameter[] = convertParameters(text, node.d.params, convert);
  return { kind: "Lambda", span, parameters, body: convert(node.d.expr) };
}

/** `x.` with its name still to come is an attribute with an empty name: it can be completed, and evaluates to nothing known. */
function convertError(text: string, node: ErrorNode): Expression {
  const { child, category, decorators } = node.d;
  const children = (decorators ?? []).map((decorator) => convertExpression(text, decorator.d.expr));
  if (child === undefined) return broken(node, children);
  const object = convertExpression(text, child);
  const dot = skipTrivia(text, outerEnd(text, child));
  if (category !== ErrorCategory.MissingMemberAccessName || text.charCodeAt(dot) !== Char.dot)
    return broken(node, [...children, object]);
  const end = dot + 1;
  return { kind: "Attribute", span: { start: child.start, end }, object, name: "", nameSpan: { start: end, end } };
}
