/** `textDocument/inlayHint`. */
import { InlayHintKind } from "vscode-languageserver/node";
import type { InlayHint } from "vscode-languageserver/node";
import { ask, guarded } from "../session.ts";
import type { Session } from "../session.ts";

export function answerInlayHints(session: Session): void {
  session.connection.languages.inlayHint.on(
    guarded(session.faults, "inlay hints", [], async ({ textDocument, range }, token): Promise<InlayHint[]> => {
      const source = session.sources.find(textDocument.uri);
      if (source === undefined) return [];
      const { inlayHints: mode } = await session.settings.of(source.uri);
      const span = { start: source.offsetAt(range.start), end: source.offsetAt(range.end) };
      const hints = (await ask(session, source, "inlayHints", { span, mode }, token)) ?? [];
      return hints.flatMap(({ offset, label, tooltip }) => {
        const place = source.locate({ start: offset, end: offset });
        if (place?.uri !== source.uri) return [];
        const hint: InlayHint = { position: place.range.start, label, kind: InlayHintKind.Type };
        return [tooltip === undefined ? hint : { ...hint, tooltip }];
      });
    }),
  );
}
