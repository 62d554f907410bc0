/** `import` and `from … import`. Finding the module is left to `python/imports` and to the interpreter. */
import type { Stmt } from "../../interp/ir.ts";
import type * as ast from "../syntax/ast.ts";
import { mangle, type Context } from "./context.ts";
import { firstPackage } from "./scopes.ts";

/** `import a, b.c as d` is several imports, since each names a module of its own. */
export function lowerImport(node: ast.Import, context: Context): readonly Stmt[] {
  const only = node.names.length === 1;
  return node.names.map((each) => {
    const wholePath = each.alias !== undefined || !each.name.includes(".");
    const local = mangle(each.alias ?? firstPackage(each.name), context.scope.className);
    const binding = { imported: wholePath ? "*" : "*top", local, span: context.place(each.boundSpan) };
    return {
      kind: "import",
      span: context.place(only ? node.span : each.span),
      import: { module: each.name, level: 0, bindings: [binding], star: false },
    };
  });
}

export function lowerImportFrom(node: ast.ImportFrom, context: Context): Stmt {
  const bindings = node.names.map((each) => ({
    imported: each.name,
    local: mangle(each.alias ?? each.name, context.scope.className),
    span: context.place(each.boundSpan),
  }));
  return {
    kind: "import",
    span: context.place(node.span),
    import: { module: node.module, level: node.level, bindings, star: node.star },
  };
}
