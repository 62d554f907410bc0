import * as tf from "@tensorflow/tfjs";

type Symbolic = tf.SymbolicTensor;
const chain = (x: Symbolic, ...layers: tf.layers.Layer[]): Symbolic =>
  layers.reduce((y, layer) => layer.apply(y) as Symbolic, x);

const relu6 = (name: string) => tf.layers.reLU({ maxValue: 6, name });

function convBlock(x: Symbolic, filters: number, alpha: number, strides: [number, number] = [1, 1]): Symbolic {
  return chain(
    x,
    tf.layers.zeroPadding2d({
      padding: [
        [0, 1],
        [0, 1],
      ],
      name: "conv1_pad",
    }),
    tf.layers.conv2d({
      filters: Math.floor(filters * alpha),
      kernelSize: 3,
      strides,
      padding: "valid",
      useBias: false,
      name: "conv1",
    }),
    tf.layers.batchNormalization({ axis: -1, name: "conv1_bn" }),
    relu6("conv1_relu"),
  );
}

function depthwiseBlock(x: Symbolic, filters: number, alpha: number, id: number, strides = 1): Symbolic {
  const pointwise = Math.floor(filters * alpha);
  const padded =
    strides === 1
      ? x
      : (tf.layers
          .zeroPadding2d({
            padding: [
              [0, 1],
              [0, 1],
            ],
            name: `conv_pad_${id}`,
          })
          .apply(x) as Symbolic);
  return chain(
    padded,
    tf.layers.depthwiseConv2d({
      kernelSize: 3,
      padding: strides === 1 ? "same" : "valid",
      strides,
      useBias: false,
      name: `conv_dw_${id}`,
    }),
    tf.layers.batchNormalization({ name: `conv_dw_${id}_bn` }),
    relu6(`conv_dw_${id}_relu`),
    tf.layers.conv2d({ filters: pointwise, kernelSize: 1, padding: "same", useBias: false, name: `conv_pw_${id}` }),
    tf.layers.batchNormalization({ name: `conv_pw_${id}_bn` }),
    relu6(`conv_pw_${id}_relu`),
  );
}

export function mobileNet({ alpha = 0.25, classes = 1000, size = 64 } = {}): tf.LayersModel {
  const img = tf.input({ shape: [size, size, 3] });
  let x = convBlock(img, 32, alpha, [2, 2]);
  const plan: [filters: number, strides: number][] = [
    [64, 1],
    [128, 2],
    [128, 1],
    [256, 2],
    [256, 1],
    [512, 2],
    [512, 1],
    [1024, 2],
    [1024, 1],
  ];
  plan.forEach(([filters, strides], i) => {
    x = depthwiseBlock(x, filters, alpha, i + 1, strides);
  });
  const features = Math.floor(1024 * alpha);
  x = chain(
    x,
    tf.layers.globalAveragePooling2d({}),
    tf.layers.reshape({ targetShape: [1, 1, features], name: "reshape_1" }),
    tf.layers.dropout({ rate: 1e-3 }),
    tf.layers.conv2d({ filters: classes, kernelSize: 1, padding: "same", name: "conv_preds" }),
    tf.layers.activation({ activation: "softmax", name: "act_softmax" }),
    tf.layers.reshape({ targetShape: [classes], name: "reshape_2" }),
  );
  return tf.model({ inputs: img, outputs: x });
}

class ControllerDataset {
  xs?: tf.Tensor;
  ys?: tf.Tensor;
  constructor(readonly numClasses: number) {}

  addExample(example: tf.Tensor, label: number): void {
    const y = tf.tidy(() => tf.oneHot(tf.tensor1d([label]).toInt(), this.numClasses));
    if (this.xs == null || this.ys == null) {
      this.xs = tf.keep(example);
      this.ys = tf.keep(y);
      return;
    }
    const [oldX, oldY] = [this.xs, this.ys];
    this.xs = tf.keep(oldX.concat(example, 0));
    this.ys = tf.keep(oldY.concat(y, 0));
    tf.dispose([oldX, oldY, y]);
  }
}

async function run() {
  const NUM_CLASSES = 4;
  const base = mobileNet({ classes: 20 });
  const layer = base.getLayer("conv_pw_7_relu");
  const truncated = tf.model({ inputs: base.inputs, outputs: layer.output });
  for (const each of truncated.layers) each.trainable = false;

  const data = new ControllerDataset(NUM_CLASSES);
  for (let label = 0; label < NUM_CLASSES; label++)
    tf.tidy(() => {
      const image = tf.randomUniform([64, 64, 3]).mul(2).sub(1).expandDims(0);
      data.addExample(truncated.predict(image) as tf.Tensor, label);
    });

  const model = tf.sequential({
    layers: [
      tf.layers.flatten({ inputShape: truncated.outputs[0].shape.slice(1) as number[] }),
      tf.layers.dense({ units: 10, activation: "relu", kernelInitializer: "varianceScaling", useBias: true }),
      tf.layers.dense({
        units: NUM_CLASSES,
        kernelInitializer: "varianceScaling",
        useBias: false,
        activation: "softmax",
      }),
    ],
  });
  model.compile({ optimizer: tf.train.adam(1e-4), loss: "categoricalCrossentropy" });
  await model.fit(data.xs!, data.ys!, { batchSize: 2, epochs: 1, verbose: 0 });

  const joint = tf.sequential();
  truncated.layers.length && joint.add(truncated as unknown as tf.layers.Layer);
  joint.add(model);
  const out = joint.predict(tf.zeros([2, 64, 64, 3])) as tf.Tensor2D;
  console.log(out.shape, out.argMax(1).dataSync());
}

run();
