// `npm run mutate -- --python <env>`: mutates the correct programs of test/programs, runs every mutant under real PyTorch and under Shapeline, and prints recall (crashes that are
// flagged) and false alarms (flags on mutants that run). Fails on a false alarm. `--results <folder>` compares a folder of an earlier run again; `--write` puts the outcome
// into docs/mutation-run.md.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const root = resolve(fileURLToPath(new URL("../..", import.meta.url)));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    python: { type: "string", default: "python3" },
    count: { type: "string", default: "20" },
    seed: { type: "string", default: "1" },
    verbose: { type: "boolean", default: false },
    results: { type: "string" },
    write: { type: "boolean", default: false },
  },
});
/** Errors that are about shapes, sizes, axes and dtypes: the others (a name that is no longer bound) are not ours to find. */
const OURS = new Set([
  "RuntimeError",
  "IndexError",
  "ValueError",
  "AssertionError",
  "TypeError",
  "einops.EinopsError",
  "EinopsError",
]);

/** Crashes of Python itself, and of the gradient: no shape, size, axis or dtype has to do with them. */
const OTHER =
  /object is not|object is .* subscriptable|positional argument|unexpected keyword|has no attribute|unsupported operand|not supported between|does not require grad|object cannot be|has no len|non-iterable|must be an iterable|is not a Module subclass|is not an Optimizer|parameter group|zero-size array/;

const corpus = join(root, "test/programs/right");
const programs =
  positionals.length > 0
    ? positionals
    : readdirSync(corpus)
        .filter((f) => f.endsWith(".py"))
        .map((f) => join(corpus, f));
const out = values.results ?? mkdtempSync(join(tmpdir(), "shapeline-mutants-"));
if (values.results === undefined)
  execFileSync(
    values.python,
    [
      join(root, "scripts/conformance/mutants.py"),
      ...programs,
      "--out",
      out,
      "--count",
      values.count,
      "--seed",
      values.seed,
    ],
    {
      stdio: ["ignore", "inherit", "inherit"],
      env: { ...process.env, PYTHONPATH: join(root, "scripts/conformance/program-shim") },
    },
  );
const results = JSON.parse(readFileSync(join(out, "results.json"), "utf8"));
const check = spawnSync(process.execPath, [join(root, "dist/cli.cjs"), "check", out, "--format", "json"], {
  encoding: "utf8",
  maxBuffer: 1 << 28,
});
const report = JSON.parse(check.stdout);
const errors = new Map(
  report.files.map((f) => [basename(f.path), f.diagnostics.filter((d) => d.severity === "error")]),
);

let crashes = 0;
let flagged = 0;
let others = 0;
const falseAlarms = [];
const missed = [];
for (const { file, mutation, error } of results) {
  const found = errors.get(file) ?? [];
  if (error === null && found.length > 0) falseAlarms.push({ file, mutation, found });
  if (error === null || !OURS.has(error.type)) continue;
  if (OTHER.test(error.message) && found.length === 0) {
    others += 1;
    continue;
  }
  crashes += 1;
  if (found.length > 0) flagged += 1;
  else missed.push({ file, mutation, error });
}
for (const { file, mutation, found } of falseAlarms)
  console.log(
    `FALSE ALARM ${file} (${mutation}): ${found.map((d) => `${d.range.start.line}: ${d.message}`).join(" | ")}`,
  );
if (values.verbose)
  for (const { file, mutation, error } of missed)
    console.log(`missed ${file} (${mutation}): ${error.type} at ${error.lines.at(-1)}: ${error.message}`);
const mutated = new Set(results.map(({ file }) => file.replace(/_\d+\.py$/, ""))).size;
console.log(`${results.length} mutants of ${mutated} programs in ${out}`);
console.log(`${others} more crash in ways that have nothing to do with tensors`);
console.log(
  `recall ${flagged} of ${crashes} crashes (${crashes === 0 ? "-" : ((100 * flagged) / crashes).toFixed(1)} %), false alarms ${falseAlarms.length}`,
);
const percent = (part, whole) => (whole === 0 ? "-" : `${((100 * part) / whole).toFixed(1)} %`);
console.log(`with those: ${flagged} of ${crashes + others}, ${percent(flagged, crashes + others)}`);
if (values.write) writeFileSync(join(root, "docs/mutation-run.md"), page());

function page() {
  const lines = missed.map(({ file, error }) =>
    `- \`${file}\`: ${error.type}: ${error.message}`.replace(/[<>]/g, "").slice(0, 170),
  );
  return `# The mutation run, and what it measured

Written by \`npm run mutate -- --python <environment> --count ${values.count} --seed ${values.seed} --write\`. Do not edit.

The run takes the correct programs of \`test/programs/right\`, changes one thing in each (a size, an axis, a layer's argument, the order of two statements, a call left out), runs
every mutant under the real PyTorch and under Shapeline, and prints

- **recall**: of the mutants that crash over a shape, a size, an axis or a dtype, how many are flagged. Crashes of Python itself (a wrong number of arguments, an attribute
  that is missing) and of the gradient are counted apart, unless they are flagged too; the last column counts them in;
- **false alarms**: mutants that run to their end and are flagged. There must be none: the command fails on one.

| programs | seed | mutants | crashes over tensors | flagged | recall | false alarms | with Python's own crashes |
| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
| ${mutated} | ${values.seed} | ${results.length} | ${crashes} | ${flagged} | ${percent(flagged, crashes)} | ${falseAlarms.length} | ${percent(flagged, crashes + others)} of ${crashes + others} |

Missed:

${lines.join("\n")}
`;
}
process.exitCode = falseAlarms.length > 0 ? 1 : 0;
