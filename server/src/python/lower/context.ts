/**
 * What every lowering function is told about its surroundings: where its text lies in the file, and which scope it
 * stands in. How trees are walked and what names mean is left to the files of the single families, which take each other
 * as parameters where they would otherwise import in a circle.
 */
import type { Span } from "../../base/span.ts";
import type { Expr, Stmt } from "../../interp/ir.ts";
import type { Expression, Statement } from "../syntax/ast.ts";

export interface Scope {
  readonly kind: "module" | "function" | "class";
  /** Names that live in this scope, already mangled. */
  readonly locals: ReadonlySet<string>;
  readonly parent?: Scope;
  /** The innermost class around, after which `__private` names are renamed. */
  readonly className?: string;
}

export interface Context {
  /** Maps a span of the syntax tree (perhaps relative to a chunk) to its place in the file. */
  readonly place: (span: Span) => Span;
  readonly scope: Scope;
}

export type LowerExpression = (node: Expression, context: Context) => Expr;
export type LowerStatements = (nodes: readonly Statement[], context: Context) => readonly Stmt[];

/** For whole modules, whose spans are absolute already. */
export function unmoved(span: Span): Span {
  return span;
}

/** The context of a function's or lambda's body. */
export function enterFunction(context: Context, locals: ReadonlySet<string>): Context {
  return { ...context, scope: { ...context.scope, kind: "function", locals, parent: context.scope } };
}

export function enterClass(context: Context, className: string, locals: ReadonlySet<string>): Context {
  return { ...context, scope: { kind: "class", locals, parent: context.scope, className } };
}

/** Python renames `__x` inside `class Net` to `_Net__x`, so that a subclass's own `__x` is another attribute. */
export function mangle(name: string, className: string | undefined): string {
  if (className === undefined || !name.startsWith("__") || name.endsWith("__") || name.includes(".")) return name;
  const bare = className.replace(/^_+/, "");
  return bare === "" ? name : `_${bare}${name}`;
}

/** True unless some scope around binds `name`: then it is the built-in of that name. */
export function isBuiltin(name: string, context: Context): boolean {
  for (let scope: Scope | undefined = context.scope; scope !== undefined; scope = scope.parent) {
    if (scope.locals.has(name)) return false;
  }
  return true;
}
