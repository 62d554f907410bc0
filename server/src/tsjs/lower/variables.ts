/** Declarations of variables. `let x` sets x to undefined each time it is reached; `var x` is undefined from the start of its function. */
import type { Stmt } from "../../interp/ir.ts";
import type { SyntaxNode, VariableDeclaration, VariableDeclarationList } from "../syntax.ts";
import { annotation, bindingOf, name, set, span, typed, undefinedAt } from "./context.ts";
import type { Context } from "./context.ts";
import { definedValue } from "./self-names.ts";

export function lowerVariables(list: VariableDeclarationList, context: Context): readonly Stmt[] {
  const isVar = (list.flags & context.syntax.NodeFlags.BlockScoped) === 0;
  return list.declarations.flatMap((node) => {
    if (node.initializer === undefined)
      return isVar
        ? []
        : [set(context.lower.binding(node.name, context), undefinedAt(span(node, context)), span(node, context))];
    return [lowerInitialized(node, context)];
  });
}

function lowerInitialized(node: VariableDeclaration, context: Context): Stmt {
  const target = context.lower.binding(node.name, context);
  const { initializer } = node;
  const called = target.kind === "name" ? target.name : "";
  const value =
    initializer === undefined ? undefinedAt(target.span) : definedValue(initializer, called, target.span, context);
  const type = annotation(node.type, context);
  const at = span(node, context);
  return {
    kind: "assign",
    span: at,
    targets: [target],
    value: typed(value, node.type, context),
    ...(type === undefined ? {} : { annotation: type }),
  };
}

/** The `var`s of a function that are declared without a value. */
export function hoistedVariables(nodes: readonly SyntaxNode[], context: Context): readonly Stmt[] {
  const { syntax } = context;
  const found: Stmt[] = [];
  const seen = new Set<string>();
  const visit = (node: SyntaxNode): void => {
    if (syntax.isFunctionLike(node) || syntax.isClassLike(node) || syntax.isExpression(node)) return;
    if (syntax.isForInStatement(node) || syntax.isForOfStatement(node)) {
      visit(node.statement);
      return;
    }
    if (syntax.isVariableDeclarationList(node) && (node.flags & syntax.NodeFlags.BlockScoped) === 0) {
      for (const { name: declared, initializer } of node.declarations) {
        if (initializer !== undefined || !syntax.isIdentifier(declared) || seen.has(declared.text)) continue;
        const binding = bindingOf(declared.text, context);
        if (binding === undefined) continue;
        seen.add(declared.text);
        const at = span(declared, context);
        found.push(set(name(binding.target, at), undefinedAt(at), at));
      }
    }
    syntax.forEachChild(node, visit);
  };
  nodes.forEach(visit);
  return found;
}
