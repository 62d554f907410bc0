/**
 * Function and class expressions, and the names that they get: the one they are written with, which only they themselves see, or that of
 * the variable or property that they are the value of.
 */
import type { Span } from "../../base/span.ts";
import type { Expr, FunctionIR, Stmt } from "../../interp/ir.ts";
import type { ClassExpressionNode, Expression, FunctionExpressionNode } from "../syntax.ts";
import { before, name, set, span } from "./context.ts";
import type { Context, Named } from "./context.ts";

/** The value of a variable or property: a function or class without a name is called after it. */
export function definedValue(value: Expression, called: string, nameSpan: Span, context: Context): Expr {
  const { syntax } = context;
  if (syntax.isArrowFunction(value)) return functionValue(value, context, { name: called, nameSpan });
  if (syntax.isFunctionExpression(value) && value.name === undefined)
    return functionValue(value, context, { name: called, nameSpan });
  if (syntax.isClassExpression(value) && value.name === undefined)
    return classValue(value, context, { name: called, nameSpan });
  return context.lower.expression(value, context);
}

export function lowerFunctionExpression(node: FunctionExpressionNode, context: Context): Expr {
  const written = node.name;
  const at = span(node, context);
  if (written === undefined) return functionValue(node, context, { name: "", nameSpan: before(at) });
  const named = { name: written.text, nameSpan: span(written, context) };
  return knowingItself(node, context, (inner) => functionValue(node, inner, named));
}

export function lowerClassExpression(node: ClassExpressionNode, context: Context): Expr {
  const written = node.name;
  const at = span(node, context);
  if (written === undefined) return classValue(node, context, { name: "", nameSpan: before(at) });
  const named = { name: written.text, nameSpan: span(written, context) };
  return knowingItself(node, context, (inner) => classValue(node, inner, named));
}

function functionValue(node: FunctionExpressionNode, context: Context, named: Named): Expr {
  const fn = context.lower.function(node, context, named);
  return { kind: "function", span: fn.span, function: fn };
}

function classValue(node: ClassExpressionNode, context: Context, named: Named): Expr {
  const cls = context.lower.class(node, context, named);
  return { kind: "class", span: cls.span, class: cls };
}

/** `const f = function g() { … g() … }`: where the name is used, a made-up arrow binds it around the definition and is called at once. */
function knowingItself(
  node: FunctionExpressionNode | ClassExpressionNode,
  context: Context,
  define: (context: Context) => Expr,
): Expr {
  const scope = context.table.self.get(node);
  const binding = scope?.bindings.values().next().value;
  const inner = scope === undefined ? context : { ...context, scope };
  if (binding?.used !== true) return define(inner);
  const at = span(node, context);
  const bound = name(binding.target, before(at));
  const body: readonly Stmt[] = [set(bound, define(inner), at), { kind: "return", span: before(at), value: bound }];
  const around: FunctionIR = {
    name: "",
    span: at,
    nameSpan: before(at),
    parameters: [],
    body,
    locals: new Set([binding.target]),
    generator: false,
    async: false,
    arrow: true,
  };
  return { kind: "call", span: at, callee: { kind: "function", span: at, function: around }, args: [] };
}
