/** Runs the programs of test/probe/errors/tfjs, each of which breaks, and writes what TensorFlow.js says beside it: `node scripts/probe/record-errors.mjs`. */
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const root = join(import.meta.dirname, "../..");
const folder = join(root, "test/probe/errors/tfjs");
Error.stackTraceLimit = 50; // as a browser's
for (const name of readdirSync(folder).filter((each) => each.endsWith(".mjs"))) {
  const said = await import(pathToFileURL(join(folder, name)).href).then(
    () => undefined,
    (fault) => fault.stack,
  );
  if (said === undefined) throw new Error(`${name} did not break`);
  const text = said
    .replaceAll(pathToFileURL(folder).href, "file:///src")
    .replace(/(?:file:\/\/)?\/[^\s()]*?\/node_modules\//g, "/src/node_modules/")
    .replace(/^.*scripts\/probe\/record-errors.*\n?/gm, "");
  writeFileSync(join(folder, name.replace(/\.mjs$/, ".txt")), `${text.trimEnd()}\n`);
  console.log(name, "|", said.split("\n")[0]);
}
