/** `textDocument/codeAction`: quick fixes, refactorings, and every safe fix of the file as `source.fixAll.shapeline`. */
import { DiagnosticSeverity } from "vscode-languageserver/node";
import type { CodeAction, Diagnostic, Range } from "vscode-languageserver/node";
import type { CodeActionAnswer, CodeActionKind } from "../../ide/index.ts";
import { FIX_ALL, PROBE_COMMAND, REFACTOR_COMMAND, REFACTOR_REQUEST } from "../../protocol.ts";
import type { RefactorParams, RefactorResult } from "../../protocol.ts";
import type { Cancellation } from "../analysis-client.ts";
import { toProtocolDiagnostic, toWorkspaceEdit } from "../convert.ts";
import { ask, guarded } from "../session.ts";
import type { Session } from "../session.ts";

export const CODE_ACTION_KINDS: readonly CodeActionKind[] = ["quickfix", "refactor.rewrite", FIX_ALL];

export function answerCodeActions(session: Session): void {
  session.connection.onRequest(
    REFACTOR_REQUEST,
    guarded(session.faults, "refactoring", null, (params: RefactorParams, token: Cancellation) =>
      refactorForClasses(session, params, token),
    ),
  );
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
        const asked = session.client.asksForClasses ? askedActions(textDocument.uri, range, actions) : [];
        return run === undefined ? [...answers, ...asked] : [...answers, ...asked, run];
      },
    ),
  );
}

/** For a number of classes that nothing in the program says, the person is asked. */
function askedActions(uri: string, range: Range, actions: readonly CodeActionAnswer[]): readonly CodeAction[] {
  const titles = new Set(actions.flatMap(({ forAnyCount }) => forAnyCount ?? []));
  return [...titles].map((title) => {
    const asked: Omit<RefactorParams, "classes"> = { uri, range, title };
    const command = { title, command: REFACTOR_COMMAND, arguments: [asked] };
    return { title: `${title}…`, kind: "refactor.rewrite", command };
  });
}

async function refactorForClasses(
  session: Session,
  { uri, range, title, classes }: RefactorParams,
  token: Cancellation,
): Promise<RefactorResult> {
  const source = session.sources.find(uri);
  if (source === undefined || !/^([2-9]|[1-9]\d+|[A-Za-z_]\w*)$/.test(classes)) return null;
  const span = { start: source.offsetAt(range.start), end: source.offsetAt(range.end) };
  const kinds: readonly CodeActionKind[] = ["refactor.rewrite"];
  const actions = (await ask(session, source, "codeActions", { span, kinds, classes }, token)) ?? [];
  const chosen = actions.find(({ forAnyCount }) => forAnyCount === title);
  return (chosen && toWorkspaceEdit(session, chosen.edits)) ?? null;
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
