/** Requests that are overtaken by an edit, or that nobody waits for any longer. */
import { CancellationTokenSource } from "vscode-languageserver-protocol/node";
import { LSPErrorCodes } from "vscode-languageserver/node";
import { describe, expect, test } from "vitest";
import { position, range, startClient } from "./harness.ts";
import { createHeldAnalysis } from "./held-analysis.ts";

const uri = "file:///work/main.py";
const hoverParams = { textDocument: { uri }, position: position(0, 0) };

test("an edit of the same file refuses what was asked of the older text", async () => {
  const analysis = createHeldAnalysis();
  const client = await startClient({ analysis });
  await client.open(uri, "x = 1\n");
  const hover = client.request("textDocument/hover", hoverParams);
  const held = await analysis.asked();
  await client.edit(uri, 2, range(0, 4, 0, 5), "2");
  // The edit has arrived when the next question has: messages keep their order.
  const newer = client.request("textDocument/hover", hoverParams);
  const heldNewer = await analysis.asked();
  expect(analysis.changes.at(-1)).toEqual({ kind: "text", path: "/work/main.py", text: "x = 2\n" });
  held.settle({ kind: "stopped" });
  heldNewer.settle({ kind: "answered", answer: undefined });
  await expect(hover).rejects.toMatchObject({ code: LSPErrorCodes.ContentModified });
  expect(await newer).toBeNull();
  await client.end();
});

test("a pull of diagnostics is not answered by nothing, but to be asked again", async () => {
  const analysis = createHeldAnalysis();
  const client = await startClient({ analysis });
  await client.open(uri, "x = 1\n");
  const report = client.request("textDocument/diagnostic", { textDocument: { uri } });
  const held = await analysis.asked();
  await client.edit(uri, 2, range(0, 4, 0, 5), "2");
  const newer = client.request("textDocument/hover", hoverParams);
  const heldNewer = await analysis.asked();
  held.settle({ kind: "stopped" });
  heldNewer.settle({ kind: "answered", answer: undefined });
  await expect(report).rejects.toMatchObject({ code: LSPErrorCodes.ServerCancelled, data: { retriggerRequest: true } });
  await newer;
  await client.end();
});

test("an edit of another file only makes the question be asked again", async () => {
  const analysis = createHeldAnalysis();
  const client = await startClient({ analysis });
  await client.open(uri, "x = 1\n");
  const hover = client.request("textDocument/hover", hoverParams);
  const held = await analysis.asked();
  await client.open("file:///work/other.py", "y = 1\n");
  held.settle({ kind: "stopped" });
  const again = await analysis.asked();
  expect(again.question).toEqual(held.question);
  again.settle({ kind: "answered", answer: { span: { start: 0, end: 1 }, markdown: "x" } });
  expect(await hover).toMatchObject({ contents: { value: "x" } });
  await client.end();
});

describe("cancellation", () => {
  test("reaches the analysis, and the request is refused", async () => {
    const analysis = createHeldAnalysis();
    const client = await startClient({ analysis });
    await client.open(uri, "x = 1\n");
    const source = new CancellationTokenSource();
    const hover = client.request("textDocument/hover", hoverParams, source.token);
    const held = await analysis.asked();
    const heard = new Promise<void>((resolve) => held.cancellation.onCancellationRequested(resolve));
    source.cancel();
    await heard;
    held.settle({ kind: "stopped" });
    await expect(hover).rejects.toMatchObject({ code: LSPErrorCodes.RequestCancelled });
    await client.end();
  });

  test("of a push: the older round is dropped, the newer one is sent", async () => {
    const analysis = createHeldAnalysis();
    const client = await startClient({ analysis, capabilities: {} });
    await client.open(uri, "x = 1\n");
    const older = await analysis.asked();
    await client.edit(uri, 2, range(0, 4, 0, 5), "2");
    const newer = await analysis.asked();
    expect(older.cancellation.isCancellationRequested).toBe(true);
    older.settle({ kind: "stopped" });
    newer.settle({ kind: "answered", answer: [] });
    expect(await client.received("textDocument/publishDiagnostics")).toEqual({ uri, diagnostics: [] });
    await client.end();
  });
});
