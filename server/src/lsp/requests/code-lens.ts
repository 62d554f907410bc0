/** `textDocument/codeLens`: one line over each model. */
import type { CodeLens } from "vscode-languageserver/node";
import { PROBE_COMMAND } from "../../protocol.ts";
import { ask, guarded } from "../session.ts";
import type { Session } from "../session.ts";

/** A lens that only tells something still needs a command; the empty one is shown as plain text. */
const NO_COMMAND = "";

export function answerCodeLenses(session: Session): void {
  session.connection.onCodeLens(
    guarded(session.faults, "code lens", [], async ({ textDocument }, token): Promise<CodeLens[]> => {
      const source = session.sources.find(textDocument.uri);
      if (source === undefined) return [];
      const lenses = (await ask(session, source, "codeLens", undefined, token)) ?? [];
      return lenses.flatMap(({ span, title, model }) => {
        const place = source.locate(span);
        if (place?.uri !== source.uri) return [];
        const lens = { range: place.range, command: { title, command: NO_COMMAND } };
        if (!session.client.runsProbes) return [lens];
        const run = session.probes.isStale(source)
          ? "Probe results are older than the code · Run again"
          : "Run shape probe";
        const command = { title: run, command: PROBE_COMMAND, arguments: [source.uri, model] };
        return [lens, { range: place.range, command }];
      });
    }),
  );
}
