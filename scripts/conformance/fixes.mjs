/**
 * `npm run conformance:fixes -- --torch <python> --keras <python>`: mends every wrong program of the tests with `check --fix --unsafe`, looks whether ours is
 * then silent, and runs what came out under the real framework; and runs what the fixes shown on rule pages and in suites leave behind, and the right programs
 * after each refactoring that is offered in them. Fails where a program that we call right raises, and where nothing is offered for a wrong one and allow-unmended.txt
 * does not say why no edit is natural. A framework without its Python is left out, as is TensorFlow.js
 * with `--no-tfjs`; `--only <words>` confines it to places with these words, `--parts wrong,pages,refactorings` to some of the three. `--write` puts the outcome
 * into the sections of docs/fixes-run.md for what was run. Needs `npm run build`. The changed programs stay in the folder that is printed.
 */
import { build } from "esbuild";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { pyrightParserOnly } from "../esbuild-pyright.mjs";
import { fixesPage } from "./fixes-page.mjs";

const { values: options } = parseArgs({
  options: {
    torch: { type: "string" },
    keras: { type: "string" },
    tfjs: { type: "boolean", default: true },
    only: { type: "string" },
    parts: { type: "string", default: "wrong,pages,refactorings" },
    cli: { type: "string", default: fileURLToPath(new URL("../../dist/cli.cjs", import.meta.url)) },
    write: { type: "boolean", default: false },
  },
  allowNegative: true,
});
const root = fileURLToPath(new URL("../..", import.meta.url));
/** Small enough that no batch is stopped by its limit, large enough that starting is cheap. */
const perBatch = 20;
const batchLimit = 600_000;

/** Our side: where the programs stand. It can also be run by itself, with scripts that are to be executed. */
const side = join(root, "dist/conformance-fixes.mjs");
mkdirSync(join(root, "dist"), { recursive: true });
await build({
  stdin: {
    contents: `export * from "./fixes-side.ts"; export * from "./refactored.ts"; import { runScripts } from "./fixes-side.ts";
      if (process.argv[2] === "run") await runScripts(process.argv.slice(3));`,
    resolveDir: join(root, "scripts/conformance"),
    loader: "ts",
  },
  bundle: true,
  platform: "node",
  format: "esm",
  outfile: side,
  external: ["typescript"],
  define: { "import.meta.dirname": JSON.stringify(join(root, "test/harness")) },
  plugins: [pyrightParserOnly],
  logLevel: "error",
});
const { wrongPrograms, mendedExamples, refactoredPrograms } = await import(pathToFileURL(side).href);

const frameworks = ["torch", "keras", "tfjs"].filter((each) => options[each] !== undefined && options[each] !== false);
const isPart = (name) => options.parts.split(",").includes(name);
const isChosen = ({ framework, place }) =>
  frameworks.includes(framework) && (options.only === undefined || place.includes(options.only));
const wrong = isPart("wrong") ? wrongPrograms().filter(isChosen) : [];
const shown = isPart("pages") ? mendedExamples().filter(isChosen) : [];
const changed = isPart("refactorings") ? refactoredPrograms(isChosen) : [];

const folder = mkdtempSync(join(tmpdir(), "shapeline-fixes-"));
console.log(
  `${wrong.length} wrong programs, ${shown.length} fixes on pages, ${changed.length} refactorings, in ${folder}`,
);

/** Writes each where it stands alone; answers the path of the file that is run. */
function written(examples, kind) {
  return examples.map((example, index) => {
    const place = join(folder, example.framework, kind, String(index));
    mkdirSync(place, { recursive: true });
    for (const [name, text] of Object.entries(example.files)) {
      mkdirSync(join(place, name, ".."), { recursive: true });
      writeFileSync(join(place, name), text);
    }
    return { ...example, path: join(place, example.main) };
  });
}

function batches(all) {
  const result = [];
  for (let at = 0; at < all.length; at += perBatch) result.push(all.slice(at, at + perBatch));
  return result;
}

