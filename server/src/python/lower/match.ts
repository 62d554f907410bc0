/**
 * `match` statements, as a chain of `if`s: the intermediate representation has no patterns. The subject is evaluated once
 * into a made-up local, unless it is a plain path such as `x.shape`, which stays so that its tests can refine it. The
 * tests and bindings of a single pattern are in `patterns.ts`.
 */
import type { Expr, Stmt } from "../../interp/ir.ts";
import type * as ast from "../syntax/ast.ts";
import type { Context, LowerStatements } from "./context.ts";
import { lowerExpression } from "./expressions.ts";
import { allOf, bindAll, lowerPattern, type Binding } from "./patterns.ts";
import { MATCH_SUBJECT } from "./scopes.ts";
import { captures, childrenOf } from "./walk.ts";

export function lowerMatch(node: ast.Match, context: Context, lowerBody: LowerStatements): readonly Stmt[] {
  const value = lowerExpression(node.subject, context);
  if (isSteadyPath(node)) return lowerCases(node.cases, value, context, lowerBody);
  const local = { kind: "name", span: value.span, name: MATCH_SUBJECT } as const;
  const evaluated: Stmt = { kind: "assign", span: value.span, targets: [local], value };
  return [evaluated, ...lowerCases(node.cases, local, context, lowerBody)];
}

function lowerCases(
  cases: readonly ast.MatchCase[],
  subject: Expr,
  context: Context,
  lowerBody: LowerStatements,
): readonly Stmt[] {
  return cases.reduceRight<readonly Stmt[]>((otherwise, node) => {
    const { tests, bindings } = lowerPattern(node.pattern, subject, context);
    const body = lowerBody(node.body, context);
    const span = context.place(node.span);
    if (node.guard !== undefined) {
      // The guard sees what the pattern binds, and the next case is tried when it fails: so the test does the binding.
      const guard = lowerExpression(node.guard, context);
      const test = allOf([...tests, ...bindingTest(bindings, node, context), guard], guard.span);
      return [{ kind: "if", span, test, then: body, otherwise }];
    }
    const then = [...bindings.map(bindingStatement), ...body];
    if (tests.length === 0) return then;
    return [{ kind: "if", span, test: allOf(tests, context.place(node.pattern.span)), then, otherwise }];
  }, []);
}

function bindingStatement({ target, value }: Binding): Stmt {
  return { kind: "assign", span: target.span, targets: [target], value };
}

function bindingTest(bindings: readonly Binding[], node: ast.MatchCase, context: Context): readonly Expr[] {
  return bindings.length === 0 ? [] : [bindAll(bindings, context.place(node.pattern.span))];
}

/** Whether the subject can stand in every test as it is: names and attributes alone, and no case binds its first name. */
function isSteadyPath(node: ast.Match): boolean {
  let root = node.subject;
  while (root.kind === "Attribute") root = root.object;
  if (root.kind !== "Name") return false;
  const { name } = root;
  return node.cases.every(
    (each) => !captures(each.pattern).includes(name) && (each.guard === undefined || !assigns(each.guard, name)),
  );
}

function assigns(node: ast.Expression, name: string): boolean {
  if (node.kind === "NamedExpr" && node.target.name === name) return true;
  return childrenOf(node).some((child) => assigns(child, name));
}
