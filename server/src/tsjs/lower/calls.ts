/** Calls and `new`. `import(…)` is a call of a made-up function; `super(…)` is a call of the name `super`. */
import type { Argument, Expr } from "../../interp/ir.ts";
import { dynamicImport } from "../members.ts";
import type { CallNode, Expression, NewNode } from "../syntax.ts";
import { name, span } from "./context.ts";
import type { Context } from "./context.ts";

export function lowerCall(node: CallNode, context: Context): Expr {
  const { syntax, lower } = context;
  const isImport = node.expression.kind === syntax.SyntaxKind.ImportKeyword;
  const callee = isImport
    ? name(dynamicImport, span(node.expression, context))
    : lower.expression(node.expression, context);
  return {
    kind: "call",
    span: span(node, context),
    callee,
    args: lowerArguments(node.arguments, context),
    ...(syntax.isOptionalChain(node) ? { optional: true } : {}),
  };
}

export function lowerNew(node: NewNode, context: Context): Expr {
  const callee = context.lower.expression(node.expression, context);
  return {
    kind: "call",
    span: span(node, context),
    callee,
    args: lowerArguments(node.arguments ?? [], context),
    construct: true,
  };
}

function lowerArguments(nodes: readonly Expression[], context: Context): readonly Argument[] {
  return nodes.map((node): Argument => {
    const at = span(node, context);
    if (context.syntax.isSpreadElement(node))
      return { kind: "spread", value: context.lower.expression(node.expression, context), span: at };
    return { kind: "positional", value: context.lower.expression(node, context), span: at };
  });
}
