/** What was compiled is kept beside the command, and is never taken for another text's. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { build } from "esbuild";
import { afterEach, beforeEach, expect, test } from "vitest";

let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "shapeline-compiled-"));
  await build({
    entryPoints: [join(import.meta.dirname, "../../server/src/cli/start.ts")],
    outfile: join(folder, "cli.cjs"),
    bundle: true,
    platform: "node",
    format: "cjs",
    define: { "import.meta.dirname": "__dirname" },
    logLevel: "error",
  });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A program that is large enough to be worth keeping. */
function write(answer: string): void {
  const filling = Array.from({ length: 3000 }, (_, i) => `function f${String(i)}() { return ${String(i)}; }`).join(
    "\n",
  );
  const text = `${filling}\nconsole.log(${JSON.stringify(answer)}, f7(), require("node:path").basename(__filename), module.id);`;
  writeFileSync(join(folder, "command-line.cjs"), text);
}
const run = (): string => execFileSync(process.execPath, [join(folder, "cli.cjs")], { encoding: "utf8" });
const kept = (): readonly string[] =>
  readdirSync(join(folder, "compiled"), { recursive: true, encoding: "utf8" }).filter((name) =>
    statSync(join(folder, "compiled", name)).isFile(),
  );

test("a second run says what the first said, and compiles nothing new", () => {
  write("yes");
  const first = run();
  expect(first).toContain("yes 7");
  const after = kept();
  expect(after.length).toBeGreaterThan(0);
  expect(run()).toBe(first);
  expect(kept()).toEqual(after);
});

test("a program that was changed is not run as it was, even at the same length", () => {
  write("yes");
  run();
  write("now");
  expect(run()).toContain("now 7");
});

test("where nothing can be kept, it runs all the same", () => {
  write("yes");
  mkdirSync(join(folder, "compiled"));
  writeFileSync(join(folder, "compiled/python"), "a file stands in the way");
  expect(run()).toContain("yes 7");
});
