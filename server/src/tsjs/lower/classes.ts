/**
 * Classes. Methods, accessors and statics go into one table under the names of `members.ts`. Fields are set by a made-up method that runs
 * for each new instance; static fields and blocks by one that runs for the class itself.
 */
import type { Argument, ClassIR, Expr, FunctionIR, Stmt } from "../../interp/ir.ts";
import { getterOf, instanceFields, setterOf, staticFields, staticOf } from "../members.ts";
import type { ClassElement, ClassLike, PropertyDeclaration } from "../syntax.ts";
import { before, name, set, span, undefinedAt } from "./context.ts";
import type { Context, Named } from "./context.ts";
import type { Scope } from "./bindings.ts";
import { keyName, lowerKey } from "./objects.ts";
import { definedValue } from "./self-names.ts";

interface Member {
  readonly key: string;
  readonly function: FunctionIR;
}

export function lowerClass(node: ClassLike, outer: Context, named: Named): ClassIR {
  // A class expression that nobody names still stands in the scope that its own name would have.
  const context = { ...outer, depth: 0 };
  const members = [...methods(node, context), ...fieldSetters(node, context)];
  const body = members.map(({ key, function: fn }): Stmt => ({
    kind: "function",
    span: fn.span,
    function: { ...fn, name: key },
    decorators: [],
  }));
  return {
    name: named.name,
    span: span(node, context),
    nameSpan: named.nameSpan,
    bases: bases(node, context),
    body,
    locals: new Set(members.map(({ key }) => key)),
  };
}

function bases(node: ClassLike, context: Context): readonly Argument[] {
  const { syntax } = context;
  const clause = node.heritageClauses?.find(({ token }) => token === syntax.SyntaxKind.ExtendsKeyword);
  const base = clause?.types[0];
  if (base === undefined) return [];
  return [{ kind: "positional", value: context.lower.expression(base.expression, context), span: span(base, context) }];
}

function methods(node: ClassLike, context: Context): readonly Member[] {
  return node.members.flatMap((member) => {
    const key = methodKey(member, context);
    if (key === undefined || !isFunction(member, context)) return [];
    const isStatic = isStaticMember(member, context);
    const form = isStatic ? "static" : context.syntax.isConstructorDeclaration(member) ? "constructor" : "method";
    const nameSpan = member.name === undefined ? before(span(member, context)) : span(member.name, context);
    return [
      {
        key: isStatic ? staticOf(key) : key,
        function: context.lower.function(member, context, { name: key, nameSpan, member: form }),
      },
    ];
  });
}

function methodKey(member: ClassElement, context: Context): string | undefined {
  const { syntax } = context;
  if (syntax.isConstructorDeclaration(member)) return member.body === undefined ? undefined : "constructor";
  if (!isFunction(member, context) || member.body === undefined || member.name === undefined) return undefined;
  const known = keyName(member.name, context);
  if (known === undefined) return undefined;
  if (syntax.isGetAccessor(member)) return getterOf(known);
  return syntax.isSetAccessor(member) ? setterOf(known) : known;
}

function isFunction(
  member: ClassElement,
  { syntax }: Context,
): member is Extract<Parameters<Context["lower"]["function"]>[0], ClassElement> {
  return (
    syntax.isMethodDeclaration(member) ||
    syntax.isConstructorDeclaration(member) ||
    syntax.isGetAccessor(member) ||
    syntax.isSetAccessor(member)
  );
}

function isStaticMember(member: ClassElement, { syntax }: Context): boolean {
  return (syntax.getCombinedModifierFlags(member) & syntax.ModifierFlags.Static) !== 0;
}

/** The made-up methods that set fields, where there are any. */
function fieldSetters(node: ClassLike, context: Context): readonly Member[] {
  const { syntax, table } = context;
  const scopes = table.fields.get(node);
  if (scopes === undefined) return [];
  const own: Stmt[] = [];
  const ofClass: Stmt[] = [];
  for (const member of node.members) {
    if (syntax.isClassStaticBlockDeclaration(member)) {
      ofClass.push(
        ...context.lower.statements([member.body], { ...context, scope: scopes.static, breakLabel: undefined }),
      );
    } else if (syntax.isPropertyDeclaration(member)) {
      const isStatic = isStaticMember(member, context);
      (isStatic ? ofClass : own).push(
        ...setField(member, { ...context, scope: isStatic ? scopes.static : scopes.instance }),
      );
    }
  }
  const setter = (key: string, body: readonly Stmt[], scope: Scope, member: FunctionIR["member"]): readonly Member[] =>
    body.length === 0 ? [] : [{ key, function: madeUp(node, body, scope, member ?? "method", context) }];
  return [
    ...setter(instanceFields, own, scopes.instance, "method"),
    ...setter(staticFields, ofClass, scopes.static, "static"),
  ];
}

/** In TypeScript a field without a value may be a mere declaration of what a base class sets. */
function setField(member: PropertyDeclaration, context: Context): readonly Stmt[] {
  if (member.initializer === undefined && context.typed) return [];
  const at = span(member.name, context);
  const known = keyName(member.name, context);
  const value =
    member.initializer === undefined ? undefinedAt(at) : definedValue(member.initializer, known ?? "", at, context);
  const object: Expr = name("this", before(at));
  const whole = span(member, context);
  if (known !== undefined)
    return [set({ kind: "attribute", span: at, object, name: known, nameSpan: at }, value, whole)];
  return [set({ kind: "index", span: at, object, index: lowerKey(member.name, context) }, value, whole)];
}

function madeUp(
  node: ClassLike,
  body: readonly Stmt[],
  scope: Scope,
  member: NonNullable<FunctionIR["member"]>,
  context: Context,
): FunctionIR {
  const at = before(span(node, context));
  return {
    name: "",
    span: at,
    nameSpan: at,
    parameters: [],
    body,
    locals: scope.locals,
    generator: false,
    async: false,
    arrow: false,
    member,
  };
}
