/** The shape probe as a person runs it: the lens, the notice, the result beside the code, and the sign that it is old. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from "vitest";
import { startVSCode } from "../../scripts/vscode-server.mjs";
import type { RunningVSCode } from "../../scripts/vscode-server.mjs";
import { openBrowser, Workbench } from "./workbench.ts";
import type { Browser } from "./workbench.ts";
import { copyWorkspace } from "./workspace.ts";
import type { Workspace } from "./workspace.ts";

const model = `import * as tf from "@tensorflow/tfjs";
const input = tf.input({ shape: [12] });
const hidden = tf.layers.dense({ units: 8 }).apply(input);
export const model = tf.model({ inputs: input, outputs: hidden });
`;

let vscode: RunningVSCode;
let workspace: Workspace;
let browser: Browser;
let workbench: Workbench;

beforeAll(async () => {
  vscode = await startVSCode({ fixture: inject("fixture"), extension: inject("extension") });
});
afterAll(() => vscode.stop());
beforeEach(async () => {
  workspace = copyWorkspace();
  workspace.write("model.mjs", model);
  browser = await openBrowser(inject("fixture"));
  workbench = new Workbench(browser.page, inject("shots"));
  await workbench.openFolder(vscode.origin, workspace.folder);
});
afterEach(async ({ task }) => {
  if (task.result?.state === "fail") await workbench.shot(`failed ${task.name.replace(/\W+/g, " ").trim()}`);
  await browser.close();
  workspace.remove();
});

test("the command runs a model, shows each layer, and says when the code has changed", async () => {
  const { page } = workbench;
  await workbench.openFile("model.mjs");
  await workbench.line("tf.layers.dense").click();
  await page.keyboard.press("F1");
  await page.locator(".quick-input-box input").fill(">Run Shape Probe");
  await page.locator(".quick-input-list .monaco-list-row", { hasText: "Run Shape Probe" }).first().waitFor();
  await page.keyboard.press("Enter");
  // The first time it is said what will run.
  await page.locator(".monaco-dialog-box", { hasText: "A shape probe runs your code" }).waitFor();
  await page.getByRole("button", { name: "Run It" }).click();
  const result = page.frameLocator("iframe.webview.ready").frameLocator("iframe#active-frame");
  await result.getByText("The model runs").waitFor({ timeout: 60_000 });
  await result.getByRole("cell", { name: "(2, 8)" }).first().waitFor();
  expect(await result.getByText(/^Ran on /).innerText()).toContain("not on webgpu");
  await workbench.shot("9 probe");

  await workbench.line("tf.layers.dense").click();
  await page.keyboard.press("End");
  await page.keyboard.type(" ");
  await result.getByText("The code has changed since this run").waitFor();
  await workbench.shot("10 probe is old");
});
