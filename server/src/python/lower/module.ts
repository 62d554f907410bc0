/**
 * The way in: a whole module, or a file parsed in chunks, each lowered at its place in the text. Parsing, and remembering
 * files that did not change, is left to the caller.
 */
import type { Span } from "../../base/span.ts";
import type { ModuleIR, Stmt } from "../../interp/ir.ts";
import type { Module, Statement } from "../syntax/ast.ts";
import { toOriginal, type ParsedFile } from "../syntax/parse.ts";
import { unmoved } from "./context.ts";
import { moduleLocals } from "./scopes.ts";
import { lowerStatements } from "./statements.ts";

export function lowerModule(module: Module, path: string): ModuleIR {
  const locals = moduleLocals(module.body);
  return { path, language: "python", body: lowerChunk(module.body, unmoved, locals), locals };
}

export function lowerFile(file: ParsedFile, path: string): ModuleIR {
  const bodies = file.chunks.map((chunk) => chunk.module.body);
  const locals = new Set(bodies.flatMap((body) => [...moduleLocals(body)]));
  const body = bodies.flatMap((statements, index) => lowerChunk(statements, toOriginal(file, index), locals));
  return { path, language: "python", body, locals };
}

/** `place` maps spans relative to the chunk's start to spans of the file; `locals` are those of the whole module. */
export function lowerChunk(
  statements: readonly Statement[],
  place: (span: Span) => Span,
  locals: ReadonlySet<string>,
): readonly Stmt[] {
  return lowerStatements(statements, { place, scope: { kind: "module", locals } });
}
