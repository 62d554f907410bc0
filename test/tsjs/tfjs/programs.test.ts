/**
 * Whole programs as people write them. All have been run under the real library: as they stand they work, so nothing may be reported; with
 * one change each they crash, and that is reported.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { diagnose } from "../../../server/src/rules/index.ts";
import { printTensor } from "../../../server/src/shape/index.ts";
import { tf } from "../conformance/library.ts";
import { analyse } from "../project.ts";
import { execute } from "./execute.ts";
import { mistakesInModels } from "./mistakes-in-models.ts";
import { mistakesInTraining } from "./mistakes-in-training.ts";
import { mistakesInLaterPrograms } from "./mistakes-in-later-programs.ts";
import { mistakesUnseen } from "./mistakes-unseen.ts";

const folder = join(import.meta.dirname, "programs");
const names = readdirSync(folder);

function textOf(name: string): string {
  return readFileSync(join(folder, name), "utf8");
}

beforeAll(async () => {
  await tf.setBackend("cpu");
});

describe("programs that work", () => {
  test.each(names)(
    "%s",
    async (name) => {
      const facts = analyse({ [`/work/${name}`]: textOf(name) }, `/work/${name}`);
      const { broken, incomplete, unresolved } = facts;
      expect(diagnose(facts, { severities: {} }).map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
      expect({
        broken: broken.map(({ operation, requirement }) => `${operation} ${requirement}`),
        incomplete,
        unresolved,
      }).toEqual({
        broken: [],
        incomplete: false,
        unresolved: [],
      });
      expect(await execute(name, textOf(name))).toBeUndefined();
    },
    60_000,
  );
});

const shapes: readonly (readonly [program: string, name: string, shape: string])[] = [
  ["xor.cjs", "out", "(4, 1) float32"],
  ["digits.cjs", "trainXs", "(20, 28, 28, 1) float32"],
  ["digits.cjs", "preds", "(20,) int32"],
  ["residual.cjs", "joined", "(B, 23) float32"],
  ["residual.cjs", "a", "(2, 4) float32"],
  ["gradient-descent.mjs", "normed", "(16, 3) float32"],
  ["gradient-descent.mjs", "value", "() float32"],
  ["text.mjs", "ys", "(10, 13) int32"],
  ["text.mjs", "out", "(1, 13) float32"],
  ["policy.mjs", "leftRightProbs", "(1, 2) float32"],
  ["curve.mjs", "labels", "(3, 1) float32"],
  ["curve.mjs", "predictions", "(100, 1) float32"],
  ["autoencoder.mjs", "z", "(B, 2) float32"],
  ["autoencoder.mjs", "outputs", "(B, 20) float32"],
  ["trainer.ts", "probabilities", "(1, 10) float32"],
  ["mobilenet.ts", "out", "(2, 4) float32"],
  ["textgen.ts", "logits", "(16,) float32"],
  ["vae.ts", "grid", "(5, 12, 12) float32"],
  ["actor-critic.ts", "policy", "(1, 2) float32"],
  ["forecast.ts", "forecast", "(5, 3) float32"],
  ["transformer.ts", "next", "(4,) int32"],
  ["unet.ts", "labels", "(2, 32, 32) int32"],
  ["recommender.ts", "scores", "(30, 1) float32"],
  ["kmeans.ts", "clusters", "(20,) int32"],
  ["detector.ts", "boxes", "(48, 4) float32"],
  ["style.mts", "dx", "(1, 24, 23, 3) float32"],
  ["siamese.ts", "same", "(B, 1) float32"],
  ["ocr.cjs", "pooled", "(B, 5, 11) float32"],
  ["mpg.ts", "normalizedInputs", "(36, 2) float32"],
  ["snake.ts", "nextMaxQTensor", "(4,) float32"],
  ["poses.ts", "similarities", "(8,) float32"],
  ["attention-layer.ts", "weights", "(6, 7, 1) float32"],
  ["pacman.ts", "embeddings", "(1, 8, 8, 32) float32"],
  ["iris-kfold.js", "matrix", "(3, 3) int32"],
  ["edges.mjs", "mosaic", "(16, 48, 1) float32"],
  ["cgan.ts", "fakeImage", "(B, 28, 28, 1) float32"],
  ["char-rnn.ts", "output", "(1, 17) float32"],
  ["denoise.ts", "side", "(16, 32, 3) float32"],
  ["Digit.svelte", "alpha", "(28, 28, 1) float32"],
  ["Predict.vue", "image", "(1, 28, 28, 1) float32"],
  ["PoseCoach.tsx", "warmUp", "(1, 4) float32"],
  ["Sentiment.vue", "output", "(1, 1) float32"],
  ["Painter.svelte", "enlarged", "(64, 64, 3) float32"],
  ["speech-commands.ts", "probabilities", "(1, 4) float32"],
  ["wgan.js", "radius", "(64,) float32"],
  ["anomaly.cjs", "errors", "(13,) float32"],
  ["churn.ts", "gated", "(B, 8) float32"],
  ["inference-worker.ts", "image", "(12, 16, 1) float32"],
  ["finetune.mjs", "embedding", "(6, 4, 4, 32) float32"],
  ["lyrics.ts", "sampled", "(1, 1) int32"],
  ["thumbnails-api.ts", "similarities", "(4,) float32"],
];

test.each(shapes)("in %s, %s is %s", (program, name, shape) => {
  const { values } = analyse({ [`/src/${program}`]: textOf(program) }, `/src/${program}`);
  const value = values.find((each) => each.role === "target" && each.text === name);
  expect(value === undefined ? undefined : printTensor(value.tensor)).toBe(shape);
});

describe("programs with a mistake", () => {
  test.each([...mistakesInModels, ...mistakesInTraining, ...mistakesUnseen, ...mistakesInLaterPrograms])(
    "$program with $to",
    async ({ program, from, to, reports, does }) => {
      const original = textOf(program);
      const text = original.replace(from, () => to);
      expect(text).not.toBe(original);
      const found = diagnose(analyse({ [`/src/${program}`]: text }, `/src/${program}`), { severities: {} });
      const said = found.map(({ rule, span }) => `${rule}: ${text.slice(span.start, span.end)}`);
      expect(said.map((each, i) => (each.startsWith(reports[i] ?? "none") ? reports[i] : each))).toEqual(reports);
      const message = await execute(program, text);
      expect(message === undefined ? "runs" : "throws", message).toBe(does);
    },
  );
});
