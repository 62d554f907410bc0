/** Settings: per resource where the client can be asked, pushed where it cannot. */
import { expect, test } from "vitest";
import { analyseDirectly, range, startClient } from "./harness.ts";
import type { Client } from "./harness.ts";
import { createStubEngine } from "./stub-engine.ts";

const severityIn = async (client: Client, uri: string): Promise<readonly number[]> => {
  const report = await client.request<{ items: { severity: number }[] }>("textDocument/diagnostic", {
    textDocument: { uri },
  });
  return report.items.map(({ severity }) => severity);
};

test("each folder has its own", async () => {
  const client = await startClient({
    analysis: analyseDirectly(createStubEngine()),
    folders: ["/work/a", "/work/b", "/work/c"],
    settingsOf: (uri) =>
      uri.startsWith("file:///work/a/")
        ? { rules: { "wrong-word": "warning" } }
        : { enable: !uri.startsWith("file:///work/c/") },
  });
  for (const folder of ["a", "b", "c"]) await client.open(`file:///work/${folder}/main.py`, "wrong(7)\n");
  expect(await severityIn(client, "file:///work/a/main.py")).toEqual([2]);
  expect(await severityIn(client, "file:///work/b/main.py")).toEqual([1]);
  expect(await severityIn(client, "file:///work/c/main.py")).toEqual([]);
  await client.refreshed();
  await client.end();
});

test("a change is asked for, and everything is shown anew", async () => {
  const uri = "file:///work/main.py";
  let settings: unknown = { inlayHints: "off" };
  const analysis = analyseDirectly(createStubEngine());
  const client = await startClient({ analysis, settingsOf: () => settings });
  await client.open(uri, "x = tensor(2, 3)\nwrong(7)\n");
  const hintParams = { textDocument: { uri }, range: range(0, 0, 2, 0) };
  expect(await client.request("textDocument/inlayHint", hintParams)).toEqual([]);
  settings = { rules: { "wrong-word": "off" } };
  await client.notify("workspace/didChangeConfiguration", { settings: null });
  await client.refreshed();
  expect(await client.request("textDocument/inlayHint", hintParams)).toMatchObject([{ label: ": (2, 3)" }]);
  expect(await severityIn(client, uri)).toEqual([]);
  await client.end();
});

test("a client that cannot be asked sends them", async () => {
  const uri = "file:///work/main.py";
  const client = await startClient({
    analysis: analyseDirectly(createStubEngine()),
    capabilities: {},
    initializationOptions: { settings: { rules: { "wrong-word": "hint" } } },
  });
  await client.open(uri, "wrong(7)\n");
  const first = await client.received("textDocument/publishDiagnostics");
  expect(first).toMatchObject({ diagnostics: [{ severity: 4 }] });
  await client.notify("workspace/didChangeConfiguration", {
    settings: { shapeline: { rules: { "wrong-word": "warning" } } },
  });
  const second = await client.received("textDocument/publishDiagnostics");
  expect(second).toMatchObject({ diagnostics: [{ severity: 2 }] });
  await client.end();
});
