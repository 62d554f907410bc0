/**
 * On what the model runs: the best that is really there, and for each better one why it is not. TensorFlow.js falls back to the CPU in silence, so the
 * backend is asked for by name afterwards; an adapter in software is never chosen unless it is asked for, and never called a GPU.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { cpus } from "node:os";
import { dirname, join } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import util from "node:util";
import { packageFolder } from "./loader.ts";
import { standInForReads } from "./sync-reads.ts";
import type { ReadingBackend } from "./sync-reads.ts";

/** The part of TensorFlow.js that is used here; its version is the user's. */
export interface Backends {
  setBackend(name: string): Promise<boolean>;
  getBackend(): string;
  ready(): Promise<void>;
  backend(): ReadingBackend & { readonly isUsingGpuDevice?: boolean };
}

export interface DeviceLine {
  readonly ran: string;
  readonly name: string;
  readonly gpu: boolean;
  readonly software: boolean;
  readonly tried: readonly { readonly device: string; readonly reason: string }[];
}

interface Found {
  readonly ran: string;
  readonly name: string;
  readonly gpu: boolean;
  readonly software: boolean;
}

/** Where packages are looked for: the user's file first, then our own. */
interface Where {
  readonly user: string;
  readonly built: string;
  /** What the program will find otherwise on the backend that is chosen. */
  readonly tell: (text: string) => void;
}

const SOFTWARE = /llvmpipe|lavapipe|swiftshader|software/i;

type Attempt = (tf: Backends, where: Where, asked: boolean) => Promise<Found | string>;

const attempts: Readonly<Record<string, Attempt>> = {
  "tfjs-node-gpu": (tf, where) => native(tf, where, "@tensorflow/tfjs-node-gpu", true),
  webgpu,
  "tfjs-node": (tf, where) => native(tf, where, "@tensorflow/tfjs-node", false),
  wasm,
  cpu,
};

export async function chooseBackend(tf: Backends, where: Where, wanted: string): Promise<DeviceLine | string> {
  const tried: { device: string; reason: string }[] = [];
  const names =
    wanted === "auto" ? Object.keys(attempts) : wanted === "tfjs-node" ? ["tfjs-node-gpu", "tfjs-node"] : [wanted];
  for (const name of names) {
    const attempt = attempts[name];
    const found =
      attempt === undefined
        ? `TensorFlow.js has no device ${name}`
        : await attempted(attempt(tf, where, wanted !== "auto"));
    if (typeof found !== "string") return { ...found, tried };
    tried.push({ device: name, reason: found });
  }
  return tried.map(({ device, reason }) => `${device}: ${reason}`).join("; ");
}

async function attempted(attempt: Promise<Found | string>): Promise<Found | string> {
  try {
    return await attempt;
  } catch (fault) {
    return (fault instanceof Error ? fault.message : String(fault)).split("\n")[0] ?? "it failed";
  }
}

async function use(tf: Backends, name: string): Promise<boolean> {
  const done = await tf.setBackend(name);
  await tf.ready();
  return done && tf.getBackend() === name;
}

/** TensorFlow's own library, if the user's project has it, or the place that Shapeline runs from. */
async function native(tf: Backends, { user, built }: Where, name: string, onlyGpu: boolean): Promise<Found | string> {
  const from = [user, built].find((path) => packageFolder(path, name) !== undefined);
  if (from === undefined) return `the package ${name} is not installed`;
  // Two functions that Node 23 dropped and tfjs-node 4 still calls.
  Object.assign(util, {
    isNullOrUndefined: (value: unknown) => value === null || value === undefined,
    isArray: Array.isArray,
  });
  createRequire(from)(name);
  if (!(await use(tf, "tensorflow"))) return "its backend did not start";
  const gpu = tf.backend().isUsingGpuDevice === true;
  if (onlyGpu && !gpu) return "its library found no GPU";
  return {
    ran: onlyGpu ? "tfjs-node-gpu" : "tfjs-node",
    name: gpu ? "libtensorflow on its GPU" : `CPU (libtensorflow, ${processor()})`,
    gpu,
    software: false,
  };
}

