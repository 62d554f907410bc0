/** Runs the tests of host/ inside the extension host of a real VS Code, with the packed extension installed. Mocha's report is printed as it comes. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from "vitest";
import { startVSCode } from "../../scripts/vscode-server.mjs";
import type { RunningVSCode } from "../../scripts/vscode-server.mjs";
import { openBrowser } from "./workbench.ts";
import type { Browser } from "./workbench.ts";
import { copyWorkspace } from "./workspace.ts";
import type { Workspace } from "./workspace.ts";

/** An extension of nothing but tests: what is tested is the one that is installed. */
const driver = join(import.meta.dirname, "host/dist");

let vscode: RunningVSCode;
let workspace: Workspace;
let browser: Browser;

beforeAll(async () => {
  mkdirSync(driver, { recursive: true });
  const manifest = { name: "host-tests", publisher: "shapeline-tests", version: "0.0.0", engines: { vscode: "*" } };
  writeFileSync(join(driver, "package.json"), JSON.stringify(manifest));
  await build({
    entryPoints: [join(import.meta.dirname, "host/index.ts")],
    outfile: join(driver, "index.js"),
    bundle: true,
    platform: "node",
    format: "cjs",
    external: ["vscode", "mocha"],
    logLevel: "error",
  });
  vscode = await startVSCode({ fixture: inject("fixture"), extension: inject("extension"), testDriver: true });
});
afterAll(() => vscode.stop());

beforeEach(async () => {
  workspace = copyWorkspace();
  browser = await openBrowser(inject("fixture"));
});
afterEach(async () => {
  await browser.close();
  workspace.remove();
});

test("inside the extension host", async () => {
  const { page } = browser;
  const report: string[] = [];
  await page.exposeFunction("codeAutomationLog", (_: string, args: unknown) => {
    const [, line] = String(Array.isArray(args) ? args[0] : args).split("host test: ");
    if (line !== undefined) report.push(line);
  });
  const exit = new Promise<number>((resolve) => void page.exposeFunction("codeAutomationExit", resolve));
  const remote = (path: string): string => `vscode-remote://${vscode.authority}${path}`;
  const payload = JSON.stringify([
    ["extensionDevelopmentPath", remote(driver)],
    ["extensionTestsPath", remote(join(driver, "index"))],
  ]);
  const query = new URLSearchParams({ folder: workspace.folder, payload });
  await page.goto(`${vscode.origin}/?${query}`);
  const code = await exit;
  const passed = report.filter((line) => line.startsWith("✓"));
  console.log([...report, `${passed.length} passed, ${report.length - passed.length} failed`].join("\n"));
  if (code !== 0) await page.screenshot({ path: join(inject("shots"), "failed in the extension host.png") });
  expect(report.filter((line) => !line.startsWith("✓"))).toEqual([]);
  expect(passed.length).toBeGreaterThan(0);
  expect(code).toBe(0);
});
