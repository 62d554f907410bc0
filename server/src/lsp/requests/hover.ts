/** `textDocument/hover`. */
import { MarkupKind } from "vscode-languageserver/node";
import type { Hover } from "vscode-languageserver/node";
import { ask, guarded } from "../session.ts";
import type { Session } from "../session.ts";

export function answerHovers(session: Session): void {
  session.connection.onHover(
    guarded<Parameters<Parameters<typeof session.connection.onHover>[0]>, Hover | null>(
      session.faults,
      "hover",
      null,
      async ({ textDocument, position }, token) => {
        const source = session.sources.find(textDocument.uri);
        if (source === undefined) return null;
        const answer = await ask(session, source, "hover", { offset: source.offsetAt(position) }, token);
        if (answer === undefined) return null;
        const range = source.locate(answer.span)?.range;
        const contents = { kind: MarkupKind.Markdown, value: answer.markdown };
        return range === undefined ? { contents } : { contents, range };
      },
    ),
  );
}
