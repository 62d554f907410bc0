/** What an analysed text looks like from the protocol's side. Files and notebooks make them, requests use them. */
import type { Location, Position, Range } from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { JoinedCells } from "../project/notebook-cells.ts";
import type { Span } from "../base/span.ts";

/** One analysed text, as one document (a file, or a cell of it) looks at it. */
export interface Source {
  /** The document that was asked for. */
  readonly uri: string;
  /** What the analysis calls the text. */
  readonly path: string;
  /** Differs after each change of the text. */
  readonly version: number;
  /** The cells of a notebook in its text. */
  readonly cells?: readonly Span[];
  readonly notebook?: JoinedCells;
  readonly offsetAt: (position: Position) => number;
  /** Undefined for a place that is in none of the source's documents. */
  readonly locate: (span: Span) => Location | undefined;
}

export interface SourceListener {
  /** A text is open, new or changed. */
  onText(path: string, text: string, uri: string): void;
  onClosed(path: string, uris: readonly string[]): void;
}

export interface OpenSources {
  find(uri: string): Source | undefined;
  findByPath(path: string): Source | undefined;
  /** Of every document: each file's, each cell's. */
  uris(): readonly string[];
}

export function rangeOf(document: TextDocument, span: Span): Range {
  return { start: document.positionAt(span.start), end: document.positionAt(span.end) };
}
