/** A worker thread for analysis-thread.test.ts: the stub engine, but `forever()` runs until it is stopped and `die()` ends the thread. */
import { exit } from "node:process";
import { parentPort } from "node:worker_threads";
import { serveAnalysis } from "../../server/src/lsp/analysis-port.ts";
import { createStubEngine } from "./stub-engine.ts";

const stub = createStubEngine();
const texts = new Map<string, string>();

if (parentPort !== null) {
  serveAnalysis(parentPort, {
    ...stub,
    change(change) {
      stub.change(change);
      if (change.kind === "text") texts.set(change.path, change.text ?? "");
    },
    facts(root, path, stopped) {
      const text = texts.get(path) ?? "";
      if (text.includes("die()")) exit(3);
      while (text.includes("forever()") && !stopped());
      return stub.facts(root, path, stopped);
    },
  });
}
