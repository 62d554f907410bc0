/**
 * Runs a plan: chooses the runner and the program that it runs in, gives it a temporary folder and limits, and collects what it tells. Knows no facts
 * and no editor: a plan goes in, a trace comes out. The other process may be started before the plan is there: it loads its framework meanwhile, and
 * nothing of the user's.
 */
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir, totalmem } from "node:os";
import { dirname, join } from "node:path";
import { ok } from "../../base/result.ts";
import type { Result } from "../../base/result.ts";
import type { Machine } from "../../host/python-environment.ts";
import type { Framework, Plan } from "../plan.ts";
import { readRecord } from "../trace.ts";
import type { Ending, Trace, TraceRecord } from "../trace.ts";
import { findNode } from "./node.ts";
import { findPython } from "./python.ts";
import { runChild } from "./spawn.ts";

export type Device = "auto" | "cuda" | "mps" | "webgpu" | "tfjs-node" | "wasm" | "cpu" | "meta";
export const devices: readonly Device[] = ["auto", "cuda", "mps", "webgpu", "tfjs-node", "wasm", "cpu", "meta"];

export interface ProbeOrder {
  readonly framework: Framework;
  /** Called when the other process has been started, which loads the framework meanwhile and nothing of the user's; undefined ends it. */
  readonly plan: () => Promise<Plan | undefined>;
  /** The user's file, and the folder whose files are the user's own. */
  readonly path: string;
  readonly root: string;
  /** What runs instead of what the file says: a notebook's cells. */
  readonly text?: string;
  readonly device: Device;
  readonly backward: boolean;
  /** Path of a Python, or empty: looked for. */
  readonly python: string;
  /** Path of a Node, or empty: looked for. */
  readonly node: string;
  readonly seconds: number;
  /** Bytes; 0: what the machine can spare. */
  readonly memory: number;
  readonly cancel?: AbortSignal;
  onRecord?(record: TraceRecord): void;
}

export interface Prober {
  run(order: ProbeOrder): Promise<Trace>;
}

/** `runners` is the folder of the built files that run in the other process. */
export function createProber(machine: Machine, runners: string): Prober {
  return {
    async run(order) {
      const trace = await runOnce(machine, runners, order, order.device);
      const unsupported = trace.records.find((record) => record.kind === "unsupported");
      if (unsupported === undefined || order.device !== "meta") return trace;
      // Shapes alone do not carry this model: some operation looks at the numbers.
      const text = `shapes alone did not suffice (${unsupported.message}); the model was run on numbers instead`;
      const again = await runOnce(machine, runners, order, "cpu");
      return { ...again, records: [{ kind: "note", text }, ...again.records] };
    },
  };
}

async function runOnce(machine: Machine, runners: string, order: ProbeOrder, device: Device): Promise<Trace> {
  const records: TraceRecord[] = [];
  const program = programOf(machine, runners, order);
  if (!program.ok) return { records, ending: { kind: "not-started", reason: program.error }, output: "" };
  const temporary = realpathSync(mkdtempSync(join(tmpdir(), "shapeline-probe-")));
  const memory = order.memory > 0 ? order.memory : Math.floor(totalmem() * 0.7);
  try {
    const { ending, output } = await runChild({
      ...program.value,
      folder: dirname(order.path),
      variables: { ...machine.variables, ...settings(temporary) },
      async input() {
        const plan = await order.plan();
        return plan === undefined ? undefined : JSON.stringify(request(order, plan, device, temporary, memory));
      },
      seconds: order.seconds,
      memory,
      ...(order.cancel === undefined ? {} : { cancel: order.cancel }),
      onLine(line) {
        const record = readRecord(line);
        if (record === undefined) return;
        records.push(record);
        order.onRecord?.(record);
      },
    });
    return { records, ending: endingOf(ending, records), output };
  } finally {
    rmSync(temporary, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** A runner says when it is done: a program that ends without that was ended by itself, with whatever code. */
function endingOf(ending: Ending, records: readonly TraceRecord[]): Ending {
  const absent = records.find((record) => record.kind === "absent");
  if (absent !== undefined) {
    const reason = `${absent.framework} cannot be imported in ${absent.python} (${absent.reason})`;
    return { kind: "not-started", reason };
  }
  if (ending.kind !== "finished" || records.some(({ kind }) => kind === "done" || kind === "stopped")) return ending;
  return { kind: "ended-itself", code: 0 };
}

interface Program {
  readonly command: string;
  readonly args: readonly string[];
}

function programOf(
  machine: Machine,
  runners: string,
  { framework, root, python, node }: ProbeOrder,
): Result<Program, string> {
  if (framework === "tfjs") {
    const found = findNode(machine, node);
    return found.ok ? ok({ command: found.value, args: [join(runners, "tfjs.cjs")] }) : found;
  }
  const found = findPython(machine, root, framework, python);
  return found.ok ? ok({ command: found.value, args: ["-B", "-u", join(runners, `${framework}.py`)] }) : found;
}

function request(
  { path, root, text, backward }: ProbeOrder,
  plan: Plan,
  device: Device,
  temporary: string,
  memory: number,
): object {
  const { make, inputs, loss, model, className, comparable } = plan;
  return {
    path,
    root,
    text,
    search: [dirname(path), root],
    temporary,
    device,
    backward,
    memory,
    make,
    inputs,
    loss,
    model,
    className,
    comparable,
  };
}

/** So that libraries keep to the temporary folder, to this machine and to themselves. */
function settings(temporary: string): Readonly<Record<string, string>> {
  return {
    TMPDIR: temporary,
    TEMP: temporary,
    TMP: temporary,
    MPLBACKEND: "Agg",
    MPLCONFIGDIR: temporary,
    HF_HUB_OFFLINE: "1",
    TRANSFORMERS_OFFLINE: "1",
    WANDB_MODE: "disabled",
    PYTHONDONTWRITEBYTECODE: "1",
    TF_CPP_MIN_LOG_LEVEL: "2",
    TOKENIZERS_PARALLELISM: "false",
  };
}
