/** Declarations of functions and classes. One without a name is the module's default export. */
import type { Expr, Stmt } from "../../interp/ir.ts";
import { defaultExport } from "../members.ts";
import type { ClassDeclaration, FunctionDeclaration, Identifier } from "../syntax.ts";
import { functionOf } from "./bindings.ts";
import { before, name, nameHere, set, span } from "./context.ts";
import type { Context, Named } from "./context.ts";

export function lowerFunctionDeclaration(node: FunctionDeclaration, context: Context): readonly Stmt[] {
  if (node.body === undefined) return [];
  const at = span(node, context);
  const named = nameOf(node, node.name, context);
  const fn = context.lower.function(node, context, named);
  const target = targetName(node.name, context);
  if (target === named.name) return [{ kind: "function", span: at, function: fn, decorators: [] }];
  const value: Expr = { kind: "function", span: at, function: fn };
  return [set(name(target, named.nameSpan), value, at)];
}

export function lowerClassDeclaration(node: ClassDeclaration, context: Context): readonly Stmt[] {
  const at = span(node, context);
  const named = nameOf(node, node.name, context);
  const cls = context.lower.class(node, context, named);
  const target = targetName(node.name, context);
  if (target === named.name) return [{ kind: "class", span: at, class: cls, decorators: [] }];
  const value: Expr = { kind: "class", span: at, class: cls };
  return [set(name(target, named.nameSpan), value, at)];
}

function nameOf(
  node: FunctionDeclaration | ClassDeclaration,
  written: Identifier | undefined,
  context: Context,
): Named {
  if (written === undefined || written.text === "") return { name: "default", nameSpan: before(span(node, context)) };
  return { name: written.text, nameSpan: span(written, context) };
}

function targetName(written: Identifier | undefined, context: Context): string {
  if (written !== undefined && written.text !== "") return nameHere(written.text, context);
  functionOf(context.scope).locals.add(defaultExport);
  return defaultExport;
}
