/** `if`, `for`, `while`, `try` and `with`. The `async` forms mean the same for shapes and lower to the plain ones. */
import type { Handler, Stmt, Target } from "../../interp/ir.ts";
import type * as ast from "../syntax/ast.ts";
import { mangle, type Context, type LowerStatements } from "./context.ts";
import { lowerExpression } from "./expressions.ts";
import { lowerTarget } from "./targets.ts";

export function lowerIf(node: ast.If, context: Context, lowerBody: LowerStatements): Stmt {
  return {
    kind: "if",
    span: context.place(node.span),
    test: lowerExpression(node.test, context),
    then: lowerBody(node.body, context),
    otherwise: lowerBody(node.otherwise, context),
  };
}

export function lowerWhile(node: ast.While, context: Context, lowerBody: LowerStatements): Stmt {
  return {
    kind: "while",
    span: context.place(node.span),
    test: lowerExpression(node.test, context),
    body: lowerBody(node.body, context),
    otherwise: lowerBody(node.otherwise, context),
  };
}

export function lowerFor(node: ast.For, context: Context, lowerBody: LowerStatements): Stmt {
  return {
    kind: "for",
    span: context.place(node.span),
    target: lowerTarget(node.target, context, lowerExpression),
    iterable: lowerExpression(node.iterable, context),
    body: lowerBody(node.body, context),
    otherwise: lowerBody(node.otherwise, context),
  };
}

export function lowerWith(node: ast.With, context: Context, lowerBody: LowerStatements): Stmt {
  const items = node.items.map((item) => ({
    context: lowerExpression(item.context, context),
    ...(item.target && { target: lowerTarget(item.target, context, lowerExpression) }),
  }));
  return { kind: "with", span: context.place(node.span), items, body: lowerBody(node.body, context) };
}

export function lowerTry(node: ast.Try, context: Context, lowerBody: LowerStatements): Stmt {
  return {
    kind: "try",
    span: context.place(node.span),
    body: lowerBody(node.body, context),
    handlers: node.handlers.map((handler) => lowerHandler(handler, context, lowerBody)),
    otherwise: lowerBody(node.otherwise, context),
    finally: lowerBody(node.finally, context),
  };
}

function lowerHandler(node: ast.ExceptHandler, context: Context, lowerBody: LowerStatements): Handler {
  const target = handlerTarget(node, context);
  return {
    span: context.place(node.span),
    ...(node.type && { type: lowerExpression(node.type, context) }),
    ...(target && { target }),
    body: lowerBody(node.body, context),
  };
}

function handlerTarget(node: ast.ExceptHandler, context: Context): Target | undefined {
  if (node.name === undefined) return undefined;
  const span = context.place(node.nameSpan ?? node.span);
  return { kind: "name", span, name: mangle(node.name, context.scope.className) };
}
