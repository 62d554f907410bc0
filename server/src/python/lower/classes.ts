/** `class` statements. Their bodies are ordinary statements in the class's own scope; metaclasses are keyword bases. */
import type { Stmt } from "../../interp/ir.ts";
import type * as ast from "../syntax/ast.ts";
import { lowerArgument } from "./arguments.ts";
import { enterClass, mangle, type Context, type LowerExpression, type LowerStatements } from "./context.ts";
import { classLocals } from "./scopes.ts";

export function lowerClassDef(
  node: ast.ClassDef,
  context: Context,
  lower: LowerExpression,
  lowerBody: LowerStatements,
): Stmt {
  const locals = classLocals(node.body, node.name);
  const span = context.place(node.span);
  return {
    kind: "class",
    span,
    decorators: node.decorators.map((decorator) => lower(decorator, context)),
    class: {
      name: mangle(node.name, context.scope.className),
      span,
      nameSpan: context.place(node.nameSpan),
      bases: node.bases.map((base) => lowerArgument(base, context, lower)),
      body: lowerBody(node.body, enterClass(context, node.name, locals)),
      locals,
    },
  };
}
