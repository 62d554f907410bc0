/**
 * Direct children in the syntax tree, as far as they belong to the same function: the bodies of nested functions, classes
 * and lambdas are not entered, their decorators, defaults and bases are. What is looked for is the caller's business.
 */
import { assertNever } from "../../base/assert-never.ts";
import type { Expression, Parameter, Pattern, Statement } from "../syntax/ast.ts";

type Maybe<T> = T | undefined;

function present<T>(...items: readonly Maybe<T>[]): T[] {
  return items.filter((item) => item !== undefined);
}

/** The blocks nested in a statement. */
export function blocksOf(node: Statement): readonly (readonly Statement[])[] {
  switch (node.kind) {
    case "If":
    case "For":
    case "While":
      return [node.body, node.otherwise];
    case "With":
      return [node.body];
    case "Try":
      return [node.body, ...node.handlers.map((handler) => handler.body), node.otherwise, node.finally];
    case "Match":
      return node.cases.map((each) => each.body);
    default:
      return [];
  }
}

/** The expressions that a statement itself holds, evaluated in the scope where it stands. */
export function expressionsOf(node: Statement): readonly Expression[] {
  switch (node.kind) {
    case "FunctionDef":
      return present(...node.decorators, ...parameterExpressions(node.parameters), node.returns);
    case "ClassDef":
      return [...node.decorators, ...node.bases.map((base) => base.value)];
    case "Return":
    case "ExpressionStatement":
    case "TypeAlias":
      return present(node.value);
    case "Delete":
      return node.targets;
    case "Assign":
      return [...node.targets, node.value];
    case "AugAssign":
      return [node.target, node.value];
    case "AnnAssign":
      return present(node.target, node.annotation, node.value);
    case "For":
      return [node.target, node.iterable];
    case "While":
    case "If":
      return [node.test];
    case "With":
      return node.items.flatMap((item) => present(item.context, item.target));
    case "Match":
      return [node.subject, ...node.cases.flatMap((each) => present(each.guard))];
    case "Raise":
      return present(node.value, node.cause);
    case "Try":
      return node.handlers.flatMap((handler) => present(handler.type));
    case "Assert":
      return present(node.test, node.message);
    case "Import":
    case "ImportFrom":
    case "Global":
    case "Nonlocal":
    case "Pass":
    case "Break":
    case "Continue":
      return [];
    default:
      return assertNever(node);
  }
}

export function childrenOf(node: Expression): readonly Expression[] {
  switch (node.kind) {
    case "BoolOp":
      return node.values;
    case "NamedExpr":
    case "Await":
    case "Starred":
      return [node.value];
    case "BinOp":
      return [node.left, node.right];
    case "UnaryOp":
      return [node.operand];
    case "Lambda":
      return parameterExpressions(node.parameters);
    case "IfExp":
      return [node.test, node.body, node.otherwise];
    case "Dict":
      return node.entries.flatMap((entry) => present(entry.key, entry.value));
    case "Set":
    case "List":
    case "Tuple":
      return node.items;
    case "Comprehension":
      return present(
        node.key,
        node.element,
        ...node.clauses.flatMap((clause) => [clause.target, clause.iterable, ...clause.conditions]),
      );
    case "Yield":
      return present(node.value);
    case "Compare":
      return [node.first, ...node.rest.map((each) => each.value)];
    case "Call":
      return [node.callee, ...node.args.map((argument) => argument.value)];
    case "FormattedString":
      return node.parts.flatMap((part) => (typeof part === "string" ? [] : [part.value]));
    case "Attribute":
      return [node.object];
    case "Subscript":
      return [node.object, node.index];
    case "Slice":
      return present(node.lower, node.upper, node.step);
    case "Broken":
      return node.children;
    case "Constant":
    case "Name":
      return [];
    default:
      return assertNever(node);
  }
}

/** The names a pattern binds when it matches. */
export function captures(pattern: Pattern): readonly string[] {
  switch (pattern.kind) {
    case "MatchAs":
      return [...(pattern.pattern === undefined ? [] : captures(pattern.pattern)), ...present(pattern.name)];
    case "MatchStar":
      return present(pattern.name);
    case "MatchOr":
    case "MatchSequence":
      return pattern.patterns.flatMap(captures);
    case "MatchMapping":
      return [...pattern.entries.flatMap((entry) => captures(entry.pattern)), ...present(pattern.rest)];
    case "MatchClass":
      return [...pattern.positional, ...pattern.keywords.map((keyword) => keyword.pattern)].flatMap(captures);
    case "MatchValue":
    case "Broken":
      return [];
    default:
      return assertNever(pattern);
  }
}

function parameterExpressions(parameters: readonly Parameter[]): readonly Expression[] {
  return parameters.flatMap((parameter) => present(parameter.annotation, parameter.default));
}
