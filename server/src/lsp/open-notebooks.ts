/** The notebooks that are open in the editor: the code cells of each are one text, which every cell looks at from its own place in it. */
import { NotebookDocuments } from "vscode-languageserver/node";
import type { Connection, NotebookDocument, Position } from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { cellAt, joinCells } from "../project/notebook-cells.ts";
import type { JoinedCells } from "../project/notebook-cells.ts";
import { rangeOf } from "./source.ts";
import type { OpenSources, Source, SourceListener } from "./source.ts";
import { pathOfUri } from "./uris.ts";

interface Notebook {
  readonly path: string;
  readonly version: number;
  readonly joined: JoinedCells;
  readonly text: TextDocument;
}

export function listenToNotebooks(connection: Connection, listener: SourceListener): OpenSources {
  const documents = new NotebookDocuments(TextDocument);
  const notebooks = new Map<string, Notebook>();

  function rebuild(document: NotebookDocument): void {
    const cells = document.cells.flatMap((cell) => {
      const text = documents.getCellTextDocument(cell);
      return text === undefined ? [] : [{ uri: text.uri, text: text.getText() }];
    });
    const joined = joinCells(cells);
    const path = pathOfUri(document.uri, "python");
    const version = (notebooks.get(document.uri)?.version ?? 0) + 1;
    const text = TextDocument.create(document.uri, "python", version, joined.text);
    notebooks.set(document.uri, { path, version, joined, text });
    listener.onText(path, joined.text, cells[0]?.uri ?? document.uri);
  }

  documents.onDidOpen(rebuild);
  documents.onDidChange(({ notebookDocument }) => rebuild(notebookDocument));
  documents.onDidClose(({ uri }) => {
    const closed = notebooks.get(uri);
    notebooks.delete(uri);
    if (closed !== undefined) listener.onClosed(closed.path, cellUris(closed));
  });
  documents.listen(connection);

  return {
    find(uri) {
      const notebook = [...notebooks.values()].find((each) => cellUris(each).includes(uri));
      return notebook === undefined ? undefined : cellSource(notebook, uri);
    },
    findByPath(path) {
      const notebook = [...notebooks.values()].find((each) => each.path === path);
      const [first] = notebook === undefined ? [] : cellUris(notebook);
      return notebook === undefined || first === undefined ? undefined : cellSource(notebook, first);
    },
    uris: () => [...notebooks.values()].flatMap(cellUris),
  };
}

function cellUris({ joined }: Notebook): readonly string[] {
  return joined.cells.map(({ uri }) => uri);
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
    notebook: joined,
    offsetAt: (position) => cell.span.start + own.offsetAt(position),
    locate(span) {
      const home = cellAt(joined, span.start);
      if (home === undefined) return undefined;
      const first = text.positionAt(home.span.start).line;
      const { start, end } = rangeOf(text, { start: span.start, end: Math.min(span.end, home.span.end) });
      const lift = ({ line, character }: Position): Position => ({ line: line - first, character });
      return { uri: home.uri, range: { start: lift(start), end: lift(end) } };
    },
  };
}
