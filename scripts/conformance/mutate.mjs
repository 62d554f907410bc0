// `npm run mutate -- --python <env>`: mutates the correct programs of test/programs, runs every mutant under real PyTorch and under Shapeline, and prints recall (crashes that are
// flagged) and false alarms (flags on mutants that run). Fails on a false alarm. `--seed 11,23` makes several runs. `--out <folder>` keeps the mutants and how they ended, and what
// is there is not run again: a run can be broken off and taken up, or be divided by naming programs. `--write` puts the outcome into docs/mutation-run.md.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { mutationPage, percent } from "./mutation-page.mjs";

const root = resolve(fileURLToPath(new URL("../..", import.meta.url)));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    python: { type: "string", default: "python3" },
    count: { type: "string", default: "20" },
    seed: { type: "string", default: "1" },
    verbose: { type: "boolean", default: false },
    out: { type: "string" },
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
const out = values.out ?? mkdtempSync(join(tmpdir(), "shapeline-mutants-"));

/** The mutants of one seed and how each ended under PyTorch; `error` is null where it ran. */
function mutantsOf(seed) {
  const folder = join(out, `seed-${seed}`);
  const given = ["--out", folder, "--count", values.count, "--seed", seed];
  execFileSync(values.python, [join(root, "scripts/conformance/mutants.py"), ...programs, ...given], {
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, PYTHONPATH: join(root, "scripts/conformance/program-shim") },
  });
  const told = programs.map((program) => join(folder, `${basename(program, ".py")}.json`));
  return { folder, mutants: told.flatMap((path) => JSON.parse(readFileSync(path, "utf8")).mutants) };
}

/** What Shapeline reports of each mutant, by the name of its file. */
function reported(folder, mutants) {
  const files = mutants.map(({ file }) => join(folder, file));
  const { stdout } = spawnSync(process.execPath, [join(root, "dist/cli.cjs"), "check", ...files, "--format", "json"], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  const errors = (file) => file.diagnostics.filter((d) => d.severity === "error");
  return new Map(JSON.parse(stdout).files.map((file) => [basename(file.path), errors(file)]));
}

function measured(seed) {
  const { folder, mutants } = mutantsOf(seed);
  const reports = reported(folder, mutants);
  const run = { seed, programs: programs.length, mutants: mutants.length, crashes: 0, flagged: 0, others: 0 };
  const falseAlarms = [];
  const missed = [];
  for (const { file, mutation, error } of mutants) {
    const found = reports.get(file) ?? [];
    if (error === null && found.length > 0) falseAlarms.push({ file, mutation, found });
    if (error === null || !OURS.has(error.type)) continue;
    if (OTHER.test(error.message) && found.length === 0) run.others += 1;
    else {
      run.crashes += 1;
      if (found.length > 0) run.flagged += 1;
      else missed.push({ file, mutation, error });
    }
  }
  return { ...run, falseAlarms, missed, folder };
}

function print({ seed, folder, mutants, programs, others, crashes, flagged, falseAlarms, missed }) {
  for (const { file, mutation, found } of falseAlarms) {
    const said = found.map((d) => `${d.range.start.line}: ${d.message}`).join(" | ");
    console.log(`FALSE ALARM ${file} (${mutation}): ${said}`);
  }
  if (values.verbose)
    for (const { file, mutation, error } of missed)
      console.log(`missed ${file} (${mutation}): ${error.type} at ${error.lines.at(-1)}: ${error.message}`);
  console.log(`seed ${seed}: ${mutants} mutants of ${programs} programs in ${folder}`);
  console.log(`${others} more crash in ways that have nothing to do with tensors`);
  const recall = percent(flagged, crashes);
  console.log(`recall ${flagged} of ${crashes} crashes (${recall}), false alarms ${falseAlarms.length}`);
  console.log(`with those: ${flagged} of ${crashes + others}, ${percent(flagged, crashes + others)}`);
}

const runs = values.seed.split(",").map(measured);
runs.forEach(print);
if (values.write) writeFileSync(join(root, "docs/mutation-run.md"), mutationPage(runs, values));
process.exitCode = runs.some(({ falseAlarms }) => falseAlarms.length > 0) ? 1 : 0;
