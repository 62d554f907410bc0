/**
 * Which names live in the scope of a module, class, function or lambda, by Python's rule: every name that is bound
 * anywhere in it, in whatever branch, less what is declared `global` or `nonlocal`. Looking names up is the interpreter's.
 */
import type { Expression, Lambda, Parameter, Statement } from "../syntax/ast.ts";
import { mangle } from "./context.ts";
import { blocksOf, captures, childrenOf, expressionsOf } from "./walk.ts";

/** The made-up local that holds the subject of a `match`; one serves all, since no test follows the body of a case. */
export const MATCH_SUBJECT = "*match0";

export interface ScopeNames {
  readonly locals: ReadonlySet<string>;
  /** Whether a `yield` makes the function a generator. */
  readonly generator: boolean;
}

interface Findings {
  readonly bound: Set<string>;
  readonly declaredOuter: Set<string>;
  yields: boolean;
}

export function functionNames(
  parameters: readonly Parameter[],
  body: readonly Statement[],
  className: string | undefined,
): ScopeNames {
  const found = findIn(body);
  for (const parameter of parameters) found.bound.add(parameter.name);
  return { locals: localsOf(found, className), generator: found.yields };
}

export function lambdaNames(node: Lambda, className: string | undefined): ScopeNames {
  const found = findIn([]);
  for (const parameter of node.parameters) found.bound.add(parameter.name);
  visitExpression(node.body, found);
  return { locals: localsOf(found, className), generator: found.yields };
}

export function classLocals(body: readonly Statement[], className: string): ReadonlySet<string> {
  return localsOf(findIn(body), className);
}

/** The module's own names, those included that only functions bind, by `global`. */
export function moduleLocals(body: readonly Statement[]): ReadonlySet<string> {
  const found = findIn(body);
  collectGlobals(body, found.bound);
  return found.bound;
}

function localsOf(found: Findings, className: string | undefined): ReadonlySet<string> {
  const inner = [...found.bound].filter((name) => !found.declaredOuter.has(name));
  return new Set(inner.map((name) => mangle(name, className)));
}

function findIn(body: readonly Statement[]): Findings {
  const found: Findings = { bound: new Set(), declaredOuter: new Set(), yields: false };
  visitBlock(body, found);
  return found;
}

function visitBlock(body: readonly Statement[], found: Findings): void {
  for (const statement of body) {
    visitStatement(statement, found);
    for (const expression of expressionsOf(statement)) visitExpression(expression, found);
    for (const block of blocksOf(statement)) visitBlock(block, found);
  }
}

function visitStatement(node: Statement, found: Findings): void {
  switch (node.kind) {
    case "FunctionDef":
    case "ClassDef":
    case "TypeAlias":
      found.bound.add(node.name);
      break;
    case "Assign":
    case "Delete":
      node.targets.forEach((target) => bindTarget(target, found));
      break;
    case "AugAssign":
    case "AnnAssign":
    case "For":
      bindTarget(node.target, found);
      break;
    case "With":
      for (const item of node.items) if (item.target !== undefined) bindTarget(item.target, found);
      break;
    case "Try":
      for (const handler of node.handlers) if (handler.name !== undefined) found.bound.add(handler.name);
      break;
    case "Match":
      found.bound.add(MATCH_SUBJECT);
      for (const each of node.cases) for (const name of captures(each.pattern)) found.bound.add(name);
      break;
    case "Import":
      for (const each of node.names) found.bound.add(each.alias ?? firstPackage(each.name));
      break;
    case "ImportFrom":
      for (const each of node.names) found.bound.add(each.alias ?? each.name);
      break;
    case "Global":
    case "Nonlocal":
      for (const name of node.names) found.declaredOuter.add(name);
      break;
    default:
      break;
  }
}

function bindTarget(target: Expression, found: Findings): void {
  if (target.kind === "Name") found.bound.add(target.name);
  else if (target.kind === "Starred") bindTarget(target.value, found);
  else if (target.kind === "Tuple" || target.kind === "List") target.items.forEach((item) => bindTarget(item, found));
}

function visitExpression(node: Expression, found: Findings): void {
  if (node.kind === "NamedExpr") found.bound.add(node.target.name);
  else if (node.kind === "Yield") found.yields = true;
  for (const child of childrenOf(node)) visitExpression(child, found);
}

function collectGlobals(body: readonly Statement[], into: Set<string>): void {
  for (const statement of body) {
    if (statement.kind === "Global") statement.names.forEach((name) => into.add(name));
    else if (statement.kind === "FunctionDef" || statement.kind === "ClassDef") collectGlobals(statement.body, into);
    for (const block of blocksOf(statement)) collectGlobals(block, into);
  }
}

export function firstPackage(dotted: string): string {
  return dotted.split(".", 1)[0] ?? dotted;
}
