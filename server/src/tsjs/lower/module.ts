/** The way in: a file's text, parsed and lowered whole. Nothing throws: what cannot be understood is left out, or is a broken expression. */
import type { ModuleIR, Stmt } from "../../interp/ir.ts";
import { shapeComments } from "../comments.ts";
import type { SourceComment } from "../comments.ts";
import { embeddedScript, isComponent } from "../embedded.ts";
import { closeBrackets } from "../repair.ts";
import { parseSource, repairedSource, syntaxErrors } from "../syntax.ts";
import type { SourceFile, SyntaxError, TypeScript } from "../syntax.ts";
import { noTypes } from "../types.ts";
import type { FileTypes } from "../types.ts";
import { lowerClass } from "./classes.ts";
import type { Context, Lowering } from "./context.ts";
import { lowerExpression } from "./expressions.ts";
import { lowerFunction } from "./functions.ts";
import { commonJsPrologue } from "./modules.ts";
import { exportedTypes, namedTypes } from "./named-types.ts";
import { scopesOf } from "./scopes.ts";
import { lowerStatements } from "./statements.ts";
import { lowerBinding, lowerTarget } from "./targets.ts";
import { hoistedVariables } from "./variables.ts";

const lowering: Lowering = {
  expression: lowerExpression,
  statements: lowerStatements,
  binding: lowerBinding,
  target: lowerTarget,
  function: lowerFunction,
  class: lowerClass,
};

/** A file's program, what it says to us in comments, and where the compiler's parser stumbled. */
export interface ScriptFile {
  readonly ir: ModuleIR;
  readonly comments: readonly SourceComment[];
  readonly errors: readonly SyntaxError[];
  readonly types: FileTypes;
}

export function lowerSource(syntax: TypeScript, text: string, path: string): ModuleIR {
  return readSource(syntax, text, path).ir;
}

export function readSource(syntax: TypeScript, text: string, path: string): ScriptFile {
  const { text: script, extension } = isComponent(path) ? embeddedScript(text) : { text, extension: undefined };
  try {
    const written = parseSource(syntax, script, extension === undefined ? path : `${path}.${extension}`);
    const errors = syntaxErrors(syntax, written);
    const comments = shapeComments(syntax, written);
    const source = errors.length === 0 ? written : repairedSource(syntax, written, closeBrackets(syntax, written.text));
    const types = exportedTypes(syntax, source, path, namedTypes(syntax, source, path));
    return { ir: lowerFile(syntax, source, path), comments, errors, types };
  } catch (error) {
    // Thousands of brackets within brackets: the stack ends in the compiler's parser already.
    if (!(error instanceof RangeError)) throw error;
    return {
      ir: { path, language: "javascript", body: [], locals: new Set() },
      comments: [],
      errors: [],
      types: noTypes,
    };
  }
}

function lowerFile(syntax: TypeScript, source: SourceFile, path: string): ModuleIR {
  const table = scopesOf(syntax, source);
  const context: Context = {
    syntax,
    source,
    table,
    types: namedTypes(syntax, source, path),
    scope: table.module,
    lower: lowering,
    depth: 0,
    breakLabel: undefined,
    typed: /\.[cm]?tsx?$/.test(source.fileName),
    serial: { next: 1 },
  };
  const statements = [...hoistedVariables(source.statements, context), ...lowerStatements(source.statements, context)];
  const body = [...commonJsPrologue(source, context), ...hoistModuleSyntax(statements)];
  return { path, language: "javascript", body, locals: table.module.locals };
}

/**
 * What a module exports, and its functions, are there before its imports run, and those before all else: imports may be circular. Even
 * before them comes the name that a stub gives to what it defines.
 */
function hoistModuleSyntax(statements: readonly Stmt[]): readonly Stmt[] {
  const places: readonly ((stmt: Stmt) => boolean)[] = [
    (stmt) => stmt.kind === "export",
    isPublicName,
    (stmt) => stmt.kind === "function",
    (stmt) => stmt.kind === "import",
  ];
  const placeOf = (stmt: Stmt): number => {
    const at = places.findIndex((isThere) => isThere(stmt));
    return at < 0 ? places.length : at;
  };
  return statements.toSorted((a, b) => placeOf(a) - placeOf(b));
}

/** `const __public__ = "tf.layers"`. */
function isPublicName(stmt: Stmt): boolean {
  const target = stmt.kind === "assign" ? stmt.targets[0] : undefined;
  return target?.kind === "name" && target.name === "__public__";
}
