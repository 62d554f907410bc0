/** Model files that are run for real: what is expected of each stands in its first line. The runner is built beside a temporary folder, as a build would. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync, copyFileSync, mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { build } from "esbuild";
import { expect } from "vitest";
import { nodeFiles, realPath } from "../../server/src/host/node-files.ts";
import { planProbe } from "../../server/src/probe/plan.ts";
import type { ProbeWishes } from "../../server/src/probe/plan.ts";
import { reportOf } from "../../server/src/probe/report.ts";
import type { ProbeReport } from "../../server/src/probe/report.ts";
import { createProber } from "../../server/src/probe/run/prober.ts";
import type { ProbeOrder, Prober } from "../../server/src/probe/run/prober.ts";
import { analyseCold } from "../harness/program.ts";

export const modelFolder = join(import.meta.dirname, "models");
const runners = join(import.meta.dirname, "../../server/src/probe/runners");

export interface ModelFile {
  readonly name: string;
  readonly path: string;
  readonly text: string;
  /** `ran (2, 10)`, `broke mat1 and mat2`, `stopped`. */
  readonly expected: string;
  /** How many places of the file the run saw, and of how many of them at least something was known before: `places: 12, 10 known`. */
  readonly places?: { readonly seen: number; readonly known: number };
  /** Where it breaks. */
  readonly line?: number;
  /** Part of a note. */
  readonly note?: string;
  readonly wishes: ProbeWishes;
}

export function modelFiles(folder: string): readonly ModelFile[] {
  return readdirSync(folder)
    .filter((name) => /\.(?:py|[cm]?[jt]s)$/.test(name))
    .flatMap((name) => {
      const path = join(folder, name);
      const text = readFileSync(path, "utf8");
      const said = (key: string): string | undefined =>
        new RegExp(`^(?://|#) ${key}: ?(.*)$`, "m").exec(text)?.[1]?.trimEnd();
      const expected = said("expect");
      if (expected === undefined) return [];
      const [, seen, known] = /^(\d+), (\d+) known$/.exec(said("places") ?? "") ?? [];
      const [line, note, model, make, input] = ["line", "note", "model", "make", "input"].map(said);
      return [
        {
          name,
          path,
          text,
          expected,
          ...(seen === undefined ? {} : { places: { seen: Number(seen), known: Number(known) } }),
          ...(line === undefined ? {} : { line: Number(line) }),
          ...(note === undefined ? {} : { note }),
          wishes: {
            ...(model === undefined ? {} : { model }),
            ...(make === undefined ? {} : { make }),
            inputs: input === undefined ? [] : [input],
          },
        },
      ];
    });
}

/** Runs the file and asserts what its head says: the outcome, the line that broke, how many places compared, and that none was otherwise than inferred. */
export async function checkModelFile(
  prober: Prober,
  file: ModelFile,
  order: Partial<ProbeOrder>,
): Promise<ProbeReport> {
  const report = await probeText(prober, file, order, file.wishes);
  const { counts, sites, failure, loss, notes } = report;
  const outcome = outcomeOf(report);
  if (file.expected.startsWith("broke")) {
    expect(outcome).toMatch(/^broke/);
    expect(`${failure?.message ?? ""} ${loss?.name ?? ""} ${loss?.message ?? ""}`).toContain(
      file.expected.slice("broke".length).trim(),
    );
  } else expect(`${outcome} ${failure?.message ?? ""}`.trim()).toBe(file.expected);
  if (file.line !== undefined) expect(failure?.place?.line ?? loss?.place?.line).toBe(file.line);
  if (file.note !== undefined) expect(notes.map(({ text }) => text).join("\n")).toContain(file.note);
  expect(sites.filter(({ agreement }) => agreement === "contradicted")).toEqual([]);
  const known = counts.equal + counts.refined + counts.varies + counts.elsewhere;
  expect(file.places, `the head says nothing of places: ${String(sites.length)}, ${String(known)} known`).toBeDefined();
  expect(sites).toHaveLength(file.places?.seen ?? NaN);
  expect(known).toBeGreaterThanOrEqual(file.places?.known ?? NaN);
  return report;
}

export interface BuiltProber extends Prober {
  remove(): void;
}

export async function buildProber(variables: Readonly<Record<string, string>> = {}): Promise<BuiltProber> {
  const folder = mkdtempSync(join(tmpdir(), "shapeline-runners-"));
  const built = join(folder, "probe");
  mkdirSync(built);
  for (const name of readdirSync(runners).filter((each) => each.endsWith(".py")))
    copyFileSync(join(runners, name), join(built, name));
  await build({
    entryPoints: [join(runners, "tfjs/main.ts")],
    outfile: join(built, "tfjs.cjs"),
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    logLevel: "error",
  });
  const typescript = createRequire(import.meta.url).resolve("typescript");
  writeFileSync(join(folder, "typescript.cjs"), `module.exports = require(${JSON.stringify(typescript)});\n`);
  const prober = createProber({ files: nodeFiles, variables: { ...process.env, ...variables }, realPath }, built);
  return { ...prober, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** The files beside it that are there to be imported: they say nothing of what is expected. */
function imported(path: string): readonly (readonly [string, string])[] {
  const folder = path.slice(0, path.lastIndexOf("/"));
  return readdirSync(folder)
    .filter((name) => /\.(?:py|[cm]?[jt]s)$/.test(name))
    .map((name) => [`${folder}/${name}`, readFileSync(`${folder}/${name}`, "utf8")] as const)
    .filter(([each, text]) => each !== path && folder.startsWith(modelFolder) && !/^(?:\/\/|#) expect: /m.test(text));
}

export async function probeText(
  prober: Prober,
  file: { readonly path: string; readonly text: string },
  order: Partial<ProbeOrder> = {},
  wishes: ProbeWishes = { inputs: [] },
): Promise<ProbeReport> {
  const { path, text } = file;
  const { facts } = analyseCold(new Map([...imported(path), [path, text]]), path, {});
  const plan = planProbe(facts, wishes);
  if (!plan.ok) throw new Error(plan.error.text);
  const trace = await prober.run({
    framework: plan.value.framework,
    plan: () => Promise.resolve(plan.value),
    path,
    root: path.slice(0, path.lastIndexOf("/")),
    device: "auto",
    backward: false,
    python: "",
    node: "",
    seconds: 150, // what is tested here is no limit, and the machine may be busy
    memory: 0,
    ...order,
  });
  return reportOf(facts, plan.value, trace);
}

/** The report in the words of `expected`. */
export function outcomeOf({ outcome, outputs, failure, loss }: ProbeReport): string {
  if (outcome === "broke") return `broke ${failure?.message ?? loss?.message ?? ""}`;
  return outcome === "ran" ? `ran ${outputs.join(", ")}` : outcome;
}
