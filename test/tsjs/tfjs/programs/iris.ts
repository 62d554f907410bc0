import * as tf from "@tensorflow/tfjs";

const CLASSES = ["setosa", "versicolor", "virginica"] as const;
type Row = readonly [number, number, number, number, number];

const rows: Row[] = Array.from({ length: 30 }, (_, i): Row => [5 + (i % 3), 3, 1.4 + i / 10, 0.2, i % CLASSES.length]);

function convertToTensors(
  data: number[][],
  targets: number[],
  testSplit: number,
): [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D, tf.Tensor2D] {
  const numExamples = data.length;
  const indices: number[] = [];
  for (let i = 0; i < numExamples; ++i) indices.push(i);
  tf.util.shuffle(indices);
  const shuffled = indices.map((i) => data[i]);
  const shuffledTargets = indices.map((i) => targets[i]);
  const numTest = Math.round(numExamples * testSplit);
  const numTrain = numExamples - numTest;
  const xDims = shuffled[0].length;
  const xs = tf.tensor2d(shuffled, [numExamples, xDims]);
  const ys = tf.oneHot(tf.tensor1d(shuffledTargets).toInt(), CLASSES.length) as tf.Tensor2D;
  const xTrain = xs.slice([0, 0], [numTrain, xDims]);
  const xTest = xs.slice([numTrain, 0], [numTest, xDims]);
  const yTrain = ys.slice([0, 0], [numTrain, CLASSES.length]);
  const yTest = ys.slice([numTrain, 0], [numTest, CLASSES.length]);
  return [xTrain, yTrain, xTest, yTest];
}

async function trainModel(xTrain: tf.Tensor2D, yTrain: tf.Tensor2D, xTest: tf.Tensor2D, yTest: tf.Tensor2D) {
  const model = tf.sequential();
  model.add(tf.layers.dense({ units: 10, activation: "sigmoid", inputShape: [xTrain.shape[1]] }));
  model.add(tf.layers.dense({ units: 3, activation: "softmax" }));
  model.summary();
  model.compile({ optimizer: tf.train.adam(0.01), loss: "categoricalCrossentropy", metrics: ["accuracy"] });
  const history = await model.fit(xTrain, yTrain, {
    epochs: 2,
    verbose: 0,
    validationData: [xTest, yTest],
    callbacks: {
      onEpochEnd: async (epoch: number, logs?: tf.Logs) => {
        console.log(epoch, logs?.loss);
        await tf.nextFrame();
      },
    },
  });
  return { model, history };
}

const [xTrain, yTrain, xTest, yTest] = tf.tidy(() =>
  convertToTensors(
    rows.map((row) => row.slice(0, 4) as number[]),
    rows.map((row) => row[4]),
    0.2,
  ),
);
const { model } = await trainModel(xTrain, yTrain, xTest, yTest);
tf.tidy(() => {
  const logits = model.predict(tf.tensor2d([[5, 3, 1.4, 0.2]])) as tf.Tensor;
  const winner = CLASSES[logits.argMax(-1).dataSync()[0]];
  console.log(winner);
});
