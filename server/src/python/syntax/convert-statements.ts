/**
 * Compound statements and definitions of the third-party tree → our own, with CPython's ranges: a compound statement ends where the
 * last line of its code does, a definition begins after its decorators. Statements without a body are in `convert-simple.ts`.
 */
import type { Span } from "../../base/span.ts";
import type {
  ClassDef,
  ExceptHandler,
  Expression,
  FunctionDef,
  If,
  MatchCase,
  Pattern,
  Statement,
  Try,
  With,
} from "./ast.ts";
import { convertArgument, convertExpression } from "./convert-expressions.ts";
import { convertParameters } from "./convert-parameters.ts";
import { convertPattern } from "./convert-patterns.ts";
import { convertSimple } from "./convert-simple.ts";
import { Char, isBlank, skipTrivia } from "./lexis.ts";
import { broken, tokenSpan } from "./leaves.ts";
import { NodeType } from "./pyright.ts";
import type {
  CaseNode,
  ClassNode,
  DecoratorNode,
  ExceptNode,
  ExpressionNode,
  FunctionNode,
  IfNode,
  StatementNode,
  SuiteNode,
  TryNode,
  WithNode,
} from "./pyright.ts";
import { outerEnd } from "./ranges.ts";

export function convertStatements(text: string, nodes: readonly StatementNode[]): readonly Statement[] {
  return nodes.flatMap((node): readonly Statement[] => {
    if (node.nodeType === NodeType.StatementList)
      return node.d.statements.map((statement) => convertSimple(text, statement));
    return [convertCompound(text, node)];
  });
}

function convertCompound(
  text: string,
  node: Exclude<StatementNode, { readonly nodeType: typeof NodeType.StatementList }>,
): Statement {
  const convert = (child: ExpressionNode): Expression => convertExpression(text, child);
  switch (node.nodeType) {
    case NodeType.Function:
      return convertFunction(text, node);
    case NodeType.Class:
      return convertClass(text, node);
    case NodeType.If:
      return convertIf(text, node);
    case NodeType.While: {
      const [body, otherwise] = [suite(text, node.d.whileSuite), suite(text, node.d.elseSuite)];
      return {
        kind: "While",
        span: spanOf(node, [body, otherwise]),
        test: convert(node.d.testExpr),
        ...bodies(body, otherwise),
      };
    }
    case NodeType.For: {
      const [body, otherwise] = [suite(text, node.d.forSuite), suite(text, node.d.elseSuite)];
      const parts = {
        target: convert(node.d.targetExpr),
        iterable: convert(node.d.iterableExpr),
        isAsync: node.d.isAsync === true,
      };
      return { kind: "For", span: spanOf(node, [body, otherwise]), ...parts, ...bodies(body, otherwise) };
    }
    case NodeType.With:
      return convertWith(text, node);
    case NodeType.Try:
      return convertTry(text, node);
    case NodeType.Match: {
      const cases = node.d.cases.map((item) => convertCase(text, item));
      const end = cases.at(-1)?.span.end ?? outerEnd(text, node.d.expr);
      return { kind: "Match", span: { start: node.start, end }, subject: convert(node.d.expr), cases };
    }
    default:
      return convertSimple(text, node);
  }
}

/** A converted body, and where it ends: after the semicolon that may follow its last statement; after its colon while it is empty. */
interface Body {
  readonly statements: readonly Statement[];
  readonly end: number;
}

function suite(text: string, node: SuiteNode | undefined): Body {
  if (node === undefined) return { statements: [], end: 0 };
  const statements = convertStatements(text, node.d.statements);
  const last = statements.at(-1);
  if (last === undefined) return { statements, end: node.start + (text.charCodeAt(node.start) === Char.colon ? 1 : 0) };
  const isSimple = node.d.statements.at(-1)?.nodeType === NodeType.StatementList;
  return { statements, end: isSimple ? afterSemicolon(text, last.span.end) : last.span.end };
}

function afterSemicolon(text: string, end: number): number {
  let at = end;
  while (isBlank(text.charCodeAt(at))) at++;
  return text.charCodeAt(at) === Char.semicolon ? at + 1 : end;
}

function bodies(
  body: Body,
  otherwise: Body,
): { readonly body: readonly Statement[]; readonly otherwise: readonly Statement[] } {
  return { body: body.statements, otherwise: otherwise.statements };
}

function spanOf(node: { readonly start: number }, parts: readonly Body[]): Span {
  return { start: node.start, end: Math.max(node.start, ...parts.map((part) => part.end)) };
}

