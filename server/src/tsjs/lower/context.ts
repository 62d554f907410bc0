/**
 * What every lowering function is told about its surroundings: the file, the scope it stands in, where an unlabelled `break` leads. The
 * families of syntax call each other through `lower`, so that their files need not import one another in a circle.
 */
import type { Span } from "../../base/span.ts";
import type { ClassIR, Expr, FunctionIR, Stmt, Target } from "../../interp/ir.ts";
import { isClosedByRepair, spanOf } from "../syntax.ts";
import { hasParts } from "../types.ts";
import type {
  BindingName,
  ClassLike,
  Expression,
  FunctionLike,
  SourceFile,
  Statement,
  SyntaxNode,
  TypeNode,
  TypeScript,
} from "../syntax.ts";
import { findBinding, functionOf } from "./bindings.ts";
import type { Binding, Scope } from "./bindings.ts";
import type { ScopeTable } from "./scopes.ts";
import { typeText } from "./type-text.ts";
import type { NamedTypes } from "./named-types.ts";

export interface Lowering {
  expression(node: Expression, context: Context): Expr;
  /** A list of statements, its function declarations first. */
  statements(nodes: readonly Statement[], context: Context): readonly Stmt[];
  /** What a name or pattern in a declaration binds. */
  binding(node: BindingName, context: Context): Target;
  /** What an expression on the left of an assignment stands for. */
  target(node: Expression, context: Context): Target;
  function(node: FunctionLike, context: Context, named: Named): FunctionIR;
  class(node: ClassLike, context: Context, named: Named): ClassIR;
}

/** The name that a definition is known by, and where it is written. */
export interface Named {
  readonly name: string;
  readonly nameSpan: Span;
  readonly member?: NonNullable<FunctionIR["member"]>;
}

export interface Context {
  readonly syntax: TypeScript;
  readonly source: SourceFile;
  readonly table: ScopeTable;
  /** The names of types at the top of the file. */
  readonly types: NamedTypes;
  readonly scope: Scope;
  readonly lower: Lowering;
  /** Expressions around this one. */
  readonly depth: number;
  /** The type that the function around declares to return. */
  readonly returns?: TypeNode | undefined;
  /** Set inside a `switch`, which is a labelled block. */
  readonly breakLabel: string | undefined;
  /** A TypeScript file: a field without a value is a declaration only. */
  readonly typed: boolean;
  /** Numbers made-up names. */
  readonly serial: { next: number };
}

export function span(node: SyntaxNode, context: Context): Span {
  return spanOf(node, context.source);
}

/** The context of what is inside a node that opens a scope. */
export function within(node: SyntaxNode, context: Context): Context {
  const scope = context.table.of.get(node);
  return scope === undefined ? context : { ...context, scope };
}

export function bindingOf(name: string, context: Context): Binding | undefined {
  return findBinding(context.scope, name);
}

/** What the intermediate representation calls the name here. */
export function nameHere(name: string, context: Context): string {
  return bindingOf(name, context)?.target ?? name;
}

/** A made-up local of the function around. */
export function freshName(kind: string, context: Context): string {
  const name = `*${kind}${String(context.serial.next)}`;
  context.serial.next += 1;
  functionOf(context.scope).locals.add(name);
  return name;
}

/** A type's text: all that is kept of it. */
export function annotation(type: TypeNode | undefined, context: Context): Expr | undefined {
  if (type === undefined) return undefined;
  return text(typeText(type, context), span(type, context));
}

/** What the program says to be of a type that has a name or parts. Where it stands is where the value does. */
export function typed(value: Expr, type: TypeNode | undefined, context: Context): Expr {
  if (type === undefined) return value;
  const written = typeText(type, context);
  const isNamed = context.syntax.isTypeReferenceNode(type) || context.syntax.isUnionTypeNode(type);
  if (written === "const" || !(isNamed || hasParts(written))) return value;
  return { kind: "typed", span: value.span, value, type: written };
}

/** A list or an object whose end is not written yet may go on: what it holds is a beginning. */
export function isUnfinished(node: SyntaxNode, { syntax, source }: Context): boolean {
  return (node.flags & syntax.NodeFlags.ThisNodeHasError) !== 0 || isClosedByRepair(node, source);
}

/** What nobody can know of. */
export function broken(at: Span): Expr {
  return { kind: "broken", span: { start: at.end, end: at.end }, children: [] };
}

export function text(value: string, at: Span): Expr {
  return { kind: "constant", span: at, value: { type: "str", value } };
}

export function undefinedAt(at: Span): Expr {
  return { kind: "constant", span: at, value: { type: "undefined" } };
}

export function name(target: string, at: Span): { readonly kind: "name"; readonly span: Span; readonly name: string } {
  return { kind: "name", span: at, name: target };
}

export function set(target: Target, value: Expr, at: Span): Stmt {
  return { kind: "assign", span: at, targets: [target], value };
}

/** The place just before a node, for what is made up there. */
export function before(at: Span): Span {
  return { start: at.start, end: at.start };
}
