/** A controller by webcam: embeddings of a truncated network, and a small head that is trained in the page. */
import * as tf from "@tensorflow/tfjs";

const NUM_CLASSES = 4;
const IMAGE = 64;

class ControllerDataset {
  xs: tf.Tensor | null = null;
  ys: tf.Tensor | null = null;

  constructor(public readonly numClasses: number) {}

  addExample(example: tf.Tensor, label: number) {
    const y = tf.tidy(() => tf.oneHot(tf.tensor1d([label]).toInt(), this.numClasses));
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

function backbone(): tf.LayersModel {
  const input = tf.input({ shape: [IMAGE, IMAGE, 3] });
  const block = (x: tf.SymbolicTensor, filters: number, strides: number, name: string) => {
    let y = tf.layers.depthwiseConv2d({ kernelSize: 3, strides, padding: "same", useBias: false }).apply(x);
    y = tf.layers.batchNormalization().apply(y);
    y = tf.layers.reLU({ maxValue: 6 }).apply(y);
    y = tf.layers.conv2d({ filters, kernelSize: 1, padding: "same", useBias: false }).apply(y);
    y = tf.layers.batchNormalization().apply(y);
    return tf.layers.reLU({ maxValue: 6, name }).apply(y) as tf.SymbolicTensor;
  };
  let x = tf.layers
    .conv2d({ filters: 8, kernelSize: 3, strides: 2, padding: "same" })
    .apply(input) as tf.SymbolicTensor;
  [16, 32, 32].forEach((filters, i) => {
    x = block(x, filters, i === 2 ? 1 : 2, `conv_pw_${i + 1}_relu`);
  });
  const pooled = tf.layers.globalAveragePooling2d({}).apply(x) as tf.SymbolicTensor;
  const preds = tf.layers
    .dense({ units: 100, activation: "softmax", name: "preds" })
    .apply(pooled) as tf.SymbolicTensor;
  return tf.model({ inputs: input, outputs: preds });
}

async function loadTruncatedMobileNet() {
  const mobilenet = backbone();
  const layer = mobilenet.getLayer("conv_pw_3_relu");
  return tf.model({ inputs: mobilenet.inputs, outputs: layer.output });
}

class Webcam {
  constructor(private readonly size: number) {}
  /** A frame, cropped to its middle, with a batch axis, between -1 and 1. */
  capture(): tf.Tensor4D {
    return tf.tidy(() => {
      const frame = tf.randomUniform([96, 128, 3], 0, 256, "int32") as tf.Tensor3D;
      const reversed = frame.reverse(1);
      const cropped = this.cropImage(reversed);
      const resized = tf.image.resizeBilinear(cropped, [this.size, this.size]);
      const batched = resized.expandDims<tf.Tensor4D>(0);
      return batched.toFloat().div(tf.scalar(127)).sub(tf.scalar(1));
    });
  }
  private cropImage(img: tf.Tensor3D): tf.Tensor3D {
    const size = Math.min(img.shape[0], img.shape[1]);
    const centerHeight = img.shape[0] / 2;
    const beginHeight = centerHeight - size / 2;
    const centerWidth = img.shape[1] / 2;
    const beginWidth = centerWidth - size / 2;
    return img.slice([beginHeight, beginWidth, 0], [size, size, 3]);
  }
}

let model: tf.Sequential;

async function train(truncated: tf.LayersModel, dataset: ControllerDataset, denseUnits: number) {
  if (dataset.xs == null) throw new Error("Add some examples before training!");
  model = tf.sequential({
    layers: [
      tf.layers.flatten({ inputShape: truncated.outputs[0].shape.slice(1) }),
      tf.layers.dense({ units: denseUnits, activation: "relu", kernelInitializer: "varianceScaling", useBias: true }),
      tf.layers.dense({
        units: NUM_CLASSES,
        kernelInitializer: "varianceScaling",
        useBias: false,
        activation: "softmax",
      }),
    ],
  });
  const optimizer = tf.train.adam(0.0001);
  model.compile({ optimizer, loss: "categoricalCrossentropy" });
  const batchSize = Math.floor(dataset.xs.shape[0] * 0.4);
  if (!(batchSize > 0)) throw new Error("Batch size is 0 or NaN.");
  await model.fit(dataset.xs, dataset.ys!, {
    batchSize,
    epochs: 1,
    verbose: 0,
    callbacks: { onBatchEnd: async (batch, logs) => console.log("Loss: " + logs!.loss.toFixed(5)) },
  });
}

async function main() {
  const webcam = new Webcam(IMAGE);
  const truncated = await loadTruncatedMobileNet();
  const dataset = new ControllerDataset(NUM_CLASSES);
  for (let label = 0; label < NUM_CLASSES; label++) {
    tf.tidy(() => dataset.addExample(truncated.predict(webcam.capture()) as tf.Tensor, label));
  }
  await train(truncated, dataset, 10);
  const predictedClass = tf.tidy(() => {
    const img = webcam.capture();
    const embeddings = truncated.predict(img);
    const predictions = model.predict(embeddings as tf.Tensor) as tf.Tensor;
    return predictions.as1D().argMax();
  });
  const classId = (await predictedClass.data())[0];
  predictedClass.dispose();
  console.log(["up", "down", "left", "right"][classId]);
}

main();
