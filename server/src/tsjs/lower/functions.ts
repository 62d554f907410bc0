/**
 * Functions of every kind, and their parameters. Types are kept as text. A function that reads `arguments` takes them all and unpacks its
 * parameters itself.
 */
import type { FunctionIR, Parameter, Stmt, Target, UnpackItem } from "../../interp/ir.ts";
import type { FunctionLike, ParameterNode, Statement } from "../syntax.ts";
import { annotation, before, freshName, name, nameHere, set, span, typed, within } from "./context.ts";
import type { Context, Named } from "./context.ts";
import { definedValue } from "./self-names.ts";
import { hoistedVariables } from "./variables.ts";

export function lowerFunction(node: FunctionLike, outer: Context, named: Named): FunctionIR {
  const { syntax } = outer;
  const context: Context = { ...within(node, outer), breakLabel: undefined, depth: 0, returns: node.type };
  const at = span(node, outer);
  const written = node.parameters.filter((parameter) => !isThis(parameter, context));
  const takesAll = context.table.usesArguments.has(context.scope) && !syntax.isArrowFunction(node);
  const parameters = takesAll
    ? [{ kind: "rest", name: "arguments", span: before(at) } as const]
    : written.map((parameter) => lowerParameter(parameter, context));
  const unpacked = takesAll && written.length > 0 ? [unpackArguments(written, context)] : [];
  if (takesAll) context.scope.locals.add("arguments");
  const body = [...unpacked, ...withPropertyParameters(node, lowerBody(node, context), context)];
  const returns = annotation(node.type, context);
  return {
    ...named,
    span: at,
    parameters,
    body,
    locals: context.scope.locals,
    generator: "asteriskToken" in node && node.asteriskToken !== undefined,
    async: (syntax.getCombinedModifierFlags(node) & syntax.ModifierFlags.Async) !== 0,
    arrow: syntax.isArrowFunction(node),
    ...(returns === undefined ? {} : { returns }),
  };
}

function lowerBody(node: FunctionLike, context: Context): readonly Stmt[] {
  const { syntax } = context;
  if (node.body === undefined) return [];
  if (syntax.isBlock(node.body)) return lowerStatementsOf(node.body.statements, context);
  const value = typed(definedValue(node.body, "", before(span(node.body, context)), context), node.type, context);
  return [{ kind: "return", span: value.span, value }];
}

function lowerStatementsOf(statements: readonly Statement[], context: Context): readonly Stmt[] {
  return [...hoistedVariables(statements, context), ...context.lower.statements(statements, context)];
}

/** TypeScript's `this` parameter is a type only. */
function isThis(parameter: ParameterNode, { syntax }: Context): boolean {
  return syntax.isIdentifier(parameter.name) && parameter.name.text === "this";
}

function lowerParameter(node: ParameterNode, context: Context): Parameter {
  const { syntax } = context;
  const at = span(node.name, context);
  const isName = syntax.isIdentifier(node.name);
  const called = isName ? nameHere(node.name.text, context) : freshName("parameter", context);
  const type = annotation(node.type, context);
  return {
    kind: node.dotDotDotToken === undefined ? "normal" : "rest",
    name: called,
    span: at,
    ...(node.initializer === undefined ? {} : { default: definedValue(node.initializer, called, at, context) }),
    ...(type === undefined ? {} : { annotation: type }),
    ...(isName ? {} : { target: context.lower.binding(node.name, context) }),
  };
}

function unpackArguments(parameters: readonly ParameterNode[], context: Context): Stmt {
  const items = parameters.map((parameter): UnpackItem => {
    const value =
      parameter.initializer === undefined ? {} : { default: context.lower.expression(parameter.initializer, context) };
    return {
      target: context.lower.binding(parameter.name, context),
      rest: parameter.dotDotDotToken !== undefined,
      ...value,
    };
  });
  const first = parameters[0];
  const at = first === undefined ? { start: 0, end: 0 } : before(span(first, context));
  const target: Target = { kind: "unpack", span: at, items };
  return set(target, name("arguments", at), at);
}

/** `constructor(private units: number)` also sets the field of that name, after `super(…)` has made `this`. */
function withPropertyParameters(node: FunctionLike, body: readonly Stmt[], context: Context): readonly Stmt[] {
  const { syntax } = context;
  if (node.kind !== syntax.SyntaxKind.Constructor) return body;
  const made = node.parameters.flatMap((parameter) => {
    if (!syntax.isParameterPropertyDeclaration(parameter, node) || !syntax.isIdentifier(parameter.name)) return [];
    const at = span(parameter.name, context);
    const target: Target = {
      kind: "attribute",
      span: at,
      object: name("this", before(at)),
      name: parameter.name.text,
      nameSpan: at,
    };
    return [set(target, name(nameHere(parameter.name.text, context), at), at)];
  });
  const first = body.findIndex(isSuperCall) + 1;
  return [...body.slice(0, first), ...made, ...body.slice(first)];
}

function isSuperCall(stmt: Stmt): boolean {
  return (
    stmt.kind === "expression" &&
    stmt.value.kind === "call" &&
    stmt.value.callee.kind === "name" &&
    stmt.value.callee.name === "super"
  );
}
