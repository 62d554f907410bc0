/** The probe over the wire: questions, progress, cancel, stale results, what it says of reports and values; a pasted error. The runner is played. */
import { CancellationTokenSource } from "vscode-languageserver-protocol/node";
import type { CodeAction, CodeLens, DocumentDiagnosticReport, InlayHint } from "vscode-languageserver/node";
import { describe, expect, test } from "vitest";
import type { ProbeOrder, Prober } from "../../server/src/probe/run/prober.ts";
import type { Trace, TraceRecord } from "../../server/src/probe/trace.ts";
import type { ExplainResult, ProbeResult } from "../../server/src/protocol.ts";
import { analyseDirectly, range, startClient } from "./harness.ts";
import type { Client } from "./harness.ts";
import { createStubEngine } from "./stub-engine.ts";

const uri = "file:///work/main.py";
const textDocument = { uri };
const text = "t = tensor(2, 3)\nmodel(2, 3)\nwrong(7)\n";
const at = (line: number, column: number, endColumn: number): object => ({
  place: { path: "/work/main.py", line, column, endLine: line, endColumn },
});

/** Tells these records and ends. */
function player(
  records: readonly object[],
  ending: Trace["ending"] = { kind: "finished" },
): Prober & { orders: ProbeOrder[] } {
  const orders: ProbeOrder[] = [];
  return {
    orders,
    run(order) {
      orders.push(order);
      for (const record of records) order.onRecord?.(record as TraceRecord);
      return Promise.resolve({ records: records as readonly TraceRecord[], ending, output: "" });
    },
  };
}

const ran = [
  {
    kind: "operation",
    name: "tensor",
    ...at(1, 5, 17),
    inputs: [],
    outputs: [{ shape: [2, 4], dtype: "float32" }],
    single: true,
  },
  { kind: "layer", name: "fc", className: "Linear", inputs: [], outputs: [], single: true },
  { kind: "skipped", ...at(3, 1, 9), reason: "RuntimeError: shapes 7 and 8", stopped: false, shapes: true },
  { kind: "output", outputs: [{ shape: [1, 10], dtype: "float32" }] },
];

const start = (prober: Prober): Promise<Client> =>
  startClient({ analysis: analyseDirectly(createStubEngine()), prober, initializationOptions: { probe: true } });
const run = (client: Client, params: object = {}): Promise<ProbeResult> =>
  client.request<ProbeResult>("shapeline/probe", { uri, inputs: [], ...params });

/** Something that the test waits for. */
function signal(): { readonly given: Promise<void>; give(): void } {
  let give = (): void => undefined;
  const given = new Promise<void>((resolve) => (give = resolve));
  return { given, give: () => give() };
}

describe("a run", () => {
  test("is told while it goes on, and its result says what it is of reports and values", async () => {
    const prober = player(ran);
    const client = await start(prober);
    await client.open(uri, text);
    const result = await run(client);
    expect(result).toMatchObject({ kind: "report", report: { outcome: "broke", counts: { contradicted: 1 } } });
    expect(prober.orders[0]).toMatchObject({
      path: "/work/main.py",
      device: "auto",
      framework: "torch",
    });
    expect(await prober.orders[0]?.plan()).toMatchObject({ framework: "torch", model: "model" });
    expect(await client.received("shapeline/probeProgress")).toEqual({ uri, text: "Linear" });
    await client.refreshed();
    const { items } = await client.request<Extract<DocumentDiagnosticReport, { kind: "full" }>>(
      "textDocument/diagnostic",
      { textDocument },
    );
    expect(items[0]?.message).toContain("Confirmed by the shape probe: RuntimeError: shapes 7 and 8");
    const hints = await client.request<InlayHint[]>("textDocument/inlayHint", {
      textDocument,
      range: range(0, 0, 9, 0),
    });
    expect(hints.map(({ label }) => label)).toContain(" ran: (2, 4)");
    await client.end();
  });

  test("grows old with the first change", async () => {
    const client = await start(player(ran));
    await client.open(uri, text);
    const lenses = async (): Promise<readonly (string | undefined)[]> =>
      (await client.request<CodeLens[]>("textDocument/codeLens", { textDocument })).map(
        ({ command }) => command?.title,
      );
    expect((await lenses())[1]).toBe("Run shape probe");
    await run(client);
    await client.received("shapeline/probeProgress");
    await client.refreshed();
    await client.edit(uri, 2, range(3, 0, 3, 0), "\n");
    expect((await lenses())[1]).toBe("Probe results are older than the code · Run again");
    const { items } = await client.request<Extract<DocumentDiagnosticReport, { kind: "full" }>>(
      "textDocument/diagnostic",
      { textDocument },
    );
    expect(items[0]?.message).not.toContain("Confirmed");
    const hints = await client.request<InlayHint[]>("textDocument/inlayHint", {
      textDocument,
      range: range(0, 0, 9, 0),
    });
    expect(JSON.stringify(hints)).not.toContain("ran:");
    await client.end();
  });

  test("of a text that changes meanwhile says nothing", async () => {
    let end: (trace: Trace) => void = () => undefined;
    const begun = signal();
    const client = await start({
      run: () =>
        new Promise((resolve) => {
          end = resolve;
          begun.give();
        }),
    });
    await client.open(uri, text);
    const result = run(client);
    await begun.given;
    await client.edit(uri, 2, range(0, 0, 0, 0), "\n");
    await client.request("textDocument/codeLens", { textDocument });
    end({ records: [], ending: { kind: "finished" }, output: "" });
    expect(await result).toEqual({ kind: "refused", reason: "the text has changed while the probe ran; run it again" });
    await client.end();
  });

  test("that is cancelled is told to the runner, and what it did is shown", async () => {
    const begun = signal();
    let cancelled = false;
    const client = await start({
      run: ({ cancel }) =>
        new Promise((resolve) => {
          cancel?.addEventListener("abort", () => {
            cancelled = true;
            resolve({ records: ran as readonly TraceRecord[], ending: { kind: "cancelled" }, output: "" });
          });
          begun.give();
        }),
    });
    await client.open(uri, text);
    const source = new CancellationTokenSource();
    const result = client.request<ProbeResult>("shapeline/probe", { uri, inputs: [] }, source.token);
    await begun.given;
    source.cancel();
    expect(await result).toMatchObject({
      kind: "report",
      report: { outcome: "stopped", summary: "The probe was cancelled." },
    });
    expect(cancelled).toBe(true);
    await client.refreshed();
    await client.end();
  });

  test("needs an open file", async () => {
    const client = await start(player(ran));
    expect(await run(client)).toEqual({ kind: "refused", reason: "the file is not open" });
    await client.end();
  });
});

