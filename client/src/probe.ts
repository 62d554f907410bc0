/**
 * The commands *Run shape probe* and *Explain a shape error*: trust, the first notice, questions, progress with cancel. What is run and what it means is
 * the server's; how the result looks is in probe-view.ts.
 */
import { commands, env, ProgressLocation, Uri, window, workspace } from "vscode";
import type { Disposable, ExtensionContext, Progress, TextDocument } from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { EXPLAIN_REQUEST, PROBE_COMMAND, PROBE_PROGRESS, PROBE_REQUEST, SECTION } from "../../server/src/protocol.ts";
import type {
  ExplainParams,
  ExplainResult,
  ProbeParams,
  ProbeProgress,
  ProbeResult,
} from "../../server/src/protocol.ts";
import { createProbeView } from "./probe-view.ts";
import type { ProbeView } from "./probe-view.ts";

const NOTEBOOK_CELL = "vscode-notebook-cell";
const NOTICE = "shapeline.probeNotice";

export interface ProbeParts {
  readonly context: ExtensionContext;
  readonly client: () => LanguageClient | undefined;
}

type Answers = Partial<Pick<ProbeParams, "model" | "make" | "inputs">>;

export function registerProbe({ context, client }: ProbeParts): Disposable[] {
  const view = createProbeView();
  return [
    view,
    commands.registerCommand(PROBE_COMMAND, async (uri?: string, model?: string) => {
      const running = client();
      const document = await documentOf(uri);
      if (running === undefined || document === undefined || !(await isAllowed(context))) return undefined;
      return runProbe(context, running, view, document, model);
    }),
    commands.registerCommand(`${SECTION}.explainError`, async (pasted?: string) => {
      const running = client();
      return running === undefined ? undefined : explain(running, pasted);
    }),
  ];
}

async function documentOf(uri: string | undefined): Promise<TextDocument | undefined> {
  // A menu hands over a URI object, a code lens its text.
  if (typeof uri === "string") return workspace.openTextDocument(Uri.parse(uri));
  const document = window.activeTextEditor?.document;
  if (document === undefined) void window.showInformationMessage("Open the file whose model is to be run.");
  return document;
}

/** Only in a trusted workspace, and not before it was said once what it does. */
async function isAllowed(context: ExtensionContext): Promise<boolean> {
  if (!workspace.isTrusted) {
    void window.showWarningMessage("A shape probe runs code of the workspace. Trust the workspace first.");
    return false;
  }
  if (context.globalState.get(NOTICE) === true) return true;
  const run = "Run It";
  const detail =
    "It runs this file in your own Python or Node, as a process of its own with a time and a memory limit, and sends one batch of made-up data through the model. It does not train, and it is kept from the network, from other programs and from writing files; that is a guard rail, not a wall. Probe only code that you would run.";
  const answer = await window.showWarningMessage("A shape probe runs your code.", { modal: true, detail }, run);
  if (answer !== run) return false;
  await context.globalState.update(NOTICE, true);
  return true;
}

async function runProbe(
  context: ExtensionContext,
  client: LanguageClient,
  view: ProbeView,
  document: TextDocument,
  model: string | undefined,
): Promise<ProbeResult | undefined> {
  // The file runs, not the text; of a notebook its cells, as they are.
  if (document.uri.scheme !== NOTEBOOK_CELL && document.isDirty && !(await document.save())) return undefined;
  const uri = document.uri.toString();
  const key = `probe ${uri} ${model ?? ""}`;
  let answers: Answers = { ...context.workspaceState.get<Answers>(key), ...(model === undefined ? {} : { model }) };
  let wasAsked = false;
  for (;;) {
    const result = await request(client, { uri, inputs: [], ...answers });
    switch (result?.kind) {
      case "report":
        view.show(document, result.report, () => runProbe(context, client, view, document, model));
        if (result.report.open === undefined || wasAsked) return result;
        wasAsked = true;
        break;
      case "refused":
        void window.showErrorMessage(`Shape probe: ${result.reason}.`);
        return result;
      case "question":
        break;
      case undefined:
        return undefined;
    }
    const answered = await put(questionOf(result), answers);
    if (answered === undefined) return result;
    answers = answered;
    await context.workspaceState.update(key, answers);
  }
}

