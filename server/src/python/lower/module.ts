/**
 * The way in: a whole module, or a file parsed in chunks, each lowered at its place in the text. Parsing, and remembering
 * files that did not change, is left to the caller.
 */
import type { Span } from "../../base/span.ts";
import type { ModuleIR, Stmt } from "../../interp/ir.ts";
import type { Module, Statement } from "../syntax/ast.ts";
import { toOriginal } from "../syntax/parse.ts";
import type { Chunk, ParsedFile } from "../syntax/parse.ts";
import { unmoved } from "./context.ts";
import { namesInPatterns } from "./patterns.ts";
import { moduleLocals } from "./scopes.ts";
import { lowerStatements } from "./statements.ts";

export function lowerModule(module: Module, path: string): ModuleIR {
  const locals = moduleLocals(module.body);
  return { path, language: "python", body: lowerChunk(module.body, unmoved, locals), locals };
}

export function lowerFile(file: ParsedFile, path: string): ModuleIR {
  return lowerVersion(file, path, new Map()).ir;
}

/**
 * Statements of chunks that an earlier version of the file had are the same objects again, with their spans moved to where they stand now: whoever
 * keeps what was found out about them need not know that the file has grown above them.
 */
export function lowerVersion(
  file: ParsedFile,
  path: string,
  before: LoweredChunks,
): { ir: ModuleIR; chunks: LoweredChunks } {
  const locals = new Set<string>();
  for (const { module } of file.chunks) for (const name of localsOf(module)) locals.add(name);
  // The only thing of the module that a chunk's own lowering asks for.
  const shadowed = [...locals].filter((name) => namesInPatterns.has(name)).join();
  const chunks = new Map<Chunk, LoweredChunk>();
  const body: Stmt[] = [];
  file.chunks.forEach((chunk, index) => {
    const place = toOriginal(file, index);
    const { start, end } = place({ start: 0, end: chunk.text.length });
    const isWhole = chunk.text.length === end - start;
    const known = before.get(chunk);
    const lowered =
      isWhole && known?.isWhole === true && known.shadowed === shadowed
        ? moved(known, start)
        : { ...lowerPlaced(chunk, place, locals), start, isWhole, shadowed };
    chunks.set(chunk, lowered);
    body.push(...lowered.statements);
  });
  return { ir: { path, language: "python", body, locals }, chunks };
}

interface LoweredChunk {
  readonly start: number;
  /** Nothing had to be repaired in its text. */
  readonly isWhole: boolean;
  readonly shadowed: string;
  readonly statements: readonly Stmt[];
  readonly spans: readonly { start: number; end: number }[];
}

export type LoweredChunks = ReadonlyMap<Chunk, LoweredChunk>;

function lowerPlaced(
  chunk: Chunk,
  place: (span: Span) => Span,
  locals: ReadonlySet<string>,
): Pick<LoweredChunk, "statements" | "spans"> {
  const spans: { start: number; end: number }[] = [];
  const statements = lowerChunk(
    chunk.module.body,
    (span) => {
      const placed = { ...place(span) };
      spans.push(placed);
      return placed;
    },
    locals,
  );
  return { statements, spans };
}

function moved(chunk: LoweredChunk, start: number): LoweredChunk {
  const distance = start - chunk.start;
  if (distance === 0) return chunk;
  for (const span of chunk.spans) {
    span.start += distance;
    span.end += distance;
  }
  return { ...chunk, start };
}

const moduleNames = new WeakMap<Module, ReadonlySet<string>>();

function localsOf(module: Module): ReadonlySet<string> {
  let names = moduleNames.get(module);
  if (names === undefined) moduleNames.set(module, (names = moduleLocals(module.body)));
  return names;
}

/** `place` maps spans relative to the chunk's start to spans of the file; `locals` are those of the whole module. */
export function lowerChunk(
  statements: readonly Statement[],
  place: (span: Span) => Span,
  locals: ReadonlySet<string>,
): readonly Stmt[] {
  return lowerStatements(statements, { place, scope: { kind: "module", locals } });
}
