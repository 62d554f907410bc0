/** `textDocument/codeAction`: quick fixes, refactorings, and every safe fix of the file as `source.fixAll.shapeline`. */
import { DiagnosticSeverity } from "vscode-languageserver/node";
import type { CodeAction, Diagnostic } from "vscode-languageserver/node";
import type { CodeActionKind } from "../../ide/index.ts";
import { FIX_ALL, PROBE_COMMAND } from "../../protocol.ts";
import { toProtocolDiagnostic, toWorkspaceEdit } from "../convert.ts";
import { ask, guarded } from "../session.ts";
import type { Session } from "../session.ts";

export const CODE_ACTION_KINDS: readonly CodeActionKind[] = ["quickfix", "refactor.rewrite", FIX_ALL];

export function answerCodeActions(session: Session): void {
  session.connection.onCodeAction(
    guarded(
      session.faults,
      "code actions",
      [],
      async ({ textDocument, range, context }, token): Promise<CodeAction[]> => {
        const source = session.sources.find(textDocument.uri);
        const kinds = CODE_ACTION_KINDS.filter((kind) => isWanted(kind, context.only));
        if (source === undefined || kinds.length === 0) return [];
        const span = { start: source.offsetAt(range.start), end: source.offsetAt(range.end) };
        const actions = (await ask(session, source, "codeActions", { span, kinds }, token)) ?? [];
        const run = probeAction(session, source.uri, kinds, context.diagnostics);
        const answers = actions.flatMap(({ title, kind, preferred, edits, diagnostics }) => {
          const edit = toWorkspaceEdit(session, edits);
          if (edit === undefined) return [];
          const mended = diagnostics.flatMap((diagnostic) => toProtocolDiagnostic(session, source, diagnostic) ?? []);
          const action = { title, kind, edit, diagnostics: mended };
          return [preferred ? { ...action, isPreferred: true } : action];
        });
        return run === undefined ? answers : [...answers, run];
      },
    ),
  );
}

/** Beside the fixes of a report: let the program itself say whether it is so. */
function probeAction(
  { client }: Session,
  uri: string,
  kinds: readonly CodeActionKind[],
  diagnostics: readonly Diagnostic[],
): CodeAction | undefined {
  const ours = diagnostics.filter(
    ({ source, severity }) => source === "shapeline" && severity === DiagnosticSeverity.Error,
  );
  if (!client.runsProbes || ours.length === 0 || !kinds.includes("quickfix")) return undefined;
  const title = "Run shape probe";
  return { title, kind: "quickfix", diagnostics: ours, command: { title, command: PROBE_COMMAND, arguments: [uri] } };
}

/** Kinds are a hierarchy: who asks for `source` gets `source.fixAll.shapeline`. */
function isWanted(kind: CodeActionKind, only: readonly string[] | undefined): boolean {
  return only === undefined || only.some((wanted) => wanted === "" || kind === wanted || kind.startsWith(`${wanted}.`));
}
