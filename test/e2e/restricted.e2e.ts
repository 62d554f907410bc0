/** A folder that is not trusted: everything static works, since it runs no code of the folder. */
import { afterAll, beforeAll, inject, test } from "vitest";
import { startVSCode } from "../../scripts/vscode-server.mjs";
import type { RunningVSCode } from "../../scripts/vscode-server.mjs";
import { openBrowser, Workbench } from "./workbench.ts";
import type { Browser } from "./workbench.ts";
import { copyWorkspace } from "./workspace.ts";
import type { Workspace } from "./workspace.ts";

let vscode: RunningVSCode;
let workspace: Workspace;
let browser: Browser;

beforeAll(async () => {
  workspace = copyWorkspace();
  browser = await openBrowser(inject("fixture"));
  vscode = await startVSCode({ fixture: inject("fixture"), extension: inject("extension"), trusted: false });
});
afterAll(async () => {
  await browser.close();
  await vscode.stop();
  workspace.remove();
});

test("reports and hints come in Restricted Mode", async () => {
  workspace.write("net.py", workspace.read("net.py").replace("16384", "12544"));
  const workbench = new Workbench(browser.page, inject("shots"));
  await workbench.openFolder(vscode.origin, workspace.folder);
  await workbench.page.locator(".part.banner", { hasText: "Restricted Mode" }).waitFor();
  await workbench.openFile("net.py");
  await workbench.squiggles().first().waitFor();
  await workbench.editor.getByText(": (32, 16384)").first().waitFor();
  await workbench.shot("9 restricted mode");
});

test("a probe is refused in Restricted Mode, and says why", async () => {
  const workbench = new Workbench(browser.page, inject("shots"));
  await workbench.openFolder(vscode.origin, workspace.folder);
  await workbench.page.locator(".part.banner", { hasText: "Restricted Mode" }).waitFor();
  await workbench.openFile("net.py");
  await workbench.squiggles().first().waitFor();
  await workbench.line("class").click();
  await workbench.runCommand("Run Shape Probe");
  await workbench.page.locator(".notification-toast", { hasText: "Trust the workspace first" }).waitFor();
  await workbench.shot("19 probe in restricted mode");
});
