import * as tf from "@tensorflow/tfjs";

enum Direction {
  Up,
  Down,
  Left,
  Right,
}

const NUM_CLASSES = Object.keys(Direction).length / 2;

function makeBase(): tf.LayersModel {
  const input = tf.input({ shape: [32, 32, 3] });
  const block = (x: tf.SymbolicTensor, filters: number, strides = 1): tf.SymbolicTensor => {
    const depth = tf.layers.depthwiseConv2d({ kernelSize: 3, strides, padding: "same", depthMultiplier: 1 }).apply(x);
    const point = tf.layers
      .conv2d({ filters, kernelSize: 1, padding: "same", name: `point_${filters}_${strides}` })
      .apply(depth);
    return tf.layers.reLU({ maxValue: 6 }).apply(point) as tf.SymbolicTensor;
  };
  let x = block(input, 8, 2);
  x = block(x, 16);
  x = block(x, 32, 2);
  const pooled = tf.layers.globalAveragePooling2d({ name: "pool" }).apply(x);
  const top = tf.layers.dense({ units: 100, name: "top" }).apply(pooled) as tf.SymbolicTensor;
  return tf.model({ inputs: input, outputs: top });
}

const base = makeBase();
const layer = base.getLayer("point_32_2");
const truncated = tf.model({ inputs: base.inputs, outputs: layer.output });
for (const each of truncated.layers) each.trainable = false;

class ControllerDataset {
  xs?: tf.Tensor;
  ys?: tf.Tensor2D;
  constructor(private readonly numClasses: number) {}

  addExample(example: tf.Tensor, label: number) {
    const y = tf.tidy(() => tf.oneHot(tf.tensor1d([label]).toInt(), this.numClasses) as tf.Tensor2D);
    if (this.xs == null || this.ys == null) {
      this.xs = tf.keep(example);
      this.ys = tf.keep(y);
    } else {
      const oldX = this.xs;
      this.xs = tf.keep(oldX.concat(example, 0));
      const oldY = this.ys;
      this.ys = tf.keep(oldY.concat(y, 0));
      oldX.dispose();
      oldY.dispose();
      y.dispose();
    }
  }
}

const dataset = new ControllerDataset(NUM_CLASSES);
for (const label of [Direction.Up, Direction.Down, Direction.Left, Direction.Right]) {
  const image = tf.zeros([32, 32, 3]).expandDims(0);
  dataset.addExample(truncated.predict(image) as tf.Tensor, label);
}

const head = tf.sequential({
  layers: [
    tf.layers.flatten({ inputShape: truncated.outputs[0].shape.slice(1) }),
    tf.layers.dense({ units: 10, activation: "relu", kernelInitializer: "varianceScaling", useBias: true }),
    tf.layers.dense({
      units: NUM_CLASSES,
      kernelInitializer: "varianceScaling",
      useBias: false,
      activation: "softmax",
    }),
  ],
});
head.compile({ optimizer: tf.train.adam(1e-4), loss: "categoricalCrossentropy" });
if (!dataset.xs || !dataset.ys) throw new Error("Add some examples before training!");
await head.fit(dataset.xs, dataset.ys, { batchSize: 2, epochs: 1, verbose: 0 });
const embeddings = truncated.predict(tf.ones([1, 32, 32, 3])) as tf.Tensor;
const classId = (await (head.predict(embeddings) as tf.Tensor).as1D().argMax().data())[0];
console.log(Direction[classId]);
