// expect: ran (2, 10)
// places: 7, 7 known
import * as tf from "@tensorflow/tfjs";

interface Options {
  readonly classes: number;
}
enum Size {
  image = 28,
}

function build({ classes }: Options): tf.LayersModel {
  const model = tf.sequential();
  model.add(
    tf.layers.conv2d({ inputShape: [Size.image, Size.image, 1], filters: 8, kernelSize: 3, activation: "relu" }),
  );
  model.add(tf.layers.maxPooling2d({ poolSize: 2 }));
  model.add(tf.layers.flatten());
  model.add(tf.layers.dense({ units: classes, activation: "softmax" }));
  return model;
}

async function main(): Promise<void> {
  const model = build({ classes: 10 });
  model.compile({ optimizer: "adam", loss: "categoricalCrossentropy" });
  const x = tf.randomNormal([64, 28, 28, 1]);
  const y = tf.oneHot(tf.randomUniform([64], 0, 10, "int32"), 10);
  await model.fit(x, y, { epochs: 1000 });
  throw new Error("it trained");
}
void main();
