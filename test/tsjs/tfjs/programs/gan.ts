import * as tf from "@tensorflow/tfjs";

const LATENT = 8;
const WIDTH = 7;

function buildGenerator(): tf.Sequential {
  const model = tf.sequential({ name: "generator" });
  model.add(tf.layers.dense({ units: WIDTH * WIDTH * 4, inputShape: [LATENT] }));
  model.add(tf.layers.batchNormalization());
  model.add(tf.layers.leakyReLU());
  model.add(tf.layers.reshape({ targetShape: [WIDTH, WIDTH, 4] }));
  model.add(tf.layers.conv2dTranspose({ filters: 2, kernelSize: 5, strides: 2, padding: "same", useBias: false }));
  model.add(tf.layers.batchNormalization());
  model.add(tf.layers.leakyReLU({ alpha: 0.2 }));
  model.add(tf.layers.conv2dTranspose({ filters: 1, kernelSize: 5, strides: 2, padding: "same", activation: "tanh" }));
  return model;
}

const buildDiscriminator = (): tf.LayersModel => {
  const image = tf.input({ shape: [28, 28, 1] });
  let x = tf.layers
    .conv2d({ filters: 4, kernelSize: 5, strides: 2, padding: "same" })
    .apply(image) as tf.SymbolicTensor;
  x = tf.layers.leakyReLU().apply(x) as tf.SymbolicTensor;
  x = tf.layers.dropout({ rate: 0.3 }).apply(x) as tf.SymbolicTensor;
  x = tf.layers.flatten().apply(x) as tf.SymbolicTensor;
  const real = tf.layers.dense({ units: 1, activation: "sigmoid" }).apply(x) as tf.SymbolicTensor;
  return tf.model({ inputs: image, outputs: real });
};

const generator = buildGenerator();
const discriminator = buildDiscriminator();
discriminator.compile({ optimizer: tf.train.adam(2e-4, 0.5), loss: ["binaryCrossentropy"] });

const latent = tf.input({ shape: [LATENT] });
const fake = generator.apply(latent) as tf.SymbolicTensor;
const verdict = discriminator.apply(fake) as tf.SymbolicTensor;
const combined = tf.model({ inputs: latent, outputs: verdict });
combined.compile({ optimizer: tf.train.adam(2e-4, 0.5), loss: "binaryCrossentropy" });

async function trainStep(images: tf.Tensor4D, batchSize: number) {
  const [x, y] = tf.tidy(() => {
    const noise = tf.randomNormal([batchSize, LATENT]);
    const generated = generator.predict(noise, { batchSize }) as tf.Tensor4D;
    const x = tf.concat([images, generated], 0);
    const y = tf.concat([tf.ones([batchSize, 1]).mul(0.9), tf.zeros([batchSize, 1])], 0);
    return [x, y];
  });
  const dLoss = await discriminator.trainOnBatch(x, y);
  const gLoss = await combined.trainOnBatch(
    tf.randomUniform([2 * batchSize, LATENT], -1, 1),
    tf.ones([2 * batchSize, 1]),
  );
  tf.dispose([x, y]);
  return { dLoss, gLoss };
}

const losses = await trainStep(tf.randomUniform([4, 28, 28, 1], -1, 1), 4);
console.log(losses);
