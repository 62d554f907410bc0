/**
 * TensorFlow.js on graphics adapters in software: SwiftShader, which comes with Debian's chromium, and Mesa's lavapipe (scripts/probe/lavapipe.sh), under Dawn.
 * Neither is ever called a GPU, nor chosen unless it is asked for. On a real adapter: scripts/probe/on-a-gpu.sh.
 */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { buildProber, checkModelFile, modelFiles, modelFolder, probeText } from "../model-files.ts";
import type { BuiltProber } from "../model-files.ts";

const chromium = dirname(inject("swiftShader"));
const adapters = [
  {
    name: "SwiftShader",
    driver: join(chromium, "vk_swiftshader_icd.json"),
    variables: { LD_LIBRARY_PATH: chromium },
    line: /^Ran on a graphics adapter in software, no GPU: WebGPU on SwiftShader/,
  },
  {
    name: "lavapipe",
    driver: inject("lavapipe"),
    variables: {},
    line: /^Ran on a graphics adapter in software, no GPU: WebGPU on llvmpipe: Mesa /,
  },
];
const files = modelFiles(join(modelFolder, "tfjs"));

describe.each(adapters)("$name", ({ driver, variables, line }) => {
  let prober: BuiltProber;
  beforeAll(async () => {
    expect(existsSync(driver), `there is no software adapter: ${driver}`).toBe(true);
    prober = await buildProber({ VK_ICD_FILENAMES: driver, ...variables });
  });
  afterAll(() => prober.remove());

  test.each(files)("$name", async (file) => {
    const { device, deviceLine } = await checkModelFile(prober, file, { device: "webgpu", seconds: 150 });
    expect(device).toMatchObject({ ran: "webgpu", gpu: false, software: true });
    expect(deviceLine).toMatch(line);
  });

  test("numbers that are read at once are zeros, and that is told; those that are waited for are true", async () => {
    const text = `import * as tf from "@tensorflow/tfjs";
const model = tf.sequential({ layers: [tf.layers.dense({ inputShape: [3], units: 2, kernelInitializer: "ones" })] });
const y = model.predict(tf.ones([1, 3]));
console.log("at once", y.dataSync().join(), "its own", tf.tensor1d([7]).dataSync().join());
console.log("waited for", (await y.data()).join());
`;
    const folder = mkdtempSync(join(import.meta.dirname, "tmp-")); // below node_modules
    const file = join(folder, "main.mjs");
    try {
      writeFileSync(file, text);
      const { outcome, output, notes } = await probeText(prober, { path: file, text }, { device: "webgpu" });
      expect(outcome).toBe("ran");
      expect(output).toContain("at once 0,0 its own 7");
      expect(output).toContain("waited for 3,3");
      expect(notes.map((note) => note.text)).toEqual([expect.stringContaining("are zeros: WebGPU in Node")]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test("it is not chosen for itself", async () => {
    const [file] = files.filter(({ name }) => name === "cnn.ts");
    if (file === undefined) throw new Error("cnn.ts is not there");
    const { device } = await checkModelFile(prober, file, { device: "auto" });
    expect(device?.ran).not.toBe("webgpu");
    expect(device?.tried.find(({ device: each }) => each === "webgpu")?.reason).toContain(
      "the only adapter is software",
    );
  });
});
