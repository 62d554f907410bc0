/**
 * `npm run conformance:keras -- --python <python>`: every layer of Keras with generated settings on generated inputs. What Keras gives for the symbolic
 * call is compared with what we say of the same expression: shapes axis by axis, and whether the call is refused. A size that we do not know is
 * no disagreement, it is counted. Writes `docs/coverage-keras.md`. With `--keras tf_keras` layers alone are compared with those of Keras 2, and nothing is
 * written: where we say nothing of what Keras 2 refuses, that is no disagreement; these calls are listed and counted by themselves.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleCli } from "./bundle-cli.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const root = join(here, "..", "..");
const at = process.argv.indexOf("--python");
const python = at < 0 ? "python3" : process.argv[at + 1];
const limitAt = process.argv.indexOf("--limit");
const limit = limitAt < 0 ? "14" : process.argv[limitAt + 1];
const packageAt = process.argv.indexOf("--keras");
const keras = packageAt < 0 ? "keras" : process.argv[packageAt + 1];
const perFile = 40;

const folder = mkdtempSync(join(tmpdir(), "shapeline-keras-"));
const cli = await bundleCli(folder);

/** What a script of ours prints: one JSON value a line. */
function linesOf(script, ...args) {
  const text = execFileSync(python, [join(here, script), ...args], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
    stdio: ["ignore", "pipe", "ignore"],
  });
  return text
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line));
}

function ours(cases, header) {
  const answers = [];
  for (let start = 0; start < cases.length; start += perFile) {
    const part = cases.slice(start, start + perFile);
    const lines = part.map(({ code }, i) => `r${String(i)} = ${code}`);
    const file = join(folder, "cases.py");
    writeFileSync(file, [header, ...lines].join("\n") + "\n");
    const run = (command) =>
      JSON.parse(
        spawnSync(process.execPath, [cli, command, file, "--format", "json"], { encoding: "utf8", maxBuffer: 1 << 28 })
          .stdout,
      );
    const shapes = run("shapes");
    const reports = run("check");
    const first = header.split("\n").length;
    part.forEach((_, i) => answers.push(answerOf(first + i, i, shapes, reports)));
  }
  return answers;
}

function answerOf(line, index, shapes, reports) {
  const values = shapes.values.filter((value) => lineOf(value) === line + 1);
  const target = values.find((v) => v.text === `r${String(index)}`);
  const found = (reports.files[0]?.diagnostics ?? []).filter((report) => lineOf(report) === line + 1);
  return {
    shape: target?.shape,
    refused: found.some(({ severity }) => severity === "error"),
    rules: found.map(({ rule }) => rule),
  };
}

const lineOf = (entry) => entry.range.start.line;

/** "(B, (H + 1)//2, ?, 32)" against [null, null, 24, 32]. A size that Keras leaves open and we know is no disagreement. */
function compare(text, sizes) {
  if (text === undefined || text.includes("*?")) return "unknown";
  const axes = axesOf(text.slice(1, -1));
  if (axes.length !== sizes.length) return "differs";
  let vague = false;
  for (const [i, axis] of axes.entries()) {
    if (axis.includes("?")) vague ||= sizes[i] !== null;
    else if (sizes[i] !== null && axis !== String(sizes[i])) return "differs";
  }
  return vague ? "vague" : "same";
}

/** Split at the commas that stand in no bracket. */
function axesOf(text) {
  const axes = [];
  let depth = 0;
  let axis = "";
  for (const character of text) {
    if (character === "(") depth += 1;
    if (character === ")") depth -= 1;
    if (character === "," && depth === 0) {
      axes.push(axis.trim());
      axis = "";
    } else axis += character;
  }
  return axis.trim() === "" ? axes : [...axes, axis.trim()];
}

/** Classes that no symbolic call shows, and what is said of them. */
const byHand = {
  GRUCell: "by `RNN`",
  InputLayer: "by `Input`",
  InputSpec: "what a layer says of its inputs",
  LSTMCell: "by `RNN`",
  Layer: "the base class",
  SimpleRNNCell: "by `RNN`",
  StackedRNNCells: "by `RNN`",
  StringLookup: "texts in, class numbers out",
  IntegerLookup: "numbers in, class numbers out",
  TextVectorization: "texts in, class numbers out",
  HashedCrossing: "numbers out",
  Wrapper: "the base class",
  Pipeline: "its layers, one after the other",
};

