/** Keras, for real: model files, what is expected of each in its head; what is not downloaded; programs that do not mean well. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import type { ProbeReport } from "../../../server/src/probe/report.ts";
import { buildProber, checkModelFile, modelFiles, modelFolder, probeText } from "../model-files.ts";
import type { BuiltProber } from "../model-files.ts";

const python = inject("kerasPython");
let prober: BuiltProber;
let folder: string;
beforeAll(async () => {
  prober = await buildProber();
  folder = mkdtempSync(join(tmpdir(), "shapeline-keras-"));
});
afterAll(() => {
  prober.remove();
  rmSync(folder, { recursive: true, force: true });
});

const probe = (text: string, order = {}): Promise<ProbeReport> => {
  const path = join(folder, "main.py");
  writeFileSync(path, text);
  return probeText(prober, { path, text }, { python, ...order });
};
const notesOf = ({ notes }: ProbeReport): string => notes.map(({ text }) => text).join("\n");
const head = "import keras\nfrom keras import layers\n";

describe("model files", () => {
  test.each(modelFiles(join(modelFolder, "keras")))("$name", async (file) => {
    await checkModelFile(prober, file, { python });
  });
});

describe("nothing is downloaded", () => {
  test("the weights of an application stay random, by default too", async () => {
    const text = `${head}model = keras.applications.ResNet50(input_shape=(64, 64, 3), include_top=False, pooling="avg")\n`;
    const report = await probe(text);
    expect([report.outcome, report.outputs]).toEqual(["ran", ["(2, 2048)"]]);
    expect(notesOf(report)).toContain("no weights were downloaded");
  });

  test("every data set of Keras has its shapes", async () => {
    const text = `${head}
shapes = {}
for name in ("mnist", "fashion_mnist", "cifar10", "cifar100", "boston_housing", "california_housing"):
    (x, y), (x_test, y_test) = getattr(keras.datasets, name).load_data()
    shapes[name] = (x.shape, y.shape, x_test.shape)
(x, y), _ = keras.datasets.imdb.load_data(num_words=500)
x = keras.utils.pad_sequences(x, maxlen=20)
assert shapes == {
    "mnist": ((60000, 28, 28), (60000,), (10000, 28, 28)),
    "fashion_mnist": ((60000, 28, 28), (60000,), (10000, 28, 28)),
    "cifar10": ((50000, 32, 32, 3), (50000, 1), (10000, 32, 32, 3)),
    "cifar100": ((50000, 32, 32, 3), (50000, 1), (10000, 32, 32, 3)),
    "boston_housing": ((404, 13), (404,), (102, 13)),
    "california_housing": ((16512, 8), (16512,), (4128, 8)),
}, shapes
assert x.shape == (25000, 20) and x.max() < 500
model = keras.Sequential([keras.Input(x.shape[1:]), layers.Embedding(500, 4), layers.LSTM(3), layers.Dense(1)])
`;
    const report = await probe(text);
    expect(notesOf(report)).not.toContain("Left out");
    expect([report.outcome, report.outputs]).toEqual(["ran", ["(2, 1)"]]);
    expect(notesOf(report)).toContain("the data set cifar10 was not downloaded");
  });

  test("a file that the program fetches for itself is refused, and the model runs", async () => {
    const text = `${head}path = keras.utils.get_file("data.csv", "https://localhost/data.csv")
model = keras.Sequential([keras.Input((3,)), layers.Dense(1)])
`;
    const report = await probe(text);
    expect(report.outcome).toBe("ran");
    expect(notesOf(report)).toMatch(/Left out: .*(?:no network|writes no files)/);
  });
});

test("nothing is written by the libraries themselves", async () => {
  const at = (name: string): string => JSON.stringify(join(folder, name));
  const text = `${head}import tensorflow as tf
model = keras.Sequential([keras.Input((3,)), layers.Dense(1)])
model.save(${at("written.keras")})
model.save_weights(${at("written.weights.h5")})
model.export(${at("written")})
tf.io.write_file(${at("written.txt")}, "x")
tf.summary.create_file_writer(${at("written-logs")})
tf.train.Checkpoint(model=model).save(${at("written-checkpoint")})
`;
  const report = await probe(text);
  expect(report.outcome).toBe("ran");
  expect(notesOf(report).match(/writes no files/g)).toHaveLength(6);
  expect(readdirSync(folder)).toEqual(["main.py"]);
});

describe("programs that do not mean well", () => {
  const small = `${head}model = keras.Sequential([keras.Input((3,)), layers.Dense(1)])\n`;
  const hostile: readonly (readonly [string, string, RegExp])[] = [
    ["an endless loop", `${small}while True: pass\n`, /stopped after 40 s, in line 4/],
    [
      "an endless loop in a layer",
      `${head}class Loop(layers.Layer):\n    def call(self, x):\n        while True: pass\nmodel = keras.Sequential([layers.Dense(2), Loop()])\nmodel(keras.ops.ones((2, 3)))\n`,
      /stopped after 40 s, in line 5/,
    ],
    [
      "a hundred gigabytes",
      `${small}import tensorflow as tf\nx = tf.zeros((25_000_000_000,))\n`,
      /The model runs|had \d+\.\d GiB of memory|ended the probe itself/,
    ],
    ["an exit", `${small}exit()\n`, /The model runs/],
    [
      "endless data",
      `${small}model.compile("sgd", "mse")\ndef g():\n    while True: yield None\nmodel.fit(g())\n`,
      /The model runs/,
    ],
  ];
  test.each(hostile)("%s", async (_, text, summary) => {
    const report = await probe(text, { seconds: summary.source.includes("40 s") ? 40 : 100, memory: 6e9 });
    expect(report.summary).toMatch(summary);
  });
});
