// `npm run editor`: builds and packs the extension, and opens examples/ with it in a real VS Code in the browser. Ends with Ctrl+C. The editor works on a
// copy, so that whatever is tried there leaves the repository as it is; `--folder PATH` opens another folder itself.
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { packageExtension } from "./package-vsix.mjs";
import { setUpEditor } from "./setup-vscode.mjs";
import { startVSCode } from "./vscode-server.mjs";

const repository = resolve(fileURLToPath(new URL("..", import.meta.url)));
const { values } = parseArgs({ options: { folder: { type: "string" }, port: { type: "string" } } });

const copy = values.folder === undefined ? mkdtempSync(join(tmpdir(), "shapeline-")) : undefined;
const folder = copy === undefined ? resolve(values.folder) : join(copy, "examples");
if (copy !== undefined) cpSync(join(repository, "examples"), folder, { recursive: true });

const fixture = setUpEditor();
const extension = await packageExtension({ build: true });
const port = values.port === undefined ? {} : { port: Number(values.port) };
const editor = await startVSCode({ fixture, extension, ...port });
const url = `${editor.origin}/?folder=${encodeURIComponent(folder)}`;
console.log(`\nVS Code is open at\n\n    ${url}\n\nCtrl+C ends it.`);
openBrowser(url);

for (const signal of ["SIGINT", "SIGTERM"]) {
  process.once(signal, async () => {
    await editor.stop();
    if (copy !== undefined) rmSync(copy, { recursive: true, force: true });
    process.exit(0);
  });
}

/** Shows the page where there is a screen to show it on; the printed address is enough everywhere else. */
function openBrowser(address) {
  const screen =
    process.platform !== "linux" || process.env.DISPLAY !== undefined || process.env.WAYLAND_DISPLAY !== undefined;
  if (!screen) return;
  const opener = { darwin: "open", win32: "explorer" }[process.platform] ?? "xdg-open";
  spawn(opener, [address], { stdio: "ignore", detached: true })
    .on("error", () => undefined)
    .unref();
}
