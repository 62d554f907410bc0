/** The coverage page of TensorFlow.js: which public functions that give tensors are modelled, read off the library and off our stubs. */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { tf } from "./library.ts";

const stubs = join(import.meta.dirname, "../../../server/src/models/tfjs/stubs/@tensorflow");

/** Names of `tf` that give no tensor: the engine, kernels, registries, versions. */
const noTensors = new Set(
  (
    "backend backend_util broadcast_util buffer copyRegisteredKernels deprecationWarn deregisterOp device_util disableDeprecationWarnings dispose " +
    "disposeVariables enableDebugMode enableProdMode enclosingPowerOfTwo engine env findBackend findBackendFactory forceHalfFloat gather_util " +
    "getBackend getGradient getKernel getKernelsForBackend gpgpu_util grad grads input kernel_impls loadGraphModel loadGraphModelSync " +
    "loadLayersModel memory model nextFrame op print profile ready registerBackend registerCallbackConstructor registerGradient registerKernel " +
    "registerOp removeBackend scatter_util sequential setBackend setPlatform setWebGLContext slice_util sumOutType tensor_util test_util tidy time " +
    "unregisterGradient unregisterKernel upcastType valueAndGrad valueAndGrads variableGrads version webgl_util keep"
  ).split(" "),
);

function exportedNames(): ReadonlySet<string> {
  const names = new Set<string>();
  const files = readdirSync(stubs, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".js"));
  for (const file of files) {
    const text = readFileSync(join(stubs, file), "utf8");
    for (const [, name] of text.matchAll(/^export (?:function|class|const) (\w+)/gm)) names.add(name ?? "");
    for (const [, list] of text.matchAll(/^export \{([^}]*)\}/gms)) {
      for (const part of (list ?? "").split(",")) names.add(part.trim().split(" as ").at(-1) ?? "");
    }
  }
  return names;
}

interface Group {
  readonly title: string;
  readonly names: readonly string[];
}

function groups(): readonly Group[] {
  const library = tf as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  const functionsOf = (space: Readonly<Record<string, unknown>> | undefined): string[] =>
    Object.keys(space ?? {})
      .filter((name) => /^[a-z]/.test(name) && typeof space?.[name] === "function")
      .sort();
  return [
    { title: "factories of `tf.layers`", names: functionsOf(library["layers"]) },
    { title: "functions of `tf`", names: functionsOf(library as never).filter((name) => !noTensors.has(name)) },
    ...["losses", "image", "linalg", "signal", "spectral", "data", "metrics"].map((space) => ({
      title: `\`tf.${space}\``,
      names: functionsOf(library[space]),
    })),
  ];
}

export function coveragePage(): string {
  const ours = exportedNames();
  const rows = groups().map(({ title, names }) => ({ title, names, missing: names.filter((name) => !ours.has(name)) }));
  const table = rows.map(
    ({ title, names, missing }) => `| ${title} | ${String(names.length)} | ${String(names.length - missing.length)} |`,
  );
  const gaps = rows
    .filter(({ missing }) => missing.length > 0)
    .map(({ title, missing }) => `- ${title}: ${missing.map((name) => `\`${name}\``).join(", ")}`);
  return [
    "# What is known of TensorFlow.js",
    "",
    "Version 4.22. Every layer factory is compared with the library itself on 150 seeded cases, losses and metrics on labels of every shape with one",
    "real step of training, functions on random calls: `npm run conformance:tfjs`. This page is written by the same run (`UPDATE=1`).",
    "",
    "|  | public | modelled |",
    "| --- | ---: | ---: |",
    ...table,
    "",
    "## Not modelled",
    "",
    "What is not modelled is unknown: nothing is said of it.",
    "",
    ...gaps,
    "",
    "## Known limits",
    "",
    "- `loadLayersModel` reads a `model.json` that is a file of the project, whose address is written down; one elsewhere is unknown, as is any in a program that writes models itself.",
    "- Of `loadGraphModel` only the signature is read: what comes out, not what goes in.",
    "- `tf.data.csv` knows the columns that are configured, and those of a file of the project; of others it knows the labels' names alone.",
    "- Of an iterator of one's own (`tf.data.generator(() => ({ next }))`) the first turn stands for all: its last batch may be smaller.",
    "- `stridedSlice` with new axes or an ellipsis, `pool` with dilations and paddings given as lists give tensors of unknown shape.",
    "- What `data()` and `array()` give is known item by item up to 128 numbers; of more it is only known that they are numbers.",
    "- The width that `randomWidth` draws is not known.",
    "",
  ].join("\n");
}
