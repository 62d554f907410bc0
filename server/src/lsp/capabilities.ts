/** What the server offers to a client. */
import { TextDocumentSyncKind } from "vscode-languageserver/node";
import type { ServerCapabilities } from "vscode-languageserver/node";
import type { ClientFeatures } from "./client-features.ts";
import { CODE_ACTION_KINDS } from "./requests/code-actions.ts";

export function serverCapabilities(client: ClientFeatures): ServerCapabilities {
  return {
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
    notebookDocumentSync: { notebookSelector: [{ notebook: "*", cells: [{ language: "python" }] }] },
    hoverProvider: true,
    inlayHintProvider: true,
    codeActionProvider: { codeActionKinds: [...CODE_ACTION_KINDS] },
    codeLensProvider: {},
    ...(client.pullsDiagnostics
      ? {
          diagnosticProvider: { identifier: "shapeline", interFileDependencies: true, workspaceDiagnostics: false },
        }
      : {}),
    ...(client.workspaceFolders
      ? { workspace: { workspaceFolders: { supported: true, changeNotifications: true } } }
      : {}),
  };
}
