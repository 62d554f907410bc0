/**
 * `npm run conformance -- --python <env>`, its second half: thousands of calls drawn from the templates in `calls/`, run by PyTorch and by
 * the interpreter. Fails where a shape is wrong, where something is reported that runs, and where a shape is given that PyTorch refuses for
 * a reason which `allow-calls.txt` does not name. Writes docs/coverage-pytorch.md; with `--sample`, test/conformance/torch-calls.txt too.
 */
import { build } from "esbuild";
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { pyrightParserOnly } from "../esbuild-pyright.mjs";
import { coveragePage } from "./coverage-page.mjs";

const { values: options } = parseArgs({
  strict: false,
  options: {
    python: { type: "string", default: "python3" },
    seed: { type: "string", default: "1" },
    each: { type: "string", default: "8" },
    near: { type: "string", default: "0" },
    sample: { type: "boolean", default: false },
    unknown: { type: "boolean", default: false },
  },
});
const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const read = (relative) => readFileSync(path(relative), "utf8");

function python(script, ...args) {
  const { stdout, status, error } = spawnSync(options.python, ["-W", "ignore", path(script), ...args], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (error !== undefined || status !== 0) throw error ?? new Error(`${script} ended with ${status}`);
  return stdout;
}

/** Our side, bundled from the sources, with stubs read as Python. */
async function ourSide() {
  const outfile = path("../../dist/conformance-calls.cjs");
  mkdirSync(path("../../dist"), { recursive: true });
  await build({
    stdin: { contents: read("calls-side.ts"), resolveDir: path("./"), loader: "ts" },
    bundle: true,
    platform: "node",
    format: "cjs",
    outfile,
    external: ["typescript"],
    define: { STUBS: JSON.stringify(path("../../server/src/models")) },
    plugins: [pyrightParserOnly],
    logLevel: "error",
  });
  return createRequire(import.meta.url)(outfile);
}

const prelude = read("torch-prelude.py");
const allowed = read("allow-calls.txt")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"))
  .map((line) => line.split("  # ")[0]);
const { answersTo, compare, namesIn, readCalls, inProgram } = await ourSide();

function judged(text) {
  const calls = readCalls(text);
  const answers = answersTo(calls, prelude, inProgram);
  return calls.map((call, index) => ({ call, verdict: compare(call, answers[index]) }));
}

if (options.sample) {
  const about =
    "# Calls and what PyTorch makes of them, drawn by scripts/conformance/generate.py (seed 1, two of each template).";
  writeFileSync(
    path("../../test/conformance/torch-calls.txt"),
    `${about}\n${python("generate.py", "--seed", "1", "--each", "2")}`,
  );
}
const found = judged(python("generate.py", "--seed", options.seed, "--each", options.each, "--near", options.near));
const used = new Set();
const counts = {};
let failures = 0;
for (const { call, verdict } of found) {
  counts[verdict.kind] = (counts[verdict.kind] ?? 0) + 1;
  if (options.unknown && verdict.kind === "unknown" && call.real !== undefined) console.log(`not known: ${call.text}`);
  if (!("detail" in verdict)) continue;
  const reason =
    verdict.kind === "missed"
      ? allowed.find((words) => new RegExp(words).test(`${call.text} !! ${call.refusal}`))
      : undefined;
  if (reason === undefined) {
    failures += 1;
    console.log(`${verdict.kind}: ${call.text}: ${verdict.detail}`);
  } else used.add(reason);
}
for (const reason of allowed.filter((each) => !used.has(each))) console.log(`not needed here: ${reason}`);
console.log(
  `${found.length} calls: ${Object.entries(counts)
    .map(([kind, count]) => `${count} ${kind}`)
    .join(", ")}`,
);
writeFileSync(
  path("../../docs/coverage-pytorch.md"),
  coveragePage({
    found,
    counts,
    names: JSON.parse(python("torch-names.py")),
    namesIn,
    options,
    allowed: read("allow-calls.txt"),
  }),
);
process.exitCode = failures > 0 ? 1 : 0;
