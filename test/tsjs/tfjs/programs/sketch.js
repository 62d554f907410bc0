// Loaded by <script src="sketch.js"></script> behind tf.min.js: the library is a global.
const CLASSES = ["left", "right", "none"];
const FEATURES = 6;
let xs = null;
let ys = null;
let model;

function features(x, y, dx, dy) {
  const speed = Math.sqrt(dx * dx + dy * dy);
  return [x, y, dx, dy, speed, Math.atan2(dy, dx)];
}

function addExample(example, label) {
  const y = tf.tidy(() => tf.oneHot(tf.tensor1d([label]).toInt(), CLASSES.length));
  if (xs == null) {
    xs = tf.keep(example);
    ys = tf.keep(y);
  } else {
    const oldX = xs;
    xs = tf.keep(oldX.concat(example, 0));
    const oldY = ys;
    ys = tf.keep(oldY.concat(y, 0));
    oldX.dispose();
    oldY.dispose();
    y.dispose();
  }
}

function createModel() {
  model = tf.sequential();
  model.add(tf.layers.dense({ inputShape: [FEATURES], units: 16, activation: "relu" }));
  model.add(tf.layers.dense({ units: CLASSES.length, activation: "softmax" }));
  model.compile({ optimizer: tf.train.sgd(0.1), loss: "categoricalCrossentropy" });
}

async function train() {
  for (let i = 0; i < 9; i++) addExample(tf.tensor2d([features(i, i, 1, -i)]), i % CLASSES.length);
  createModel();
  await model.fit(xs, ys, {
    epochs: 2,
    batchSize: Math.max(1, Math.floor(xs.shape[0] * 0.4)),
    shuffle: true,
    callbacks: {
      onBatchEnd: async (batch, logs) => {
        await tf.nextFrame();
        console.log(batch, logs.loss.toFixed(5));
      },
    },
  });
  const [x, y] = [3, 4];
  const prediction = tf.tidy(() =>
    model
      .predict(tf.tensor(features(x, y, 0, 1), [1, FEATURES]))
      .as1D()
      .argMax(),
  );
  const index = (await prediction.data())[0];
  prediction.dispose();
  console.log(CLASSES[index]);
}

train();
