/**
 * The language server's life: start, restart, stop, and what the protocol's client is told of the editor. Settings are asked for by the server; the
 * Python extension's choice of an interpreter is added to the answer.
 */
import { join } from "node:path";
import { workspace } from "vscode";
import type { ExtensionContext, LogOutputChannel } from "vscode";
import {
  DidChangeConfigurationNotification,
  LanguageClient,
  RevealOutputChannelOn,
  State,
  TransportKind,
} from "vscode-languageclient/node";
import type { ConfigurationMiddleware, LanguageClientOptions } from "vscode-languageclient/node";
import { SECTION, STATUS_NOTIFICATION } from "../../server/src/protocol.ts";
import type { InitializationOptions, ServerStatus } from "../../server/src/protocol.ts";
import { withInterpreter } from "./python-extension.ts";
import type { Interpreter } from "./python-extension.ts";
import { linkRulePages } from "./rule-pages.ts";
import type { Status } from "./status.ts";

const LANGUAGES = ["python", "javascript", "javascriptreact", "typescript", "typescriptreact", "vue", "svelte"];
/** What people write in. The old side of a comparison (`git:`) and code in a chat have the same languages, but nobody mends them there. */
const SCHEMES = ["file", "untitled", "vscode-notebook-cell", "vscode-vfs"];

export interface Server {
  start(): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
  /** Something changed that settings are answered from. */
  settingsChanged(): void;
  /** While it runs. */
  client(): LanguageClient | undefined;
}

export interface ServerParts {
  readonly context: ExtensionContext;
  readonly output: LogOutputChannel;
  readonly status: Status;
  readonly interpreter: Interpreter;
}

export function createServer({ context, output, status, interpreter }: ServerParts): Server {
  let client: LanguageClient | undefined;

  const start = async (): Promise<void> => {
    const module = context.asAbsolutePath(join("dist", "server.cjs"));
    const run = { module, transport: TransportKind.ipc };
    const debug = { ...run, options: { execArgv: ["--nolazy", "--inspect=6009"] } };
    const started = new LanguageClient(SECTION, "Shapeline", { run, debug }, clientOptions(output, interpreter));
    client = started;
    started.onDidChangeState(({ newState }) => {
      if (newState === State.Starting) status.show({ kind: "starting" });
      if (newState === State.Running) status.show({ kind: "ready" });
      if (newState === State.Stopped) status.show({ kind: "stopped" });
    });
    started.onNotification(STATUS_NOTIFICATION, (state: ServerStatus) => status.show(state));
    try {
      await started.start();
    } catch (fault) {
      // Another extension or the editor itself may be at fault: say so where the user looks, and let the command try again.
      output.error(String(fault));
      status.show({ kind: "failed", message: "The server could not be started. See the output for why." });
    }
  };
  const stop = async (): Promise<void> => {
    const stopped = client;
    client = undefined;
    await stopped?.dispose().catch((fault: unknown) => output.warn(String(fault)));
  };
  return {
    start,
    stop,
    async restart() {
      await stop();
      await start();
    },
    client: () => client,
    settingsChanged() {
      void client?.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
    },
  };
}

function clientOptions(output: LogOutputChannel, interpreter: Interpreter): LanguageClientOptions {
  const initializationOptions: InitializationOptions = { status: true, probe: true, asksForClasses: true };
  return {
    documentSelector: SCHEMES.flatMap((scheme) => LANGUAGES.map((language) => ({ scheme, language }))),
    outputChannel: output,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    initializationOptions,
    diagnosticPullOptions: { onChange: true, onTabs: true, onFocus: true },
    middleware: {
      workspace: { configuration: answerSettings(interpreter) },
      provideDiagnostics: async (document, previous, token, next) =>
        linkRulePages(await next(document, previous, token)),
    },
  };
}

function answerSettings(interpreter: Interpreter): NonNullable<ConfigurationMiddleware["configuration"]> {
  return async (params, token, next) => {
    const answers = await next(params, token);
    if (!Array.isArray(answers)) return answers;
    return params.items.map(({ section, scopeUri }, index) => {
      const answer: unknown = answers[index];
      if (section !== SECTION) return answer;
      return withInterpreter(answer, interpreter.of(scopeUri), workspace.isTrusted);
    });
  };
}
