// Writes everything that follows from the folder of rules: their index, the settings' schema in package.json and the table in
// docs/rules.md. `--check` writes nothing and fails if something is stale.
import { readFile, readdir, writeFile } from "node:fs/promises";
import { build } from "esbuild";

const root = new URL("../", import.meta.url);
const rulesFolder = new URL("server/src/rules/", root);
const header = "// Written by scripts/generate.mjs. Do not edit.\n";

/** Every `<group>/<rule>.md` names a rule; the module beside it defines it. */
async function listRules() {
  const groups = (await readdir(rulesFolder, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  const rules = [];
  for (const group of groups.map(({ name }) => name).sort()) {
    const files = await readdir(new URL(`${group}/`, rulesFolder));
    for (const file of files.filter((name) => name.endsWith(".md")).sort()) {
      const name = file.slice(0, -".md".length);
      rules.push({ group, name, variable: name.replace(/-(.)/g, (_, letter) => letter.toUpperCase()) });
    }
  }
  return rules;
}

function indexSource(rules) {
  const imports = rules.map(({ group, name, variable }) => `import { ${variable} } from "./${group}/${name}.ts";\n`);
  const items = rules.map(({ variable }) => `  ${variable},\n`);
  return `${header}import type { Rule } from "./define.ts";\n${imports.join("")}\nexport const rules: readonly Rule[] = [\n${items.join("")}];\n`;
}

/** Name, summary, level and version of each rule, from the definitions themselves. */
async function readDefinitions(index) {
  const { outputFiles } = await build({
    stdin: { contents: index, resolveDir: rulesFolder.pathname, loader: "ts" },
    bundle: true,
    format: "esm",
    platform: "neutral",
    write: false,
    logLevel: "error",
  });
  const module = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
  return module.rules;
}

function tableOf(rules, definitions) {
  const rows = rules.map(({ group, name }) => {
    const { level, summary, since } = definitions.find((definition) => definition.name === name);
    return `| [${name}](../server/src/rules/${group}/${name}.md) | ${level} | ${summary} | ${since} |\n`;
  });
  return `# Rules\n\n<!-- Written by scripts/generate.mjs. Do not edit. -->\n\nEach rule has a page: what it reports, what it does not, and why it matters. \`shapeline explain RULE\` prints it. Set a rule's severity, or switch it off, with \`shapeline.rules\`; silence one line with \`# shape: ignore[rule]\`.\n\n| rule | level | what it reports | since |\n|---|---|---|---|\n${rows.join("")}`;
}

function withRuleSettings(packageText, definitions) {
  const json = JSON.parse(packageText);
  const setting = json.contributes.configuration.properties["shapeline.rules"];
  const levels = ["error", "warning", "information", "hint", "off"];
  setting.properties = Object.fromEntries(
    [...definitions]
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map(({ name, summary, level }) => [name, { enum: levels, default: level, description: `${summary}.` }]),
  );
  setting.additionalProperties = false;
  return `${JSON.stringify(json, undefined, 2)}\n`;
}

const rules = await listRules();
const index = indexSource(rules);
const definitions = await readDefinitions(index);
for (const { name } of rules) {
  if (!definitions.some((definition) => definition.name === name))
    throw new Error(`No rule is named ${name}, but its page is there.`);
}
const wanted = new Map([
  ["server/src/rules/index.gen.ts", index],
  ["docs/rules.md", tableOf(rules, definitions)],
  ["package.json", withRuleSettings(await readFile(new URL("package.json", root), "utf8"), definitions)],
]);

const stale = [];
for (const [path, text] of wanted) {
  const file = new URL(path, root);
  const present = await readFile(file, "utf8").catch(() => undefined);
  if (present === text) continue;
  stale.push(path);
  if (!process.argv.includes("--check")) await writeFile(file, text);
}
if (stale.length > 0) console.log(`${process.argv.includes("--check") ? "Stale" : "Written"}: ${stale.join(", ")}`);
if (stale.length > 0 && process.argv.includes("--check")) {
  console.log("Run `npm run generate`.");
  process.exitCode = 1;
}