/** What `check` says of each file. */
function checked(examples, ...flags) {
  const byPath = new Map();
  if (examples.length === 0) return byPath;
  for (const batch of batches(examples)) {
    const paths = batch.map(({ path }) => path);
    const { stdout, error } = spawnSync(
      process.execPath,
      [options.cli, "check", ...flags, "--format", "json", ...paths],
      {
        cwd: folder,
        encoding: "utf8",
        maxBuffer: 1 << 28,
        timeout: batchLimit,
      },
    );
    if (error !== undefined) throw error;
    for (const file of JSON.parse(stdout).files) byPath.set(join(folder, file.path), file);
    console.log(`  checked ${byPath.size} of ${examples.length}`);
  }
  return byPath;
}

function commandFor(framework) {
  if (framework === "tfjs") return [process.execPath, side, "run"];
  return [options[framework], "-W", "ignore", join(root, "scripts/conformance/run-programs.py"), framework];
}

/** Training on a processor may take longer than anybody waits; that says nothing of the fix. */
const endOf = (error) =>
  error === null ? "runs" : error.startsWith("took longer") ? "long" : error.startsWith("needs ") ? "needs" : "raises";

/** How each program ends: null, or what it raises. Where the runner itself comes to its end, the program it was at is to blame, and the rest is run afresh. */
function executed(framework, paths) {
  const outcomes = new Map();
  let waiting = paths;
  while (waiting.length > 0) {
    const [command, ...args] = commandFor(framework);
    const before = outcomes.size;
    const { stdout, signal } = spawnSync(command, [...args, ...waiting.slice(0, perBatch)], {
      encoding: "utf8",
      maxBuffer: 1 << 28,
      timeout: batchLimit,
      stdio: ["ignore", "pipe", "ignore"],
    });
    for (const line of stdout.split("\n").filter((each) => each.startsWith("{"))) {
      const { path, error } = JSON.parse(line);
      outcomes.set(path, error);
    }
    // A batch that is out of time goes on afresh where it was; alone a program has all of that time.
    const stopped = waiting.slice(0, perBatch).find((path) => !outcomes.has(path));
    const isOutOfTime = signal === "SIGTERM";
    if (stopped !== undefined && !(isOutOfTime && outcomes.size > before))
      outcomes.set(stopped, isOutOfTime ? "took longer than a batch may" : "the runner came to its end");
    waiting = waiting.filter((path) => !outcomes.has(path));
    console.log(`  ran ${outcomes.size} of ${paths.length} (${framework})`);
  }
  return outcomes;
}

const isLoud = ({ severity }) => severity === "error" || severity === "warning";

const programs = written(wrong, "wrong");
const mended = checked(programs, "--fix", "--unsafe");
const pages = written(shown, "pages");
const said = checked(pages);
const others = written(changed, "refactored");
const saidOfOthers = checked(others);
const isSilent = ({ path }, reports) => !(reports.get(path)?.diagnostics ?? []).some(isLoud);
const wasMended = ({ path }) => (mended.get(path)?.fixed ?? []).length > 0;

const endings = new Map();
for (const framework of frameworks) {
  const own = [
    ...programs.filter(wasMended),
    ...pages.filter((each) => isSilent(each, said)),
    ...others.filter((each) => each.isSame !== true && isSilent(each, saidOfOthers)),
  ];
  const paths = own.filter((each) => each.framework === framework).map(({ path }) => path);
  for (const [path, error] of executed(framework, paths)) endings.set(path, error);
}

function outcomeOf(example) {
  const { diagnostics = [], fixed = [] } = mended.get(example.path) ?? {};
  const left = diagnostics.filter(isLoud);
  const error = endings.get(example.path);
  const kind = fixed.length === 0 ? "no fix" : left.length > 0 ? "part" : endOf(error);
  return { ...example, kind, error, titles: fixed.map(({ title }) => title), rules: left.map(({ rule }) => rule) };
}
/** Why no edit is natural, by words of the program's place. */
const reasons = readFileSync(new URL("allow-unmended.txt", import.meta.url), "utf8")
  .split("\n")
  .filter((line) => line.includes(" # "))
  .map((line) => ({ words: line.slice(0, line.indexOf(" # ")), reason: line.slice(line.indexOf(" # ") + 3) }));
