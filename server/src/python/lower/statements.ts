/**
 * Statement lists, and the simple statements. Declarations that only influence scopes (`global`, `nonlocal`) and `pass`
 * vanish; docstrings stay expression statements.
 */
import { assertNever } from "../../base/assert-never.ts";
import type { Stmt } from "../../interp/ir.ts";
import type * as ast from "../syntax/ast.ts";
import { lowerClassDef } from "./classes.ts";
import { mangle, type Context } from "./context.ts";
import { lowerFor, lowerIf, lowerTry, lowerWhile, lowerWith } from "./control.ts";
import { lowerExpression } from "./expressions.ts";
import { lowerFunctionDef } from "./functions.ts";
import { lowerImport, lowerImportFrom } from "./imports.ts";
import { lowerMatch } from "./match.ts";
import { lowerTarget } from "./targets.ts";

export function lowerStatements(nodes: readonly ast.Statement[], context: Context): readonly Stmt[] {
  return nodes.flatMap((node) => lowerStatement(node, context));
}

function lowerStatement(node: ast.Statement, context: Context): readonly Stmt[] {
  switch (node.kind) {
    case "FunctionDef":
      return [lowerFunctionDef(node, context, lowerExpression, lowerStatements)];
    case "ClassDef":
      return [lowerClassDef(node, context, lowerExpression, lowerStatements)];
    case "If":
      return [lowerIf(node, context, lowerStatements)];
    case "For":
      return [lowerFor(node, context, lowerStatements)];
    case "While":
      return [lowerWhile(node, context, lowerStatements)];
    case "Try":
      return [lowerTry(node, context, lowerStatements)];
    case "With":
      return [lowerWith(node, context, lowerStatements)];
    case "Match":
      return lowerMatch(node, context, lowerStatements);
    case "Import":
      return lowerImport(node, context);
    case "ImportFrom":
      return [lowerImportFrom(node, context)];
    case "Global":
    case "Nonlocal":
    case "Pass":
      return [];
    default:
      return [lowerSimple(node, context)];
  }
}

type SimpleStatement = Extract<
  ast.Statement,
  {
    kind:
      | "Assign"
      | "AugAssign"
      | "AnnAssign"
      | "TypeAlias"
      | "ExpressionStatement"
      | "Return"
      | "Raise"
      | "Assert"
      | "Delete"
      | "Break"
      | "Continue";
  }
>;

function lowerSimple(node: SimpleStatement, context: Context): Stmt {
  const span = context.place(node.span);
  switch (node.kind) {
    case "Assign":
    case "AugAssign":
    case "AnnAssign":
    case "TypeAlias":
      return lowerAssignment(node, context);
    case "ExpressionStatement":
      return { kind: "expression", span, value: lowerExpression(node.value, context) };
    case "Return":
      return { kind: "return", span, ...(node.value && { value: lowerExpression(node.value, context) }) };
    case "Raise":
      return {
        kind: "raise",
        span,
        ...(node.value && { value: lowerExpression(node.value, context) }),
        ...(node.cause && { cause: lowerExpression(node.cause, context) }),
      };
    case "Assert":
      return {
        kind: "assert",
        span,
        test: lowerExpression(node.test, context),
        ...(node.message && { message: lowerExpression(node.message, context) }),
      };
    case "Delete": {
      const targets = node.targets.flatMap(flattenDeleted);
      return { kind: "delete", span, targets: targets.map((target) => lowerTarget(target, context, lowerExpression)) };
    }
    case "Break":
      return { kind: "break", span };
    case "Continue":
      return { kind: "continue", span };
    default:
      return assertNever(node);
  }
}

type Assignment = ast.Assign | ast.AugAssign | ast.AnnAssign | ast.TypeAlias;

function lowerAssignment(node: Assignment, context: Context): Stmt {
  const span = context.place(node.span);
  switch (node.kind) {
    case "Assign": {
      const targets = node.targets.map((target) => lowerTarget(target, context, lowerExpression));
      return { kind: "assign", span, targets, value: lowerExpression(node.value, context) };
    }
    case "AnnAssign":
      return {
        kind: "assign",
        span,
        targets: [lowerTarget(node.target, context, lowerExpression)],
        annotation: lowerExpression(node.annotation, context),
        ...(node.value && { value: lowerExpression(node.value, context) }),
      };
    case "AugAssign": {
      const target = lowerTarget(node.target, context, lowerExpression);
      return { kind: "augment", span, target, operator: node.operator, value: lowerExpression(node.value, context) };
    }
    case "TypeAlias": {
      const name = mangle(node.name, context.scope.className);
      const targets = [{ kind: "name" as const, span: context.place(node.nameSpan), name }];
      return { kind: "assign", span, targets, value: lowerExpression(node.value, context) };
    }
    default:
      return assertNever(node);
  }
}

/** `del (a, b)` deletes `a` and `b`: there is nothing to unpack. */
function flattenDeleted(node: ast.Expression): readonly ast.Expression[] {
  return node.kind === "Tuple" || node.kind === "List" ? node.items.flatMap(flattenDeleted) : [node];
}
