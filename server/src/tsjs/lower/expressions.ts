/**
 * Expressions. Operators, literals of objects, calls and optional chains have files of their own; of types that are cast to or declared the text is kept; markup is a
 * broken expression whose parts are still evaluated.
 */
import type { Argument, Expr } from "../../interp/ir.ts";
import type { Expression, ExpressionNode, SyntaxNode, TemplateNode } from "../syntax.ts";
import { lowerCall, lowerNew } from "./calls.ts";
import { parent } from "../paths.ts";
import { before, bindingOf, broken, isUnfinished, name, nameHere, span, text, typed, undefinedAt } from "./context.ts";
import type { Context } from "./context.ts";
import { lowerClassExpression, lowerFunctionExpression } from "./self-names.ts";
import { lowerObject } from "./objects.ts";
import { lowerBinary, lowerPostfix, lowerPrefix } from "./operators.ts";

/** Expressions within expressions beyond this depth are not followed: they are generated, and the stack is not endless. */
const deepest = 200;

export function lowerExpression(expression: Expression, outer: Context): Expr {
  const at = span(expression, outer);
  if (outer.depth >= deepest) return { kind: "broken", span: at, children: [] };
  const context = { ...outer, depth: outer.depth + 1 };
  const node = expression as ExpressionNode;
  return (
    lowerAtom(node, at, context) ??
    lowerParts(node, at, context) ??
    lowerDefinition(node, context) ??
    lowerOperation(node, at, context) ?? { kind: "broken", span: at, children: [] }
  );
}

/** Names and literals. */
function lowerAtom(node: ExpressionNode, at: Expr["span"], context: Context): Expr | undefined {
  const { SyntaxKind } = context.syntax;
  switch (node.kind) {
    case SyntaxKind.Identifier:
      return lowerIdentifier(node.text, at, context);
    case SyntaxKind.NumericLiteral:
      return lowerNumber(Number(node.text), at);
    case SyntaxKind.StringLiteral:
    case SyntaxKind.NoSubstitutionTemplateLiteral:
    case SyntaxKind.PrivateIdentifier:
      return text(node.text, at);
    case SyntaxKind.BigIntLiteral:
    case SyntaxKind.RegularExpressionLiteral:
      return { kind: "constant", span: at, value: { type: "other" } };
    case SyntaxKind.TrueKeyword:
    case SyntaxKind.FalseKeyword:
      return { kind: "constant", span: at, value: { type: "bool", value: node.kind === SyntaxKind.TrueKeyword } };
    case SyntaxKind.NullKeyword:
      return { kind: "constant", span: at, value: { type: "none" } };
    case SyntaxKind.ThisKeyword:
      return name("this", at);
    case SyntaxKind.SuperKeyword:
      return name("super", at);
    case SyntaxKind.OmittedExpression:
      return undefinedAt(at);
    default:
      return undefined;
  }
}

/** Displays and members; casts and brackets, which mean nothing here. */
function lowerParts(node: ExpressionNode, at: Expr["span"], context: Context): Expr | undefined {
  const { SyntaxKind } = context.syntax;
  const lower = (child: Expression): Expr => lowerExpression(child, context);
  const optional = context.syntax.isOptionalChain(node) ? { optional: true } : {};
  switch (node.kind) {
    case SyntaxKind.ArrayLiteralExpression: {
      const rest: readonly Expr[] = isUnfinished(node, context)
        ? [{ kind: "spread", span: at, value: broken(at) }]
        : [];
      return { kind: "sequence", span: at, form: "list", items: [...node.elements.map(lower), ...rest] };
    }
    case SyntaxKind.ObjectLiteralExpression:
      return lowerObject(node, context);
    case SyntaxKind.SpreadElement:
      return { kind: "spread", span: at, value: lower(node.expression) };
    case SyntaxKind.PropertyAccessExpression: {
      const nameSpan = span(node.name, context);
      return {
        kind: "attribute",
        span: at,
        object: lower(node.expression),
        name: node.name.text,
        nameSpan,
        ...optional,
      };
    }
    case SyntaxKind.ElementAccessExpression:
      return {
        kind: "index",
        span: at,
        object: lower(node.expression),
        index: lower(node.argumentExpression),
        ...optional,
      };
    case SyntaxKind.AsExpression:
    case SyntaxKind.SatisfiesExpression:
    case SyntaxKind.TypeAssertionExpression:
      return typed(lower(node.expression), node.type, context);
    case SyntaxKind.ParenthesizedExpression:
    case SyntaxKind.NonNullExpression:
      return lower(node.expression);
    case SyntaxKind.TemplateExpression:
      return lowerTemplate(node, context);
    case SyntaxKind.TaggedTemplateExpression:
      return { kind: "broken", span: at, children: [lower(node.tag), lower(node.template)] };
    case SyntaxKind.JsxElement:
    case SyntaxKind.JsxFragment:
    case SyntaxKind.JsxSelfClosingElement:
      return lowerMarkup(node, context);
    default:
      return undefined;
  }
}

