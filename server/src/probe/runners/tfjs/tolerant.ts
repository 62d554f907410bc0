/**
 * Makes a file's top-level statements independent of each other: one that throws is left out and told, as in Python, so that a file of data that is not
 * there does not hide the model below it. What it would have made is `undefined`.
 */
import type TypeScript from "typescript";

/** By this name the file calls what runs a statement; the fault goes to the runner. */
export const TRY = "__shapelineTry";
const FAULT = "__shapelineFault";

/** What one statement of the top level does with names: those that it gives a value or changes, and those that it looks at, also by the functions that it names. */
export interface Uses {
  readonly line: number;
  readonly gives: readonly string[];
  readonly asks: readonly string[];
}
/** Of the whole file: the statements by number, and which names each module gives. */
export interface Outline {
  readonly statements: Uses[];
  readonly imports: Map<string, readonly string[]>;
}

type Expression = TypeScript.Expression;

export function tolerateFaults(
  ts: typeof TypeScript,
  outline: Outline,
): TypeScript.TransformerFactory<TypeScript.SourceFile> {
  return ({ factory }) => {
    const arrow = (body: TypeScript.ConciseBody, waits = false): TypeScript.ArrowFunction =>
      factory.createArrowFunction(
        waits ? [factory.createModifier(ts.SyntaxKind.AsyncKeyword)] : undefined,
        undefined,
        [],
        undefined,
        factory.createToken(ts.SyntaxKind.EqualsGreaterThanToken),
        body,
      );
    /** `__try(3, () => value, otherwise)`, awaited if the value is. */
    const tried = (number: number, value: Expression, otherwise?: Expression): Expression => {
      const waits = hasAwait(ts, value);
      const body = ts.isObjectLiteralExpression(value) ? factory.createParenthesizedExpression(value) : value;
      const call = factory.createCallExpression(factory.createIdentifier(TRY), undefined, [
        factory.createNumericLiteral(number),
        arrow(body, waits),
        ...(otherwise === undefined ? [] : [otherwise]),
      ]);
      return waits ? factory.createAwaitExpression(call) : call;
    };
    const declared = (number: number, declaration: TypeScript.VariableDeclaration): TypeScript.VariableDeclaration => {
      const { initializer, name, exclamationToken, type } = declaration;
      if (initializer === undefined || isSafe(ts, initializer)) return declaration;
      const otherwise = ts.isObjectBindingPattern(name)
        ? factory.createObjectLiteralExpression()
        : ts.isArrayBindingPattern(name)
          ? factory.createArrayLiteralExpression()
          : undefined;
      const value = tried(number, initializer, otherwise);
      return factory.updateVariableDeclaration(declaration, name, exclamationToken, type, value);
    };
    const within = (number: number, statement: TypeScript.Statement): TypeScript.Statement => {
      const thrown = factory.createThrowStatement(factory.createIdentifier(FAULT));
      const told = factory.createCallExpression(factory.createIdentifier(TRY), undefined, [
        factory.createNumericLiteral(number),
        arrow(factory.createBlock([thrown])),
      ]);
      const handler = factory.createCatchClause(FAULT, factory.createBlock([factory.createExpressionStatement(told)]));
      return factory.createTryStatement(factory.createBlock([statement]), handler, undefined);
    };
    const tolerant = (statement: TypeScript.Statement, number: number): TypeScript.Statement => {
      if (ts.isExpressionStatement(statement))
        return ts.isStringLiteral(statement.expression)
          ? statement
          : factory.updateExpressionStatement(statement, tried(number, statement.expression));
      if (ts.isVariableStatement(statement)) {
        const { modifiers, declarationList } = statement;
        const declarations = declarationList.declarations.map((each) => declared(number, each));
        const list = factory.updateVariableDeclarationList(declarationList, declarations);
        return factory.updateVariableStatement(statement, modifiers, list);
      }
      return isControl(ts, statement) ? within(number, statement) : statement;
    };
    return (file) => {
      outlineOf(ts, file, outline);
      return factory.updateSourceFile(file, file.statements.map(tolerant));
    };
  };
}

