/** Keras, for real: model files, what is expected of each in its first line. */
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { buildProber, modelFiles, modelFolder, outcomeOf, probeText } from "../model-files.ts";
import type { BuiltProber } from "../model-files.ts";

let prober: BuiltProber;
beforeAll(async () => {
  prober = await buildProber();
});
afterAll(() => prober.remove());

test.each(modelFiles(join(modelFolder, "keras")))("$name", async (file) => {
  const report = await probeText(prober, file, { python: inject("kerasPython") });
  const outcome = outcomeOf(report);
  if (file.expected.startsWith("broke")) {
    expect(outcome.startsWith("broke")).toBe(true);
    expect(JSON.stringify(report)).toContain(file.expected.slice("broke ".length));
  } else expect(outcome).toBe(file.expected);
  expect(report.counts.contradicted).toBe(0);
});
