/** Model files that are run for real: what is expected of each stands in its first line. The runner is built beside a temporary folder, as a build would. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync, copyFileSync, mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { build } from "esbuild";
import { nodeFiles, realPath } from "../../server/src/host/node-files.ts";
import { planProbe } from "../../server/src/probe/plan.ts";
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
}

export function modelFiles(folder: string): readonly ModelFile[] {
  return readdirSync(folder)
    .filter((name) => /\.(?:py|[cm]?[jt]s)$/.test(name))
    .flatMap((name) => {
      const path = join(folder, name);
      const text = readFileSync(path, "utf8");
      const expected = /^(?:\/\/|#) expect: (.*)$/m.exec(text)?.[1];
      return expected === undefined ? [] : [{ name, path, text, expected }];
    });
}

export interface BuiltProber extends Prober {
  remove(): void;
}

export async function buildProber(): Promise<BuiltProber> {
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
  const prober = createProber({ files: nodeFiles, variables: process.env, realPath }, built);
  return { ...prober, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export async function probeText(
  prober: Prober,
  file: { readonly path: string; readonly text: string },
  order: Partial<ProbeOrder> = {},
  wishes: Parameters<typeof planProbe>[1] = { inputs: [] },
): Promise<ProbeReport> {
  const { path, text } = file;
  const { facts } = analyseCold(new Map([[path, text]]), path, {});
  const plan = planProbe(facts, wishes);
  if (!plan.ok) throw new Error(plan.error.text);
  const trace = await prober.run({
    plan: plan.value,
    path,
    root: path.slice(0, path.lastIndexOf("/")),
    device: "auto",
    backward: false,
    python: "",
    node: "",
    seconds: 60,
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
