/** Imports and exports: those of modules, and `module.exports`. What only types use is left out. */
import type { ImportIR, Stmt } from "../../interp/ir.ts";
import { commonJsExport, defaultExport } from "../members.ts";
import type {
  BindingName,
  ExportAssignment,
  ExportDeclaration,
  Expression,
  ImportDeclaration,
  ImportEqualsDeclaration,
  SourceFile,
  Statement,
} from "../syntax.ts";
import { before, freshName, name, nameHere, set, span, text } from "./context.ts";
import type { Context } from "./context.ts";
import { definedValue } from "./self-names.ts";

type Binding = ImportIR["bindings"][number];

export function lowerImport(node: ImportDeclaration, context: Context): readonly Stmt[] {
  const { syntax } = context;
  const clause = node.importClause;
  if (clause?.phaseModifier === syntax.SyntaxKind.TypeKeyword) return [];
  const bindings: Binding[] = [];
  const bind = (imported: string, local: { readonly text: string } & Parameters<typeof span>[0]): void => {
    if (local.text !== "")
      bindings.push({ imported, local: nameHere(local.text, context), span: span(local, context) });
  };
  if (clause?.name !== undefined) bind("default", clause.name);
  const named = clause?.namedBindings;
  if (named !== undefined && syntax.isNamespaceImport(named)) bind("*", named.name);
  else
    for (const element of named?.elements ?? [])
      if (!element.isTypeOnly) bind((element.propertyName ?? element.name).text, element.name);
  return importStatement(node.moduleSpecifier, bindings, false, span(node, context), context);
}

function importStatement(
  specifier: Expression,
  bindings: readonly Binding[],
  star: boolean,
  at: Stmt["span"],
  { syntax }: Context,
): readonly Stmt[] {
  if (!syntax.isStringLiteral(specifier)) return [];
  return [{ kind: "import", span: at, import: { module: specifier.text, level: 0, bindings, star } }];
}

/** `import x = require("m")`, `import x = A.B`. */
export function lowerImportEquals(node: ImportEqualsDeclaration, context: Context): readonly Stmt[] {
  const { syntax } = context;
  const reference = node.moduleReference;
  if (node.isTypeOnly) return [];
  const at = span(node.name, context);
  const target = name(nameHere(node.name.text, context), at);
  if (!syntax.isExternalModuleReference(reference)) return [];
  const specifier = context.lower.expression(reference.expression, context);
  const callee = name("require", span(reference, context));
  return [
    set(
      target,
      {
        kind: "call",
        span: span(reference, context),
        callee,
        args: [{ kind: "positional", value: specifier, span: specifier.span }],
      },
      span(node, context),
    ),
  ];
}

/** `export { a as b }`, `export { a } from "m"`, `export * from "m"`, `export * as ns from "m"`. */
export function lowerExports(node: ExportDeclaration, context: Context): readonly Stmt[] {
  const { syntax } = context;
  if (node.isTypeOnly) return [];
  const at = span(node, context);
  const clause = node.exportClause;
  if (clause === undefined)
    return node.moduleSpecifier === undefined ? [] : importStatement(node.moduleSpecifier, [], true, at, context);
  if (syntax.isNamespaceExport(clause)) return reexport([{ imported: "*", exported: clause.name.text }], node, context);
  const elements = clause.elements.filter(({ isTypeOnly }) => !isTypeOnly);
  const names = elements.map((element) => ({
    imported: (element.propertyName ?? element.name).text,
    exported: element.name.text,
  }));
  if (node.moduleSpecifier !== undefined) return reexport(names, node, context);
  return names.map(({ imported, exported }) => ({
    kind: "export",
    span: at,
    local: nameHere(imported, context),
    exported,
  }));
}

function reexport(
  names: readonly { imported: string; exported: string }[],
  node: ExportDeclaration,
  context: Context,
): readonly Stmt[] {
  if (node.moduleSpecifier === undefined) return [];
  const at = span(node, context);
  const bindings = names.map(({ imported }) => ({ imported, local: freshName("reexport", context), span: before(at) }));
  const exports = names.map(({ exported }, i): Stmt => ({
    kind: "export",
    span: at,
    local: bindings[i]?.local ?? exported,
    exported,
  }));
  return [...importStatement(node.moduleSpecifier, bindings, false, at, context), ...exports];
}

