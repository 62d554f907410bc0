/** The shape probe as a person runs it: palette, lens, menus and quick fixes; notice, questions, cancel; the result beside the code, and the sign that it is old. */
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import type { FrameLocator } from "playwright-core";
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

const onlyOnce = `import { writeFileSync } from "node:fs";\n`;
const two = `import * as tf from "@tensorflow/tfjs";
export const small = tf.sequential({ layers: [tf.layers.dense({ inputShape: [3], units: 2 })] });
export const large = tf.sequential({ layers: [tf.layers.dense({ inputShape: [30], units: 20 })] });
`;

/** The result beside the code. */
function result(): FrameLocator {
  return workbench.page.frameLocator("iframe.webview.ready").frameLocator("iframe#active-frame");
}

/** The first time it is said what will run. */
async function agree(): Promise<void> {
  await workbench.page.locator(".monaco-dialog-box", { hasText: "A shape probe runs your code" }).waitFor();
  await workbench.page.getByRole("button", { name: "Run It" }).click();
}

test("the command runs a model, shows each layer, and says when the code has changed", async () => {
  const { page } = workbench;
  await workbench.openFile("model.mjs");
  await workbench.line("tf.layers.dense").click();
  await workbench.runCommand("Run Shape Probe");
  await agree();
  await result().getByText("The model runs").waitFor({ timeout: 60_000 });
  await result().getByRole("cell", { name: "(2, 8)" }).first().waitFor();
  expect(
    await result()
      .getByText(/^Ran on /)
      .innerText(),
  ).toContain("not on webgpu");
  await workbench.shot("9 probe");

  await workbench.line("tf.layers.dense").click();
  await page.keyboard.press("End");
  await page.keyboard.type(" ");
  await result().getByText("The code has changed since this run").waitFor();
  await expect.poll(() => workbench.editor.getByText("ran: (2, 8)").count()).toBe(0);
  await workbench.shot("10 probe is old");
  await result().getByRole("button", { name: "Run again" }).click();
  await result().getByText("The code has changed since this run").waitFor({ state: "detached", timeout: 60_000 });
  expect(workspace.read("model.mjs"), "the file was saved, since the file runs").toContain("apply(input); \n");
});

test("the notice is shown before anything runs, and a no is a no", async () => {
  workspace.write("model.mjs", `${onlyOnce}writeFileSync("ran", "");\n${model}`);
  await workbench.openFile("model.mjs");
  await workbench.line("tf.layers.dense").click();
  await workbench.runCommand("Run Shape Probe");
  const dialog = workbench.page.locator(".monaco-dialog-box", { hasText: "A shape probe runs your code" });
  await dialog.waitFor();
  await workbench.shot("11 probe notice");
  await workbench.page.getByRole("button", { name: "Cancel" }).click();
  await dialog.waitFor({ state: "detached" });
  await workbench.page.waitForTimeout(1000);
  expect(await workbench.page.locator("iframe.webview").count()).toBe(0);
});

test("the lens over a model of PyTorch stands there, and the context menu and a report's quick fixes offer the run", async () => {
  const { page } = workbench;
  await workbench.openFile("net.py");
  const lens = page.locator(".codelens-decoration a", { hasText: "Run shape probe" }).first();
  await lens.waitFor({ timeout: 60_000 });
  await lens.click();
  await agree();
  // This machine's own Python has no PyTorch, or it has: either is said.
  await page
    .locator(".notification-toast", { hasText: "Shape probe" })
    .or(page.locator("iframe.webview"))
    .first()
    .waitFor({ timeout: 60_000 });
  await workbench.shot("12 probe lens");

  await workbench.openFile("model.mjs");
  await workbench.line("tf.layers.dense").click({ button: "right" });
  const entry = page.locator(".monaco-menu .action-item", { hasText: "Run Shape Probe" });
  await entry.waitFor();
  await workbench.shot("13 probe context menu");
  await entry.click();
  await result().getByText("The model runs").waitFor({ timeout: 60_000 });
});

