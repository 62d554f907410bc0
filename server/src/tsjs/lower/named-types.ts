/** The names that types have at the top of a file: those that it declares, those that it imports, and what it exports of both. */
import type {
  ClassDeclaration,
  Expression,
  InterfaceDeclaration,
  SourceFile,
  Statement,
  TypeAliasDeclaration,
  TypeScript,
} from "../syntax.ts";
import type { FileTypes, ImportedType, TypeMeaning } from "../types.ts";
import { declarationText, mostNames, typeText } from "./type-text.ts";

export type TypeDeclaration = InterfaceDeclaration | TypeAliasDeclaration | ClassDeclaration;

export interface NamedTypes {
  readonly declared: ReadonlyMap<string, readonly TypeDeclaration[]>;
  /** By the name that the file gives them; a whole module's name is `*`. */
  readonly imported: ReadonlyMap<string, ImportedType>;
}

export function namedTypes(syntax: TypeScript, source: SourceFile, path: string): NamedTypes {
  const declared = new Map<string, TypeDeclaration[]>();
  const imported = new Map<string, ImportedType>();
  for (const statement of source.statements) {
    if (isDeclaration(statement, syntax)) {
      const name = statement.name?.text ?? "default";
      declared.set(name, [...(declared.get(name) ?? []), statement]);
    } else if (syntax.isImportDeclaration(statement)) {
      const from = origin(statement.moduleSpecifier, path, syntax);
      const clause = statement.importClause;
      if (from === undefined || clause === undefined) continue;
      if (clause.name !== undefined) imported.set(clause.name.text, { ...from, name: "default" });
      const bindings = clause.namedBindings;
      if (bindings === undefined) continue;
      if (syntax.isNamespaceImport(bindings)) imported.set(bindings.name.text, { ...from, name: "*" });
      else
        for (const { name, propertyName } of bindings.elements)
          imported.set(name.text, { ...from, name: (propertyName ?? name).text });
    }
  }
  return { declared, imported };
}

function isDeclaration(node: Statement, syntax: TypeScript): node is TypeDeclaration {
  return syntax.isInterfaceDeclaration(node) || syntax.isTypeAliasDeclaration(node) || syntax.isClassDeclaration(node);
}

/** The names of the library's own types say all that there is to know. */
function origin(node: Expression, path: string, syntax: TypeScript): Omit<ImportedType, "name"> | undefined {
  return syntax.isStringLiteral(node) && !node.text.startsWith("@tensorflow/")
    ? { specifier: node.text, from: path }
    : undefined;
}

/** What a file's exported names of types mean to others. */
export function exportedTypes(syntax: TypeScript, source: SourceFile, path: string, types: NamedTypes): FileTypes {
  const texts = new Map<string, TypeMeaning>();
  const others = new Map<string, ImportedType>();
  const stars: ImportedType[] = [];
  const add = (local: string, exported: string): void => {
    const declarations = types.declared.get(local) ?? [];
    const parts = declarations.map((each) => {
      const args = (each.typeParameters ?? []).map((_, i) => `$${String(i)}`);
      return declarationText(each, args, { syntax, source, types, left: { names: mostNames } }, 0);
    });
    const defaults = (declarations[0]?.typeParameters ?? []).map(({ default: otherwise }) =>
      otherwise === undefined ? "unknown" : typeText(otherwise, { syntax, source, types }),
    );
    const [only] = parts;
    const other = types.imported.get(local);
    if (parts.length > 1)
      texts.set(exported, { text: `{${parts.map((each) => each.slice(1, -1)).join("")}}`, defaults });
    else if (only !== undefined) texts.set(exported, { text: only, defaults });
    else if (other !== undefined) others.set(exported, other);
  };
  for (const statement of source.statements) {
    if (isDeclaration(statement, syntax)) {
      const kinds = (syntax.getModifiers(statement) ?? []).map(({ kind }) => kind);
      const isDefault = kinds.includes(syntax.SyntaxKind.DefaultKeyword);
      const name = statement.name?.text ?? "default";
      if (kinds.includes(syntax.SyntaxKind.ExportKeyword)) add(name, isDefault ? "default" : name);
    } else if (syntax.isExportAssignment(statement) && syntax.isIdentifier(statement.expression)) {
      add(statement.expression.text, "default");
    } else if (syntax.isExportDeclaration(statement)) {
      const { exportClause, moduleSpecifier } = statement;
      const from = moduleSpecifier === undefined ? undefined : origin(moduleSpecifier, path, syntax);
      if (exportClause === undefined) stars.push(...(from === undefined ? [] : [{ ...from, name: "*" }]));
      else if (syntax.isNamedExports(exportClause))
        for (const { name, propertyName } of exportClause.elements) {
          const local = (propertyName ?? name).text;
          if (moduleSpecifier === undefined) add(local, name.text);
          else if (from !== undefined) others.set(name.text, { ...from, name: local });
        }
    }
  }
  return { texts, others, stars };
}
