/**
 * The open documents as the analysis sees them: a file is one source, a notebook's code cells together are one. Turns protocol positions into offsets
 * and back. Watches what the editor opens, changes and closes; what is done about it is left to the listener.
 */
import { NotebookDocuments, TextDocuments } from "vscode-languageserver/node";
import type { Connection, Location, NotebookDocument, Position, Range } from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Place, Span } from "../base/span.ts";
import { cellAt, joinCells } from "./notebook-cells.ts";
import type { JoinedCells } from "./notebook-cells.ts";
import { isAnalysed, pathOfUri, uriOfPath } from "./uris.ts";

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
  /** The document's part of the text: all of it, or the cell's. */
  readonly part: Span;
  readonly offsetAt: (position: Position) => number;
  /** Undefined for a place that is in none of the source's documents. */
  readonly locate: (span: Span) => Location | undefined;
}

export interface SourceListener {
  /** A text is open, new or changed. */
  onText(path: string, text: string, uri: string): void;
  onClosed(path: string, uris: readonly string[]): void;
}

export interface Sources {
  find(uri: string): Source | undefined;
  findByPath(path: string): Source | undefined;
  /** One URI for each open text: the file's, or a notebook's cells'. */
  openUris(): readonly string[];
  /** Grows with each text that is opened, changed or closed. */
  generation(): number;
}

interface Notebook {
  readonly path: string;
  readonly version: number;
  readonly joined: JoinedCells;
  readonly text: TextDocument;
}

export function listenToSources(connection: Connection, listener: SourceListener): Sources {
  const files = new TextDocuments(TextDocument);
  const notebookDocuments = new NotebookDocuments(TextDocument);
  const notebooks = new Map<string, Notebook>();
  const filePaths = new Map<string, string>(); // path → URI
  let generation = 0;
  const tellText = (path: string, text: string, uri: string): void => {
    generation += 1;
    listener.onText(path, text, uri);
  };
  const tellClosed = (path: string, uris: readonly string[]): void => {
    generation += 1;
    listener.onClosed(path, uris);
  };

  function rebuild(document: NotebookDocument): void {
    const cells = document.cells.flatMap((cell) => {
      const text = notebookDocuments.getCellTextDocument(cell);
      return text === undefined ? [] : [{ uri: text.uri, text: text.getText() }];
    });
    const joined = joinCells(cells);
    const path = pathOfUri(document.uri, "python");
    const version = (notebooks.get(document.uri)?.version ?? 0) + 1;
    const text = TextDocument.create(document.uri, "python", version, joined.text);
    notebooks.set(document.uri, { path, version, joined, text });
    for (const { uri } of cells.slice(0, 1)) tellText(path, joined.text, uri);
    if (cells.length === 0) tellText(path, "", document.uri);
  }

  files.onDidChangeContent(({ document }) => {
    if (!isAnalysed(document.languageId)) return;
    const path = pathOfUri(document.uri, document.languageId);
    filePaths.set(path, document.uri);
    tellText(path, document.getText(), document.uri);
  });
  files.onDidClose(({ document }) => {
    if (!isAnalysed(document.languageId)) return;
    const path = pathOfUri(document.uri, document.languageId);
    filePaths.delete(path);
    tellClosed(path, [document.uri]);
  });
  notebookDocuments.onDidOpen(rebuild);
  notebookDocuments.onDidChange(({ notebookDocument }) => rebuild(notebookDocument));
  notebookDocuments.onDidClose(({ uri }) => {
    const notebook = notebooks.get(uri);
    notebooks.delete(uri);
    if (notebook !== undefined) {
      const cells = notebook.joined.cells.map((cell) => cell.uri);
      tellClosed(notebook.path, cells);
    }
  });
  files.listen(connection);
  notebookDocuments.listen(connection);

  const find = (uri: string): Source | undefined => {
    const file = files.get(uri);
    if (file !== undefined) return isAnalysed(file.languageId) ? fileSource(file) : undefined;
    const notebook = [...notebooks.values()].find(({ joined }) => joined.cells.some((cell) => cell.uri === uri));
    return notebook === undefined ? undefined : cellSource(notebook, uri);
  };
  return {
    find,
    findByPath(path) {
      const uri =
        filePaths.get(path) ?? [...notebooks.values()].find((notebook) => notebook.path === path)?.joined.cells[0]?.uri;
      return uri === undefined ? undefined : find(uri);
    },
    generation: () => generation,
    openUris: () => [
      ...filePaths.values(),
      ...[...notebooks.values()].flatMap(({ joined }) => joined.cells.map(({ uri }) => uri)),
    ],
  };
}

function fileSource(document: TextDocument): Source {
  return {
    uri: document.uri,
    path: pathOfUri(document.uri, document.languageId),
    version: document.version,
    part: { start: 0, end: document.getText().length },
    offsetAt: (position) => document.offsetAt(position),
    locate: (span) => ({ uri: document.uri, range: rangeOf(document, span) }),
  };
}

function cellSource({ path, version, joined, text }: Notebook, uri: string): Source | undefined {
  const cell = joined.cells.find((candidate) => candidate.uri === uri);
  if (cell === undefined) return undefined;
  const own = TextDocument.create(uri, "python", version, cell.text);
  return {
    uri,
    path,
    version,
    cells: joined.cells.map(({ span }) => span),
    part: cell.span,
    offsetAt: (position) => cell.span.start + own.offsetAt(position),
    locate: (span) => {
      const home = cellAt(joined, span.start);
      if (home === undefined) return undefined;
      const first = text.positionAt(home.span.start).line;
      const { start, end } = rangeOf(text, { start: span.start, end: Math.min(span.end, home.span.end) });
      const lift = (position: Position): Position => ({ line: position.line - first, character: position.character });
      return { uri: home.uri, range: { start: lift(start), end: lift(end) } };
    },
  };
}

function rangeOf(document: TextDocument, span: Span): Range {
  return { start: document.positionAt(span.start), end: document.positionAt(span.end) };
}

/** Where a place of any file is: in an open document as it stands there, else in the file as `read` gives it. */
export function locatePlace(
  sources: Sources,
  place: Place,
  read: (path: string) => string | undefined,
): Location | undefined {
  const open = sources.findByPath(place.path);
  if (open !== undefined) return open.locate(place.span);
  const text = read(place.path);
  if (text === undefined) return undefined;
  const uri = uriOfPath(place.path);
  return { uri, range: rangeOf(TextDocument.create(uri, "", 0, text), place.span) };
}
