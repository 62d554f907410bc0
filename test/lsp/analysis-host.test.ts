/** An answer for which the program was analysed more than once: none of the analyses may have been stopped. */
import { expect, test } from "vitest";
import { createAnalysisHost } from "../../server/src/lsp/analysis-host.ts";
import type { Question } from "../../server/src/lsp/analysis-client.ts";
import { createStubEngine } from "./stub-engine.ts";

const path = "/work/net.py";
const question: Question<"codeActions"> = {
  feature: "codeActions",
  root: "/work",
  path,
  rules: {},
  question: { span: { start: 0, end: 8 }, kinds: ["quickfix"] },
};

test("a change that comes while a fix is tried stops the answer", () => {
  const stub = createStubEngine();
  let isStopped = false;
  const host = createAnalysisHost({
    ...stub,
    trial(...asked) {
      isStopped = true;
      return stub.trial(...asked);
    },
  });
  host.change({ kind: "text", path, text: "wrong(7)\n" });
  expect(host.answer(question, () => isStopped)).toEqual({ kind: "stopped" });
  expect(host.answer(question, () => false)).toMatchObject({
    kind: "answered",
    answer: [{ title: expect.any(String) }],
  });
});