/** `export default x`, and TypeScript's `export = x`. */
export function lowerExportAssignment(node: ExportAssignment, context: Context): readonly Stmt[] {
  const at = span(node, context);
  const place = before(span(node.expression, context));
  const local = node.isExportEquals === true ? freshName("exported", context) : defaultExport;
  context.table.module.locals.add(local);
  const value = definedValue(node.expression, "default", place, context);
  if (node.isExportEquals !== true)
    return [set(name(local, place), value, at), { kind: "export", span: at, local, exported: "default" }];
  const object = {
    kind: "dict",
    span: place,
    entries: [{ key: text("exports", place), value }],
    object: true,
  } as const;
  return [set(name(local, place), object, at), { kind: "export", span: at, local, exported: commonJsExport }];
}

export function isExported(node: Statement, { syntax }: Context): boolean {
  return (
    syntax.canHaveModifiers(node) &&
    (syntax.getModifiers(node) ?? []).some(({ kind }) => kind === syntax.SyntaxKind.ExportKeyword)
  );
}

/** `export` before a declaration at the top of a module. */
export function exportsOfDeclaration(node: Statement, context: Context): readonly Stmt[] {
  const { syntax } = context;
  if (context.scope !== context.table.module || !isExported(node, context)) return [];
  const at = before(span(node, context));
  const isDefault =
    syntax.canHaveModifiers(node) &&
    (syntax.getModifiers(node) ?? []).some(({ kind }) => kind === syntax.SyntaxKind.DefaultKeyword);
  const names = declaredNames(node, context);
  if (!isDefault)
    return names.map((each) => ({ kind: "export", span: at, local: nameHere(each, context), exported: each }));
  const [only] = names;
  return [
    {
      kind: "export",
      span: at,
      local: only === undefined ? defaultExport : nameHere(only, context),
      exported: "default",
    },
  ];
}

/** The names that a declaration binds, as they are written. */
export function declaredNames(node: Statement, { syntax }: Context): readonly string[] {
  if (syntax.isVariableStatement(node))
    return node.declarationList.declarations.flatMap((each) => namesIn(each.name, syntax));
  const named =
    syntax.isFunctionDeclaration(node) ||
    syntax.isClassDeclaration(node) ||
    syntax.isEnumDeclaration(node) ||
    syntax.isModuleDeclaration(node) ||
    syntax.isImportEqualsDeclaration(node);
  return named && node.name !== undefined && node.name.text !== "" ? [node.name.text] : [];
}

function namesIn(pattern: BindingName, syntax: Context["syntax"]): readonly string[] {
  if (syntax.isIdentifier(pattern)) return pattern.text === "" ? [] : [pattern.text];
  return pattern.elements.flatMap((element) =>
    syntax.isOmittedExpression(element) ? [] : namesIn(element.name, syntax),
  );
}

/** A file without imports or exports of its own that speaks of `module` or `exports` is CommonJS: both are there from its start. */
export function commonJsPrologue(source: SourceFile, context: Context): readonly Stmt[] {
  const { free, module } = context.table;
  if (!free.has("module") && !free.has("exports")) return [];
  if (source.statements.some((node) => isModuleSyntax(node, context))) return [];
  const at = { start: 0, end: 0 };
  module.locals.add("exports").add("module");
  const exports = name("exports", at);
  return [
    set(exports, { kind: "dict", span: at, entries: [], object: true }, at),
    set(
      name("module", at),
      { kind: "dict", span: at, entries: [{ key: text("exports", at), value: exports }], object: true },
      at,
    ),
    { kind: "export", span: at, local: "module", exported: commonJsExport },
  ];
}

function isModuleSyntax(node: Statement, context: Context): boolean {
  const { syntax } = context;
  return (
    syntax.isImportDeclaration(node) ||
    syntax.isExportDeclaration(node) ||
    syntax.isExportAssignment(node) ||
    isExported(node, context)
  );
}
