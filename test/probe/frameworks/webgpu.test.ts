/**
 * TensorFlow.js on a graphics adapter in software: SwiftShader, which comes with Debian's chromium, under Dawn. It is never called a GPU, and never chosen
 * unless it is asked for. On a real adapter: scripts/probe/on-a-gpu.sh.
 */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { buildProber, checkModelFile, modelFiles, modelFolder } from "../model-files.ts";
import type { BuiltProber } from "../model-files.ts";

const driver = join(dirname(inject("swiftShader")), "vk_swiftshader_icd.json");
const files = modelFiles(join(modelFolder, "tfjs"));
let prober: BuiltProber;
beforeAll(async () => {
  expect(existsSync(driver), `there is no software adapter: ${driver}`).toBe(true);
  prober = await buildProber({ VK_ICD_FILENAMES: driver, LD_LIBRARY_PATH: dirname(driver) });
});
afterAll(() => prober.remove());

test.each(files)("$name", async (file) => {
  const { device, deviceLine } = await checkModelFile(prober, file, { device: "webgpu", seconds: 100 });
  expect(device).toMatchObject({ ran: "webgpu", gpu: false, software: true });
  expect(deviceLine).toMatch(/^Ran on a graphics adapter in software, no GPU: WebGPU on SwiftShader/);
});

test("it is not chosen for itself", async () => {
  const [file] = files.filter(({ name }) => name === "cnn.ts");
  if (file === undefined) throw new Error("cnn.ts is not there");
  const { device } = await checkModelFile(prober, file, { device: "auto" });
  expect(device?.ran).not.toBe("webgpu");
  expect(device?.tried.find(({ device: each }) => each === "webgpu")?.reason).toContain("the only adapter is software");
});
