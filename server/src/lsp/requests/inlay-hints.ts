/** `textDocument/inlayHint`. */
import { InlayHintKind } from "vscode-languageserver/node";
import type { InlayHint } from "vscode-languageserver/node";
import type { InlayHintAnswer, ProbeAnswer } from "../../ide/index.ts";
import type { Span } from "../../base/span.ts";
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
      const seen = mode === "off" ? [] : observedHints(session.probes.current(source), span);
      return [...hints, ...seen].flatMap(({ offset, label, tooltip }) => {
        const place = source.locate({ start: offset, end: offset });
        if (place?.uri !== source.uri) return [];
        const hint: InlayHint = { position: place.range.start, label, kind: InlayHintKind.Type };
        return [tooltip === undefined ? hint : { ...hint, tooltip }];
      });
    }),
  );
}

/** What the last probe saw where nothing or something else was inferred, or where a size was open. */
function observedHints(probe: ProbeAnswer | undefined, span: Span): readonly InlayHintAnswer[] {
  const ends = new Set<number>();
  return (probe?.report.sites ?? []).flatMap(({ path, span: site, agreement, observed }) => {
    // Places are ordered, outer ones first: the value of the whole expression is what is shown at its end.
    if (path !== undefined) return []; // of another file
    if (agreement === "equal" || site.start < span.start || site.end > span.end || ends.has(site.end)) return [];
    ends.add(site.end);
    const tooltip = agreement === "refined" ? "Seen by the shape probe" : `Seen by the shape probe; ${agreement}`;
    return [{ offset: site.end, label: ` ran: ${observed.join(" | ")}`, tooltip }];
  });
}