test("a report's quick fixes offer the run, which confirms it", async () => {
  const { page } = workbench;
  workspace.write(
    "model.mjs",
    `import * as tf from "@tensorflow/tfjs";\nexport const y = tf.matMul(tf.ones([2, 3]), tf.ones([4, 5]));\n`,
  );
  await workbench.openFile("model.mjs");
  await workbench.squiggles().first().waitFor();
  await workbench.openQuickFix(workbench.word("matMul"), "Run shape probe");
  await workbench.shot("14 probe quick fix");
  await page.locator(".action-widget .monaco-list-row", { hasText: "Run shape probe" }).first().click();
  await agree();
  await result()
    .getByText(/inner shapes/)
    .first()
    .waitFor({ timeout: 60_000 });
  await workbench.hover(workbench.word("matMul"), "Confirmed by the shape probe");
  await workbench.shot("15 probe confirms");
});

test("what is open is asked once and remembered", async () => {
  const { page } = workbench;
  workspace.write(
    "two.py",
    "from torch import nn\na = nn.Sequential(nn.Linear(3, 2))\nb = nn.Sequential(nn.Linear(5, 4))\n",
  );
  await workbench.openFile("two.py");
  await workbench.line("nn.Linear(3").click();
  await workbench.runCommand("Run Shape Probe");
  await agree();
  const question = page.locator('.quick-input-widget input[placeholder="Which model: a, b?"]');
  await question.waitFor();
  await workbench.shot("16 probe question");
  await page.locator(".quick-input-list .monaco-list-row", { hasText: "b" }).first().click();
  const done = page.locator("iframe.webview").first();
  await done.waitFor({ timeout: 60_000 });
  await workbench.line("nn.Linear(3").click();
  await workbench.runCommand("Run Shape Probe");
  await page.locator(".notification-toast", { hasText: "Shape probe" }).first().waitFor();
  await page
    .locator(".notification-toast", { hasText: "Shape probe" })
    .first()
    .waitFor({ state: "detached", timeout: 60_000 });
  expect(await question.isVisible()).toBe(false);
});

test("cancelling ends the run, and what it did until then is shown", async () => {
  const { page } = workbench;
  workspace.write("model.mjs", `${two}for (;;);\n`);
  await workbench.openFile("model.mjs");
  await workbench.line("export const small").click();
  await workbench.runCommand("Run Shape Probe");
  await agree();
  const progress = page.locator(".notification-toast", { hasText: "Shape probe" }).first();
  await progress.waitFor();
  await expect.poll(() => probesOf(workspace.folder), { timeout: 30_000 }).toHaveLength(1);
  await workbench.shot("17 probe runs");
  await progress.getByRole("button", { name: "Cancel" }).click();
  await progress.waitFor({ state: "detached" });
  await expect.poll(() => probesOf(workspace.folder), { timeout: 10_000 }).toEqual([]);
});

test("a pasted error is explained, its line shown, and the fix applied", async () => {
  const { page } = workbench;
  const before = "import torch\nfrom torch import nn\n\nlayer = nn.Linear(20, 10)\ny = layer(torch.randn(2, 30))\n";
  workspace.write("train.py", before);
  const pasted = `Traceback (most recent call last): File "${workspace.folder}/train.py", line 5, in <module> RuntimeError: mat1 and mat2 shapes cannot be multiplied (2x30 and 20x10)`;
  await workbench.openFile("train.py");
  await workbench.squiggles().first().waitFor();
  await workbench.runCommand("Explain a Shape Error");
  await page.locator(".quick-input-widget", { hasText: "Paste an error" }).waitFor();
  await page.locator(".quick-input-box input").fill(pasted);
  await page.keyboard.press("Enter");
  const answer = page.locator(".notification-toast", { hasText: "30" }).first();
  await answer.waitFor();
  await workbench.shot("18 error explained");
  await answer.getByRole("button", { name: "Set `in_features` to `30`" }).click();
  await workbench.line("nn.Linear(30, 10)").waitFor();
});

/** The runners' processes that work in this folder. */
function probesOf(folder: string): readonly string[] {
  return readdirSync("/proc").filter((pid) => {
    try {
      return (
        /^\d+$/.test(pid) &&
        readlinkSync(`/proc/${pid}/cwd`) === folder &&
        readFileSync(`/proc/${pid}/environ`, "utf8").includes("SHAPELINE_PROBE_RUN=")
      );
    } catch {
      return false;
    }
  });
}
