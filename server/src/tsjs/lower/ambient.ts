/** `declare …`: what exists elsewhere. Functions and variables are known by their types alone, if those may speak of tensors; all else is not there. */
import type { Stmt } from "../../interp/ir.ts";
import { mayHoldTensors } from "../types.ts";
import type { Identifier, Statement, TypeNode } from "../syntax.ts";
import { before, name, nameHere, set, span } from "./context.ts";
import type { Context } from "./context.ts";
import { exportsOfDeclaration } from "./modules.ts";
import { typeText } from "./type-text.ts";

export function isAmbient(node: Statement, { syntax, source }: Context): boolean {
  if (syntax.isImportDeclaration(node) || syntax.isExportDeclaration(node)) return false;
  if (source.isDeclarationFile) return true;
  if (!syntax.canHaveModifiers(node)) return false;
  return (syntax.getModifiers(node) ?? []).some(({ kind }) => kind === syntax.SyntaxKind.DeclareKeyword);
}

export function lowerAmbient(node: Statement, context: Context): readonly Stmt[] {
  const values = ambientValues(node, context);
  return values.length === 0 ? [] : [...values, ...exportsOfDeclaration(node, context)];
}

function ambientValues(node: Statement, context: Context): readonly Stmt[] {
  const { syntax } = context;
  if (syntax.isFunctionDeclaration(node)) return ambient(node.name, node.type, "() => ", context);
  if (!syntax.isVariableStatement(node)) return [];
  return node.declarationList.declarations.flatMap((each) =>
    syntax.isIdentifier(each.name) ? ambient(each.name, each.type, "", context) : [],
  );
}

function ambient(
  declared: Identifier | undefined,
  type: TypeNode | undefined,
  form: string,
  context: Context,
): readonly Stmt[] {
  if (declared === undefined || type === undefined) return [];
  const text = form + typeText(type, context);
  if (!mayHoldTensors(text)) return [];
  const at = span(declared, context);
  const value = { kind: "broken", span: before(at), children: [] } as const;
  return [set(name(nameHere(declared.text, context), at), { kind: "typed", span: at, value, type: text }, at)];
}
