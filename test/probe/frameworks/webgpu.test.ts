/**
 * TensorFlow.js on graphics adapters in software: SwiftShader, which comes with Debian's chromium, and Mesa's lavapipe (scripts/probe/lavapipe.sh), under Dawn.
 * Neither is ever called a GPU, nor chosen unless it is asked for. On a real adapter: scripts/probe/on-a-gpu.sh.
 */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { buildProber, checkModelFile, modelFiles, modelFolder } from "../model-files.ts";
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
