// `npm run demo`: builds, checks examples/ and prints what is found. The examples hold mistakes, so findings are no failure here.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { buildAll } from "./build.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
await buildAll();
const { status } = spawnSync(process.execPath, ["dist/cli.cjs", "check", "examples"], { cwd: root, stdio: "inherit" });
process.exitCode = status === 1 ? 0 : (status ?? 2);
