/**
 * `shapeline/probe` and `shapeline/explainError`: our own requests. A probe runs the user's code: the client asks only in a trusted workspace, after a
 * person's command. What is open comes back as a question, which the client puts to the person.
 */
import { CancellationTokenSource } from "vscode-languageserver/node";
import { explainError } from "../../probe/explain-error.ts";
import { inCells } from "../../probe/in-cells.ts";
import type { Plan } from "../../probe/plan.ts";
import { devices } from "../../probe/run/prober.ts";
import { EXPLAIN_REQUEST, PROBE_PROGRESS, PROBE_REQUEST } from "../../protocol.ts";
import type { ExplainParams, ExplainResult, ProbeParams, ProbeResult } from "../../protocol.ts";
import type { Cancellation } from "../analysis-client.ts";
import { toWorkspaceEdit } from "../convert.ts";
import { refreshClient } from "../refresh.ts";
import { ask, guarded } from "../session.ts";
import type { Session } from "../session.ts";
import type { Source } from "../source.ts";
import { uriOfPath } from "../uris.ts";

const SECONDS = 120;

export function answerProbes(session: Session): void {
  const failed: ProbeResult = { kind: "refused", reason: "an internal fault; see the output" };
  session.connection.onRequest(
    PROBE_REQUEST,
    guarded(session.faults, "probe", failed, (params: ProbeParams, token: Cancellation) =>
      probe(session, params, token),
    ),
  );
  session.connection.onRequest(
    EXPLAIN_REQUEST,
    guarded(session.faults, "explain error", undefined, (params: ExplainParams, token: Cancellation) =>
      explain(session, params, token),
    ),
  );
}

async function probe(session: Session, params: ProbeParams, token: Cancellation): Promise<ProbeResult> {
  const source = session.sources.find(params.uri);
  if (source === undefined) return { kind: "refused", reason: "the file is not open" };
  const { model, make, inputs } = params;
  const wishes = { ...(model === undefined ? {} : { model }), ...(make === undefined ? {} : { make }), inputs };
  const plan = await ask(session, source, "probePlan", wishes, token);
  if (plan === undefined) return { kind: "refused", reason: "Shapeline is switched off for this file" };
  if (!plan.ok) return { kind: "question", question: plan.error };
  const settings = await session.settings.of(source.uri);
  const cancel = new AbortController();
  const listening = token.onCancellationRequested(() => cancel.abort());
  const trace = await session.prober.run({
    framework: plan.value.framework,
    plan: () => Promise.resolve(plan.value),
    path: source.path,
    ...(source.notebook === undefined ? {} : { text: source.notebook.text }),
    root: session.roots.of(source.path, settings.interpreter),
    device: devices.find((device) => device === params.device) ?? "auto",
    backward: false,
    python: settings.interpreter,
    node: settings.node,
    seconds: SECONDS,
    memory: 0,
    cancel: cancel.signal,
    onRecord(record) {
      if (record.kind !== "layer") return;
      void session.connection.sendNotification(PROBE_PROGRESS, {
        uri: params.uri,
        text: record.className ?? record.name,
      });
    },
  });
  listening.dispose();
  return compare(session, source, plan.value, trace);
}

/** Also of a cancelled run: it has told what it did. */
async function compare(
  session: Session,
  source: Source,
  plan: Plan,
  trace: Awaited<ReturnType<Session["prober"]["run"]>>,
): Promise<ProbeResult> {
  const now = session.sources.find(source.uri);
  if (now?.version !== source.version)
    return { kind: "refused", reason: "the text has changed while the probe ran; run it again" };
  const { token } = new CancellationTokenSource();
  const answer = await ask(session, source, "probeReport", { plan, trace }, token);
  if (answer === undefined) return { kind: "refused", reason: "Shapeline is switched off for this file" };
  session.probes.keep(source, answer);
  refreshClient(session);
  return {
    kind: "report",
    report: source.notebook === undefined ? answer.report : inCells(answer.report, source.path, source.notebook),
  };
}

async function explain(
  session: Session,
  { pasted, uri }: ExplainParams,
  token: Cancellation,
): Promise<ExplainResult | undefined> {
  const explanation = explainError(pasted);
  if (explanation === undefined) return undefined;
  const { frame, error, meaning, advice } = explanation;
  const path = frame?.path.replaceAll("\\", "/");
  // The file that the error names if it is open, else the one that the person looks at.
  const source =
    (path === undefined ? undefined : session.sources.findByPath(path)) ??
    (uri === undefined ? undefined : session.sources.find(uri));
  const answer = source === undefined ? undefined : await ask(session, source, "pastedError", pasted, token);
  const fixes = (answer?.reports ?? []).flatMap(({ fixes: offered }) =>
    offered.flatMap((fix) => {
      const edit = toWorkspaceEdit(session, fix.edits);
      return edit === undefined ? [] : [{ title: fix.title, edit }];
    }),
  );
  return {
    message: error.message,
    ...(meaning === undefined ? {} : { meaning }),
    ...(advice === undefined ? {} : { advice }),
    reports: (answer?.reports ?? []).map(({ message }) => message),
    fixes,
    ...(frame === undefined || path === undefined
      ? {}
      : { place: { uri: source?.path === path ? source.uri : uriOfPath(path), line: frame.line } }),
  };
}
