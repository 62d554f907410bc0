/** Entry of the worker thread: joins the real analysis, with the stubs of the build, to the thread's port. */
import { join } from "node:path";
import { parentPort } from "node:worker_threads";
import type { MessagePort } from "node:worker_threads";
import { serveAnalysis } from "./analysis-port.ts";
import { createEngine } from "./engine.ts";
import { nodeFiles } from "../host/node-files.ts";
import { loadScriptSupport } from "../host/scripts.ts";
import { shippedStubs } from "../host/shipped-stubs.ts";

/** The TypeScript compiler itself is read when the first script is lowered; this only makes it known. */
async function serve(port: MessagePort): Promise<void> {
  const stubs = shippedStubs(join(import.meta.dirname, "stubs").replaceAll("\\", "/"));
  const scripts = await loadScriptSupport();
  serveAnalysis(
    port,
    createEngine(nodeFiles, stubs, () => scripts),
  );
}

if (parentPort !== null) void serve(parentPort);
