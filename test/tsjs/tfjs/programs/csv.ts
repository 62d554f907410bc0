import * as tf from "@tensorflow/tfjs";
import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const file = join(tmpdir(), `houses-${process.pid}.csv`);
writeFileSync(
  file,
  "rooms,area,age,price\n" + Array.from({ length: 12 }, (_, i) => `${i % 5},${30 + i},${i},${100 + i}`).join("\n"),
);

type Row = { xs: Record<string, number>; ys: { price: number } };

async function main() {
  const csv = tf.data.csv(`file://${file}`, { columnConfigs: { price: { isLabel: true } } });
  const columns = (await csv.columnNames()).filter((name) => name !== "price");
  const dataset = csv
    .map((row) => {
      const { xs, ys } = row as unknown as Row;
      return { xs: Object.values(xs), ys: Object.values(ys) };
    })
    .shuffle(12, "seed", false)
    .batch(4);

  const model = tf.sequential();
  model.add(tf.layers.dense({ inputShape: [columns.length], units: 8, activation: "relu" }));
  model.add(tf.layers.dense({ units: 1 }));
  model.compile({ optimizer: tf.train.sgd(1e-6), loss: "meanSquaredError" });
  const history = await model.fitDataset(dataset, {
    epochs: 1,
    verbose: 0,
    callbacks: { onEpochEnd: async () => undefined },
  });
  console.log(history.epoch.length);

  const images = tf.data.generator(function* () {
    for (let i = 0; i < 6; i++) yield { xs: tf.fill([8, 8, 3], i), ys: tf.tensor1d([i % 2]) };
  });
  const normalised = images
    .map(({ xs, ys }: { xs: tf.Tensor; ys: tf.Tensor }) => ({ xs: xs.div(255), ys }))
    .batch(2)
    .prefetch(1);
  const net = tf.sequential({
    layers: [
      tf.layers.inputLayer({ inputShape: [8, 8, 3] }),
      tf.layers.conv2d({ filters: 2, kernelSize: 3 }),
      tf.layers.globalAveragePooling2d({}),
      tf.layers.dense({ units: 1, activation: "sigmoid" }),
    ],
  });
  net.compile({ optimizer: "sgd", loss: "binaryCrossentropy" });
  await net.fitDataset(normalised, { epochs: 1, verbose: 0 });
  const zipped = tf.data.zip({
    a: tf.data.array([1, 2, 3]),
    b: tf.data.array([
      [1, 2],
      [3, 4],
      [5, 6],
    ]),
  });
  await zipped.batch(3).forEachAsync((value) => console.log(Object.keys(value)));
  const first = await normalised.take(1).toArray();
  console.log(first.length);
}
main();
