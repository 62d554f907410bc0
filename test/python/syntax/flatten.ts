/** A syntax tree as the flat list of nodes that CPython's `ast` would give: [kind, start, end, name]. For comparison only. */
import type { Span } from "../../../server/src/base/span.ts";
import type {
  Argument,
  Expression,
  ImportAlias,
  Module,
  Parameter,
  Pattern,
  Statement,
} from "../../../server/src/python/syntax/ast.ts";

export type FlatNode = readonly [kind: string, start: number, end: number, name: string];

export function flatten(module: Module): readonly FlatNode[] {
  const found: FlatNode[] = [];
  for (const statement of module.body) visitStatement(statement, found);
  return found.sort(compare);
}

/** By code points, as Python sorts. */
export function compare(a: FlatNode, b: FlatNode): number {
  if (a[0] !== b[0]) return a[0] < b[0] ? -1 : 1;
  if (a[1] !== b[1]) return a[1] - b[1];
  if (a[2] !== b[2]) return a[2] - b[2];
  return a[3] === b[3] ? 0 : a[3] < b[3] ? -1 : 1;
}

function add(found: FlatNode[], kind: string, span: Span, name = ""): void {
  found.push([kind, span.start, span.end, name]);
}

function kindOf(statement: Statement): string {
  if (statement.kind === "ExpressionStatement") return "Expr";
  if (
    (statement.kind === "FunctionDef" || statement.kind === "For" || statement.kind === "With") &&
    statement.isAsync
  ) {
    return `Async${statement.kind}`;
  }
  return statement.kind;
}

function visitStatement(statement: Statement, found: FlatNode[]): void {
  const isDefinition = statement.kind === "FunctionDef" || statement.kind === "ClassDef";
  add(found, kindOf(statement), statement.span, isDefinition ? statement.name : "");
  if (statement.kind === "FunctionDef") visitParameters(statement.parameters, found);
  if (statement.kind === "ClassDef") visitArguments(statement.bases, found);
  if (statement.kind === "Import" || statement.kind === "ImportFrom") visitAliases(statement, found);
  if (statement.kind === "TypeAlias") add(found, "Name", statement.nameSpan, statement.name);
  for (const expression of expressionsOf(statement)) visitExpression(expression, found);
  if (statement.kind === "Match") {
    for (const item of statement.cases) {
      visitPattern(item.pattern, found);
      if (item.guard !== undefined) visitExpression(item.guard, found);
      for (const inner of item.body) visitStatement(inner, found);
    }
  }
  if (statement.kind === "Try") {
    for (const handler of statement.handlers) {
      add(found, "ExceptHandler", handler.span, handler.name);
      if (handler.type !== undefined) visitExpression(handler.type, found);
      for (const inner of handler.body) visitStatement(inner, found);
    }
    for (const inner of statement.finally) visitStatement(inner, found);
  }
  if ("body" in statement) for (const inner of statement.body) visitStatement(inner, found);
  if ("otherwise" in statement) for (const inner of statement.otherwise) visitStatement(inner, found);
}

function visitAliases(
  statement: { readonly names: readonly ImportAlias[]; readonly star?: boolean; readonly span: Span },
  found: FlatNode[],
): void {
  for (const alias of statement.names) add(found, "alias", alias.span, alias.name);
  if (statement.star === true) add(found, "alias", { start: statement.span.end - 1, end: statement.span.end }, "*");
}

function present(...expressions: readonly (Expression | undefined)[]): readonly Expression[] {
  return expressions.filter((expression) => expression !== undefined);
}

function expressionsOf(statement: Statement): readonly Expression[] {
  switch (statement.kind) {
    case "FunctionDef":
      return present(...statement.decorators, statement.returns);
    case "ClassDef":
      return statement.decorators;
    case "Return":
    case "ExpressionStatement":
    case "TypeAlias":
      return present(statement.value);
    case "Delete":
      return statement.targets;
    case "Assign":
      return [...statement.targets, statement.value];
    case "AugAssign":
      return [statement.target, statement.value];
    case "AnnAssign":
      return present(statement.target, statement.annotation, statement.value);
    case "For":
      return [statement.target, statement.iterable];
    case "While":
    case "If":
      return [statement.test];
    case "With":
      return statement.items.flatMap(({ context, target }) => present(context, target));
    case "Match":
      return [statement.subject];
    case "Raise":
      return present(statement.value, statement.cause);
    case "Assert":
      return present(statement.test, statement.message);
    default:
      return [];
  }
}

