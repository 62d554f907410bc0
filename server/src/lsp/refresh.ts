/** Asking a client to ask anew: what it shows may have changed without an edit of the document that it shows. */
import { CodeLensRefreshRequest } from "vscode-languageserver/node";
import type { Session } from "./session.ts";

/**
 * A change may concern other open documents: the cells of the same notebook, files that import this one. A client asks for those late or not at all, so
 * once after each change, when the changed document has been answered, it is asked to look at them.
 */
export function createRefresher(session: Session): () => void {
  let seen = 0;
  return () => {
    const generation = session.sources.generation();
    if (generation === seen) return;
    seen = generation;
    if (session.sources.uris().length > 1) refreshClient(session);
  };
}

/** Asks the client to ask anew for everything that it shows. */
export function refreshClient({ client, connection }: Session): void {
  if (client.refreshesDiagnostics) void connection.languages.diagnostics.refresh();
  if (client.refreshesInlayHints) void connection.languages.inlayHint.refresh();
  if (client.refreshesCodeLenses) void connection.sendRequest(CodeLensRefreshRequest.type);
}
