/** TypeScript's enums and namespaces: both are objects in the end. */
import type { DictExpr, Expr, Stmt } from "../../interp/ir.ts";
import type { EnumDeclaration, ModuleDeclaration, Statement } from "../syntax.ts";
import { before, name, nameHere, set, span, text, within } from "./context.ts";
import type { Context } from "./context.ts";
import { keyName } from "./objects.ts";
import { declaredNames, isExported } from "./modules.ts";

/** `A.X = 0; A["0"] = "X"; …`: a member may speak of those before it. */
export function lowerEnum(node: EnumDeclaration, outer: Context): readonly Stmt[] {
  const context = within(node, outer);
  const at = span(node.name, outer);
  const object = name(nameHere(node.name.text, outer), at);
  const made: Stmt = set(object, { kind: "dict", span: at, entries: [], object: true }, span(node, outer));
  let previous: { readonly key: string; readonly value: Expr } | undefined;
  const members = node.members.flatMap((member): readonly Stmt[] => {
    const key = keyName(member.name, context);
    if (key === undefined) return [];
    const place = span(member, context);
    const value: Expr =
      member.initializer === undefined
        ? next(object, previous, place)
        : context.lower.expression(member.initializer, context);
    previous = { key, value };
    const own = set(memberTarget(object, text(key, place), place), value, place);
    if (value.kind !== "constant" || value.value.type !== "int") return [own];
    return [own, set(memberTarget(object, value, place), text(key, place), place)];
  });
  return [made, ...members];
}

function memberTarget(
  object: Expr,
  index: Expr,
  at: Expr["span"],
): Extract<Stmt, { kind: "assign" }>["targets"][number] {
  return { kind: "index", span: at, object, index };
}

/** One more than the member before. */
function next(
  object: Expr,
  previous: { readonly key: string; readonly value: Expr } | undefined,
  at: Expr["span"],
): Expr {
  const number = (value: number): Expr => ({ kind: "constant", span: at, value: { type: "int", value } });
  if (previous === undefined) return number(0);
  const { key, value } = previous;
  if (value.kind === "constant" && value.value.type === "int") return number(value.value.value + 1);
  return {
    kind: "binary",
    span: at,
    operator: "+",
    left: { kind: "attribute", span: at, object, name: key, nameSpan: at },
    right: number(1),
  };
}

/** A namespace's statements run where it stands; what it exports becomes an object. */
export function lowerNamespace(node: ModuleDeclaration, outer: Context): readonly Stmt[] {
  const { syntax } = outer;
  const { body } = node;
  if (body === undefined || !syntax.isModuleBlock(body)) return [];
  const context = within(node, outer);
  const at = before(span(node, outer));
  const exported = body.statements
    .filter((statement) => isExported(statement, context))
    .flatMap((statement: Statement) => declaredNames(statement, context));
  const entries = exported.map((each): DictExpr["entries"][number] => ({
    key: text(each, at),
    value: name(nameHere(each, context), at),
  }));
  const statements = context.lower.statements(body.statements, context);
  return [
    ...statements,
    set(name(nameHere(node.name.text, outer), at), { kind: "dict", span: at, entries, object: true }, at),
  ];
}
