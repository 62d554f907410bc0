/**
 * Python text → our syntax tree. Never throws, whatever the text. A file is parsed in chunks of one top-level statement; a chunk
 * whose text did not change keeps its identity, so that later stages can key their caches on it. Its spans are relative to it.
 */
import type { Span } from "../../base/span.ts";
import type { Module } from "./ast.ts";
import { chunkStarts } from "./chunks.ts";
import { convertText } from "./convert.ts";
import { relocate } from "./relocate.ts";
import { repairLayout } from "./repair.ts";
import { applyInsertions, originalOffset, repairedOffset } from "../../base/insertions.ts";
import type { Insertion } from "../../base/insertions.ts";

/** One top-level statement with the comments above it: the same object in two versions of a file that both have its text. */
export interface Chunk {
  /** After layout repair. */
  readonly text: string;
  /** Spans are relative to the chunk. */
  readonly module: Module;
}

export interface ParsedFile {
  /** The text as given. Absolute spans are spans of it. */
  readonly text: string;
  readonly chunks: readonly Chunk[];
  /** Where each chunk begins in the repaired text. */
  readonly starts: readonly number[];
  /** What the layout repair put in; empty for valid text. */
  readonly insertions: readonly Insertion[];
}

/** Parses the file, taking over the chunks of `previous` whose text it has, wherever they stand. */
export function parseFile(text: string, previous?: ParsedFile): ParsedFile {
  const { insertions, lines } = repairLayout(text);
  const repaired = applyInsertions(text, insertions);
  const starts = chunkStarts(text, lines).map((start) => repairedOffset(insertions, start));
  const kept = byText(previous?.chunks ?? []);
  const chunks = starts.map((start, index) => {
    const chunkText = repaired.slice(start, starts[index + 1]);
    return kept.get(chunkText)?.shift() ?? parseChunk(chunkText);
  });
  return { text, chunks, starts, insertions };
}

function byText(chunks: readonly Chunk[]): ReadonlyMap<string, Chunk[]> {
  const found = new Map<string, Chunk[]>();
  for (const chunk of chunks) {
    const equal = found.get(chunk.text);
    if (equal === undefined) found.set(chunk.text, [chunk]);
    else equal.push(chunk);
  }
  return found;
}

function parseChunk(text: string): Chunk {
  // A copy: a slice would keep the whole text of this version in memory for as long as the chunk lives.
  const copy = ` ${text}`.slice(1);
  return { text: copy, module: convertText(copy) };
}

/** Turns spans of a chunk into spans of the text as given. */
export function toOriginal(file: ParsedFile, chunk: number): (span: Span) => Span {
  const start = file.starts[chunk] ?? 0;
  const offset = (relative: number): number => originalOffset(file.insertions, start + relative);
  return (span) => ({ start: offset(span.start), end: offset(span.end) });
}

/** True where the layout repair put something in: what stands there is still being typed. */
export function isRepaired(file: ParsedFile, span: Span): boolean {
  return file.insertions.some(({ at }) => span.start <= at && at <= span.end);
}

/** The whole file as one module, with spans of the text as given. */
export function parseModule(text: string): Module {
  const file = parseFile(text);
  const modules = file.chunks.map((chunk, index) => relocate(chunk.module, toOriginal(file, index)));
  return {
    kind: "Module",
    body: modules.flatMap((module) => module.body),
    comments: modules.flatMap((module) => module.comments),
    errors: modules.flatMap((module) => module.errors),
  };
}
