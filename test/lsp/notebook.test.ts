/** Notebooks: the code cells are one text, and each report is shown in its own cell. */
import { describe, expect, test } from "vitest";
import type { CodeAction, Hover } from "vscode-languageserver/node";
import { describeCellPlace, joinCells } from "../../server/src/project/notebook-cells.ts";
import { analyseDirectly, position, range, startClient } from "./harness.ts";
import type { Client } from "./harness.ts";
import { createStubEngine } from "./stub-engine.ts";

const notebookUri = "file:///work/train.ipynb";
const cellUri = (id: string): string => `vscode-notebook-cell://host/work/train.ipynb#${id}`;

async function openNotebook(client: Client, cells: Readonly<Record<string, string>>): Promise<void> {
  await client.notify("notebookDocument/didOpen", {
    notebookDocument: {
      uri: notebookUri,
      notebookType: "jupyter-notebook",
      version: 1,
      cells: Object.keys(cells).map((id) => ({ kind: 2, document: cellUri(id) })),
    },
    cellTextDocuments: Object.entries(cells).map(([id, text]) => ({
      uri: cellUri(id),
      languageId: "python",
      version: 1,
      text,
    })),
  });
}

async function diagnosticsOf(client: Client, id: string): Promise<unknown> {
  const report = await client.request<{ items: unknown }>("textDocument/diagnostic", {
    textDocument: { uri: cellUri(id) },
  });
  return report.items;
}

test("a report is shown in its cell, and relates to another", async () => {
  const engine = createStubEngine();
  const client = await startClient({ analysis: analyseDirectly(engine) });
  await openNotebook(client, { a: "x = tensor(2, 3)", b: "%matplotlib inline\ny = wrong(7)" });
  expect(await diagnosticsOf(client, "a")).toEqual([]);
  await client.refreshed(); // a change of one cell concerns the others
  expect(engine.changes[0]).toEqual({
    kind: "text",
    path: "/work/train.ipynb",
    text: "x = tensor(2, 3)\n#matplotlib inline\ny = wrong(7)\n",
  });
  expect(await diagnosticsOf(client, "b")).toMatchObject([
    {
      range: range(1, 4, 1, 12),
      message: "`wrong` is said here, and the text began at line 1 of cell 1.",
      relatedInformation: [{ location: { uri: cellUri("a"), range: range(0, 0, 0, 1) } }],
    },
  ]);
  await client.end();
});

test("hover, hints and fixes speak of the cell's own lines", async () => {
  const client = await startClient({ analysis: analyseDirectly(createStubEngine()) });
  await openNotebook(client, { a: "one\ntwo", b: "x = tensor(2, 3)\ny = wrong(7)" });
  const textDocument = { uri: cellUri("b") };
  const hover = await client.request<Hover>("textDocument/hover", { textDocument, position: position(0, 0) });
  expect(hover.range).toEqual(range(0, 0, 0, 1));
  const hints = await client.request("textDocument/inlayHint", { textDocument, range: range(0, 0, 2, 0) });
  expect(hints).toMatchObject([{ position: position(0, 1) }]);
  const actions = await client.request<CodeAction[]>("textDocument/codeAction", {
    textDocument,
    range: range(1, 5, 1, 5),
    context: { diagnostics: [], only: ["quickfix"] },
  });
  expect(actions[0]?.edit).toEqual({
    changes: { [cellUri("b")]: [{ range: range(1, 4, 1, 9), newText: "right" }] },
  });
  await client.end();
});

test("cells may be edited, moved in and closed", async () => {
  const engine = createStubEngine();
  const client = await startClient({ analysis: analyseDirectly(engine) });
  await openNotebook(client, { a: "x = 1" });
  await client.notify("notebookDocument/didChange", {
    notebookDocument: { uri: notebookUri, version: 2 },
    change: {
      cells: {
        structure: {
          array: { start: 0, deleteCount: 0, cells: [{ kind: 2, document: cellUri("first") }] },
          didOpen: [{ uri: cellUri("first"), languageId: "python", version: 1, text: "wrong(7)" }],
        },
      },
    },
  });
  expect(await diagnosticsOf(client, "first")).toMatchObject([{ range: range(0, 0, 0, 8) }]);
  await client.refreshed();
  await client.notify("notebookDocument/didChange", {
    notebookDocument: { uri: notebookUri, version: 3 },
    change: {
      cells: {
        textContent: [
          {
            document: { uri: cellUri("first"), version: 2 },
            changes: [{ range: range(0, 0, 0, 5), text: "right" }],
          },
        ],
      },
    },
  });
  expect(await diagnosticsOf(client, "first")).toEqual([]);
  await client.refreshed();
  await client.notify("notebookDocument/didClose", {
    notebookDocument: { uri: notebookUri },
    cellTextDocuments: [{ uri: cellUri("first") }, { uri: cellUri("a") }],
  });
  await client.end();
  expect(engine.changes.at(-1)).toEqual({ kind: "text", path: "/work/train.ipynb", text: undefined });
});

describe("the text of cells", () => {
  const textOf = (cell: string): string => joinCells([{ uri: "a", text: cell }]).text;

  test.each([
    ["line magic", "%pip install torch\nx = 1", "#pip install torch\nx = 1\n"],
    [
      "a block of magics alone",
      "if colab:\n    %pip install torch\nx = 1",
      "if colab:\n    0#ip install torch\nx = 1\n",
    ],
    ["a block of a help alone", "if colab:\n\t?\nx = 1", "if colab:\n\t0\nx = 1\n"],
    ["shell", "!ls \\\n  -l\nx = 1", "#ls \\\n  #l\nx = 1\n"],
    ["help", "?torch\n", "#torch\n\n"],
    ["indented", "if x:\n    !ls\n    y = 1", "if x:\n    0#s\n    y = 1\n"],
    ["a cell of another language", "%%bash\necho hi\n\nls", "#%bash\n#cho hi\n\n#s\n"],
    ["a timed cell stays Python", "%%time\nx = 1", "#%time\nx = 1\n"],
    ["an expression that goes on", "x = (a\n  % b\n  != c)", "x = (a\n  % b\n  != c)\n"],
  ])("%s", (_, cell, expected) => {
    expect(textOf(cell)).toBe(expected);
  });

  test("a place is named by its cell", () => {
    const { text, cells } = joinCells([
      { uri: "a", text: "x = 1\ny = 2" },
      { uri: "b", text: "z = 3\nw = 4" },
    ]);
    const start = text.indexOf("w");
    const spans = cells.map(({ span }) => span);
    expect(describeCellPlace(text, spans, { start, end: start + 1 })).toBe("line 2 of cell 2");
  });
});
