/** About one test a request: what goes over the wire for a file that is open in the editor. */
import { describe, expect, test } from "vitest";
import type { CodeAction, CodeLens, DocumentDiagnosticReport, Hover, InlayHint } from "vscode-languageserver/node";
import { analyseDirectly, position, range, startClient } from "./harness.ts";
import { createStubEngine } from "./stub-engine.ts";

const uri = "file:///work/main.py";
const textDocument = { uri };

describe("diagnostics", () => {
  test("are pulled: severity, source, code with a link, related places", async () => {
    const client = await startClient({ analysis: analyseDirectly(createStubEngine()) });
    await client.open(uri, "x = 1\ny = wrong(7)\n");
    const report = await client.request<DocumentDiagnosticReport>("textDocument/diagnostic", { textDocument });
    expect(report).toEqual({
      kind: "full",
      items: [
        {
          range: range(1, 4, 1, 12),
          severity: 1,
          source: "shapeline",
          code: "wrong-word",
          codeDescription: { href: "file:///pages/wrong-word.md" },
          message: "`wrong` is said here, and the text began at line 1.",
          relatedInformation: [{ location: { uri, range: range(0, 0, 0, 1) }, message: "The text began here." }],
        },
      ],
    });
    await client.end();
  });

  test("relate to files that are not open", async () => {
    const disk = { "/work/other.py": "# first\n# it is said here\n" };
    const analysis = analyseDirectly(createStubEngine((path) => disk[path as keyof typeof disk]));
    const client = await startClient({ analysis, disk });
    await client.open(uri, "import other\nwrong(7)\n");
    const report = await client.request<{ items: { relatedInformation: unknown[] }[] }>("textDocument/diagnostic", {
      textDocument,
    });
    expect(report.items[0]?.relatedInformation[1]).toEqual({
      location: { uri: "file:///work/other.py", range: range(1, 8, 1, 12) },
      message: "Said there.",
    });
    await client.end();
  });

  test("are pushed to a client that cannot pull, and withdrawn on close", async () => {
    const client = await startClient({ analysis: analyseDirectly(createStubEngine()), capabilities: {} });
    await client.open(uri, "wrong(7)\n");
    const first = await client.received("textDocument/publishDiagnostics");
    expect(first).toMatchObject({ uri, diagnostics: [{ code: "wrong-word", range: range(0, 0, 0, 8) }] });
    await client.edit(uri, 2, range(0, 0, 0, 5), "right");
    expect(await client.received("textDocument/publishDiagnostics")).toEqual({ uri, diagnostics: [] });
    await client.closeDocument(uri);
    expect(await client.received("textDocument/publishDiagnostics")).toEqual({ uri, diagnostics: [] });
    await client.end();
  });
});

test("hover: the shape, over the exact range", async () => {
  const client = await startClient({ analysis: analyseDirectly(createStubEngine()) });
  await client.open(uri, "a = 1\nx = tensor(2, 3)\n");
  const hover = await client.request<Hover>("textDocument/hover", { textDocument, position: position(1, 0) });
  expect(hover).toEqual({
    contents: { kind: "markdown", value: "```python\nx: (2, 3) float32\n```" },
    range: range(1, 0, 1, 1),
  });
  expect(await client.request("textDocument/hover", { textDocument, position: position(0, 0) })).toBeNull();
  await client.end();
});

test("inlay hints: only those in the range that the editor shows", async () => {
  const client = await startClient({ analysis: analyseDirectly(createStubEngine()) });
  await client.open(uri, "x = tensor(2, 3)\ny = tensor(4)\n");
  const hints = await client.request<InlayHint[]>("textDocument/inlayHint", { textDocument, range: range(1, 0, 2, 0) });
  expect(hints).toEqual([{ position: position(1, 1), label: ": (4,)", kind: 1 }]);
  await client.end();
});

test("code lens: one over each model, with nothing to run", async () => {
  const client = await startClient({ analysis: analyseDirectly(createStubEngine()) });
  await client.open(uri, "m = model(1, 3, 8, 8)\n");
  const lenses = await client.request<CodeLens[]>("textDocument/codeLens", { textDocument });
  const title = "(1, 3, 8, 8) → (1, 10) · 11.2 M parameters";
  expect(lenses).toEqual([{ range: range(0, 4, 0, 9), command: { title, command: "" } }]);
  await client.end();
});

describe("code actions", () => {
  const text = "wrong(7)\nwrong(8)\nwrong(100)\n";

  test("a quick fix belongs to the report that the selection touches", async () => {
    const client = await startClient({ analysis: analyseDirectly(createStubEngine()) });
    await client.open(uri, text);
    const actions = await client.request<CodeAction[]>("textDocument/codeAction", {
      textDocument,
      range: range(1, 2, 1, 2),
      context: { diagnostics: [], only: ["quickfix"] },
    });
    expect(actions).toMatchObject([
      {
        title: "Say `right`",
        kind: "quickfix",
        isPreferred: true,
        diagnostics: [{ code: "wrong-word", range: range(1, 0, 1, 8) }],
        edit: { changes: { [uri]: [{ range: range(1, 0, 1, 5), newText: "right" }] } },
      },
    ]);
    await client.end();
  });

  test("fix all takes the safe fixes only", async () => {
    const client = await startClient({ analysis: analyseDirectly(createStubEngine()) });
    await client.open(uri, text);
    const actions = await client.request<CodeAction[]>("textDocument/codeAction", {
      textDocument,
      range: range(0, 0, 0, 0),
      context: { diagnostics: [], only: ["source.fixAll"] },
    });
    expect(actions.map(({ kind }) => kind)).toEqual(["source.fixAll.shapeline"]);
    expect(actions[0]?.edit?.changes?.[uri]?.map((edit) => edit.range.start.line)).toEqual([0, 1]);
    await client.end();
  });

  test("no kind that is not asked for", async () => {
    const client = await startClient({ analysis: analyseDirectly(createStubEngine()) });
    await client.open(uri, text);
    const context = { diagnostics: [], only: ["refactor"] };
    const params = { textDocument, range: range(0, 0, 0, 0), context };
    expect(await client.request("textDocument/codeAction", params)).toEqual([]);
    await client.end();
  });
});
