/** From the blocks of one test to its files: pieces in order, fixes and later stages of them, settings, and what features are expected to answer. */
import { isDataBlock, isSourceBlock, SuiteError } from "./parse-suite.ts";
import type { Block, SuiteTest } from "./parse-suite.ts";
import { packageFolder, sourceFolder } from "./program.ts";
import type { Program } from "./program.ts";

/** Where a cursor stands in a test's code: `<|>`, which no language has. */
const cursorMark = "<|>";

export interface SourceFile {
  readonly path: string;
  readonly isPython: boolean;
  /** Something that the others read. */
  readonly isData: boolean;
  readonly pieces: readonly Block[];
}

export interface Expectation {
  readonly block: Block;
  /** The piece of code before it, and its file. */
  readonly of: Block | undefined;
  readonly path: string;
}

export interface Assembled {
  readonly files: readonly SourceFile[];
  readonly settings: unknown;
  readonly fixes: readonly Expectation[];
  readonly refactors: readonly Expectation[];
  readonly stages: readonly Expectation[];
  readonly features: readonly Expectation[];
}

export function assemble(suite: string, test: SuiteTest): Assembled {
  const pieces = new Map<string, Block[]>();
  const fixes: Expectation[] = [];
  const refactors: Expectation[] = [];
  const stages: Expectation[] = [];
  const features: Expectation[] = [];
  let settings: unknown = {};
  let last: { readonly block: Block; readonly path: string } | undefined;
  for (const block of test.blocks) {
    if (isDataBlock(block)) {
      pieces.set(pathOf(block), [block]);
      continue;
    }
    if (block.language === "json") {
      settings = readSettingsBlock(suite, block);
      continue;
    }
    if (!isSourceBlock(block)) {
      features.push({ block, of: last?.block, path: last?.path ?? "" });
      continue;
    }
    if (block.attributes.has("fix")) {
      if (last === undefined) throw new SuiteError(suite, block.line - 1, "a fix stands behind the code that it mends");
      fixes.push({ block, of: last.block, path: last.path });
      continue;
    }
    if (block.attributes.has("refactor")) {
      if (last === undefined)
        throw new SuiteError(suite, block.line - 1, "a refactoring stands behind the code that it changes");
      refactors.push({ block, of: last.block, path: block.path === undefined ? last.path : pathOf(block) });
      continue;
    }
    const path = pathOf(block);
    if (block.attributes.has("stage")) {
      stages.push({ block, of: last?.block, path });
      continue;
    }
    pieces.set(path, [...(pieces.get(path) ?? []), block]);
    last = { block, path };
  }
  const files = [...pieces].map(([path, blocks]) => ({
    path,
    isPython: /\.pyi?$/.test(path),
    isData: blocks.some(isDataBlock),
    pieces: blocks,
  }));
  const named = files.flatMap(({ pieces: blocks }) => blocks).filter(({ path }) => path !== undefined);
  if (named.length > 0 && named.length < files.flatMap(({ pieces: blocks }) => blocks).length) {
    throw new SuiteError(suite, test.line, "a test names all of its files or none");
  }
  return { files, settings, fixes, refactors, stages, features };
}

const extensions: Readonly<Record<string, string>> = { python: "py", pyi: "pyi", ts: "ts", js: "js" };

function pathOf({ path, language }: Block): string {
  if (path === undefined) return `${sourceFolder}/main.${extensions[language] ?? language}`;
  const inPackages = /^site-packages\/(.*)$/.exec(path)?.[1];
  return inPackages === undefined ? `${sourceFolder}/${path}` : `${packageFolder}/${inPackages}`;
}

function readSettingsBlock(suite: string, block: Block): unknown {
  try {
    return JSON.parse(block.text) as unknown;
  } catch (fault) {
    throw new SuiteError(suite, block.line, `these settings cannot be read: ${String(fault)}`);
  }
}

/** The file's text, with one piece replaced if that is wanted. */
export function textOf({ pieces }: SourceFile, replaced?: Block, by?: Block): string {
  return pieces
    .map((piece) => (piece === replaced && by !== undefined ? by : piece).text.replaceAll(cursorMark, ""))
    .join("");
}

export function programOf(files: readonly SourceFile[], replaced?: Block, by?: Block): Program {
  return new Map(files.map((file) => [file.path, textOf(file, replaced, by)]));
}

/** The line of the Markdown file, from 1, of a line of the source file, from 0. */
export function markdownLine({ pieces }: SourceFile, line: number, replaced?: Block, by?: Block): number {
  let left = line;
  for (const piece of pieces.map((each) => (each === replaced && by !== undefined ? by : each))) {
    const count = piece.text.split("\n").length - 1;
    if (left < count || piece === pieces.at(-1)) return piece.line + Math.min(left, count);
    left -= count;
  }
  return 1;
}

/** Where the cursor of a piece is in its file. */
export function cursorIn(file: SourceFile, piece: Block): number | undefined {
  let offset = 0;
  for (const each of file.pieces) {
    const at = each.text.indexOf(cursorMark);
    if (each === piece) return at < 0 ? undefined : offset + at;
    offset += each.text.replaceAll(cursorMark, "").length;
  }
  return undefined;
}
