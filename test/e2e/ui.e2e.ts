/** What a person sees and does in VS Code, from a typing mistake to the file that is saved. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from "vitest";
import { startVSCode } from "../../scripts/vscode-server.mjs";
import type { RunningVSCode } from "../../scripts/vscode-server.mjs";
import { openBrowser, Workbench } from "./workbench.ts";
import type { Browser } from "./workbench.ts";
import { copyWorkspace } from "./workspace.ts";
import type { Workspace } from "./workspace.ts";

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
  browser = await openBrowser(inject("fixture"));
  workbench = new Workbench(browser.page, inject("shots"));
  await workbench.openFolder(vscode.origin, workspace.folder);
});
afterEach(async ({ task }) => {
  if (task.result?.state === "fail") await workbench.shot(`failed ${task.name.replace(/\W+/g, " ").trim()}`);
  await browser.close();
  workspace.remove();
});

test("a wrong number is typed: squiggle, hover, fix, gone, saved", async () => {
  await workbench.openFile("net.py");
  await workbench.line("nn.Linear(16384").waitFor();
  await workbench.editor.getByText("(32, 16384)").first().waitFor(); // the server has answered
  expect(await workbench.squiggles().count()).toBe(0);

  await workbench.retype("16384", "12544");
  await workbench.squiggles().first().waitFor();
  await workbench.shot("1 squiggle");

  const squiggle = workbench.squiggles().first();
  const hover = await workbench.hover(squiggle, "16384");
  const words = await hover.innerText();
  expect(words).toContain("12544");
  expect(words).toContain("self.fc");
  expect(words).toContain("feature-mismatch");
  await workbench.shot("2 hover");

  await workbench.page.keyboard.press("Escape");
  await workbench.openQuickFix(squiggle, "in_features");
  await workbench.shot("3 fix");
  await workbench.page.keyboard.press("Enter");
  await workbench.squiggles().first().waitFor({ state: "detached" });
  await workbench.page.keyboard.press("Control+S");
  await expect
    .poll(() => workspace.read("net.py"), { timeout: 10_000 })
    .toMatch(/nn\.Linear\((?:64 \* 16 \* 16|16384), 10\)/);
  await workbench.shot("4 fixed and saved");
});

test("shapes stand in the text, and over each model", async () => {
  await workbench.openFile("net.py");
  await workbench.editor.getByText(": (32, 16384)").first().waitFor();
  await workbench.editor
    .locator(".codelens-decoration", { hasText: "→ (B, 10) · 165,642 parameters" })
    .first()
    .waitFor();
  await workbench.shot("5 hints and lens");
});
