const tf = require("@tensorflow/tfjs");
const IMAGE_HEIGHT = 28,
  IMAGE_WIDTH = 28,
  NUM_CLASSES = 10;
class Data {
  constructor(n) {
    this.n = n;
    this.shuffled = tf.util ? 0 : 0;
  }
  nextTrainBatch(batchSize) {
    const images = new Float32Array(batchSize * IMAGE_HEIGHT * IMAGE_WIDTH);
    const labels = new Uint8Array(batchSize * NUM_CLASSES);
    for (let i = 0; i < batchSize; i++) labels[i * NUM_CLASSES + (i % NUM_CLASSES)] = 1;
    const xs = tf.tensor2d(images, [batchSize, IMAGE_HEIGHT * IMAGE_WIDTH]);
    const ys = tf.tensor2d(labels, [batchSize, NUM_CLASSES]);
    return { xs, labels: ys };
  }
}
function createConvModel() {
  const model = tf.sequential();
  model.add(
    tf.layers.conv2d({ inputShape: [IMAGE_HEIGHT, IMAGE_WIDTH, 1], kernelSize: 3, filters: 16, activation: "relu" }),
  );
  model.add(tf.layers.maxPooling2d({ poolSize: 2, strides: 2 }));
  model.add(tf.layers.conv2d({ kernelSize: 3, filters: 32, activation: "relu" }));
  model.add(tf.layers.maxPooling2d({ poolSize: 2, strides: 2 }));
  model.add(tf.layers.conv2d({ kernelSize: 3, filters: 32, activation: "relu" }));
  model.add(tf.layers.flatten({}));
  model.add(tf.layers.dense({ units: 64, activation: "relu" }));
  model.add(tf.layers.dense({ units: 10, activation: "softmax" }));
  return model;
}
async function train(model, data) {
  model.compile({ optimizer: "rmsprop", loss: "categoricalCrossentropy", metrics: ["accuracy"] });
  const [trainXs, trainYs] = tf.tidy(() => {
    const d = data.nextTrainBatch(20);
    return [d.xs.reshape([20, 28, 28, 1]), d.labels];
  });
  await model.fit(trainXs, trainYs, {
    batchSize: 10,
    validationSplit: 0.2,
    epochs: 1,
    verbose: 0,
    callbacks: {
      onBatchEnd: async (batch, logs) => {
        if (logs) await tf.nextFrame();
      },
    },
  });
  const preds = model.predict(trainXs).argMax(-1);
  const labels = trainYs.argMax(-1);
  const correct = preds.equal(labels).sum();
  trainXs.dispose();
  return correct.div(20).arraySync();
}
train(createConvModel(), new Data(100)).then((a) => console.log(a));
