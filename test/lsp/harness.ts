/**
 * A client and the server in one process, joined by two in-memory streams. Every message is recorded; at the end the client says goodbye by protocol
 * and the test fails if a request was not answered, or something that the server said was not read. Nothing sleeps: a test waits for messages.
 */
import { PassThrough } from "node:stream";
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from "vscode-languageserver-protocol/node";
import type { CancellationToken, MessageConnection } from "vscode-languageserver-protocol/node";
import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import type { ClientCapabilities, InitializeResult, Position, Range } from "vscode-languageserver/node";
import { expect } from "vitest";
import type { AnalysisClient } from "../../server/src/lsp/analysis-client.ts";
import { createAnalysisHost } from "../../server/src/lsp/analysis-host.ts";
import type { Engine } from "../../server/src/lsp/analysis-host.ts";
import type { Prober } from "../../server/src/probe/run/prober.ts";
import { serve } from "../../server/src/lsp/server.ts";
import { filesOf } from "./memory-files.ts";

export interface Options {
  readonly analysis: AnalysisClient;
  readonly capabilities?: ClientCapabilities;
  readonly initializationOptions?: unknown;
  readonly folders?: readonly string[];
  /** Files on disk, by path. */
  readonly disk?: Readonly<Record<string, string>>;
  /** What runs a plan; else there is no process. */
  readonly prober?: Prober;
  /** The `shapeline` section for a resource, when the server asks. */
  readonly settingsOf?: (uri: string) => unknown;
}

/** What VS Code can do, as far as the server cares. */
export const vscodeCapabilities: ClientCapabilities = {
  textDocument: { diagnostic: {} },
  workspace: {
    configuration: true,
    workspaceFolders: true,
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    diagnostics: { refreshSupport: true },
    inlayHint: { refreshSupport: true },
    codeLens: { refreshSupport: true },
  },
};

interface Message {
  readonly method: string;
  readonly params: unknown;
}

export class Client {
  readonly initialized: InitializeResult;
  readonly #connection: MessageConnection;
  readonly #inbox: Inbox;

  constructor(connection: MessageConnection, inbox: Inbox, initialized: InitializeResult) {
    this.#connection = connection;
    this.#inbox = inbox;
    this.initialized = initialized;
  }

  request<Result>(method: string, params: unknown, token?: CancellationToken): Promise<Result> {
    // A missing token must not be passed: it would count as a parameter.
    const rest = token === undefined ? [] : [token];
    return this.#inbox.answered(this.#connection.sendRequest<Result>(method, params, ...rest));
  }

  notify(method: string, params: unknown): Promise<void> {
    return this.#connection.sendNotification(method, params);
  }

  open(uri: string, text: string, languageId = "python"): Promise<void> {
    return this.notify("textDocument/didOpen", { textDocument: { uri, languageId, version: 1, text } });
  }

  edit(uri: string, version: number, range: Range, text: string): Promise<void> {
    return this.notify("textDocument/didChange", { textDocument: { uri, version }, contentChanges: [{ range, text }] });
  }

  closeDocument(uri: string): Promise<void> {
    return this.notify("textDocument/didClose", { textDocument: { uri } });
  }

  /** The next message of that method that nobody has read yet. */
  received(method: string): Promise<unknown> {
    return this.#inbox.next(method);
  }

  /** The server asks VS Code to ask anew for everything. */
  async refreshed(): Promise<void> {
    for (const feature of ["diagnostic", "inlayHint", "codeLens"]) await this.received(`workspace/${feature}/refresh`);
  }

  /** Ends by protocol; every test ends with it. */
  async end(): Promise<void> {
    await this.request("shutdown", undefined);
    this.#connection.dispose();
    expect(this.#inbox.unread(), "messages that nobody read").toEqual([]);
    expect(this.#inbox.unanswered, "requests without an answer").toBe(0);
  }
}

/** What the server said, until the test reads it. */
class Inbox {
  unanswered = 0;
  readonly #messages: Message[] = [];
  readonly #readers: { readonly method: string; readonly resolve: (params: unknown) => void }[] = [];

  put(message: Message): void {
    const index = this.#readers.findIndex(({ method }) => method === message.method);
    const [reader] = index < 0 ? [] : this.#readers.splice(index, 1);
    if (reader === undefined) this.#messages.push(message);
    else reader.resolve(message.params);
  }

  next(method: string): Promise<unknown> {
    const index = this.#messages.findIndex((message) => message.method === method);
    const [message] = index < 0 ? [] : this.#messages.splice(index, 1);
    if (message !== undefined) return Promise.resolve(message.params);
    return new Promise((resolve) => this.#readers.push({ method, resolve }));
  }

  unread(): readonly Message[] {
    return this.#messages;
  }

  async answered<Result>(answer: Promise<Result>): Promise<Result> {
    this.unanswered += 1;
    try {
      return await answer;
    } finally {
      this.unanswered -= 1;
    }
  }
}

export async function startClient(options: Options): Promise<Client> {
  const [up, down] = [new PassThrough(), new PassThrough()];
  const server = createConnection(ProposedFeatures.all, new StreamMessageReader(up), new StreamMessageWriter(down));
  serve(server, {
    version: "0.0.0-test",
    machine: { files: filesOf(options.disk ?? {}), variables: {}, realPath: (path) => path },
    prober: options.prober ?? {
      run: () =>
        Promise.resolve({ records: [], ending: { kind: "not-started", reason: "no process here" }, output: "" }),
    },
    pageOf: (rule) => `file:///pages/${rule}.md`,
    startAnalysis: () => options.analysis,
  });
  server.listen();

  const inbox = new Inbox();
  const connection = createMessageConnection(new StreamMessageReader(down), new StreamMessageWriter(up));
  connection.onRequest("workspace/configuration", ({ items }: { items: { scopeUri: string }[] }) =>
    items.map(({ scopeUri }) => options.settingsOf?.(scopeUri) ?? {}),
  );
  // Whatever else the server asks or says must be read by the test.
  connection.onRequest((method, params) => {
    inbox.put({ method, params });
    return null;
  });
  connection.onNotification((method, params) => inbox.put({ method, params }));
  connection.listen();

  const initialized = await connection.sendRequest<InitializeResult>("initialize", {
    processId: null,
    rootUri: null,
    capabilities: options.capabilities ?? vscodeCapabilities,
    initializationOptions: options.initializationOptions,
    workspaceFolders: (options.folders ?? ["/work"]).map((path) => ({ uri: `file://${path}`, name: path })),
  });
  await connection.sendNotification("initialized", {});
  const client = new Client(connection, inbox, initialized);
  const workspace = (options.capabilities ?? vscodeCapabilities).workspace;
  if (workspace?.didChangeConfiguration?.dynamicRegistration) await client.received("client/registerCapability");
  if (workspace?.didChangeWatchedFiles?.dynamicRegistration) await client.received("client/registerCapability");
  return client;
}

/** Answers at once, in the server's own thread. */
export function analyseDirectly(engine: Engine): AnalysisClient {
  const host = createAnalysisHost(engine);
  return {
    change: (change) => host.change(change),
    ask: (question, cancellation) =>
      Promise.resolve(host.answer(question, () => cancellation.isCancellationRequested) as never),
    dispose: () => Promise.resolve(),
  };
}

export function range(startLine: number, startCharacter: number, endLine: number, endCharacter: number): Range {
  return {
    start: { line: startLine, character: startCharacter },
    end: { line: endLine, character: endCharacter },
  };
}

export function position(line: number, character: number): Position {
  return { line, character };
}
