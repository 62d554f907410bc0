/** The worker thread itself: it is stopped while it computes, and replaced when it dies. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { CancellationToken, CancellationTokenSource } from "vscode-languageserver/node";
import { AnalysisThread } from "../../server/src/lsp/analysis-thread.ts";
import type { Question } from "../../server/src/lsp/analysis-client.ts";

let folder: string;
let file: string;
let thread: AnalysisThread;
let events: string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "shapeline-thread-"));
  file = join(folder, "worker.cjs");
  const entry = join(import.meta.dirname, "looping-worker.ts");
  await build({
    entryPoints: [entry],
    outfile: file,
    bundle: true,
    platform: "node",
    format: "cjs",
    logLevel: "error",
  });
});
afterAll(() => rm(folder, { recursive: true }));

beforeEach(() => {
  events = [];
  thread = new AnalysisThread(file, {
    onDeath: () => events.push("death"),
    onGivenUp: () => events.push("given up"),
  });
});
afterEach(() => thread.dispose());

const path = "/work/main.py";
const question: Question<"diagnostics"> = {
  feature: "diagnostics",
  root: "/work",
  path,
  rules: {},
  question: undefined,
};
const never = CancellationToken.None;

test("answers", async () => {
  thread.change({ kind: "text", path, text: "wrong(7)" });
  expect(await thread.ask(question, never)).toMatchObject({ kind: "answered", answer: [{ rule: "wrong-word" }] });
});

test("a newer text stops the analysis of the older one, and is then analysed", async () => {
  thread.change({ kind: "text", path, text: "forever()" });
  const older = thread.ask(question, never);
  thread.change({ kind: "text", path, text: "wrong(7)" });
  expect(await older).toEqual({ kind: "stopped" });
  expect(await thread.ask(question, never)).toMatchObject({ kind: "answered", answer: [{ rule: "wrong-word" }] });
});

test("a question that is cancelled stops; those after it are answered", async () => {
  thread.change({ kind: "text", path, text: "forever()" });
  const source = new CancellationTokenSource();
  const cancelled = thread.ask(question, source.token);
  const next = thread.ask({ ...question, path: "/work/other.py" }, never);
  source.cancel();
  expect(await cancelled).toEqual({ kind: "stopped" });
  expect(await next).toEqual({ kind: "answered", answer: [] });
});

test("a thread that dies is replaced, and told everything again", async () => {
  thread.change({ kind: "text", path, text: "die()" });
  thread.change({ kind: "text", path: "/work/other.py", text: "wrong(7)" });
  expect(await thread.ask(question, never)).toMatchObject({ kind: "failed" });
  expect(await thread.ask({ ...question, path: "/work/other.py" }, never)).toMatchObject({
    kind: "answered",
    answer: [{ rule: "wrong-word" }],
  });
  expect(events).toEqual(["death"]);
});

test("a thread that only dies is given up, and says so", async () => {
  thread.change({ kind: "text", path, text: "die()" });
  for (let round = 0; round < 4; round++) expect(await thread.ask(question, never)).toMatchObject({ kind: "failed" });
  expect(events).toEqual(["death", "death", "given up"]);
});

test("what waits when the server ends is told so", async () => {
  thread.change({ kind: "text", path, text: "forever()" });
  const waiting = thread.ask(question, never);
  await thread.dispose();
  expect(await waiting).toEqual({ kind: "stopped" });
});
