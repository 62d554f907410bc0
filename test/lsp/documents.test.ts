/** What the server takes for a text: synchronised edits, documents without a file, languages, roots, changes on disk. */
import { expect, test } from "vitest";
import type { DocumentDiagnosticReport } from "vscode-languageserver/node";
import { analyseDirectly, position, range, startClient } from "./harness.ts";
import { createStubEngine } from "./stub-engine.ts";

const uri = "file:///work/main.py";

test("edits are applied in order, in UTF-16", async () => {
  const engine = createStubEngine();
  const client = await startClient({ analysis: analyseDirectly(engine) });
  await client.open(uri, "# 😀\nx = wrong(7)\n");
  await client.notify("textDocument/didChange", {
    textDocument: { uri, version: 2 },
    contentChanges: [
      { range: range(0, 2, 0, 4), text: "ok" },
      { range: range(1, 10, 1, 11), text: "12" },
    ],
  });
  const report = await client.request<DocumentDiagnosticReport>("textDocument/diagnostic", { textDocument: { uri } });
  expect(report).toMatchObject({ items: [{ range: range(1, 4, 1, 13) }] });
  expect(engine.changes[1]).toMatchObject({ kind: "text", text: "# ok\nx = wrong(12)\n" });
  await client.end();
});

test("a document that is in no file is analysed", async () => {
  const engine = createStubEngine();
  const client = await startClient({ analysis: analyseDirectly(engine) });
  const untitled = "untitled:Untitled-1";
  await client.open(untitled, "wrong(7)\n");
  const report = await client.request("textDocument/diagnostic", { textDocument: { uri: untitled } });
  expect(report).toMatchObject({
    items: [{ range: range(0, 0, 0, 8), relatedInformation: [{ location: { uri: untitled } }] }],
  });
  expect(engine.analysed).toEqual([{ root: "/untitled:", path: "/untitled:/Untitled-1.py" }]);
  await client.end();
});

test("a language that is not ours is left alone", async () => {
  const engine = createStubEngine();
  const client = await startClient({ analysis: analyseDirectly(engine) });
  await client.open("file:///work/main.rs", "wrong(7)\n", "rust");
  const textDocument = { uri: "file:///work/main.rs" };
  expect(await client.request("textDocument/hover", { textDocument, position: position(0, 0) })).toBeNull();
  expect(engine.changes).toEqual([]);
  await client.end();
});

test("a file belongs to the innermost folder, whose environment holds the packages", async () => {
  const engine = createStubEngine();
  const disk = {
    "/work/inner/.venv/lib/python3.12/site-packages/torch/__init__.py": "",
  };
  const client = await startClient({ analysis: analyseDirectly(engine), folders: ["/work", "/work/inner"], disk });
  const inner = "file:///work/inner/main.py";
  await client.open(inner, "x = 1\n");
  await client.request("textDocument/hover", { textDocument: { uri: inner }, position: position(0, 0) });
  await client.request("textDocument/hover", { textDocument: { uri: inner }, position: position(0, 1) });
  expect(engine.changes.filter(({ kind }) => kind === "project")).toEqual([
    {
      kind: "project",
      root: "/work/inner",
      sitePackages: ["/work/inner/.venv/lib/python3.12/site-packages"],
    },
  ]);
  await client.end();
});

test("a folder that is added is a root from then on", async () => {
  const engine = createStubEngine();
  const client = await startClient({ analysis: analyseDirectly(engine), folders: [] });
  await client.open("file:///work/deep/main.py", "x = 1\n");
  await client.notify("workspace/didChangeWorkspaceFolders", {
    event: { added: [{ uri: "file:///work", name: "work" }], removed: [] },
  });
  await client.refreshed();
  await client.request("textDocument/hover", {
    textDocument: { uri: "file:///work/deep/main.py" },
    position: position(0, 0),
  });
  expect(engine.analysed).toEqual([{ root: "/work", path: "/work/deep/main.py" }]);
  await client.end();
});

test("a change on disk is told and shown, unless the editor holds the file", async () => {
  const engine = createStubEngine();
  const client = await startClient({ analysis: analyseDirectly(engine) });
  await client.open(uri, "x = 1\n");
  await client.notify("workspace/didChangeWatchedFiles", { changes: [{ uri, type: 2 }] });
  await client.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: "file:///work/net.py", type: 2 }] });
  await client.refreshed();
  expect(engine.changes.filter(({ kind }) => kind === "file")).toEqual([{ kind: "file", path: "/work/net.py" }]);
  await client.end();
});

test("an edit is shown in the other open files too, once it is answered itself", async () => {
  const client = await startClient({ analysis: analyseDirectly(createStubEngine()) });
  await client.open(uri, "x = 1\n");
  const pull = async (of: string): Promise<unknown> =>
    client.request("textDocument/diagnostic", { textDocument: { uri: of } });
  await pull(uri); // alone: nobody else to tell
  const other = "file:///work/other.py";
  await client.open(other, "y = 1\n");
  await pull(other);
  await client.refreshed();
  await pull(uri);
  await pull(other); // what the refresh asked for; nothing has changed since
  await client.edit(other, 2, range(0, 0, 0, 1), "z");
  await pull(other);
  await client.refreshed();
  await client.end();
});

test("a closed file is again what is on disk", async () => {
  const engine = createStubEngine();
  const client = await startClient({ analysis: analyseDirectly(engine) });
  await client.open(uri, "x = 1\n");
  await client.closeDocument(uri);
  await client.end();
  expect(engine.changes.at(-1)).toEqual({ kind: "text", path: "/work/main.py", text: undefined });
});
