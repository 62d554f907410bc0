/** TensorFlow.js, for real, in a Node of its own: on WebAssembly and on the CPU. A graphics adapter has its tests in `test/probe/frameworks`. */
import { existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ProbeReport } from "../../server/src/probe/report.ts";
import { buildProber, modelFiles, modelFolder, outcomeOf, probeText } from "./model-files.ts";
import type { BuiltProber } from "./model-files.ts";

let prober: BuiltProber;
let folder: string;
beforeAll(async () => {
  prober = await buildProber();
  folder = mkdtempSync(join(tmpdir(), "shapeline-tfjs-"));
  symlinkSync(join(import.meta.dirname, "../../node_modules"), join(folder, "node_modules"));
});
afterAll(() => {
  prober.remove();
  rmSync(folder, { recursive: true, force: true });
});

const probe = (text: string, order = {}): Promise<ProbeReport> => {
  const path = join(folder, "main.mjs");
  writeFileSync(path, text);
  return probeText(prober, { path, text }, order);
};
const head = 'import * as tf from "@tensorflow/tfjs";\n';
const small = `${head}export const model = tf.sequential({ layers: [tf.layers.dense({ inputShape: [3], units: 1 })] });\n`;

describe("model files", () => {
  test.each(modelFiles(join(modelFolder, "tfjs")))("$name", async (file) => {
    const report = await probeText(prober, file, { device: "wasm" });
    const outcome = outcomeOf(report);
    if (file.expected.startsWith("broke")) {
      expect(outcome.startsWith("broke")).toBe(true);
      expect(JSON.stringify(report)).toContain(file.expected.slice("broke ".length));
    } else expect(outcome).toBe(file.expected);
    expect(report.counts.contradicted).toBe(0);
    expect(existsSync(join(modelFolder, "tfjs/written.txt"))).toBe(false);
  });
});

describe("the device line", () => {
  test("says what ran, by its own name, and why nothing better", async () => {
    const { device, deviceLine } = await probe(small);
    expect(device).toMatchObject({ requested: "auto", gpu: false });
    expect(["wasm", "tfjs-node", "webgpu"]).toContain(device?.ran);
    if (device?.ran === "wasm") {
      expect(device.tried.map((each) => each.device)).toEqual(["tfjs-node-gpu", "webgpu", "tfjs-node"]);
      expect(deviceLine).toMatch(/^Ran on CPU \(WebAssembly, .*\); not on tfjs-node-gpu: .*; not on webgpu: /);
    }
  });

  test("the plain CPU where that is asked for", async () => {
    const { device, outputs } = await probe(small, { device: "cpu" });
    expect(device).toMatchObject({ ran: "cpu", gpu: false, tried: [] });
    expect(outputs).toEqual(["(2, 1)"]);
  });

  test("a device that is not there is not replaced", async () => {
    const { outcome, device, summary } = await probe(small, { device: "cuda" });
    expect(outcome).toBe("stopped");
    expect(device).toBeUndefined();
    expect(summary).toContain("there is no device cuda");
  });

  test("stays true when the program asks for another backend", async () => {
    const { device, notes } = await probe(`${small}await tf.setBackend("cpu");\n`, { device: "wasm" });
    expect(device?.ran).toBe("wasm");
    expect(notes.map(({ text }) => text)).toContain("the program asks for the backend cpu; the probe keeps its own");
  });
});

describe("places", () => {
  test("of operations and layers are those of the file, and compared", async () => {
    const text = `${head}
const x = tf.ones([4, 3]);
const y = x.matMul(tf.ones([3, 2]))
  .relu();
const input = tf.input({ shape: [6] });
const output = tf.layers.dense({ units: 2 }).apply(input);
export const model = tf.model({ inputs: input, outputs: output });
`;
    const { sites } = await probe(text, { device: "cpu" });
    expect(sites.map(({ text: each, agreement, observed }) => [each.replace(/\s+/g, ""), agreement, observed])).toEqual(
      [
        ["tf.ones([4,3])", "equal", ["(4, 3)"]],
        ["x.matMul(tf.ones([3,2])).relu()", "equal", ["(4, 2)"]],
        ["x.matMul(tf.ones([3,2]))", "equal", ["(4, 2)"]],
        ["tf.ones([3,2])", "equal", ["(3, 2)"]],
        ["tf.layers.dense({units:2}).apply(input)", "refined", ["(2, 2)"]],
      ],
    );
  });

  test("of what broke: the line and column, the layer, what went in", async () => {
    const text = `${head}const input = tf.input({ shape: [12] });
const folded = tf.layers.reshape({ targetShape: [5, 3] }).apply(input);
export const model = tf.model({ inputs: input, outputs: folded });
`;
    const { failure } = await probe(text, { device: "cpu" });
    expect(failure).toMatchObject({ place: { line: 3, column: 59 }, inputs: ["(2, 12)"] });
    expect(failure?.layer).toContain("Reshape");
  });
});

describe("programs that do not mean well", () => {
  const hostile: readonly (readonly [string, string, RegExp])[] = [
    ["an endless loop", "for (;;);", /stopped after 3 s/],
    [
      "an endless loop in a layer",
      `${small}tf.layers.Layer.prototype.call = () => { for (;;); };\nmodel.predict = () => { for (;;); };\n`,
      /stopped after 3 s/,
    ],
    ["a promise that never comes", "await new Promise(() => setInterval(() => {}, 100));", /stopped after 3 s/],
    ["an exit", "process.exit(0);", /No model was run/],
    ["an exit by force", "process.reallyExit(4);", /ended the probe itself \(exit code 4\)/],
    ["an abort", "process.abort();", /ended the probe itself \(SIGABRT\)/],
    [
      "too much memory",
      "const all = []; for (;;) all.push(new Float64Array(1e6).fill(1));",
      /had \d\.\d GiB of memory|ended the probe itself/,
    ],
    [
      "prints without end",
      `for (let i = 0; i < 1e5; i++) console.log("\\u001e not a record");\n${small}`,
      /The model runs/,
    ],
    ["a rejected promise", `void Promise.reject(new Error("no one waits"));\n${small}`, /The model runs|no one waits/],
    ["no syntax", "const = ;", /No model was run/],
    ["a throw of nothing", `${small}throw undefined;`, /The model runs/],
  ];
  test.each(hostile)("%s", async (_, text, summary) => {
    const started = Date.now();
    const seconds = summary.source.includes("after 3 s") ? 3 : 15;
    const report = await probe(text.includes("import ") ? text : head + text, {
      device: "cpu",
      seconds,
      memory: 4e8,
    });
    expect(report.summary).toMatch(summary);
    expect(Date.now() - started).toBeLessThan(seconds * 1000 + 5000);
  });
});
