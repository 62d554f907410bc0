const tf = require("@tensorflow/tfjs");

const FLOWERS = ["setosa", "versicolor", "virginica"];
const NUM_FOLDS = 4;

function makeData(perClass) {
  const rows = [];
  FLOWERS.forEach((_, label) => {
    for (let i = 0; i < perClass; i++) {
      rows.push([5 + label + Math.random(), 3, 1.5 * label + Math.random(), 0.2 + label, label]);
    }
  });
  return rows;
}

function toTensors(rows) {
  return tf.tidy(() => {
    const all = tf.tensor2d(rows);
    const [features, label] = tf.split(all, [4, 1], 1);
    const { mean, variance } = tf.moments(features, 0);
    return {
      xs: features.sub(mean).div(variance.sqrt().add(1e-7)),
      ys: tf.oneHot(label.squeeze([1]).toInt(), FLOWERS.length),
    };
  });
}

function* folds(count, k) {
  const order = Array.from(tf.util.createShuffledIndices(count));
  const size = Math.floor(count / k);
  for (let fold = 0; fold < k; fold++) {
    const held = order.slice(fold * size, (fold + 1) * size);
    const rest = [...order.slice(0, fold * size), ...order.slice((fold + 1) * size)];
    yield { held, rest };
  }
}

function build(params) {
  const model = tf.sequential();
  model.add(tf.layers.dense({ units: params.hidden, activation: "sigmoid", inputShape: [4] }));
  model.add(tf.layers.dense({ units: 3, activation: "softmax" }));
  model.compile({
    optimizer: tf.train.adam(params.learningRate),
    loss: "categoricalCrossentropy",
    metrics: ["accuracy"],
  });
  return model;
}

async function main() {
  const { xs, ys } = toTensors(makeData(8));
  const accuracies = [];
  for (const { held, rest } of folds(24, NUM_FOLDS)) {
    const model = build({ hidden: 10, learningRate: 0.01 });
    const pick = (t, indices) => t.gather(tf.tensor1d(indices, "int32"));
    const history = await model.fit(pick(xs, rest), pick(ys, rest).toFloat(), {
      epochs: 1,
      verbose: 0,
      validationData: [pick(xs, held), pick(ys, held).toFloat()],
    });
    const last = history.history.val_acc ?? history.history.val_accuracy;
    accuracies.push(last[last.length - 1]);
    const predicted = model.predict(pick(xs, held)).argMax(-1);
    const actual = pick(ys, held).argMax(-1);
    const matrix = tf.math.confusionMatrix(actual.toInt(), predicted.toInt(), FLOWERS.length);
    console.log(matrix.arraySync());
  }
  const mean = tf.mean(tf.tensor1d(accuracies.map(Number)));
  console.log(`mean accuracy: ${mean.arraySync()}`);
}

main();
