/** Prints, as JSON, every operation and primitive that stubs can call, with its parameters (`null` where any will do). */
import { build } from "esbuild";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

const source = fileURLToPath(new URL("../../server/src/", import.meta.url));
const files = readdirSync(`${source}ops`).filter((name) => name.endsWith(".ts"));
const contents = [
  ...files.map((name, index) => `import * as m${String(index)} from "./ops/${name}";`),
  `import { nativeOps } from "./models/shared/native.ts";`,
  `export const found = [${files.map((_, index) => `m${String(index)}`).join(", ")}].flatMap((m) => Object.values(m)).flat();`,
  `export const primitives = [...nativeOps(new Map(), new Map()).keys()];`,
].join("\n");
const { outputFiles } = await build({
  stdin: { contents, resolveDir: source, loader: "ts" },
  bundle: true,
  write: false,
  format: "esm",
  platform: "node",
  logLevel: "error",
});
const { found, primitives } = await import(
  `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`
);

// A primitive of the interpreter stands before an operation of the same name.
const operations = Object.fromEntries(primitives.map((name) => [name, null]));
for (const operation of found) {
  if (typeof operation === "object" && typeof operation?.run === "function")
    operations[operation.name] ??= primitives.includes(operation.name) ? null : operation.parameters;
}
console.log(JSON.stringify(operations));