function visitParameters(parameters: readonly Parameter[], found: FlatNode[]): void {
  for (const { nameSpan, name, annotation, default: value } of parameters) {
    // CPython's range reaches to the end of the annotation, parentheses included; none of the compared files has such.
    add(found, "arg", { start: nameSpan.start, end: annotation?.span.end ?? nameSpan.end }, name);
    for (const expression of present(annotation, value)) visitExpression(expression, found);
  }
}

function visitArguments(args: readonly Argument[], found: FlatNode[]): void {
  for (const { form, span, name, value } of args) {
    if (form === "spread") add(found, "Starred", span);
    else if (form !== "positional") add(found, "keyword", span, name);
    visitExpression(value, found);
  }
}

const comprehensionKinds = { list: "ListComp", set: "SetComp", dict: "DictComp", generator: "GeneratorExp" } as const;

function visitExpression(expression: Expression, found: FlatNode[]): void {
  add(found, expressionKind(expression), expression.span, expressionName(expression));
  if (expression.kind === "Lambda") visitParameters(expression.parameters, found);
  if (expression.kind === "Call") visitArguments(expression.args, found);
  for (const child of childrenOf(expression)) visitExpression(child, found);
}

function expressionKind(expression: Expression): string {
  if (expression.kind === "Comprehension") return comprehensionKinds[expression.form];
  if (expression.kind === "FormattedString") return "JoinedStr";
  if (expression.kind === "Yield" && expression.delegate) return "YieldFrom";
  return expression.kind;
}

function expressionName(expression: Expression): string {
  return expression.kind === "Name" || expression.kind === "Attribute" ? expression.name : "";
}

function childrenOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "BoolOp":
      return expression.values;
    case "NamedExpr":
      return [expression.target, expression.value];
    case "BinOp":
      return [expression.left, expression.right];
    case "UnaryOp":
      return [expression.operand];
    case "Lambda":
      return [expression.body];
    case "IfExp":
      return [expression.test, expression.body, expression.otherwise];
    case "Dict":
      return expression.entries.flatMap(({ key, value }) => present(key, value));
    case "Set":
    case "List":
    case "Tuple":
      return expression.items;
    case "Comprehension":
      return [
        ...present(expression.key, expression.element),
        ...expression.clauses.flatMap(({ target, iterable, conditions }) => [target, iterable, ...conditions]),
      ];
    case "Await":
    case "Yield":
    case "Starred":
      return present(expression.value);
    case "Compare":
      return [expression.first, ...expression.rest.map(({ value }) => value)];
    case "Call":
      return [expression.callee];
    case "FormattedString":
      return expression.parts.flatMap((part) => (typeof part === "string" ? [] : [part.value]));
    case "Attribute":
      return [expression.object];
    case "Subscript":
      return [expression.object, expression.index];
    case "Slice":
      return present(expression.lower, expression.upper, expression.step);
    case "Broken":
      return expression.children;
    case "Constant":
    case "Name":
      return [];
  }
}

function visitPattern(pattern: Pattern, found: FlatNode[]): void {
  const isSingleton =
    pattern.kind === "MatchValue" && pattern.value.kind === "Constant" && isSingletonType(pattern.value.value.type);
  add(found, isSingleton ? "MatchSingleton" : pattern.kind, pattern.span, "name" in pattern ? pattern.name : "");
  if (pattern.kind === "MatchValue" && !isSingleton) visitExpression(pattern.value, found);
  if (pattern.kind === "MatchAs" && pattern.pattern !== undefined) visitPattern(pattern.pattern, found);
  if (pattern.kind === "MatchOr" || pattern.kind === "MatchSequence")
    for (const item of pattern.patterns) visitPattern(item, found);
  if (pattern.kind === "MatchMapping") {
    for (const { key, pattern: value } of pattern.entries) {
      visitExpression(key, found);
      visitPattern(value, found);
    }
  }
  if (pattern.kind === "MatchClass") {
    visitExpression(pattern.cls, found);
    for (const item of [...pattern.positional, ...pattern.keywords.map((keyword) => keyword.pattern)])
      visitPattern(item, found);
  }
}

function isSingletonType(type: string): boolean {
  return type === "none" || type === "bool";
}
