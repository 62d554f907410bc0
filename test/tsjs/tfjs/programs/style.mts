import * as tf from "@tensorflow/tfjs";

const LAYERS = ["block1", "block2"] as const;
type LayerName = (typeof LAYERS)[number];

function features(): tf.LayersModel {
  const input = tf.input({ shape: [null, null, 3] });
  const outputs: tf.SymbolicTensor[] = [];
  let x: tf.SymbolicTensor = input;
  LAYERS.forEach((name: LayerName, i) => {
    x = tf.layers
      .conv2d({ name, filters: 4 * (i + 1), kernelSize: 3, padding: "same", activation: "relu" })
      .apply(x) as tf.SymbolicTensor;
    outputs.push(x);
    x = tf.layers.averagePooling2d({ poolSize: 2 }).apply(x) as tf.SymbolicTensor;
  });
  return tf.model({ inputs: input, outputs });
}

function gram(feature: tf.Tensor4D): tf.Tensor2D {
  const [, h, w, c] = feature.shape;
  const flat = feature.reshape([h * w, c]);
  return flat.matMul(flat, true, false).div(h * w * c) as tf.Tensor2D;
}

const vgg = features();
const content = tf.randomUniform<tf.Rank.R4>([1, 24, 24, 3]);
const style = tf.randomUniform<tf.Rank.R4>([1, 32, 28, 3]);
const styleGrams = (vgg.predict(style) as tf.Tensor4D[]).map(gram);
const [, contentTarget] = vgg.predict(content) as tf.Tensor4D[];
const image = tf.variable(content, true, "image");
const optimizer = tf.train.adam(0.02);

for (let step = 0; step < 2; step++) {
  const cost = optimizer.minimize(
    () => {
      const outputs = vgg.apply(image) as tf.Tensor4D[];
      const styleCost = outputs
        .map((output, i) => tf.losses.meanSquaredError(styleGrams[i]!, gram(output)) as tf.Scalar)
        .reduce((a, b) => a.add(b));
      const contentCost = tf.losses.meanSquaredError(contentTarget!, outputs[1]!);
      const dx = image.slice([0, 0, 1, 0], [1, 24, 23, 3]).sub(image.slice([0, 0, 0, 0], [1, 24, 23, 3]));
      return styleCost.mul(10).add(contentCost).add(dx.abs().mean()) as tf.Scalar;
    },
    true,
    [image],
  );
  console.log(step, cost?.dataSync()[0]);
  image.assign(image.clipByValue(0, 1) as tf.Variable<tf.Rank.R4>);
}
console.log(image.squeeze([0]).shape);
