/**
 * The TensorFlow.js runner: loads the user's file, takes the model that it made, and sends one batch through it. Trains nothing. What is seen is in
 * watch.ts, on what it runs in backends.ts; what to run was decided by the plan, and what the plan left open by the model's own inputs.
 */
import { readFileSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import process from "node:process";
import { keepCompiled } from "../../../host/compile-cache.ts";
import { chooseBackend } from "./backends.ts";
import type { Backends } from "./backends.ts";
import { openChannel } from "./channel.ts";
import type { Channel } from "./channel.ts";
import { guard } from "./guard.ts";
import { loadFile } from "./load.ts";
import { openUserFiles, packageFolder } from "./loader.ts";
import type { UserFiles } from "./loader.ts";
import { standIn, standInForPage, wantsPage } from "./page.ts";
import { describe, messageOf, tensorsIn, watchLibrary } from "./watch.ts";
import type { Described, LayerLike, Library, ModelLike, Watch } from "./watch.ts";

interface Request {
  readonly path: string;
  readonly root: string;
  readonly temporary: string;
  readonly device: string;
  readonly model?: string;
  readonly make: readonly { readonly kind: string; readonly text?: string }[];
  readonly inputs: readonly {
    readonly name?: string;
    readonly shape: readonly number[];
    readonly dtype?: string;
    readonly bound?: number;
  }[];
}

interface Tensorflow extends Backends, Library {
  readonly version: Readonly<Record<string, string>>;
  randomNormal(shape: readonly number[], mean?: number, deviation?: number, dtype?: string): unknown;
  randomUniform(shape: readonly number[], low: number, high: number, dtype: string): unknown;
  tidy<T>(run: () => T): T;
  env(): { getBool(flag: string): boolean };
}

interface PlannedInput extends Described {
  readonly name: string;
  readonly assumed?: string;
  readonly bound?: number;
}

const exit = process.exit.bind(process);
const BUILT = __filename;
const SHIPPED = dirname(dirname(BUILT));
const BATCH = 2;
const LENGTH = 16;
/** Names that the library gives by itself. */
const MADE_UP = /^(?:(?:sequential|model|container)_?\d+(?:_model)?|input[ _]?(?:layer_?)?(?:Layer)?\d*|\w+_input)$/;
const FOR_THE_EYE = /^@tensorflow\/tfjs-vis$|\.(?:css|scss|less|svg|png|jpe?g|gif)$/;
/** Packages that give a program no numbers. */
const SHOWS_OR_LOGS =
  /^(?:dotenv(?:\/.*)?|chalk|kleur|picocolors|colors|ora|debug|winston|pino|loglevel|cli-progress|progress|chart\.js(?:\/.*)?|plotly\.js(?:-.*)?|nodeplotlib|@tensorflow\/tfjs-vis|@wandb\/sdk)$/;
const NAMES = [
  "@tensorflow/tfjs",
  "@tensorflow/tfjs-node",
  "@tensorflow/tfjs-node-gpu",
  "@tensorflow/tfjs-core",
  "@tensorflow/tfjs-layers",
];

async function probe(request: Request, channel: Channel): Promise<void> {
  const keep = keepCompiled(join(SHIPPED, "compiled/probe"), { built: SHIPPED, packages: true });
  const path = realpathSync(request.path);
  const own = packageFolder(path, "@tensorflow/tfjs") ?? packageFolder(path, "@tensorflow/tfjs-node");
  const tf = createRequire(path)(own ?? join(dirname(BUILT), "tfjs-library.cjs")) as Tensorflow;
  /** There once the library is loaded and watched. */
  const library: { watched?: object } = {};
  const substitute = (asked: string): object | undefined => {
    // Until the library is watched, it is ours or a backend's own that is loaded.
    if (NAMES.includes(asked) && library.watched !== undefined) {
      if (asked.includes("tfjs-node"))
        channel.send("note", {
          text: `${asked} was asked for; its members beyond TensorFlow.js (tf.node) are not there`,
        });
      return library.watched;
    }
    // Backends are chosen by the probe; what is for the eye, a page's bundler knows.
    if (asked.startsWith("@tensorflow/tfjs-backend-")) return {};
    if (FOR_THE_EYE.test(asked)) return standIn(() => undefined);
    return undefined;
  };
  /** `line`: where the probed file asks for it. */
  const absent = (asked: string, line: number | undefined): { module: object; isLost: boolean } => {
    const only = asked.startsWith(".") ? "is not there" : "is not installed";
    const shows = SHOWS_OR_LOGS.test(asked);
    if (shows || line === undefined)
      channel.send("note", {
        text: `${asked} ${only}: ${shows ? "what the script does with it does nothing" : "what needs it is left out"}`,
      });
    else {
      const statement = { path: path.replaceAll("\\", "/"), line };
      channel.send("skipped", { place: statement, statement, reason: `${asked} ${only}`, outside: true });
    }
    return { module: shows ? standIn(() => undefined) : {}, isLost: !shows };
  };
  let isPage = false;
  const files = openUserFiles(request.root, join(SHIPPED, "typescript.cjs"), { substitute, absent }, (text) => {
    if (isPage || !wantsPage(text)) return;
    isPage = true;
    channel.send("note", { text: "there is no page: what the script does with `document` and `window` does nothing" });
    standInForPage((loaded) => loaded({ type: "load" }));
  });
  channel.send("start", {
    framework: "tfjs",
    version: tf.version["tfjs"] ?? tf.version["tfjs-core"],
    runtime: `Node ${process.versions.node}`,
  });
  const tell = (text: string): void => channel.send("note", { text });
  const device = await chooseBackend(tf, { user: path, built: BUILT, tell }, request.device);
  if (typeof device === "string") {
    channel.send("note", { text: `there is no device ${request.device} (${device})` });
    return;
  }
  channel.send("device", { requested: request.device, ...device });
  tf.env().getBool("IS_BROWSER"); // as it is, before there may be something like a page
  const watch = watchLibrary(tf, files, channel, { setBackend: keepBackend(channel) });
  library.watched = watch.wrapped;
  (globalThis as { tf?: unknown }).tf = watch.wrapped; // as a page with a script tag has it
  const unguarded = guard(request.temporary, channel);
  await loadFile(path, files, watch, channel, request.make.find(({ kind }) => kind === "expression")?.text);
  channel.send("phase", { name: "forward" });
  await runModel(request, tf, files, watch, channel);
  unguarded(keep);
  const used = tf.getBackend();
  if (used !== device.ran && !(used === "tensorflow" && device.ran.startsWith("tfjs-node")))
    channel.send("note", { text: `the program changed the backend to ${used}` });
}

/** The device line must stay true. */
function keepBackend(channel: Channel): (name: unknown) => Promise<boolean> {
  return (name) => {
    channel.send("note", { text: `the program asks for the backend ${String(name)}; the probe keeps its own` });
    return Promise.resolve(true);
  };
}

async function runModel(
  request: Request,
  tf: Tensorflow,
  files: UserFiles,
  watch: Watch,
  channel: Channel,
): Promise<void> {
  const model = chooseModel(request, watch);
  if (model === undefined) {
    channel.send("note", { text: "the file made no model", open: "make" });
    return;
  }
  const inputs = inputsOf(request, model, watch);
  channel.send("model", {
    name: model.name.replace(MADE_UP, ""),
    className: model.getClassName(),
    given: "layers", // what was inferred for the program's own batch says nothing of this one
    parameters: parametersOf(model),
    inputs: inputs.map((input) => ({ ...input, name: input.name.replace(MADE_UP, "") })),
  });
  try {
    const tensors = inputs.map((input) => makeTensor(tf, input));
    const output = model.predict(tensors.length === 1 ? tensors[0] : tensors);
    // Only what is read is certain to have run.
    for (const tensor of tensorsIn(output)) await (tensor as unknown as { data(): Promise<unknown> }).data();
    channel.send("output", { outputs: tensorsIn(output).map(describe) });
  } catch (fault) {
    const running = watch.innermost() as
      { readonly layer: LayerLike; readonly inputs: readonly Described[] } | undefined;
    const place =
      files.placeOf(fault) ??
      (running === undefined ? undefined : watch.placeOf(running.layer)) ??
      watch.placeOf(model);
    channel.send("error", {
      type: fault instanceof Error ? fault.name : "Error",
      message: messageOf(fault),
      place,
      ...(running === undefined
        ? {}
        : { layer: { name: running.layer.name, className: running.layer.getClassName(), inputs: running.inputs } }),
    });
  }
}

/** The one that was asked for, else the last that was to be trained, else the last that was made. */
function chooseModel({ model: wanted }: Request, watch: Watch): ModelLike | undefined {
  const models = watch.models();
  if (wanted !== undefined) {
    const named = models.find(({ name }) => name === wanted) ?? models.find((model) => isHeldBy(wanted, model, watch));
    if (named !== undefined) return named;
  }
  return watch.fits.at(-1)?.model ?? models.at(-1);
}

/** Whether the line that made it assigns to this name. */
function isHeldBy(name: string, model: ModelLike, watch: Watch): boolean {
  const place = watch.placeOf(model);
  if (place === undefined) return false;
  const line = readFileSync(place.path, "utf8").split(/\r\n|\r|\n/)[place.line - 1] ?? "";
  return new RegExp(`(?:^|[^\\w$.])${name.replace(/[$]/g, "\\$&")}\\s*(?::[^=]*)?=`).test(line);
}

function inputsOf({ inputs: given }: Request, model: ModelLike, watch: Watch): readonly PlannedInput[] {
  const fit = watch.fits.filter((each) => each.model === model).at(-1);
  const known = model.inputs ?? [];
  if (known.length === 0) {
    const data = fit?.x[0];
    const [first] = given;
    if (first !== undefined) return [{ name: "input", shape: first.shape, dtype: first.dtype ?? "float32" }];
    return data === undefined
      ? []
      : [
          {
            name: "input",
            shape: [Math.min(BATCH, data.shape[0] ?? BATCH), ...data.shape.slice(1)],
            dtype: data.dtype,
          },
        ];
  }
  return known.map((input, i) => {
    const name = model.inputNames?.[i] ?? `input ${String(i + 1)}`;
    const wish = given.find((each) => each.name === name) ?? given.filter((each) => each.name === undefined)[i];
    const bound = smallestTable(model);
    const dtype = wish?.dtype ?? input.dtype;
    if (wish !== undefined) return { name, shape: wish.shape, dtype, bound: wish.bound ?? bound };
    const assumed: string[] = [];
    const data = fit?.x[i]?.shape;
    const shape = input.shape.map((size, axis) => {
      if (size !== null) return size;
      const seen = axis === 0 ? undefined : data?.[axis];
      const number = seen ?? (axis === 0 ? BATCH : LENGTH);
      if (seen === undefined) assumed.push(`axis ${String(axis)} is ${String(number)}`);
      return number;
    });
    return { name, shape, dtype, bound, ...(assumed.length === 0 ? {} : { assumed: assumed.join(", ") }) };
  });
}

/** Indices must lie in every table that they may be looked up in. */
function smallestTable(model: LayerLike): number {
  const sizes = allLayers(model).flatMap((layer) => {
    const { inputDim } = layer as unknown as { inputDim?: unknown };
    return layer.getClassName() === "Embedding" && typeof inputDim === "number" ? [inputDim] : [];
  });
  return sizes.length === 0 ? 2 : Math.min(...sizes);
}

function allLayers(layer: LayerLike): readonly LayerLike[] {
  return (layer.layers ?? []).flatMap((each) => (each === layer ? [] : [each, ...allLayers(each)]));
}

function makeTensor(tf: Tensorflow, { shape, dtype, bound = 2 }: PlannedInput): unknown {
  const hasTable = bound > 2;
  if (dtype === "int32" || hasTable) return tf.randomUniform(shape, 0, bound, dtype === "int32" ? "int32" : "float32");
  return dtype === "bool" ? tf.randomUniform(shape, 0, 2, "bool") : tf.randomNormal(shape);
}

function parametersOf(model: LayerLike): number | undefined {
  try {
    return model.countParams();
  } catch {
    return undefined; // not built
  }
}

async function main(): Promise<void> {
  Error.stackTraceLimit = 100; // the library calls itself many times before it finds a fault
  const request = JSON.parse(readFileSync(0, "utf8")) as Request;
  const channel = openChannel();
  try {
    await probe(request, channel);
  } catch (fault) {
    channel.send("error", { type: "Error", message: messageOf(fault) });
  }
  channel.send("done");
  process.removeAllListeners("exit"); // what the program would still do is not waited for
  exit(0); // a graphics library may keep the loop alive
}

void main();
