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

test("the rule's name in the hover opens its page", async () => {
  workspace.write("net.py", workspace.read("net.py").replace("16384", "12544"));
  await workbench.openFile("net.py");
  const squiggle = workbench.squiggles().first();
  await squiggle.waitFor();
  const hover = await workbench.hover(squiggle, "feature-mismatch");
  await hover.getByText("feature-mismatch").click();
  await workbench.page.locator(".tab.active", { hasText: "feature-mismatch" }).waitFor();
  const page = workbench.page.frameLocator("iframe.webview.ready").frameLocator("iframe");
  await page.getByRole("heading", { name: "feature-mismatch" }).waitFor();
  await workbench.shot("6 rule page");
});

test("a notebook shows the report in its cell, and hints in all", async () => {
  // A notebook that is opened before VS Code has all its extensions is shown as text.
  await workbench.openFile("net.py");
  await workbench.editor.getByText(": (32, 16384)").first().waitFor();
  await workbench.openFile("train.ipynb");
  const notebook = workbench.page.locator(".notebook-editor");
  await notebook.locator(".squiggly-error").first().waitFor();
  await notebook.getByText(": (8, 10)").first().waitFor();
  await workbench.shot("7 notebook");
});

test("shape comments are coloured", async () => {
  await workbench.openFile("comment.py");
  const comment = workbench.line("# shape:");
  await comment.waitFor();
  await workbench.editor.getByText("float32").first().waitFor();
  // Each part has a colour of its own, where a plain comment has one for all.
  await expect
    .poll(
      () =>
        comment.evaluate((line) => new Set([...line.querySelectorAll("span span")].map((part) => part.className)).size),
      { timeout: 20_000 },
    )
    .toBeGreaterThan(4);
  await workbench.shot("8 comment");
});

test("shapes stand in the text, and over each model", async () => {
  await workbench.openFile("net.py");
  await workbench.editor.getByText(": (32, 16384)").first().waitFor();
  await workbench.editor
    .locator(".codelens-decoration", { hasText: "(32, 3, 32, 32) → (32, 10) · 165,642 parameters" })
    .first()
    .waitFor();
  await workbench.shot("5 hints and lens");
});