const all = linesOf("keras-layers.py", limit, keras);
const listed = all.find((entry) => "public" in entry);
const cases = all.filter((entry) => "code" in entry);
const answers = ours(
  cases,
  keras === "keras"
    ? "import keras\nfrom keras import layers\n"
    : `import ${keras} as keras\nfrom ${keras} import layers\n`,
);
const allowed = readFileSync(join(here, "allow-keras.txt"), "utf8")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"))
  .map((line) => line.split(" # ")[0].trim());
const used = new Set();
const tally = new Map();
const total = (key) => [...tally.values()].reduce((sum, count) => sum + (count[key] ?? 0), 0);
const wrong = [];
const notForetold = [];
cases.forEach((entry, i) => {
  const { shape, refused, rules } = answers[i];
  const count = tally.get(entry.layer) ?? { same: 0, vague: 0, unknown: 0, refused: 0, missed: 0, differs: 0 };
  tally.set(entry.layer, count);
  let verdict;
  if ("raises" in entry) verdict = refused ? "refused" : "missed";
  else if (refused) verdict = "differs";
  else if (entry.shapes.length !== 1) verdict = shape === undefined ? "several" : "differs";
  else verdict = compare(shape, entry.shapes[0]);
  const silent = verdict === "missed" && keras !== "keras";
  if (silent) notForetold.push(`not foretold: ${entry.code}\n    Keras: ${entry.raises}`);
  const isWrong = verdict === "differs" || (verdict === "missed" && !silent);
  const reason = isWrong ? allowed.find((pattern) => new RegExp(pattern).test(entry.code)) : undefined;
  if (reason !== undefined) used.add(reason);
  if (isWrong && reason === undefined)
    wrong.push(
      `${verdict}: ${entry.code}\n    Keras: ${entry.raises ?? JSON.stringify(entry.shapes)}\n    ours:  ${shape ?? "unknown"}${refused ? ` refused by ${rules.join(", ")}` : ""}`,
    );
  if (verdict === "several") verdict = "same";
  count[reason === undefined ? verdict : "allowed"] = (count[reason === undefined ? verdict : "allowed"] ?? 0) + 1;
});
if (keras !== "keras") {
  for (const line of [...notForetold, ...wrong]) console.log(line);
  console.log(
    `${String(cases.length)} calls of ${keras}: ${String(total("same"))} the same, ${String(total("refused"))} refused by both, ${String(total("vague") + total("unknown"))} not known in part, ${String(notForetold.length)} refused and not foretold, ${String(wrong.length)} disagree.`,
  );
  rmSync(folder, { recursive: true });
  process.exit(wrong.length > 0 ? 1 : 0);
}
const losses = linesOf("keras-losses.py");
const verdicts = ours(losses, "import keras\nimport numpy as np\nfrom keras import layers\n");
const lossTally = new Map();
losses.forEach((entry, i) => {
  const count = lossTally.get(entry.loss) ?? { agree: 0, all: 0 };
  lossTally.set(entry.loss, count);
  count.all += 1;
  const agrees = "raises" in entry === verdicts[i].refused;
  if (agrees) count.agree += 1;
  const reason = agrees ? undefined : allowed.find((pattern) => new RegExp(pattern).test(entry.code));
  if (reason !== undefined) used.add(reason);
  if (!agrees && reason === undefined)
    wrong.push(
      `${"raises" in entry ? "missed" : "differs"}: ${entry.code}\n    Keras: ${entry.raises ?? "trains"}\n    ours:  ${verdicts[i].rules.join(", ")}`,
    );
});
const named = linesOf("keras-metrics.py");
const metrics = named.filter((entry) => !entry.refused);
const notAccepted = [...new Set(named.filter((entry) => entry.refused).map(({ metric }) => metric))];
const compared = ours(metrics, "import keras\nimport numpy as np\nfrom keras import layers\n");
const metricTally = new Map();
metrics.forEach((entry, i) => {
  const count = metricTally.get(entry.metric) ?? { agree: 0, all: 0 };
  metricTally.set(entry.metric, count);
  count.all += 1;
  const agrees = "raises" in entry === compared[i].refused;
  if (agrees) count.agree += 1;
  // A metric that we do not judge is counted; a report where Keras compares is wrong.
  if (!agrees && compared[i].refused)
    wrong.push(`differs: ${entry.code}\n    Keras: compares\n    ours:  ${compared[i].rules.join(", ")}`);
});
rmSync(folder, { recursive: true });

