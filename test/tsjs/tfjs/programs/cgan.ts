import * as tf from "@tensorflow/tfjs";

/* ACGAN on digits: the generator is told a class, the discriminator says whether an image is real and which class it shows. */
const NUM_CLASSES = 10;
const IMAGE_SIZE = 28;
const SOFT_ONE = 0.95;

function buildGenerator(latentSize: number) {
  const cnn = tf.sequential();
  cnn.add(tf.layers.dense({ units: 3 * 3 * 24, inputShape: [latentSize], activation: "relu" }));
  cnn.add(tf.layers.reshape({ targetShape: [3, 3, 24] }));
  cnn.add(
    tf.layers.conv2dTranspose({
      filters: 12,
      kernelSize: 5,
      strides: 1,
      padding: "valid",
      activation: "relu",
      kernelInitializer: "glorotNormal",
    }),
  );
  cnn.add(tf.layers.batchNormalization());
  cnn.add(tf.layers.conv2dTranspose({ filters: 6, kernelSize: 5, strides: 2, padding: "same", activation: "relu" }));
  cnn.add(tf.layers.batchNormalization());
  cnn.add(tf.layers.conv2dTranspose({ filters: 1, kernelSize: 5, strides: 2, padding: "same", activation: "tanh" }));

  const latent = tf.input({ shape: [latentSize] });
  const imageClass = tf.input({ shape: [1] });
  const classEmbedding = tf.layers
    .embedding({
      inputDim: NUM_CLASSES,
      outputDim: latentSize,
      embeddingsInitializer: "glorotNormal",
    })
    .apply(imageClass) as tf.SymbolicTensor;
  const flatEmbedding = tf.layers.flatten().apply(classEmbedding) as tf.SymbolicTensor;
  const h = tf.layers.multiply().apply([latent, flatEmbedding]) as tf.SymbolicTensor;
  const fakeImage = cnn.apply(h) as tf.SymbolicTensor;
  return tf.model({ inputs: [latent, imageClass], outputs: fakeImage });
}

function buildDiscriminator(): tf.LayersModel {
  const cnn = tf.sequential();
  const widths = [
    [4, 2],
    [8, 1],
    [8, 2],
    [16, 1],
  ] as const;
  widths.forEach(([filters, strides], i) => {
    cnn.add(
      tf.layers.conv2d({
        filters,
        kernelSize: 3,
        padding: "same",
        strides,
        ...(i === 0 ? { inputShape: [IMAGE_SIZE, IMAGE_SIZE, 1] } : {}),
      }),
    );
    cnn.add(tf.layers.leakyReLU({ alpha: 0.2 }));
    cnn.add(tf.layers.dropout({ rate: 0.3 }));
  });
  cnn.add(tf.layers.flatten());

  const image = tf.input({ shape: [IMAGE_SIZE, IMAGE_SIZE, 1] });
  const features = cnn.apply(image) as tf.SymbolicTensor;
  const realness = tf.layers.dense({ units: 1, activation: "sigmoid" }).apply(features) as tf.SymbolicTensor;
  const aux = tf.layers.dense({ units: NUM_CLASSES, activation: "softmax" }).apply(features) as tf.SymbolicTensor;
  return tf.model({ inputs: image, outputs: [realness, aux] });
}

function buildCombinedModel(
  latentSize: number,
  generator: tf.LayersModel,
  discriminator: tf.LayersModel,
  optimizer: tf.Optimizer,
) {
  const latent = tf.input({ shape: [latentSize] });
  const imageClass = tf.input({ shape: [1] });
  let fake = generator.apply([latent, imageClass]) as tf.SymbolicTensor;
  discriminator.trainable = false;
  const [realness, aux] = discriminator.apply(fake) as tf.SymbolicTensor[];
  const combined = tf.model({ inputs: [latent, imageClass], outputs: [realness, aux] });
  combined.compile({ optimizer, loss: ["binaryCrossentropy", "sparseCategoricalCrossentropy"] });
  combined.summary(undefined, undefined, () => undefined);
  return combined;
}

async function trainDiscriminatorOneStep(
  xTrain: tf.Tensor4D,
  yTrain: tf.Tensor2D,
  batchStart: number,
  batchSize: number,
  latentSize: number,
  generator: tf.LayersModel,
  discriminator: tf.LayersModel,
) {
  const [x, y, auxY] = tf.tidy(() => {
    const imageBatch = xTrain.slice(batchStart, batchSize);
    const labelBatch = yTrain.slice(batchStart, batchSize).asType("float32");
    const zVectors = tf.randomUniform([batchSize, latentSize], -1, 1);
    const sampledLabels = tf.randomUniform([batchSize, 1], 0, NUM_CLASSES, "int32").asType("float32");
    const generatedImages = generator.predict([zVectors, sampledLabels], { batchSize }) as tf.Tensor;
    const x = tf.concat([imageBatch, generatedImages], 0);
    const y = tf.tidy(() => tf.concat([tf.ones([batchSize, 1]).mul(SOFT_ONE), tf.zeros([batchSize, 1])]));
    const auxY = tf.concat([labelBatch, sampledLabels], 0);
    return [x, y, auxY];
  });
  const losses = await discriminator.trainOnBatch(x, [y, auxY]);
  tf.dispose([x, y, auxY]);
  return losses;
}

async function run() {
  const latentSize = 16;
  const createOptimizer = () => tf.train.adam(2e-4, 0.5);
  const discriminator = buildDiscriminator();
  discriminator.compile({
    optimizer: createOptimizer(),
    loss: ["binaryCrossentropy", "sparseCategoricalCrossentropy"],
  });
  const generator = buildGenerator(latentSize);
  const combined = buildCombinedModel(latentSize, generator, discriminator, createOptimizer());
  const xTrain = tf.randomUniform([12, IMAGE_SIZE, IMAGE_SIZE, 1], -1, 1) as tf.Tensor4D;
  const yTrain = tf.randomUniform([12, 1], 0, NUM_CLASSES, "int32") as tf.Tensor2D;
  const batchSize = 2;
  for (let batch = 0; batch < 1; ++batch) {
    await trainDiscriminatorOneStep(xTrain, yTrain, batch * batchSize, batchSize, latentSize, generator, discriminator);
    const z = tf.randomUniform([2 * batchSize, latentSize], -1, 1);
    const labels = tf.randomUniform([2 * batchSize, 1], 0, NUM_CLASSES, "int32").asType("float32");
    const trick = tf.ones([2 * batchSize, 1]).mul(SOFT_ONE);
    const gLoss = (await combined.trainOnBatch([z, labels], [trick, labels])) as number[];
    console.log(batch, gLoss.length);
  }
}

run();
