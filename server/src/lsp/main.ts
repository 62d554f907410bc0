/** Entry of the language server: over Node's IPC for our own client, over stdio (`--stdio`) for any other editor. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { env } from "node:process";
import { pathToFileURL } from "node:url";
import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { AnalysisThread } from "./analysis-thread.ts";
import { nodeFiles, realPath } from "../host/node-files.ts";
import { createProber } from "../probe/run/prober.ts";
import { serve } from "./server.ts";

/** The folder of the built files; its parent is the extension. */
const built = import.meta.dirname;

const connection = createConnection(ProposedFeatures.all);
const machine = { files: nodeFiles, variables: env, realPath };
serve(connection, {
  version: readVersion(join(built, "../package.json")),
  machine,
  prober: createProber(machine, join(built, "probe")),
  pageOf(rule) {
    const page = join(built, "rules", `${rule}.md`);
    return existsSync(page) ? pathToFileURL(page).href : undefined;
  },
  startAnalysis: (faults, tell) =>
    new AnalysisThread(join(built, "analysis-worker.cjs"), {
      onDeath: (stack) => faults.report("analysis thread", stack),
      onGivenUp(stack) {
        faults.report("analysis thread", stack);
        tell({ kind: "failed", message: "The analysis stopped several times. See the output for why." });
      },
    }),
});
connection.listen();

function readVersion(manifest: string): string {
  const { version } = JSON.parse(readFileSync(manifest, "utf8")) as { version?: unknown };
  return String(version);
}