function convertIf(text: string, node: IfNode): If {
  const body = suite(text, node.d.ifSuite);
  const test = convertExpression(text, node.d.testExpr);
  const { elseSuite } = node.d;
  if (elseSuite?.nodeType === NodeType.If) {
    const elif = convertIf(text, elseSuite);
    return {
      kind: "If",
      span: { start: node.start, end: elif.span.end },
      test,
      body: body.statements,
      otherwise: [elif],
    };
  }
  const otherwise = suite(text, elseSuite);
  return { kind: "If", span: spanOf(node, [body, otherwise]), test, ...bodies(body, otherwise) };
}

function convertWith(text: string, node: WithNode): With {
  const body = suite(text, node.d.suite);
  const items = node.d.withItems.map(({ d }) => ({
    context: convertExpression(text, d.expr),
    ...(d.target !== undefined && { target: convertExpression(text, d.target) }),
  }));
  return { kind: "With", span: spanOf(node, [body]), items, body: body.statements, isAsync: node.d.isAsync === true };
}

function convertTry(text: string, node: TryNode): Try {
  const body = suite(text, node.d.trySuite);
  const handlers = node.d.exceptClauses.map((clause) => convertHandler(text, clause));
  const [otherwise, last] = [suite(text, node.d.elseSuite), suite(text, node.d.finallySuite)];
  const end = Math.max(body.end, otherwise.end, last.end, ...handlers.map((handler) => handler.span.end));
  const span = { start: node.start, end };
  return {
    kind: "Try",
    span,
    body: body.statements,
    handlers,
    otherwise: otherwise.statements,
    finally: last.statements,
  };
}

function convertHandler(text: string, node: ExceptNode): ExceptHandler {
  const body = suite(text, node.d.exceptSuite);
  const { typeExpr, name } = node.d;
  return {
    span: spanOf(node, [body]),
    ...(typeExpr !== undefined && { type: convertExpression(text, typeExpr) }),
    ...(name !== undefined && { name: name.d.value, nameSpan: tokenSpan(name.d.token) }),
    body: body.statements,
  };
}

function convertCase(text: string, node: CaseNode): MatchCase {
  const convert = (child: ExpressionNode): Expression => convertExpression(text, child);
  const body = suite(text, node.d.suite);
  const guard = node.d.guardExpr === undefined ? {} : { guard: convert(node.d.guardExpr) };
  const pattern = withLastComma(text, convertPattern(text, node.d.pattern, convert));
  return { span: spanOf(node, [body]), pattern, ...guard, body: body.statements };
}

/** `case a, b,:` — the comma belongs to the sequence. */
function withLastComma(text: string, pattern: Pattern): Pattern {
  const comma = skipTrivia(text, pattern.span.end);
  if (pattern.kind !== "MatchSequence" || text.charCodeAt(comma) !== Char.comma) return pattern;
  return { ...pattern, span: { start: pattern.span.start, end: comma + 1 } };
}

function convertFunction(text: string, node: FunctionNode): FunctionDef {
  const convert = (child: ExpressionNode): Expression => convertExpression(text, child);
  const { name, returnAnnotation, isAsync } = node.d;
  const body = suite(text, node.d.suite);
  const keyword = node.d.firstToken.start;
  return {
    kind: "FunctionDef",
    span: { start: isAsync ? text.lastIndexOf("async", keyword) : keyword, end: body.end },
    name: name.d.value,
    nameSpan: tokenSpan(name.d.token),
    parameters: convertParameters(text, node.d.params, convert),
    body: body.statements,
    decorators: decorators(text, node.d.decorators),
    ...(returnAnnotation !== undefined && { returns: convert(returnAnnotation) }),
    isAsync,
  };
}

/** Decorators that nothing follows come as a class without a name; they are kept as one broken expression. */
function convertClass(text: string, node: ClassNode): Statement {
  const body = suite(text, node.d.suite);
  const keyword = node.d.firstToken;
  if (keyword.length === 0) {
    const value = broken(node, decorators(text, node.d.decorators));
    return { kind: "ExpressionStatement", span: value.span, value };
  }
  const token = node.d.name.d.token;
  const nameSpan =
    token.length > 0
      ? tokenSpan(token)
      : { start: keyword.start + keyword.length, end: keyword.start + keyword.length };
  const open = skipTrivia(text, nameSpan.end);
  const parens = { start: open, end: Math.max(open, node.d.suite.start) };
  const definition: ClassDef = {
    kind: "ClassDef",
    span: { start: keyword.start, end: body.end },
    name: node.d.name.d.value,
    nameSpan,
    bases: node.d.arguments.map((argument) => convertArgument(text, argument, parens)),
    body: body.statements,
    decorators: decorators(text, node.d.decorators),
  };
  return definition;
}

function decorators(text: string, nodes: readonly DecoratorNode[]): readonly Expression[] {
  return nodes.map((node) => convertExpression(text, node.d.expr));
}
