/** `textDocument/codeLens`: one line over each model. */
import type { CodeLens } from "vscode-languageserver/node";
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
      return lenses.flatMap(({ span, title }) => {
        const place = source.locate(span);
        if (place?.uri !== source.uri) return [];
        return [{ range: place.range, command: { title, command: NO_COMMAND } }];
      });
    }),
  );
}
