/** The files and untitled documents that are open in the editor, each a source of its own. Documents of other languages are left alone. */
import { TextDocuments } from "vscode-languageserver/node";
import type { Connection } from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { rangeOf } from "./source.ts";
import type { OpenSources, Source, SourceListener } from "./source.ts";
import { isAnalysed, pathOfUri } from "./uris.ts";

export function listenToFiles(connection: Connection, listener: SourceListener): OpenSources {
  const documents = new TextDocuments(TextDocument);
  const uriOfPath = new Map<string, string>();

  documents.onDidChangeContent(({ document }) => {
    if (!isAnalysed(document.languageId)) return;
    const path = pathOfUri(document.uri, document.languageId);
    uriOfPath.set(path, document.uri);
    listener.onText(path, document.getText(), document.uri);
  });
  documents.onDidClose(({ document }) => {
    if (!isAnalysed(document.languageId)) return;
    const path = pathOfUri(document.uri, document.languageId);
    uriOfPath.delete(path);
    listener.onClosed(path, [document.uri]);
  });
  documents.listen(connection);

  const find = (uri: string): Source | undefined => {
    const document = documents.get(uri);
    return document !== undefined && isAnalysed(document.languageId) ? fileSource(document) : undefined;
  };
  return {
    find,
    findByPath(path) {
      const uri = uriOfPath.get(path);
      return uri === undefined ? undefined : find(uri);
    },
    uris: () => [...uriOfPath.values()],
  };
}

function fileSource(document: TextDocument): Source {
  return {
    uri: document.uri,
    path: pathOfUri(document.uri, document.languageId),
    version: document.version,
    offsetAt: (position) => document.offsetAt(position),
    locate: (span) => ({ uri: document.uri, range: rangeOf(document, span) }),
  };
}