const withReason = (outcome) =>
  outcome.kind !== "no fix"
    ? outcome
    : { ...outcome, reason: reasons.find(({ words }) => outcome.place.includes(words))?.reason };
const outcomes = programs.map(outcomeOf).map(withReason);
const unexplained = outcomes.filter(({ kind, reason }) => kind === "no fix" && reason === undefined);
for (const { place } of unexplained) console.log(`no fix, and no reason in allow-unmended.txt: ${place}`);
const idle = reasons.filter(({ words }) => {
  const own = outcomes.filter(({ place }) => place.includes(words));
  return own.length > 0 && own.every(({ kind }) => kind !== "no fix");
});
for (const { words } of idle) console.log(`a reason that nothing needs, in allow-unmended.txt: ${words}`);
const examples = pages.map((example) => {
  const error = endings.get(example.path);
  const kind = isSilent(example, said) ? endOf(error) : "reported";
  return { ...example, kind, error, titles: [example.fix], rules: [] };
});

const refactored = others.map((example) => {
  const rules = (saidOfOthers.get(example.path)?.diagnostics ?? []).filter(isLoud).map(({ rule }) => rule);
  const error = endings.get(example.path);
  const kind = rules.length > 0 ? "reported" : example.isSame === true ? "comments" : endOf(error);
  return { ...example, kind, error, titles: [example.fix], rules };
});
// What did not run before either says nothing of the refactoring.
const broken = refactored.filter(({ kind }) => kind === "raises");
const before = written(
  broken.map((each) => ({ ...each, files: { [each.main]: each.original } })),
  "before",
);
for (const framework of frameworks) {
  const paths = before.filter((each) => each.framework === framework).map(({ path }) => path);
  const ends = executed(framework, paths);
  for (const [index, each] of before.entries())
    if (each.framework === framework && ends.get(each.path) !== null) broken[index].kind = "needs";
}

for (const { kind, place, path, error, titles, rules } of outcomes) {
  if (kind === "runs") continue;
  console.log(
    `${kind}: ${place}: ${[rules.join(", "), titles.join(", "), error].filter(Boolean).join(" | ")} (${relative(folder, path)})`,
  );
}
for (const { kind, place, path, error, titles } of examples)
  if (kind === "raises") console.log(`page raises: ${place}: ${titles}: ${error} (${relative(folder, path)})`);
for (const { kind, place, path, error, titles, rules } of refactored)
  if (kind === "raises" || kind === "reported")
    console.log(
      `refactoring ${kind}: ${place}: ${titles}: ${[rules.join(", "), error].filter(Boolean).join(" | ")} (${relative(folder, path)})`,
    );

for (const framework of frameworks) {
  const count = (all, kind) => all.filter((each) => each.framework === framework && each.kind === kind).length;
  const words = ["runs", "raises", "long", "part", "no fix", "needs"].map((kind) => `${kind} ${count(outcomes, kind)}`);
  const onPages = ["runs", "raises", "long", "reported", "needs"].map((kind) => `${kind} ${count(examples, kind)}`);
  const kinds = ["runs", "comments", "raises", "reported", "long", "needs"];
  const ofRefactorings = kinds.map((kind) => `${kind} ${count(refactored, kind)}`);
  console.log(
    `${framework}: programs ${words.join(", ")}; pages ${onPages.join(", ")}; refactorings ${ofRefactorings.join(", ")}`,
  );
}
const page = join(root, "docs/fixes-run.md");
if (options.write) {
  const earlier = existsSync(page) ? readFileSync(page, "utf8") : "";
  writeFileSync(page, fixesPage(earlier, frameworks, options.parts.split(","), { outcomes, examples, refactored }));
}
const isWrong = [...outcomes, ...examples, ...refactored].some(({ kind }) => kind === "raises");
process.exitCode = isWrong || unexplained.length + idle.length > 0 ? 1 : 0;
