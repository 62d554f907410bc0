/** Operators, assignments among them. `i++` gives what was there before; a comma gives its right side. */
import type { BinaryOperator, CompareOperator, Expr, LogicalOperator, Stmt } from "../../interp/ir.ts";
import type { BinaryNode, Expression, PostfixUnaryNode, PrefixUnaryNode, TypeScript } from "../syntax.ts";
import { span } from "./context.ts";
import type { Context } from "./context.ts";
import { isAssignment } from "./scopes.ts";
import { definedValue } from "./self-names.ts";

const arithmetic: ReadonlySet<string> = new Set<BinaryOperator>([
  "+",
  "-",
  "*",
  "/",
  "%",
  "**",
  "<<",
  ">>",
  ">>>",
  "&",
  "|",
  "^",
]);
const comparing: ReadonlySet<string> = new Set<CompareOperator>([
  "==",
  "!=",
  "===",
  "!==",
  "<",
  "<=",
  ">",
  ">=",
  "in",
  "instanceof",
]);
const logical: ReadonlyMap<string, LogicalOperator> = new Map([
  ["&&", "and"],
  ["||", "or"],
  ["??", "??"],
]);

export function lowerBinary(node: BinaryNode, context: Context): Expr {
  const { syntax, lower } = context;
  const at = span(node, context);
  const { kind } = node.operatorToken;
  if (isAssignment(kind, syntax)) return lowerAssignment(node, context);
  const operator = syntax.tokenToString(kind) ?? "";
  const left = lower.expression(node.left, context);
  const right = lower.expression(node.right, context);
  if (arithmetic.has(operator)) return { kind: "binary", span: at, operator: operator as BinaryOperator, left, right };
  if (comparing.has(operator)) {
    return { kind: "compare", span: at, first: left, rest: [{ operator: operator as CompareOperator, value: right }] };
  }
  const joining = logical.get(operator);
  if (joining !== undefined) return { kind: "logical", span: at, operator: joining, values: [left, right] };
  if (kind !== syntax.SyntaxKind.CommaToken) return { kind: "broken", span: at, children: [left, right] };
  const dropped: Expr = { kind: "unary", span: left.span, operator: "void", operand: left };
  return { kind: "logical", span: at, operator: "or", values: [dropped, right] };
}

function lowerAssignment(node: BinaryNode, context: Context): Expr {
  const { lower } = context;
  const target = lower.target(node.left, context);
  const called = target.kind === "name" ? target.name : "";
  const value = definedValue(node.right, called, target.span, context);
  const operator = assignedOperator(node, context.syntax);
  return { kind: "assign", span: span(node, context), target, value, ...(operator === undefined ? {} : { operator }) };
}

/** `+` of `+=`; `undefined` for a plain `=`. */
function assignedOperator(node: BinaryNode, syntax: TypeScript): BinaryOperator | LogicalOperator | undefined {
  const operator = (syntax.tokenToString(node.operatorToken.kind) ?? "=").slice(0, -1);
  return logical.get(operator) ?? (arithmetic.has(operator) ? (operator as BinaryOperator) : undefined);
}

export function lowerPrefix(node: PrefixUnaryNode, context: Context): Expr {
  const { syntax, lower } = context;
  const at = span(node, context);
  switch (node.operator) {
    case syntax.SyntaxKind.PlusPlusToken:
    case syntax.SyntaxKind.MinusMinusToken:
      return step(node, context);
    case syntax.SyntaxKind.ExclamationToken:
      return { kind: "unary", span: at, operator: "not", operand: lower.expression(node.operand, context) };
    case syntax.SyntaxKind.MinusToken:
      return lowerNegative(node, context);
    case syntax.SyntaxKind.PlusToken:
      return { kind: "unary", span: at, operator: "+", operand: lower.expression(node.operand, context) };
    default:
      return { kind: "unary", span: at, operator: "~", operand: lower.expression(node.operand, context) };
  }
}

/** `-1` is a constant. */
function lowerNegative(node: PrefixUnaryNode, context: Context): Expr {
  const operand = context.lower.expression(node.operand, context);
  const at = span(node, context);
  if (operand.kind === "constant" && operand.value.type === "int" && operand.value.value !== 0) {
    return { kind: "constant", span: at, value: { type: "int", value: -operand.value.value } };
  }
  return { kind: "unary", span: at, operator: "-", operand };
}

export function lowerPostfix(node: PostfixUnaryNode, context: Context): Expr {
  const after = step(node, context);
  const back = node.operator === context.syntax.SyntaxKind.PlusPlusToken ? "-" : "+";
  return { kind: "binary", span: after.span, operator: back, left: after, right: one(after.span) };
}

/** `++i` and `--i`. */
function step(node: PrefixUnaryNode | PostfixUnaryNode, context: Context): Expr {
  const at = span(node, context);
  const operator = node.operator === context.syntax.SyntaxKind.PlusPlusToken ? "+" : "-";
  return { kind: "assign", span: at, target: context.lower.target(node.operand, context), value: one(at), operator };
}

function one(at: Expr["span"]): Expr {
  return { kind: "constant", span: at, value: { type: "int", value: 1 } };
}

/** An expression whose value nobody reads: `i++` need not give back what was there before. */
export function lowerUnread(expression: Expression, context: Context): Expr {
  return context.syntax.isPostfixUnaryExpression(expression)
    ? step(expression, context)
    : context.lower.expression(expression, context);
}

/** Such an expression as a statement. */
export function lowerDiscarded(expression: Expression, context: Context): Stmt {
  const at = span(expression, context);
  const { syntax } = context;
  if (syntax.isDeleteExpression(expression))
    return { kind: "delete", span: at, targets: [context.lower.target(expression.expression, context)] };
  const value = lowerUnread(expression, context);
  if (value.kind !== "assign") return { kind: "expression", span: at, value };
  const { target, operator } = value;
  if (operator === undefined) return { kind: "assign", span: at, targets: [target], value: value.value };
  return { kind: "augment", span: at, target, operator, value: value.value };
}
