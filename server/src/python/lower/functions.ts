/**
 * `def`, `lambda` and their parameters. Decorators are kept as expressions: what `@staticmethod` or `@property` make of a
 * function is the interpreter's.
 */
import type { Expr, Parameter, Stmt } from "../../interp/ir.ts";
import type * as ast from "../syntax/ast.ts";
import { enterFunction, mangle, type Context, type LowerExpression, type LowerStatements } from "./context.ts";
import { functionNames, lambdaNames } from "./scopes.ts";

export function lowerFunctionDef(
  node: ast.FunctionDef,
  context: Context,
  lower: LowerExpression,
  lowerBody: LowerStatements,
): Stmt {
  const { className } = context.scope;
  const { locals, generator } = functionNames(node.parameters, node.body, className);
  const span = context.place(node.span);
  return {
    kind: "function",
    span,
    decorators: node.decorators.map((decorator) => lower(decorator, context)),
    function: {
      name: mangle(node.name, className),
      span,
      nameSpan: context.place(node.nameSpan),
      parameters: lowerParameters(node.parameters, context, lower),
      body: lowerBody(node.body, enterFunction(context, locals)),
      locals,
      generator,
      async: node.isAsync,
      arrow: false,
      ...(node.returns && { returns: lower(node.returns, context) }),
    },
  };
}

export function lowerLambda(node: ast.Lambda, context: Context, lower: LowerExpression): Expr {
  const { locals, generator } = lambdaNames(node, context.scope.className);
  const value = lower(node.body, enterFunction(context, locals));
  const { start, end } = node.span;
  const span = context.place(node.span);
  return {
    kind: "function",
    span,
    function: {
      name: "<lambda>",
      span,
      nameSpan: context.place({ start, end: Math.min(end, start + "lambda".length) }),
      parameters: lowerParameters(node.parameters, context, lower),
      body: [{ kind: "return", span: value.span, value }],
      locals,
      generator,
      async: false,
      arrow: true,
    },
  };
}

/** Defaults and annotations belong to the scope around the function, so `context` is that scope's. */
function lowerParameters(
  parameters: readonly ast.Parameter[],
  context: Context,
  lower: LowerExpression,
): readonly Parameter[] {
  return parameters.map((node) => ({
    kind: node.form,
    name: mangle(node.name, context.scope.className),
    span: context.place(node.nameSpan),
    ...(node.default && { default: lower(node.default, context) }),
    ...(node.annotation && { annotation: lower(node.annotation, context) }),
  }));
}
