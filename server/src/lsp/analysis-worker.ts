/** Entry of the worker thread: joins the real analysis, with the stubs of the build, to the thread's port. */
import { join } from "node:path";
import { parentPort } from "node:worker_threads";
import { stubsInFolder } from "../analysis/stub-folder.ts";
import { serveAnalysis } from "./analysis-port.ts";
import { createEngine } from "./engine.ts";
import { nodeFiles } from "../host/node-files.ts";

if (parentPort !== null) {
  const stubs = stubsInFolder(join(import.meta.dirname, "models").replaceAll("\\", "/"), nodeFiles);
  serveAnalysis(parentPort, createEngine(nodeFiles, stubs));
}