function lowerDefinition(node: ExpressionNode, context: Context): Expr | undefined {
  const { SyntaxKind } = context.syntax;
  switch (node.kind) {
    case SyntaxKind.ArrowFunction:
    case SyntaxKind.FunctionExpression:
      return lowerFunctionExpression(node, context);
    case SyntaxKind.ClassExpression:
      return lowerClassExpression(node, context);
    default:
      return undefined;
  }
}

function lowerOperation(node: ExpressionNode, at: Expr["span"], context: Context): Expr | undefined {
  const { SyntaxKind } = context.syntax;
  const lower = (child: Expression): Expr => lowerExpression(child, context);
  switch (node.kind) {
    case SyntaxKind.CallExpression:
      return lowerCall(node, context);
    case SyntaxKind.NewExpression:
      return lowerNew(node, context);
    case SyntaxKind.BinaryExpression:
      return lowerBinary(node, context);
    case SyntaxKind.PrefixUnaryExpression:
      return lowerPrefix(node, context);
    case SyntaxKind.PostfixUnaryExpression:
      return lowerPostfix(node, context);
    case SyntaxKind.TypeOfExpression:
      return { kind: "unary", span: at, operator: "typeof", operand: lower(node.expression) };
    case SyntaxKind.VoidExpression:
      return { kind: "unary", span: at, operator: "void", operand: lower(node.expression) };
    case SyntaxKind.ConditionalExpression: {
      const [then, otherwise] = [lower(node.whenTrue), lower(node.whenFalse)];
      return { kind: "conditional", span: at, test: lower(node.condition), then, otherwise };
    }
    case SyntaxKind.AwaitExpression:
      return { kind: "await", span: at, value: lower(node.expression) };
    case SyntaxKind.YieldExpression: {
      const value = node.expression === undefined ? {} : { value: lower(node.expression) };
      return { kind: "yield", span: at, delegate: node.asteriskToken !== undefined, ...value };
    }
    case SyntaxKind.DeleteExpression:
      return { kind: "broken", span: at, children: [lower(node.expression)] };
    default:
      return undefined;
  }
}

function lowerIdentifier(written: string, at: Expr["span"], context: Context): Expr {
  if (written === "") return { kind: "broken", span: at, children: [] };
  const binding = bindingOf(written, context);
  if (binding?.enum !== undefined) {
    const object = name(nameHere(binding.enum.name, context), at);
    return { kind: "attribute", span: at, object, name: written, nameSpan: at };
  }
  if (written === "undefined" && binding === undefined) return undefinedAt(at);
  if (written === "__dirname" && binding === undefined) return text(parent(context.source.fileName), at);
  return name(binding?.target ?? written, at);
}

/** A JavaScript number is an int here when it is an integer that a double holds exactly. */
function lowerNumber(value: number, at: Expr["span"]): Expr {
  return { kind: "constant", span: at, value: { type: Number.isSafeInteger(value) ? "int" : "float", value } };
}

function lowerTemplate(node: TemplateNode, context: Context): Expr {
  const parts = node.templateSpans.flatMap(({ expression, literal }) => [
    { value: lowerExpression(expression, context), formatted: false },
    ...(literal.text === "" ? [] : [literal.text]),
  ]);
  return {
    kind: "template",
    span: span(node, context),
    parts: node.head.text === "" ? parts : [node.head.text, ...parts],
  };
}

/** Markup hands its expressions to code that nobody sees here, which may call those that are functions. */
function lowerMarkup(node: SyntaxNode, context: Context): Expr {
  const at = span(node, context);
  const args = markupParts(node, context).map((part): Argument => {
    const value = lowerExpression(part, context);
    return { kind: "positional", value, span: value.span };
  });
  return { kind: "call", span: at, callee: { kind: "broken", span: before(at), children: [] }, args };
}

/** The expressions within markup. */
function markupParts(node: SyntaxNode, context: Context): readonly Expression[] {
  const { syntax } = context;
  const parts: Expression[] = [];
  syntax.forEachChild(node, (child) => {
    if ((syntax.isJsxExpression(child) || syntax.isJsxSpreadAttribute(child)) && child.expression !== undefined)
      parts.push(child.expression);
    else parts.push(...markupParts(child, context));
  });
  return parts;
}
