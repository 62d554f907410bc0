/** Statements that fit on one line: assignments, imports, `return`, `raise`, `del` and their like. */
import type { Span } from "../../base/span.ts";
import type { AnnAssign, Assign, BinaryOperator, Expression, ImportAlias, ImportFrom, Statement } from "./ast.ts";
import { convertExpression } from "./convert-expressions.ts";
import { broken, tokenSpan } from "./leaves.ts";
import { Char, skipTrivia } from "./lexis.ts";
import { isExpressionNode, NodeType, operatorText } from "./pyright.ts";
import type {
  AssignmentNode,
  DelNode,
  ExpressionNode,
  ImportFromNode,
  ImportNode,
  NameNode,
  ParseNode,
  TypeAliasNode,
} from "./pyright.ts";
import { outerEnd } from "./ranges.ts";

export function convertSimple(text: string, node: ParseNode): Statement {
  const convert = (child: ExpressionNode): Expression => convertExpression(text, child);
  const upTo = (last: ExpressionNode | undefined, keyword: string): Span => {
    return { start: node.start, end: last === undefined ? node.start + keyword.length : outerEnd(text, last) };
  };
  switch (node.nodeType) {
    case NodeType.Pass:
      return { kind: "Pass", span: tokenSpan(node) };
    case NodeType.Break:
      return { kind: "Break", span: tokenSpan(node) };
    case NodeType.Continue:
      return { kind: "Continue", span: tokenSpan(node) };
    case NodeType.Return: {
      const { expr } = node.d;
      return { kind: "Return", span: upTo(expr, "return"), ...(expr !== undefined && { value: convert(expr) }) };
    }
    case NodeType.Raise: {
      const { expr, fromExpr } = node.d;
      const parts = {
        ...(expr !== undefined && { value: convert(expr) }),
        ...(fromExpr !== undefined && { cause: convert(fromExpr) }),
      };
      return { kind: "Raise", span: upTo(fromExpr ?? expr, "raise"), ...parts };
    }
    case NodeType.Assert: {
      const { testExpr, exceptionExpr } = node.d;
      const message = exceptionExpr === undefined ? {} : { message: convert(exceptionExpr) };
      return { kind: "Assert", span: upTo(exceptionExpr ?? testExpr, "assert"), test: convert(testExpr), ...message };
    }
    case NodeType.Del:
      return convertDelete(text, node);
    case NodeType.Global:
      return { kind: "Global", span: tokenSpan(node), names: namesOf(node.d.targets) };
    case NodeType.Nonlocal:
      return { kind: "Nonlocal", span: tokenSpan(node), names: namesOf(node.d.targets) };
    case NodeType.Import:
      return { kind: "Import", span: tokenSpan(node), names: importedModules(node) };
    case NodeType.ImportFrom:
      return convertImportFrom(node);
    case NodeType.TypeAlias:
      return convertTypeAlias(text, node);
    case NodeType.Assignment:
      return convertAssignment(text, node);
    case NodeType.AugmentedAssignment: {
      const operator = (operatorText[node.d.operator] ?? "").slice(0, -1) as BinaryOperator;
      const span = { start: node.d.leftExpr.start, end: outerEnd(text, node.d.rightExpr) };
      return { kind: "AugAssign", span, target: convert(node.d.leftExpr), operator, value: convert(node.d.rightExpr) };
    }
    case NodeType.TypeAnnotation:
      return convertAnnotated(text, node.d.valueExpr, node.d.annotation, undefined);
    default: {
      const value = isExpressionNode(node) ? convert(node) : broken(node, []);
      const end = isExpressionNode(node) ? outerEnd(text, node) : value.span.end;
      return { kind: "ExpressionStatement", span: { start: node.start, end }, value };
    }
  }
}

function convertDelete(text: string, node: DelNode): Statement {
  const last = node.d.targets.at(-1);
  const lastEnd = last === undefined ? node.start + "del".length : outerEnd(text, last);
  const comma = skipTrivia(text, lastEnd);
  const end = last !== undefined && text.charCodeAt(comma) === Char.comma ? comma + 1 : lastEnd;
  return {
    kind: "Delete",
    span: { start: node.start, end },
    targets: node.d.targets.map((target) => convertExpression(text, target)),
  };
}

function namesOf(nodes: readonly NameNode[]): readonly string[] {
  return nodes.map((node) => node.d.value);
}

/** `a = b = value` is nested by the parser, the last target outermost. */
function convertAssignment(text: string, node: AssignmentNode): Assign | AnnAssign {
  const targets: ExpressionNode[] = [];
  let value: ExpressionNode = node;
  while (value.nodeType === NodeType.Assignment) {
    targets.unshift(value.d.leftExpr);
    value = value.d.rightExpr;
  }
  const [first] = targets;
  if (first?.nodeType === NodeType.TypeAnnotation)
    return convertAnnotated(text, first.d.valueExpr, first.d.annotation, value);
  const span = { start: first?.start ?? node.start, end: outerEnd(text, value) };
  return {
    kind: "Assign",
    span,
    targets: targets.map((target) => convertExpression(text, target)),
    value: convertExpression(text, value),
  };
}

function convertAnnotated(
  text: string,
  target: ExpressionNode,
  annotation: ExpressionNode,
  value: ExpressionNode | undefined,
): AnnAssign {
  return {
    kind: "AnnAssign",
    span: { start: target.start, end: outerEnd(text, value ?? annotation) },
    target: convertExpression(text, target),
    annotation: convertExpression(text, annotation),
    ...(value !== undefined && { value: convertExpression(text, value) }),
  };
}

function convertTypeAlias(text: string, node: TypeAliasNode): Statement {
  const { name, expr } = node.d;
  const span = { start: node.start, end: outerEnd(text, expr) };
  return {
    kind: "TypeAlias",
    span,
    name: name.d.value,
    nameSpan: tokenSpan(name.d.token),
    value: convertExpression(text, expr),
  };
}

function importedModules(node: ImportNode): readonly ImportAlias[] {
  return node.d.list.flatMap((item): ImportAlias[] => {
    const parts = item.d.module.d.nameParts;
    const [first] = parts;
    if (first === undefined) return [];
    const { alias } = item.d;
    const boundSpan = tokenSpan((alias ?? first).d.token);
    return [
      {
        span: tokenSpan(item),
        name: namesOf(parts).join("."),
        ...(alias !== undefined && { alias: alias.d.value }),
        boundSpan,
      },
    ];
  });
}

function convertImportFrom(node: ImportFromNode): ImportFrom {
  const { module, imports, isWildcardImport } = node.d;
  const names = imports.map((item): ImportAlias => {
    const { name, alias } = item.d;
    const boundSpan = tokenSpan((alias ?? name).d.token);
    return {
      span: tokenSpan(item),
      name: name.d.value,
      ...(alias !== undefined && { alias: alias.d.value }),
      boundSpan,
    };
  });
  const path = namesOf(module.d.nameParts).join(".");
  return {
    kind: "ImportFrom",
    span: tokenSpan(node),
    module: path,
    level: module.d.leadingDots,
    names,
    star: isWildcardImport,
  };
}