describe("what is open is asked", () => {
  test("which of several models, and the answer is taken", async () => {
    const prober = player([]);
    const client = await start(prober);
    await client.open(uri, "model(2, 3)\nmodel(4, 5)\n");
    const question = { kind: "model", text: "Which model: model, model?", choices: ["model", "model"] };
    expect(await run(client)).toEqual({ kind: "question", question });
    expect(prober.orders).toEqual([]);
    expect(await run(client, { model: "model" })).toMatchObject({ kind: "report" });
    expect((await prober.orders[0]?.plan())?.model).toBe("model");
    await client.refreshed();
    await client.end();
  });

  test("an input that is no shape", async () => {
    const client = await start(player([]));
    await client.open(uri, text);
    const result = await run(client, { inputs: ["(two, 3"] });
    expect(result).toMatchObject({ kind: "question", question: { kind: "input" } });
    await client.end();
  });
});

test("a report's quick fixes offer the run, to clients that have the command", async () => {
  for (const offers of [true, false]) {
    const client = await startClient({
      analysis: analyseDirectly(createStubEngine()),
      initializationOptions: { probe: offers },
    });
    await client.open(uri, text);
    const { items } = await client.request<Extract<DocumentDiagnosticReport, { kind: "full" }>>(
      "textDocument/diagnostic",
      { textDocument },
    );
    const actions = await client.request<CodeAction[]>("textDocument/codeAction", {
      textDocument,
      range: range(2, 0, 2, 8),
      context: { diagnostics: items },
    });
    expect(
      actions.some(({ title, command }) => title === "Run shape probe" && command?.command === "shapeline.probe"),
    ).toBe(offers);
    await client.end();
  }
});

describe("a pasted error", () => {
  const pasted = `Traceback (most recent call last):\n  File "/work/main.py", line 3, in <module>\n    wrong(7)\nRuntimeError: mat1 and mat2 shapes cannot be multiplied (2x7 and 8x3)\n`;

  test("is placed and explained, with the report of its line and the fix", async () => {
    const client = await start(player([]));
    await client.open(uri, text);
    const result = await client.request<ExplainResult>("shapeline/explainError", { pasted, uri });
    expect(result.place).toEqual({ uri, line: 3 });
    expect(result.meaning).toContain("made for 8 features gets 7");
    expect(result.reports[0]).toContain("`wrong` is said here");
    expect(result.fixes).toEqual([{ title: "Say `right`", edit: expect.objectContaining({}) as object }]);
    await client.end();
  });

  test("of a file that is not open is placed all the same; what is no error is none", async () => {
    const client = await start(player([]));
    const result = await client.request<ExplainResult>("shapeline/explainError", { pasted });
    expect([result.place, result.reports]).toEqual([{ uri, line: 3 }, []]);
    expect(await client.request("shapeline/explainError", { pasted: "" })).toBeNull();
    await client.end();
  });
});

test("a notebook runs as one text, and each place is told in its cell", async () => {
  const notebook = "file:///work/train.ipynb";
  const cells = ["%matplotlib inline\nt = tensor(2, 3)\n", "model(2, 3)\n", "x = 1\nwrong(7)\n"];
  const cellUri = (index: number): string => `vscode-notebook-cell:/work/train.ipynb#${String(index)}`;
  const lines = cells.join("\n").split("\n");
  const line = lines.indexOf("wrong(7)") + 1;
  const broke = {
    kind: "skipped",
    place: { path: "/work/train.ipynb", line, column: 1 },
    reason: "ValueError: shape",
    stopped: false,
    shapes: true,
  };
  const prober = player([broke, { kind: "output", outputs: [] }]);
  const client = await start(prober);
  await client.notify("notebookDocument/didOpen", {
    notebookDocument: {
      uri: notebook,
      notebookType: "jupyter-notebook",
      version: 1,
      cells: cells.map((_, index) => ({ kind: 2, document: cellUri(index) })),
    },
    cellTextDocuments: cells.map((cell, index) => ({
      uri: cellUri(index),
      languageId: "python",
      version: 1,
      text: cell,
    })),
  });
  const result = await client.request<ProbeResult>("shapeline/probe", { uri: cellUri(1), inputs: [] });
  expect(prober.orders[0]?.text).toContain("#matplotlib inline");
  expect(result).toMatchObject({
    kind: "report",
    report: { failure: { place: { path: "/work/train.ipynb", line: 2, cell: { number: 3, uri: cellUri(2) } } } },
  });
  await client.refreshed();
  await client.end();
});