function outlineOf(ts: typeof TypeScript, file: TypeScript.SourceFile, { statements, imports }: Outline): void {
  const functions = new Map<string, ReadonlySet<string>>();
  for (const statement of file.statements) {
    if ((ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) && statement.name !== undefined)
      functions.set(statement.name.text, namesIn(ts, statement));
    if (ts.isImportDeclaration(statement) && ts.isStringLiteral(statement.moduleSpecifier))
      imports.set(statement.moduleSpecifier.text, [...namesIn(ts, statement)]);
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name, initializer } of statement.declarationList.declarations) {
      if (initializer === undefined) continue;
      if (ts.isIdentifier(name) && isFunction(ts, initializer)) functions.set(name.text, namesIn(ts, initializer));
      const asked = requested(ts, initializer);
      if (asked !== undefined) imports.set(asked, [...namesIn(ts, name)]);
    }
  }
  for (const statement of file.statements) {
    const asks = new Set(namesIn(ts, statement));
    for (const name of asks) for (const each of functions.get(name) ?? []) asks.add(each);
    const { line } = file.getLineAndCharacterOfPosition(statement.getStart(file));
    statements.push({ line: line + 1, gives: [...givenIn(ts, statement)], asks: [...asks] });
  }
}

function namesIn(ts: typeof TypeScript, node: TypeScript.Node): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (each: TypeScript.Node): void => {
    if (ts.isPropertyAccessExpression(each)) {
      visit(each.expression);
      return;
    }
    if (ts.isPropertyAssignment(each)) {
      visit(each.initializer);
      return;
    }
    if (ts.isIdentifier(each)) names.add(each.text);
    ts.forEachChild(each, visit);
  };
  visit(node);
  return names;
}

/** What the statement declares or assigns, and the objects whose methods it calls in a loop: `xs.push(x)`. */
function givenIn(ts: typeof TypeScript, statement: TypeScript.Statement): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (node: TypeScript.Node): void => {
    if (ts.isVariableDeclaration(node)) for (const name of namesIn(ts, node.name)) names.add(name);
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken)
      for (const name of namesIn(ts, node.left)) names.add(name);
    const called =
      ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) ? node.expression : undefined;
    if (called !== undefined && ts.isIdentifier(called.expression) && CHANGES.test(called.name.text))
      names.add(called.expression.text);
    ts.forEachChild(node, visit);
  };
  visit(statement);
  return names;
}

const CHANGES = /^(?:push|unshift|splice|set|add|fill)$/;

function isFunction(ts: typeof TypeScript, value: Expression): boolean {
  return ts.isArrowFunction(value) || ts.isFunctionExpression(value) || ts.isClassExpression(value);
}

/** `require("name")`, also of a member. */
function requested(ts: typeof TypeScript, value: Expression): string | undefined {
  if (ts.isPropertyAccessExpression(value)) return requested(ts, value.expression);
  if (!ts.isCallExpression(value) || !ts.isIdentifier(value.expression) || value.expression.text !== "require")
    return undefined;
  const [asked] = value.arguments;
  return asked !== undefined && ts.isStringLiteral(asked) ? asked.text : undefined;
}

/** What cannot throw, or has its name from where it stands; and what another file is asked for, which the compiler knows by its form. */
function isSafe(ts: typeof TypeScript, value: TypeScript.Expression): boolean {
  return (
    isFunction(ts, value) ||
    ts.isLiteralExpression(value) ||
    (ts.isCallExpression(value) && requested(ts, value) !== undefined)
  );
}

function isControl(ts: typeof TypeScript, statement: TypeScript.Statement): boolean {
  return (
    ts.isIfStatement(statement) ||
    ts.isIterationStatement(statement, false) ||
    ts.isBlock(statement) ||
    ts.isTryStatement(statement) ||
    ts.isSwitchStatement(statement)
  );
}

/** In this expression itself, not in a function within it. */
function hasAwait(ts: typeof TypeScript, node: TypeScript.Node): boolean {
  if (ts.isAwaitExpression(node)) return true;
  if (ts.isFunctionLike(node)) return false;
  return ts.forEachChild(node, (child) => hasAwait(ts, child) || undefined) ?? false;
}
