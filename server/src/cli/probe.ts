/** `shapeline probe`: runs a model once in the user's own Python or Node, and prints what happened beside what was inferred. */
import { setImmediate } from "node:timers/promises";
import type { ExitCode, Host } from "./host.ts";
import { judgedReports } from "../ide/index.ts";
import { inCells } from "../probe/in-cells.ts";
import { frameworkNamed, frameworkOf, planProbe, planScript } from "../probe/plan.ts";
import { reportOf } from "../probe/report.ts";
import type { ProbeReport } from "../probe/report.ts";
import type { Device } from "../probe/run/prober.ts";
import { diagnose } from "../rules/index.ts";
import { createAnalysis } from "./analysis.ts";
import { absolute } from "./collect-files.ts";
import { createPositions } from "./positions.ts";
import { howToSay, prettyProbe } from "./pretty-probe.ts";
import { probeJson } from "./probe-json.ts";
import { readProgram } from "./source-text.ts";

export interface ProbeOptions {
  readonly format: "pretty" | "json";
  readonly model?: string;
  readonly make?: string;
  readonly input: readonly string[];
  readonly device: Device;
  readonly python?: string;
  readonly node?: string;
  readonly backward?: boolean;
  readonly timeout: number;
  readonly memory?: number;
}

export async function probe(host: Host, file: string, options: ProbeOptions): Promise<ExitCode> {
  const path = absolute(host.workingFolder, file);
  const program = readProgram(host, path);
  if (!program.ok) {
    host.error(`shapeline: ${file}: ${program.error}\n`);
    return 2;
  }
  const { text, cells: joined } = program.value;
  const { model, make, input } = options;
  const wishes = {
    ...(model === undefined ? {} : { model }),
    ...(make === undefined ? {} : { make }),
    inputs: input,
  };
  const isPython = /\.(?:py|ipynb)$/.test(path);
  const analysing = once(async () => {
    await setImmediate(); // the other process is started, and what can be handed to it, before this one is busy
    const analysis = await createAnalysis(host, [path]);
    return { analysis, facts: analysis.facts(path, text) };
  });
  // A script's runner needs no facts: it has begun while the file is analysed. Python loads its framework then.
  const planning = once(async () =>
    isPython ? planProbe((await analysing()).facts, wishes) : Promise.resolve(planScript(wishes)),
  );
  const running = host.prober().run({
    framework: isPython ? (frameworkNamed(text) ?? frameworkOf((await analysing()).facts)) : "tfjs",
    async plan() {
      const plan = await planning();
      return plan.ok ? plan.value : undefined;
    },
    path,
    ...(joined === undefined ? {} : { text: joined.text }),
    root: rootOf(host, path),
    device: options.device,
    backward: options.backward === true,
    python: options.python ?? "",
    node: options.node ?? "",
    seconds: options.timeout,
    memory: (options.memory ?? 0) * 2 ** 20,
  });
  const [{ analysis, facts }, plan, trace] = await Promise.all([analysing(), planning(), running]);
  if (!plan.ok) {
    const { kind, text, parameter, className } = plan.error;
    host.error(`shapeline: ${text} ${howToSay(kind, parameter ?? className)}\n`);
    return 2;
  }
  const told = reportOf(facts, plan.value, trace);
  const report = joined === undefined ? told : inCells(told, path, joined);
  const reports = judgedReports(facts, diagnose(facts), { plan: plan.value, trace });
  const textOf = (each: string): string | undefined => (each === path ? facts.text : analysis.textOf(each));
  const positions = createPositions(host.workingFolder, textOf, (each) => (each === path ? joined : undefined));
  host.out(
    options.format === "json"
      ? probeJson(path, report, reports, positions)
      : prettyProbe(path, report, reports, positions, host),
  );
  return reports.some(({ verdict }) => verdict.kind === "refuted") ? 1 : exitCodeOf(report);
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}

/** The working folder if the file is in it, else the file's own. */
function rootOf({ workingFolder }: Host, path: string): string {
  return path.startsWith(`${workingFolder}/`) ? workingFolder : path.slice(0, path.lastIndexOf("/"));
}

function exitCodeOf({ outcome, counts }: ProbeReport): ExitCode {
  if (outcome === "stopped") return 2;
  return outcome === "broke" || counts.contradicted > 0 ? 1 : 0;
}
