// Starts the VS Code that setup-vscode.mjs installed, as a server for a browser, with our packaged extension and nothing else in it. Every start has a
// home of its own, so nothing is left behind and nothing of the user's is read.
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const SETTINGS = {
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.enableExperiments": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "chat.disableAIFeatures": true,
  "editor.minimap.enabled": false,
  "files.autoSave": "off",
};
const READY = "Extension host agent listening on";
const START_LIMIT_MS = 60_000;

/** A port that was free a moment ago. */
function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
    probe.on("error", reject);
  });
}

function homeFolders() {
  const root = mkdtempSync(join(tmpdir(), "shapeline-editor-"));
  const folders = { root, user: join(root, "user"), extensions: join(root, "extensions"), home: join(root, "home") };
  for (const folder of Object.values(folders)) mkdirSync(folder, { recursive: true });
  mkdirSync(join(folders.user, "User"));
  return folders;
}

/** No gallery: nothing is asked of any other machine. */
function environment(home) {
  const gallery = JSON.stringify({ serviceUrl: "", itemUrl: "", resourceUrlTemplate: "" });
  return { PATH: process.env.PATH, HOME: home, LANG: "C.UTF-8", SHELL: "/bin/bash", EXTENSIONS_GALLERY: gallery };
}

/** What the server prints, until it says that it is ready. */
async function untilReady(server) {
  let output = "";
  await new Promise((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error(`the editor did not start in time:\n${output}`)), START_LIMIT_MS);
    const read = (chunk) => {
      output += chunk;
      if (!output.includes(READY)) return;
      clearTimeout(limit);
      resolve();
    };
    server.stdout.on("data", read);
    server.stderr.on("data", read);
    server.once("exit", (code) => reject(new Error(`the editor ended with ${code}:\n${output}`)));
  });
}

async function stopServer(server) {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = new Promise((resolve) => server.once("exit", resolve));
  process.kill(-server.pid, "SIGKILL"); // its whole group: extension hosts and language servers too
  await ended;
}

/**
 * `fixture` is what setUpEditor gives. `trusted: false` opens folders in Restricted Mode. `testDriver` lets a page run tests inside the extension host.
 */
export async function startVSCode({ fixture, extension, settings = {}, trusted = true, testDriver = false, port }) {
  const folders = homeFolders();
  const trust = trusted ? { "security.workspace.trust.enabled": false } : {};
  writeFileSync(join(folders.user, "User/settings.json"), JSON.stringify({ ...SETTINGS, ...trust, ...settings }));
  const env = environment(folders.home);
  const common = [
    fixture.server,
    ...["--user-data-dir", folders.user, "--extensions-dir", folders.extensions],
    ...["--server-data-dir", join(folders.root, "server"), "--accept-server-license-terms"],
  ];
  const installed = spawnSync(fixture.node, [...common, "--install-extension", extension], { env, encoding: "utf8" });
  if (installed.status !== 0) throw new Error(`the extension was not installed: ${installed.stderr}`);

  const chosenPort = port ?? (await freePort());
  const options = [
    ...["--host", "127.0.0.1", "--port", String(chosenPort), "--without-connection-token", "--telemetry-level", "off"],
    ...(testDriver ? ["--enable-smoke-test-driver"] : []),
  ];
  const server = spawn(fixture.node, [...common, ...options], {
    env,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  await untilReady(server);
  return {
    origin: `http://127.0.0.1:${chosenPort}`,
    authority: `127.0.0.1:${chosenPort}`,
    /** Where VS Code keeps its logs. */
    logs: join(folders.user, "logs"),
    async stop() {
      await stopServer(server);
      rmSync(folders.root, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
