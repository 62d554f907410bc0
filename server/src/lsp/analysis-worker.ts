/** Entry of the worker thread: joins the real analysis, with the stubs of the build, to the thread's port. */
import { join } from "node:path";
import { parentPort } from "node:worker_threads";
import { serveAnalysis } from "./analysis-port.ts";
import { createEngine } from "./engine.ts";
import { nodeFiles } from "../host/node-files.ts";
import { shippedStubs } from "../host/shipped-stubs.ts";

if (parentPort !== null) {
  const stubs = shippedStubs(join(import.meta.dirname, "stubs").replaceAll("\\", "/"));
  serveAnalysis(parentPort, createEngine(nodeFiles, stubs));
}
