/** What is done when a text, a setting, a file on disk or a workspace folder changes: the analysis is told, and the client shows what is new. */
import { DidChangeConfigurationNotification, DidChangeWatchedFilesNotification } from "vscode-languageserver/node";
import type { WorkspaceFolder } from "vscode-languageserver/node";
import { SECTION } from "../protocol.ts";
import { refreshClient } from "./refresh.ts";
import { createDiagnosticPublisher } from "./requests/diagnostics.ts";
import type { Session } from "./session.ts";
import type { SourceListener } from "./source.ts";
import { pathOfUri } from "./uris.ts";

export interface Changes {
  readonly texts: SourceListener;
  /** Asks the client for the events that it sends only to those who ask. Possible after the handshake. */
  register(): void;
}

const WATCHED_FILES = ["**/*.{py,pyi,js,jsx,mjs,cjs,ts,tsx,mts,cts,vue,svelte,json}", "**/pyvenv.cfg"];

export function followChanges(session: Session, folders: readonly string[]): Changes {
  const { analysis, client, connection, roots, settings, sources } = session;
  const publisher = client.pullsDiagnostics ? undefined : createDiagnosticPublisher(session);
  const refresh = (): void => {
    publisher?.publish(sources.uris());
    refreshClient(session);
  };
  roots.setFolders(folders);
  connection.onDidChangeConfiguration(({ settings: pushed }) => {
    settings.changed(pushed);
    refresh();
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    const paths = changes.map(({ uri }) => pathOfUri(uri, ""));
    const environment = paths.some((path) => path.endsWith("/pyvenv.cfg"));
    if (environment) roots.forget();
    // An open file is what the editor holds, whatever is on disk.
    const unopened = paths.filter((path) => sources.findByPath(path) === undefined);
    for (const path of unopened) analysis.change({ kind: "file", path });
    if (unopened.length > 0) refresh();
  });
  return {
    texts: {
      onText(path, text, uri) {
        analysis.change({ kind: "text", path, text });
        publisher?.publish([uri, ...sources.uris().filter((other) => other !== uri)]);
      },
      onClosed(path, uris) {
        analysis.change({ kind: "text", path, text: undefined });
        for (const uri of uris) settings.forget(uri);
        publisher?.clear(uris);
      },
    },
    register() {
      registerEvents(session);
      if (client.workspaceFolders) followFolders(session, folders, refresh);
    },
  };
}

export function folderPaths(folders: readonly WorkspaceFolder[]): readonly string[] {
  return folders.map(({ uri }) => pathOfUri(uri, ""));
}

function registerEvents({ client, connection }: Session): void {
  if (client.registersConfigurationChanges) {
    void connection.client.register(DidChangeConfigurationNotification.type, { section: SECTION });
  }
  if (client.watchesFiles) {
    const watchers = WATCHED_FILES.map((globPattern) => ({ globPattern }));
    void connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
  }
}

function followFolders({ connection, roots }: Session, initial: readonly string[], changed: () => void): void {
  let folders = initial;
  connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
    const gone = new Set(folderPaths(removed));
    folders = [...folders.filter((folder) => !gone.has(folder)), ...folderPaths(added)];
    roots.setFolders(folders);
    changed();
  });
}
