/** A fault of ours is logged once with its stack; the request is answered by nothing, and everything else goes on. */
import { expect, test } from "vitest";
import { analyseDirectly, position, startClient } from "./harness.ts";
import { createStubEngine } from "./stub-engine.ts";

test("an analysis that throws", async () => {
  const client = await startClient({ analysis: analyseDirectly(createStubEngine()) });
  const broken = { textDocument: { uri: "file:///work/broken.py" } };
  const sound = { textDocument: { uri: "file:///work/sound.py" } };
  await client.open(broken.textDocument.uri, "fault()\n");
  await client.open(sound.textDocument.uri, "wrong(7)\n");
  expect(await client.request("textDocument/diagnostic", broken)).toEqual({ kind: "full", items: [] });
  const log = await client.received("window/logMessage");
  expect(log).toMatchObject({ type: 1, message: expect.stringContaining("the stub has a fault") });
  expect(log).toMatchObject({ message: expect.stringContaining("stub-engine.ts") });
  expect(await client.request("textDocument/hover", { ...broken, position: position(0, 0) })).toBeNull();
  expect(await client.request("textDocument/diagnostic", broken)).toEqual({ kind: "full", items: [] });
  expect(await client.request("textDocument/diagnostic", sound)).toMatchObject({ items: [{ code: "wrong-word" }] });
  await client.refreshed(); // two files are open
  await client.end();
});

test("a client that fails to answer for its settings", async () => {
  const client = await startClient({
    analysis: analyseDirectly(createStubEngine()),
    settingsOf: () => {
      throw new Error("no settings today");
    },
  });
  const textDocument = { uri: "file:///work/main.py" };
  await client.open(textDocument.uri, "wrong(7)\n");
  expect(await client.request("textDocument/diagnostic", { textDocument })).toEqual({ kind: "full", items: [] });
  expect(await client.received("window/logMessage")).toMatchObject({
    message: expect.stringContaining("no settings today"),
  });
  await client.end();
});
