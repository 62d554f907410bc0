/** Arguments, of calls and of class statements. Which parameter takes which is the interpreter's. */
import type { Argument } from "../../interp/ir.ts";
import type * as ast from "../syntax/ast.ts";
import type { Context, LowerExpression } from "./context.ts";

export function lowerArgument(node: ast.Argument, context: Context, lower: LowerExpression): Argument {
  return {
    kind: node.form,
    ...(node.name === undefined ? {} : { name: node.name }),
    value: lower(node.value, context),
    span: context.place(node.span),
  };
}
