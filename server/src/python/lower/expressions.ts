/**
 * Expressions. The syntax tree and the intermediate representation are close here: chains of comparisons, comprehensions
 * and slices exist in both. Assignment targets, functions and formatted strings have files of their own.
 */
import { assertNever } from "../../base/assert-never.ts";
import type { ComprehensionExpr, Expr } from "../../interp/ir.ts";
import type * as ast from "../syntax/ast.ts";
import { lowerArgument } from "./arguments.ts";
import { mangle, type Context } from "./context.ts";
import { lowerLambda } from "./functions.ts";
import { lowerFormattedString } from "./strings.ts";
import { lowerTarget } from "./targets.ts";

// One arm for each kind of expression: longer than a function should be, and no clearer in pieces.
export function lowerExpression(node: ast.Expression, context: Context): Expr {
  const span = context.place(node.span);
  const lower = (child: ast.Expression): Expr => lowerExpression(child, context);
  switch (node.kind) {
    case "Constant":
      return { kind: "constant", span, value: node.value };
    case "Name":
      return { kind: "name", span, name: mangle(node.name, context.scope.className) };
    case "Attribute": {
      const name = mangle(node.name, context.scope.className);
      return { kind: "attribute", span, object: lower(node.object), name, nameSpan: context.place(node.nameSpan) };
    }
    case "Subscript":
      return { kind: "index", span, object: lower(node.object), index: lower(node.index) };
    case "Slice":
      return {
        kind: "slice",
        span,
        ...(node.lower && { lower: lower(node.lower) }),
        ...(node.upper && { upper: lower(node.upper) }),
        ...(node.step && { step: lower(node.step) }),
      };
    case "Call": {
      const args = node.args.map((argument) => lowerArgument(argument, context, lowerExpression));
      return { kind: "call", span, callee: lower(node.callee), args };
    }
    case "BinOp":
      return { kind: "binary", span, operator: node.operator, left: lower(node.left), right: lower(node.right) };
    case "UnaryOp":
      return { kind: "unary", span, operator: node.operator, operand: lower(node.operand) };
    case "Compare": {
      const rest = node.rest.map((each) => ({ operator: each.operator, value: lower(each.value) }));
      return { kind: "compare", span, first: lower(node.first), rest };
    }
    case "BoolOp":
      return { kind: "logical", span, operator: node.operator, values: node.values.map(lower) };
    case "IfExp":
      return {
        kind: "conditional",
        span,
        test: lower(node.test),
        then: lower(node.body),
        otherwise: lower(node.otherwise),
      };
    case "Tuple":
      return { kind: "sequence", span, form: "tuple", items: lowerItems(node.items, context) };
    case "List":
      return { kind: "sequence", span, form: "list", items: lowerItems(node.items, context) };
    case "Set":
      return { kind: "sequence", span, form: "set", items: lowerItems(node.items, context) };
    case "Dict": {
      const entries = node.entries.map((entry) => ({
        ...(entry.key && { key: lower(entry.key) }),
        value: lower(entry.value),
      }));
      return { kind: "dict", span, entries };
    }
    case "Comprehension":
      return lowerComprehension(node, context);
    case "Lambda":
      return lowerLambda(node, context, lowerExpression);
    case "FormattedString":
      return lowerFormattedString(node, context, lowerExpression);
    case "NamedExpr": {
      const target = lowerTarget(node.target, context, lowerExpression);
      return { kind: "assign", span, target, value: lower(node.value) };
    }
    case "Await":
      return { kind: "await", span, value: lower(node.value) };
    case "Yield":
      return { kind: "yield", span, ...(node.value && { value: lower(node.value) }), delegate: node.delegate };
    case "Starred":
      // A star outside a display or subscript is no expression of its own.
      return { kind: "broken", span, children: [lower(node.value)] };
    case "Broken":
      return { kind: "broken", span, children: node.children.map(lower) };
    default:
      return assertNever(node);
  }
}

function lowerItems(nodes: readonly ast.Expression[], context: Context): readonly Expr[] {
  return nodes.map((node) =>
    node.kind === "Starred"
      ? { kind: "spread", span: context.place(node.span), value: lowerExpression(node.value, context) }
      : lowerExpression(node, context),
  );
}

function lowerComprehension(node: ast.Comprehension, context: Context): ComprehensionExpr {
  return {
    kind: "comprehension",
    span: context.place(node.span),
    form: node.form,
    ...(node.key && { key: lowerExpression(node.key, context) }),
    element: lowerExpression(node.element, context),
    clauses: node.clauses.map((clause) => ({
      target: lowerTarget(clause.target, context, lowerExpression),
      iterable: lowerExpression(clause.iterable, context),
      conditions: clause.conditions.map((condition) => lowerExpression(condition, context)),
    })),
  };
}
