/**
 * `npm run programs -- --python <python of an environment with PyTorch>`: runs the right programs of test/programs under
 * the real PyTorch and writes the shape of every expression to real.json, and to known.json how many of them the analysis
 * knows completely. Fails on a shape that is wrong. Names of programs confine it to them; `--verbose` lists what is not known.
 */
import { build } from "esbuild";
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    python: { type: "string" },
    cli: { type: "string", default: fileURLToPath(new URL("../../dist/cli.cjs", import.meta.url)) },
    verbose: { type: "boolean", default: false },
  },
});
const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const folder = path("../../test/programs/");
const read = (name) => (existsSync(`${folder}${name}`) ? JSON.parse(readFileSync(`${folder}${name}`, "utf8")) : {});
const write = (name, value) => writeFileSync(`${folder}${name}`, `${JSON.stringify(value, undefined, 2)}\n`);
const names = readdirSync(`${folder}right`)
  .filter((name) => name.endsWith(".py"))
  .sort();
const chosen = positionals.length === 0 ? names : names.filter((name) => positionals.includes(name));

const placeOf = ({ start, end }) => `${start.line}:${start.column}-${end.line}:${end.column}`;

function realShapes() {
  const paths = chosen.map((name) => `${folder}right/${name}`);
  const { stdout, status } = spawnSync(options.python, ["-W", "ignore", path("replay.py"), ...paths], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, PYTHONPATH: path("program-shim") },
  });
  if (status !== 0) throw new Error(`the programs could not be run: ${status}`);
  const replayed = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  return Object.fromEntries(
    replayed.map(({ values, error }, index) => {
      if (error !== null) throw new Error(`${chosen[index]} fails: ${JSON.stringify(error)}`);
      return [chosen[index], Object.fromEntries(values.map((value) => [placeOf(value), printed(value)]))];
    }),
  );
}

function printed({ shape, dtype }) {
  const axes = shape?.map((size) => size ?? "?");
  const text = axes === undefined ? "(*?)" : axes.length === 1 ? `(${axes[0]},)` : `(${axes.join(", ")})`;
  return dtype === null ? text : `${text} ${dtype}`;
}

function analysedShapes(name) {
  const { stdout } = spawnSync(
    process.execPath,
    [options.cli, "shapes", "--format", "json", `${folder}right/${name}`],
    {
      encoding: "utf8",
      maxBuffer: 1 << 28,
    },
  );
  return Object.fromEntries(
    JSON.parse(stdout).values.map(({ range, shape, dtype }) => [
      placeOf(range),
      (dtype ?? undefined) === undefined ? shape : `${shape} ${dtype}`,
    ]),
  );
}

const { outputFiles } = await build({
  entryPoints: [`${folder}measure.ts`],
  bundle: true,
  write: false,
  format: "esm",
  logLevel: "error",
});
const { measure } = await import(
  `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`
);

const kept = (all) => Object.fromEntries(names.filter((name) => name in all).map((name) => [name, all[name]]));
const real = kept(options.python === undefined ? read("real.json") : { ...read("real.json"), ...realShapes() });
if (options.python !== undefined) write("real.json", real);

const known = read("known.json");
const total = { known: 0, partial: 0, missing: 0, wrong: 0 };
for (const name of chosen) {
  const ours = analysedShapes(name);
  const found = measure(ours, real[name] ?? {});
  known[name] = found.known;
  total.known += found.known;
  total.partial += found.partial;
  total.missing += found.missing.length;
  total.wrong += found.wrong.length;
  console.log(
    `${name}: ${found.known} known, ${found.partial} partly, ${found.missing.length} not, ${found.wrong.length} wrong`,
  );
  for (const line of found.wrong) console.log(`  WRONG ${line}`);
  if (!options.verbose) continue;
  const lines = readFileSync(`${folder}right/${name}`, "utf8").split("\n");
  const textAt = (place) => {
    const [line, column, last, end] = place.split(/[:-]/).map(Number);
    return lines[line - 1].slice(column - 1, line === last ? end - 1 : undefined);
  };
  for (const place of found.missing) console.log(`  not known ${place} ${textAt(place)}: ${real[name][place]}`);
  for (const [place, truth] of Object.entries(real[name])) {
    const claim = ours[place];
    if (claim !== undefined && measure({ [place]: claim }, { [place]: truth }).partial > 0)
      console.log(`  partly ${place} ${textAt(place)}: ${claim}, really ${truth}`);
  }
}
write("known.json", kept(known));
console.log(
  `${chosen.length} programs: ${total.known} known, ${total.partial} partly, ${total.missing} not, ${total.wrong} wrong`,
);
process.exitCode = total.wrong > 0 ? 1 : 0;
