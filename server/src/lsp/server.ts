/**
 * The language server on one connection: the handshake, and the parts put together. How each request is answered is in requests/, what changes mean in
 * changes.ts; where the analysis runs and what the machine's files are is given by the host.
 */
import type { Connection, InitializeParams, InitializeResult } from "vscode-languageserver/node";
import { STATUS_NOTIFICATION } from "../protocol.ts";
import type { ServerStatus } from "../protocol.ts";
import type { AnalysisClient } from "./analysis-client.ts";
import { serverCapabilities } from "./capabilities.ts";
import { folderPaths, followChanges } from "./changes.ts";
import type { Changes } from "./changes.ts";
import { clientFeatures, readOptions } from "./client-features.ts";
import type { Machine } from "../host/python-environment.ts";
import { answerCodeActions } from "./requests/code-actions.ts";
import { answerCodeLenses } from "./requests/code-lens.ts";
import { answerDiagnosticPulls } from "./requests/diagnostics.ts";
import { answerHovers } from "./requests/hover.ts";
import { answerInlayHints } from "./requests/inlay-hints.ts";
import type { Prober } from "../probe/run/prober.ts";
import { createProbes } from "./probes.ts";
import { answerProbes } from "./requests/probe.ts";
import { createRoots } from "./roots.ts";
import { createFaultLog } from "./session.ts";
import type { FaultLog, Session } from "./session.ts";
import { createSettingsSource } from "./settings.ts";
import { listenToSources } from "./sources.ts";
import type { Sources } from "./sources.ts";
import { pathOfUri } from "./uris.ts";

export interface Host {
  readonly version: string;
  readonly machine: Machine;
  /** The URI of a rule's page, if it can be opened on this machine. */
  pageOf(rule: string): string | undefined;
  readonly prober: Prober;
  startAnalysis(faults: FaultLog, tell: (status: ServerStatus) => void): AnalysisClient;
}

interface Running {
  readonly session: Session;
  readonly changes: Changes;
}

export function serve(connection: Connection, host: Host): void {
  let running: Running | undefined;
  // Documents may be opened right after the handshake: who listens to them must be there before it.
  const sources = listenToSources(connection, {
    onText: (path, text, uri) => running?.changes.texts.onText(path, text, uri),
    onClosed: (path, uris) => running?.changes.texts.onClosed(path, uris),
  });
  connection.onInitialize((params): InitializeResult => {
    const session = createSession(connection, host, params, sources);
    running = { session, changes: followChanges(session, foldersOf(params)) };
    answerHovers(session);
    answerInlayHints(session);
    answerCodeActions(session);
    answerCodeLenses(session);
    answerProbes(session);
    if (session.client.pullsDiagnostics) answerDiagnosticPulls(session);
    return {
      capabilities: serverCapabilities(session.client),
      serverInfo: { name: "Shapeline", version: host.version },
    };
  });
  connection.onInitialized(() => running?.changes.register());
  connection.onShutdown(() => running?.session.analysis.dispose());
}

function createSession(connection: Connection, host: Host, params: InitializeParams, sources: Sources): Session {
  const client = clientFeatures(params);
  const faults = createFaultLog((line) => connection.console.error(line));
  const tell = (status: ServerStatus): void => {
    if (client.showsStatus) void connection.sendNotification(STATUS_NOTIFICATION, status);
  };
  const analysis = host.startAnalysis(faults, tell);
  const roots = createRoots(host.machine, (change) => analysis.change(change));
  const { settings: initial } = readOptions(params.initializationOptions);
  const settings = createSettingsSource(connection, client.answersConfiguration, initial);
  const pageOf = (rule: string): string | undefined => host.pageOf(rule);
  const { prober, machine } = host;
  const probes = createProbes();
  return {
    connection,
    client,
    analysis,
    sources,
    settings,
    roots,
    files: machine.files,
    pageOf,
    faults,
    prober,
    probes,
  };
}

/** Older clients name one root only. */
function foldersOf({ workspaceFolders, ...older }: InitializeParams): readonly string[] {
  if (workspaceFolders !== null && workspaceFolders !== undefined) return folderPaths(workspaceFolders);
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- what older clients have
  const { rootUri } = older;
  return rootUri === null ? [] : [pathOfUri(rootUri, "")];
}
