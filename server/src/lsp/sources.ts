/** Everything that is open in the editor, whether file or notebook, and the places of files that are not. */
import type { Connection, Location } from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Place } from "../base/span.ts";
import { listenToFiles } from "./open-files.ts";
import { listenToNotebooks } from "./open-notebooks.ts";
import { rangeOf } from "./source.ts";
import type { OpenSources, SourceListener } from "./source.ts";
import { uriOfPath } from "./uris.ts";

export interface Sources extends OpenSources {
  /** Grows with each text that is opened, changed or closed. */
  generation(): number;
}

export function listenToSources(connection: Connection, listener: SourceListener): Sources {
  let generation = 0;
  const counting: SourceListener = {
    onText(path, text, uri) {
      generation += 1;
      listener.onText(path, text, uri);
    },
    onClosed(path, uris) {
      generation += 1;
      listener.onClosed(path, uris);
    },
  };
  const files = listenToFiles(connection, counting);
  const notebooks = listenToNotebooks(connection, counting);
  return {
    find: (uri) => files.find(uri) ?? notebooks.find(uri),
    findByPath: (path) => files.findByPath(path) ?? notebooks.findByPath(path),
    uris: () => [...files.uris(), ...notebooks.uris()],
    generation: () => generation,
  };
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
