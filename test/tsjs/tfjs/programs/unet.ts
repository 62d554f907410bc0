import * as tf from "@tensorflow/tfjs";
import type { SymbolicTensor } from "@tensorflow/tfjs";

const apply = (layer: tf.layers.Layer, x: SymbolicTensor | SymbolicTensor[]) => layer.apply(x) as SymbolicTensor;

function double(x: SymbolicTensor, filters: number): SymbolicTensor {
  for (const _ of [1, 2]) {
    x = apply(tf.layers.conv2d({ filters, kernelSize: 3, padding: "same", useBias: false }), x);
    x = apply(tf.layers.batchNormalization(), x);
    x = apply(tf.layers.activation({ activation: "relu" }), x);
  }
  return x;
}

export function unet(size = 32, channels = 3, classes = 2, base = 4, depth = 3): tf.LayersModel {
  const inputs = tf.input({ shape: [size, size, channels] });
  const skips: SymbolicTensor[] = [];
  let x: SymbolicTensor = inputs;
  for (let level = 0; level < depth; level++) {
    x = double(x, base * 2 ** level);
    skips.push(x);
    x = apply(tf.layers.maxPooling2d({ poolSize: 2, strides: 2 }), x);
  }
  x = double(x, base * 2 ** depth);
  for (const [i, skip] of [...skips].reverse().entries()) {
    const filters = base * 2 ** (depth - 1 - i);
    const up =
      i % 2 === 0
        ? apply(tf.layers.upSampling2d({ size: [2, 2] }), x)
        : apply(tf.layers.conv2dTranspose({ filters, kernelSize: 2, strides: 2, padding: "same" }), x);
    x = apply(tf.layers.concatenate({ axis: -1 }), [skip, up]);
    x = double(x, filters);
  }
  const outputs = apply(tf.layers.conv2d({ filters: classes, kernelSize: 1, activation: "softmax" }), x);
  return tf.model({ inputs, outputs });
}

function diceLoss(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
  return tf.tidy(() => {
    const axes = [1, 2];
    const intersection = yTrue.mul(yPred).sum(axes);
    const total = yTrue.sum(axes).add(yPred.sum(axes));
    return tf.sub(1, intersection.mul(2).add(1).div(total.add(1))).mean();
  });
}

const model = unet();
model.compile({ optimizer: "sgd", loss: diceLoss });
const images = tf.randomUniform([2, 32, 32, 3]);
const masks = tf.randomUniform([2, 32, 32], 0, 2, "int32");
const targets = tf.oneHot(masks as tf.Tensor3D, 2).cast("float32");
await model.fit(images, targets, { epochs: 1, verbose: 0 });
const labels = tf.tidy(() => (model.predict(images) as tf.Tensor4D).argMax(3));
const accuracy = labels.equal(masks).cast("float32").mean();
console.log(labels.shape, accuracy.dataSync());
