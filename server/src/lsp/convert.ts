/** Reports and edits in the protocol's terms. What has no place in a document that the client can open is left out. */
import { DiagnosticSeverity } from "vscode-languageserver/node";
import type {
  Diagnostic as ProtocolDiagnostic,
  DiagnosticRelatedInformation,
  TextEdit,
  WorkspaceEdit,
} from "vscode-languageserver/node";
import type { Diagnostic, Fix, Severity } from "../rules/index.ts";
import { verdictOn } from "./probes.ts";
import type { Session } from "./session.ts";
import { locatePlace } from "./sources.ts";
import type { Source } from "./source.ts";

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** Undefined for a report in another cell of the notebook: that cell shows it. */
export function toProtocolDiagnostic(
  session: Session,
  source: Source,
  diagnostic: Diagnostic,
): ProtocolDiagnostic | undefined {
  const location = source.locate(diagnostic.span);
  if (location?.uri !== source.uri) return undefined;
  const page = session.pageOf(diagnostic.rule);
  const probe = session.probes.current(source);
  const verdict = probe === undefined ? undefined : verdictOn(probe, diagnostic);
  return {
    range: location.range,
    severity: SEVERITIES[diagnostic.severity],
    source: "shapeline",
    code: diagnostic.rule,
    ...(page === undefined ? {} : { codeDescription: { href: page } }),
    message: [diagnostic.message, verdict].filter((text) => text !== undefined).join("\n"),
    relatedInformation: relatedInformation(session, diagnostic),
  };
}

function relatedInformation(session: Session, diagnostic: Diagnostic): DiagnosticRelatedInformation[] {
  return diagnostic.related.flatMap(({ place, message }) => {
    const location = locatePlace(session.sources, place, session.files.read);
    return location === undefined ? [] : [{ location, message }];
  });
}

/** All edits or none: half a fix is no fix. */
export function toWorkspaceEdit(session: Session, edits: Fix["edits"]): WorkspaceEdit | undefined {
  const changes: Record<string, TextEdit[]> = {};
  for (const { path, span, newText } of edits) {
    const location = locatePlace(session.sources, { path, span }, session.files.read);
    if (location === undefined) return undefined;
    (changes[location.uri] ??= []).push({ range: location.range, newText });
  }
  return { changes };
}