for (const line of wrong) console.log(line);
const unused = allowed.filter((pattern) => !used.has(pattern));
for (const pattern of unused) console.log(`allow-keras.txt has a line that nothing needs: ${pattern}`);
console.log(
  `${String(cases.length)} calls: ${String(total("same"))} the same, ${String(total("refused"))} refused by both, ${String(total("vague") + total("unknown"))} not known in part, ${String(total("allowed"))} allowed, ${String(wrong.length)} disagree.`,
);
process.exitCode = wrong.length + unused.length > 0 ? 1 : 0;
writeCoverage();

/** "1296 of 1296 steps". */
function share(tally) {
  const sum = (key) => [...tally.values()].reduce((all, count) => all + count[key], 0);
  return `${String(sum("agree"))} of ${String(sum("all"))}`;
}

function writeCoverage() {
  const modelled = new Set([...tally].filter(([, count]) => count.same + count.refused > 0).map(([name]) => name));
  const aliases = {
    AvgPool: "AveragePooling",
    GlobalAvgPool: "GlobalAveragePooling",
    GlobalMaxPool: "GlobalMaxPooling",
    MaxPool: "MaxPooling",
    Convolution: "Conv",
    SeparableConvolution: "SeparableConv",
  };
  const canonical = (name) => {
    const match = /^(AvgPool|GlobalAvgPool|GlobalMaxPool|MaxPool|Convolution|SeparableConvolution)(\dD.*)$/.exec(name);
    return match === null ? name : aliases[match[1]] + match[2];
  };
  const rows = listed.public.map((name) => {
    const count = tally.get(canonical(name));
    const is = modelled.has(canonical(name)) || byHand[name] !== undefined;
    const checked =
      count === undefined
        ? (byHand[name] ?? "")
        : `${String(count.same + count.refused)} of ${String(Object.values(count).reduce((a, b) => a + b, 0))} calls`;
    return { name, is, checked };
  });
  const known = rows.filter(({ is }) => is).length;
  const text = [
    "# Layers of Keras",
    "",
    "Written by `npm run conformance:keras -- --python <python>`. A call agrees when Keras and Shapeline give the same shape, or both refuse; where it is not counted, a size",
    "is not known to us. Classes without a mark are not modelled: what comes from them is unknown.",
    "",
    `${String(known)} of ${String(rows.length)} public classes of \`keras.layers\`: ${((100 * known) / rows.length).toFixed(1)} %.`,
    "",
    "| class | modelled | calls that agree |",
    "| --- | --- | --- |",
    ...rows.map(({ name, is, checked }) => `| \`${name}\` | ${is ? "yes" : "no"} | ${checked} |`),
    "",
    "## Losses",
    "",
    "One step of training against labels of many shapes: whether Keras raises, and whether we report an error.",
    "",
    `${share(lossTally)} agree, ${String(lossTally.size)} losses.`,
    "",
    "| loss | steps that agree |",
    "| --- | --- |",
    ...[...lossTally].map(([name, { agree, all: count }]) => `| \`${name}\` | ${String(agree)} of ${String(count)} |`),
    "",
    "`circle`, `ctc` and `categorical_generalized_cross_entropy` are not judged.",
    "",
    "## Metrics",
    "",
    "One update with labels of many shapes, by every name that `compile` accepts: whether Keras raises, and whether we report an error. None is reported where Keras compares.",
    `Names that \`compile\` does not accept, since their classes need arguments or compare no two tensors: ${notAccepted.map((name) => `\`${name}\``).join(", ")}.`,
    "",
    `${share(metricTally)} agree, ${String(metricTally.size)} names.`,
    "",
    "| metric | updates that agree |",
    "| --- | --- |",
    ...[...metricTally].map(
      ([name, { agree, all: count }]) => `| \`${name}\` | ${String(agree)} of ${String(count)} |`,
    ),
    "",
  ].join("\n");
  const page = join(root, "docs", "coverage-keras.md");
  writeFileSync(page, text + lastSection(readFileSync(page, "utf8")));
}

/** What `keras-applications.py` wrote. */
function lastSection(page) {
  const start = page.indexOf("\n## Applications\n");
  return start < 0 ? "" : page.slice(start);
}