interface Adapter {
  readonly info?: {
    readonly vendor?: string;
    readonly architecture?: string;
    readonly device?: string;
    readonly description?: string;
    readonly isFallbackAdapter?: boolean;
  };
}

async function webgpu(tf: Backends, { user, built, tell }: Where, asked: boolean): Promise<Found | string> {
  const find = (name: string): string | undefined => packageFolder(user, name) ?? packageFolder(built, name);
  const dawn = find("webgpu");
  const backend = find("@tensorflow/tfjs-backend-webgpu");
  if (dawn === undefined) return "the package webgpu is not installed";
  if (backend === undefined) return "the package @tensorflow/tfjs-backend-webgpu is not installed";
  const { create, globals } = (await import(pathToFileURL(join(dawn, mainOf(dawn))).href)) as {
    readonly create: (options: readonly string[]) => { requestAdapter(options: object): Promise<Adapter | null> };
    globals: object;
  };
  Object.assign(globalThis, globals);
  const gpu = create([]);
  const adapter = await gpu.requestAdapter({ powerPreference: "high-performance" });
  if (adapter === null) return "no graphics adapter was found";
  const info = adapter.info ?? {};
  const name =
    [info.description, info.device, info.vendor].find((text) => text !== undefined && text !== "") ??
    "a graphics adapter";
  const software =
    info.isFallbackAdapter === true || SOFTWARE.test(`${name} ${info.architecture ?? ""} ${info.device ?? ""}`);
  if (software && !asked) return `the only adapter is software (${name})`;
  // The backend registers itself when it is loaded, if there is something to run on.
  const navigator = (globalThis as { navigator?: object }).navigator;
  if (navigator === undefined) Object.defineProperty(globalThis, "navigator", { value: { gpu }, configurable: true });
  else Object.defineProperty(navigator, "gpu", { value: gpu, configurable: true });
  createRequire(user)(backend);
  if (!(await use(tf, "webgpu"))) return "its backend did not start";
  standInForReads(tf.backend(), () =>
    tell(
      "numbers that the script reads at once (`dataSync`, `arraySync`, `print`) are zeros: WebGPU in Node only gives them to `await data()`",
    ),
  );
  return { ran: "webgpu", name: `WebGPU on ${name}`, gpu: !software, software };
}

async function wasm(tf: Backends, { user, built }: Where): Promise<Found | string> {
  const before = process.listeners("unhandledRejection");
  const own = packageFolder(user, "@tensorflow/tfjs-backend-wasm");
  const { setWasmPaths } = createRequire(own === undefined ? built : user)(own ?? join(dirname(built), "wasm.cjs")) as {
    readonly setWasmPaths: (folder: string) => void;
  };
  setWasmPaths(own === undefined ? `${join(dirname(built), "wasm")}/` : `${join(own, "dist")}/`);
  const started = await use(tf, "wasm");
  // It adds listeners that throw: a rejected promise of the user's would end everything.
  for (const listener of process.listeners("unhandledRejection"))
    if (!before.includes(listener)) process.removeListener("unhandledRejection", listener);
  return started ? { ran: "wasm", name: processor(), gpu: false, software: false } : "its backend did not start";
}

async function cpu(tf: Backends): Promise<Found | string> {
  if (!(await use(tf, "cpu"))) return "its backend did not start";
  return { ran: "cpu", name: processor(), gpu: false, software: false };
}

function mainOf(folder: string): string {
  const { main, exports } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
    main?: string;
    exports?: unknown;
  };
  return main ?? (typeof exports === "string" ? exports : "index.js");
}

function processor(): string {
  return cpus()[0]?.model.trim() ?? process.arch;
}
