/**
 * The way in: a whole module, or one top-level chunk of it at its place in the file. Parsing, and remembering chunks that
 * did not change, is left to the caller.
 */
import type { Span } from "../../base/span.ts";
import type { ModuleIR, Stmt } from "../../interp/ir.ts";
import type { Module, Statement } from "../syntax/ast.ts";
import { unmoved, type Context } from "./context.ts";
import { moduleLocals } from "./scopes.ts";
import { lowerStatements } from "./statements.ts";

/** Part of a module's body, with the module-level names that it binds. */
export interface ChunkIR {
  readonly body: readonly Stmt[];
  readonly locals: ReadonlySet<string>;
}

export function lowerModule(module: Module, path: string): ModuleIR {
  return joinChunks([lowerChunk(module.body, unmoved)], path);
}

/** `place` maps spans relative to the chunk's start to spans of the file. */
export function lowerChunk(statements: readonly Statement[], place: (span: Span) => Span): ChunkIR {
  const locals = moduleLocals(statements);
  const context: Context = { place, scope: { kind: "module", locals } };
  return { body: lowerStatements(statements, context), locals };
}

export function joinChunks(chunks: readonly ChunkIR[], path: string): ModuleIR {
  return {
    path,
    language: "python",
    body: chunks.flatMap((chunk) => chunk.body),
    locals: new Set(chunks.flatMap((chunk) => [...chunk.locals])),
  };
}
