/** Where the command begins: the program beside it is loaded from what was compiled before. */
import { createRequire } from "node:module";
import { join } from "node:path";
import process from "node:process";
import { setFlagsFromString } from "node:v8";
import { keepCompiled } from "../host/compile-cache.ts";

// Most of what a check makes lives to its end: the young generation grows at once, not by collecting it again and again.
setFlagsFromString("--semi-space-growth-factor=16");
const built = import.meta.dirname;
// Each language runs functions of its own, and only what ran is kept.
const language = process.argv.some((argument) => /\.(?:[cm]?[jt]sx?|vue|svelte)$/.test(argument))
  ? "scripts"
  : "python";
process.once("exit", keepCompiled(join(built, "compiled", language), { built, packages: false }));
createRequire(join(built, "cli.cjs"))("./command-line.cjs");
