// Puts a real VS Code under test into .vscode-e2e/: the web workbench with its Node extension host (from the npm package code-server) and the Node 24
// that it runs on, plus chromium and neovim by apt when they are absent. No package script runs and nothing is compiled. Safe to run again: a stamp
// file records what is there. What is done with the editor is left to scripts/editor.mjs and test/e2e/.
//   node scripts/setup-vscode.mjs            prints one JSON line: { server, node, chromium, neovim }
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const CODE_SERVER = "4.139.1"; // VS Code 1.139.1
const NODE = "24.21.0"; // code-server 4.139 does not start on Node 20
const RECIPE = 1; // raise it when a step below changes

const repository = resolve(fileURLToPath(new URL("..", import.meta.url)));
const directory = join(repository, ".vscode-e2e");
const vscode = join(directory, "node_modules/code-server/lib/vscode");
const NPM = ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];

const started = Date.now();
const say = (message) => console.error(`[${((Date.now() - started) / 1000).toFixed(1)} s] ${message}`);

function run(command, args, cwd) {
  const done = spawnSync(command, args, { cwd, stdio: ["ignore", 2, 2] });
  if (done.status !== 0)
    throw new Error(`${command} ${args.join(" ")} ended with ${done.status ?? done.signal ?? done.error}`);
}

function onPath(...names) {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
}

/** VS Code and its Node. Its own dependencies are pinned by its shrinkwrap, which `npm ci` refuses (one entry is missing), so `npm install`. */
function installEditor() {
  const stamp = join(directory, ".stamp.json");
  const wanted = JSON.stringify({ CODE_SERVER, NODE, RECIPE });
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, "package.json"), '{ "private": true }\n');
  const node = `node-${process.platform}-${process.arch}@${NODE}`;
  run("npm", [...NPM, "--save-exact", `code-server@${CODE_SERVER}`, node], directory);
  say("the editor's package and its Node are installed");
  const unused = ["@github/copilot-sdk", "@microsoft/mxc-sdk", "@devcontainers/cli"]; // 230 MB that no test needs
  run("npm", ["pkg", "delete", ...unused.map((name) => `dependencies.${name}`)], vscode);
  run("npm", [...NPM, "--omit=dev"], vscode);
  run("npm", [...NPM, "--omit=dev"], join(vscode, "extensions")); // TypeScript, for the built-in TS/JS service
  rmSync(join(vscode, "extensions/copilot"), { recursive: true, force: true });
  const standIn = join(repository, "test/e2e/fixture/spdlog-stand-in.cjs");
  copyFileSync(standIn, join(vscode, "node_modules/@vscode/spdlog/index.js"));
  const watchdog = join(vscode, "node_modules/@vscode/native-watchdog");
  if (existsSync(watchdog)) writeFileSync(join(watchdog, "index.js"), "exports.start = () => {};\n");
  writeFileSync(stamp, wanted);
  say("the editor's dependencies are installed");
}

/** A program of the system: what `variable` names, else found on the path, else installed by apt. */
function systemProgram(variable, names, packages) {
  const found = process.env[variable] ?? onPath(...names);
  if (found !== undefined) return found;
  say(`${names[0]} is absent: installing ${packages.join(", ")}`);
  run("apt-get", ["update"], "/");
  run("apt-get", ["install", "-y", "--no-install-recommends", ...packages], "/");
  const installed = onPath(...names);
  if (installed === undefined)
    throw new Error(`apt installed ${packages.join(", ")}, but there is no ${names.join(" or ")} on the path`);
  return installed;
}

/** Installs what is missing and says where everything is. */
export function setUpEditor() {
  installEditor();
  const chromium = systemProgram(
    "CHROMIUM",
    ["chromium", "chromium-browser", "google-chrome"],
    ["chromium", "fonts-dejavu-core"],
  );
  const neovim = systemProgram("NEOVIM", ["nvim"], ["neovim"]);
  const node = join(directory, `node_modules/node-${process.platform}-${process.arch}/bin/node`);
  const server = join(vscode, "out/server-main.js");
  const version = spawnSync(node, [server, "--version"], { encoding: "utf8" });
  if (version.status !== 0) throw new Error(`the editor's server does not start: ${version.stderr}`);
  say(`ready: VS Code ${version.stdout.trim().split("\n").join(" ")}`);
  return { server, node, chromium, neovim };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(JSON.stringify(setUpEditor()));
