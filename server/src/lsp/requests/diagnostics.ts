/** Diagnostics: answered when the client pulls them, sent after each change to a client that cannot. */
import {
  CancellationTokenSource,
  DocumentDiagnosticReportKind,
  LSPErrorCodes,
  ResponseError,
} from "vscode-languageserver/node";
import type { Diagnostic, DocumentDiagnosticReport } from "vscode-languageserver/node";
import type { Cancellation } from "../analysis-client.ts";
import { toProtocolDiagnostic } from "../convert.ts";
import { createRefresher } from "../refresh.ts";
import { ask, guarded } from "../session.ts";
import type { Session } from "../session.ts";

export function answerDiagnosticPulls(session: Session): void {
  const refreshOthers = createRefresher(session);
  const report = (items: Diagnostic[]): DocumentDiagnosticReport => ({
    kind: DocumentDiagnosticReportKind.Full,
    items,
  });
  session.connection.languages.diagnostics.on(
    guarded(session.faults, "diagnostics", report([]), async ({ textDocument }, token) => {
      try {
        const items = await diagnosticsOf(session, textDocument.uri, token);
        refreshOthers();
        return report(items);
      } catch (refusal) {
        // A plain "content modified" would be taken for "no diagnostics".
        if (!(refusal instanceof ResponseError) || refusal.code !== LSPErrorCodes.ContentModified) throw refusal;
        throw new ResponseError(LSPErrorCodes.ServerCancelled, refusal.message, { retriggerRequest: true });
      }
    }),
  );
}

export interface DiagnosticPublisher {
  /** Sends what is known of these documents, in this order, unless a later call overtakes it. */
  publish(uris: readonly string[]): void;
  clear(uris: readonly string[]): void;
}

export function createDiagnosticPublisher(session: Session): DiagnosticPublisher {
  let current = new CancellationTokenSource();
  const publishOne = guarded(session.faults, "diagnostics", undefined, async (uri: string, token: Cancellation) => {
    const diagnostics = await diagnosticsOf(session, uri, token);
    await session.connection.sendDiagnostics({ uri, diagnostics });
  });
  return {
    publish(uris) {
      current.cancel();
      current = new CancellationTokenSource();
      const { token } = current;
      for (const uri of uris) {
        // Refused by a later change, which publishes everything anew.
        publishOne(uri, token).catch(() => undefined);
      }
    },
    clear(uris) {
      for (const uri of uris) void session.connection.sendDiagnostics({ uri, diagnostics: [] });
    },
  };
}

async function diagnosticsOf(session: Session, uri: string, token: Cancellation): Promise<Diagnostic[]> {
  const source = session.sources.find(uri);
  if (source === undefined) return [];
  const found = (await ask(session, source, "diagnostics", undefined, token)) ?? [];
  return found.flatMap((diagnostic) => toProtocolDiagnostic(session, source, diagnostic) ?? []);
}