function request(client: LanguageClient, params: ProbeParams): Thenable<ProbeResult | undefined> {
  const options = { location: ProgressLocation.Notification, title: "Shape probe", cancellable: true };
  return window.withProgress(options, async (progress: Progress<{ message: string }>, token) => {
    const listening = client.onNotification(PROBE_PROGRESS, ({ uri, text }: ProbeProgress) => {
      if (uri === params.uri) progress.report({ message: text });
    });
    try {
      return await client.sendRequest<ProbeResult>(PROBE_REQUEST, params, token);
    } catch (fault) {
      if (!token.isCancellationRequested) void window.showErrorMessage(`Shape probe: ${String(fault)}`);
      return undefined;
    } finally {
      listening.dispose();
    }
  });
}

/** Some of what is open shows only when the program runs. */
function questionOf(result: Extract<ProbeResult, { kind: "question" | "report" }>): Question {
  if (result.kind === "question") return result.question;
  return { kind: result.report.open ?? "make", text: result.report.summary };
}

type Question = Extract<ProbeResult, { kind: "question" }>["question"];

async function put({ kind, text, choices, parameter }: Question, before: Answers): Promise<Answers | undefined> {
  if (kind === "model") {
    const model = await window.showQuickPick(choices ?? [], { title: "Shape probe", placeHolder: text });
    return model === undefined ? undefined : { ...before, model };
  }
  const placeHolder = kind === "make" ? "Net(classes=10)" : "(2, 3, 224, 224)";
  const answer = await window.showInputBox({ title: "Shape probe", prompt: text, placeHolder });
  if (answer === undefined || answer.trim() === "") return undefined;
  if (kind === "make") return { ...before, make: answer };
  const input = parameter === undefined || answer.includes("=") ? answer : `${parameter}=${answer}`;
  const others = (before.inputs ?? []).filter((each) => parameter === undefined || !each.startsWith(`${parameter}=`));
  return { ...before, inputs: [...others, input] };
}

/** A traceback from the selection, the clipboard or a person's hand. */
async function explain(client: LanguageClient, given: string | undefined): Promise<ExplainResult | undefined> {
  const editor = window.activeTextEditor;
  const clipboard = given === undefined ? await readClipboard() : "";
  const answer =
    given ??
    (await window.showInputBox({
      title: "Explain a shape error",
      prompt: "Paste an error of PyTorch, Keras, TensorFlow or TensorFlow.js, with its traceback",
      value: /error|exception/i.test(clipboard) ? clipboard : "",
    }));
  if (answer === undefined || answer.trim() === "") return undefined;
  // A field has one line: what was pasted into it still has its lines in the clipboard.
  const pasted = bare(answer) === bare(clipboard) ? clipboard : answer;
  const uri = editor?.document.uri.toString();
  const params: ExplainParams = { pasted, ...(uri === undefined ? {} : { uri }) };
  const result = await client.sendRequest<ExplainResult | null>(EXPLAIN_REQUEST, params);
  if (result === null) return undefined;
  if (result.place !== undefined) await reveal(result.place.uri, result.place.line);
  if (given === undefined) await offer(client, result);
  return result;
}

/** A browser may ask for leave to read it, and wait for an answer: the question goes on without. */
function readClipboard(): Promise<string> {
  const late = new Promise<string>((resolve) => setTimeout(() => resolve(""), 500));
  return Promise.race([Promise.resolve(env.clipboard.readText()).catch(() => ""), late]);
}

const bare = (text: string): string => text.replace(/\s+/g, "");

async function offer(client: LanguageClient, { meaning, advice, reports, fixes }: ExplainResult): Promise<void> {
  const texts = [...reports.slice(0, 1), ...(reports.length > 0 ? [] : [meaning, advice])].filter(
    (text) => text !== undefined,
  );
  const message = texts.length === 0 ? "Shapeline does not know this error." : texts.join(" ");
  const chosen = await window.showInformationMessage(message, ...fixes.map(({ title }) => title));
  const fix = fixes.find(({ title }) => title === chosen);
  if (fix !== undefined) await workspace.applyEdit(await client.protocol2CodeConverter.asWorkspaceEdit(fix.edit));
}

async function reveal(uri: string, line: number): Promise<void> {
  try {
    const document = await workspace.openTextDocument(Uri.parse(uri));
    const { range } = document.lineAt(Math.min(line, document.lineCount) - 1);
    await window.showTextDocument(document, { selection: range });
  } catch {
    // The error may come from another machine.
  }
}
