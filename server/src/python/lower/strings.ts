/**
 * Formatted strings. Plain string literals, joined and unescaped, arrive from the parser as constants; what an inserted
 * value prints as is the interpreter's.
 */
import type { Expr } from "../../interp/ir.ts";
import type { FormattedString } from "../syntax/ast.ts";
import type { Context, LowerExpression } from "./context.ts";

export function lowerFormattedString(node: FormattedString, context: Context, lower: LowerExpression): Expr {
  const parts = node.parts.map((part) =>
    typeof part === "string" ? part : { ...part, value: lower(part.value, context) },
  );
  return { kind: "template", span: context.place(node.span), parts };
}
