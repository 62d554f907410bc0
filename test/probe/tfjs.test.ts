/** TensorFlow.js, for real, in a Node of its own: on WebAssembly and on the CPU. A graphics adapter has its tests in `test/probe/frameworks`. */
import { existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { ProbeReport } from "../../server/src/probe/report.ts";
import { buildProber, checkModelFile, modelFiles, modelFolder, probeText } from "./model-files.ts";
import type { BuiltProber } from "./model-files.ts";
import { processesWith } from "./processes-with.ts";

const mark = `tfjs-${String(process.pid)}`;
let prober: BuiltProber;
let folder: string;
beforeAll(async () => {
  prober = await buildProber({ SHAPELINE_TEST: mark });
  folder = mkdtempSync(join(tmpdir(), "shapeline-tfjs-"));
  symlinkSync(join(import.meta.dirname, "../../node_modules"), join(folder, "node_modules"));
});
afterEach(() => {
  expect(processesWith(`SHAPELINE_TEST=${mark}`)).toEqual([]);
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
    await checkModelFile(prober, file, { device: "wasm" });
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
    ["no syntax", "\nconst = ;", /broke off in line 3 of main.mjs: SyntaxError: .*no model was run/],
    ["a throw of nothing", `${small}throw undefined;`, /broke off: .*the model runs/],
    [
      "an endless chain of promises",
      "const again = () => Promise.resolve().then(again); await again();",
      // Each link of the chain is kept: on a fast machine the memory goes first.
      /stopped after 3 s|had \d\.\d GiB of memory/,
    ],
    ["a request to stop that is not heard", 'process.on("SIGTERM", () => {}); for (;;);', /stopped after 3 s/],
    [
      "a hundred gigabytes",
      `${small}tf.zeros([25e9]);`,
      /broke off in line 3 .*the model runs|had \d\.\d GiB of memory|ended the probe itself/,
    ],
    ["a buffer of a hundred gigabytes", `${small}Buffer.alloc(100e9);`, /broke off in line 3 .*the model runs/],
    ["a loop when it ends", `${small}process.on("exit", () => { for (;;); });`, /The model runs/],
    [
      "a worker that never ends",
      `import { Worker } from "node:worker_threads";\n${small}new Worker("for (;;);", { eval: true });`,
      /The model runs/,
    ],
    ["output that is closed", `import fs from "node:fs";\n${small}fs.closeSync(1);`, /ended the probe itself/],
    ["an exit in an import", `import "./leaves.mjs";\n${small}`, /The model runs|No model was run/],
  ];
  test.each(hostile)("%s", async (_, text, summary) => {
    writeFileSync(join(folder, "leaves.mjs"), "process.exit(0);\n");
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

  test("the network, other programs and files are refused, and the model runs", async () => {
    const calls: readonly (readonly [string, string])[] = [
      ['import fs from "node:fs";', 'fs.writeFileSync("outside1", "x")'],
      ["", 'fs.createWriteStream("outside2")'],
      ["", 'await fs.promises.writeFile("outside3", "x")'],
      ["", 'fs.openSync("outside4", "a")'],
      ["", 'fs.mkdirSync("outside5")'],
      ["", 'fs.renameSync("main.mjs", "outside6")'],
      ["", 'fs.rmSync("main.mjs")'],
      ['import { execSync, spawn, fork } from "node:child_process";', 'execSync("touch outside7")'],
      ["", 'spawn("sleep", ["1000"])'],
      ["", 'fork("main.mjs")'],
      ['import cluster from "node:cluster";', "cluster.fork()"],
      ['import net from "node:net";', 'net.connect(9, "127.0.0.1")'],
      ["", "net.createServer().listen(0)"],
      [
        'import http from "node:http";',
        'await new Promise((_, no) => http.get("http://127.0.0.1:9/").on("error", no))',
      ],
      ['import dgram from "node:dgram";', 'dgram.createSocket("udp4").send("x", 9, "127.0.0.1")'],
      ['import dns from "node:dns";', 'await dns.promises.resolve4("localhost")'],
      ["", 'await fetch("http://127.0.0.1:9/")'],
      ["", 'await tf.loadLayersModel("http://127.0.0.1:9/model.json")'],
      ["", 'await tf.loadGraphModel("http://127.0.0.1:9/model.json")'],
      ["", "process.kill(process.ppid)"],
    ];
    const lines = calls.map(([, call]) => `try { ${call}; } catch (fault) { refused.push(String(fault.message)); }`);
    const text = `${calls.map(([line]) => line).join("\n")}\n${small}const refused = [];\n${lines.join("\n")}\nconsole.log("refused", refused.filter((each) => each.includes("a shape probe")).length);\n`;
    const { outcome, output } = await probe(text, { device: "cpu" });
    expect(outcome).toBe("ran");
    expect(output).toContain(`refused ${String(calls.length)}`);
    expect(readdirSync(folder).filter((name) => name.startsWith("outside"))).toEqual([]);
    expect(existsSync(join(folder, "main.mjs"))).toBe(true);
  });

  test("a model that would be downloaded is told as what it is", async () => {
    const text = `${head}const base = await tf.loadLayersModel("https://localhost/mobilenet/model.json");\nexport const model = tf.sequential({ layers: [base] });\n`;
    const { outcome, notes, summary } = await probe(text, { device: "cpu" });
    expect(outcome).toBe("stopped");
    expect(summary).toContain("No model was run");
    expect(notes.map(({ text: each }) => each).join()).toContain("has no network");
  });
});

describe("what ends a script", () => {
  test("an error of its own: its line, and what was seen until then", async () => {
    const { outcome, summary, outputs } = await probe(`${small}JSON.parse("{");\nmodel.predict(tf.ones([2, 5]));\n`);
    expect(outcome).toBe("stopped");
    expect(summary).toMatch(
      /^The program broke off in line 3 of main.mjs: SyntaxError: .*Until then: the model runs; /,
    );
    expect(outputs).toEqual(["(2, 1)"]);
  });

  test("what is refused: that is no fault of the script", async () => {
    const { outcome, notes } = await probe(`${small}await fetch("https://localhost/");\nthrow new Error();\n`);
    expect(outcome).toBe("ran");
    expect(notes.map(({ text }) => text)).toEqual([expect.stringMatching(/^Left out: .*has no network/)]);
  });

  test("an error before the model: its builder is called", async () => {
    const builder = `const createModel = () => tf.sequential({ layers: [tf.layers.dense({ inputShape: [4], units: 2 })] });\n`;
    const { summary, outputs } = await probe(`${head}${builder}missing();\n`);
    expect(summary).toContain("broke off in line 3");
    expect(outputs).toEqual(["(2, 2)"]);
  });
});

describe("a script for a page", () => {
  const layers = `model.add(tf.layers.dense({ inputShape: [4], units: 2 }));`;
  test("makes its model when the page is loaded, and finds elements that do nothing", async () => {
    const text = `${head}import * as tfvis from "@tensorflow/tfjs-vis";
import "./style.css";
const status = document.querySelector("#status");
async function run() {
  status.innerText = \`\${document.getElementById("n").value} rows\`;
  for (const button of document.querySelectorAll("button")) button.disabled = true;
  const model = tf.sequential();
  ${layers}
  await tfvis.show.modelSummary({ name: "summary" }, model);
}
document.addEventListener("DOMContentLoaded", run);
`;
    const { summary, outputs, notes } = await probe(text);
    expect(summary).toMatch(/^The model runs/);
    expect(outputs).toEqual(["(2, 2)"]);
    expect(notes.map((each) => each.text)).toEqual([expect.stringContaining("there is no page")]);
  });

  test("waits for a click: its builder is called", async () => {
    const text = `${head}function createModel() { const model = tf.sequential(); ${layers} return model; }
window.onload = () => document.getElementById("train").addEventListener("click", () => createModel().fit());
`;
    expect((await probe(text)).outputs).toEqual(["(2, 2)"]);
  });
});

describe("training", () => {
  test("takes one batch of a data set, tries the loss on it, and no more", async () => {
    const text = `${small}model.compile({ optimizer: "sgd", loss: "meanSquaredError" });
let rows = 0;
const data = tf.data.generator(function* () { for (;;) yield { xs: tf.ones([3]), ys: tf.tensor1d([rows++]) }; }).batch(4);
await model.fitDataset(data, { epochs: 100 });
console.log("trained");
`;
    const { data, loss, outcome, output } = await probe(text, { device: "cpu" });
    expect(data).toMatchObject([{ x: ["(4, 3)"], y: ["(4, 1)"], place: { line: 6 } }]);
    expect(loss).toMatchObject({ name: "meanSquaredError", ok: true });
    expect(outcome).toBe("ran");
    expect(output).not.toContain("trained");
  });

  test("of a data set that gives nothing: that is told", async () => {
    const text = `${small}model.compile({ optimizer: "sgd", loss: "meanSquaredError" });
await model.fitDataset(tf.data.generator(function* () { throw new Error("no file"); }), { epochs: 1 });
`;
    const { notes, outcome } = await probe(text);
    expect(outcome).toBe("ran");
    expect(notes.map((each) => each.text).join()).toMatch(/the data set gave no batch: .*no file/);
  });

  test("begins after a while, in a main that nobody awaits", async () => {
    const text = `${head}async function main() {
  await new Promise((resolve) => setTimeout(resolve, 300));
  const model = tf.sequential({ layers: [tf.layers.dense({ inputShape: [3], units: 1 })] });
  model.compile({ optimizer: "sgd", loss: "meanSquaredError" });
  await model.fit(tf.ones([8, 3]), tf.ones([8, 1]));
}
main();
`;
    expect((await probe(text)).data).toMatchObject([{ x: ["(8, 3)"], y: ["(8, 1)"] }]);
  });
});
