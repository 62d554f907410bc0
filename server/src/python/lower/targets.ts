/**
 * Expressions in the place of an assignment's left side. What cannot be assigned to becomes a `broken` target, which
 * takes any value and binds nothing.
 */
import type { Target, UnpackItem } from "../../interp/ir.ts";
import type { Expression } from "../syntax/ast.ts";
import { mangle, type Context, type LowerExpression } from "./context.ts";

export function lowerTarget(node: Expression, context: Context, lower: LowerExpression): Target {
  const span = context.place(node.span);
  switch (node.kind) {
    case "Name":
      return { kind: "name", span, name: mangle(node.name, context.scope.className) };
    case "Attribute":
      return {
        kind: "attribute",
        span,
        object: lower(node.object, context),
        name: mangle(node.name, context.scope.className),
        nameSpan: context.place(node.nameSpan),
      };
    case "Subscript":
      return { kind: "index", span, object: lower(node.object, context), index: lower(node.index, context) };
    case "Tuple":
    case "List": {
      const items = node.items.map((item) => lowerItem(item, context, lower));
      const rests = items.filter((item) => item.rest).length;
      return rests > 1 ? { kind: "broken", span } : { kind: "unpack", span, items };
    }
    default:
      return { kind: "broken", span };
  }
}

function lowerItem(node: Expression, context: Context, lower: LowerExpression): UnpackItem {
  const rest = node.kind === "Starred";
  return { target: lowerTarget(rest ? node.value : node, context, lower), rest };
}
