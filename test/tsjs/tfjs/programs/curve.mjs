import * as tf from "@tensorflow/tfjs";
const points = [
  { x: 1, y: 2 },
  { x: 2, y: 4 },
  { x: 3, y: 6 },
];
function convertToTensor(data) {
  return tf.tidy(() => {
    tf.util.shuffle(data);
    const inputs = data.map((d) => d.x);
    const labels = data.map((d) => d.y);
    const inputTensor = tf.tensor2d(inputs, [inputs.length, 1]);
    const labelTensor = tf.tensor2d(labels, [labels.length, 1]);
    const inputMax = inputTensor.max(),
      inputMin = inputTensor.min();
    const normalizedInputs = inputTensor.sub(inputMin).div(inputMax.sub(inputMin));
    return { inputs: normalizedInputs, labels: labelTensor, inputMax, inputMin };
  });
}
function createModel() {
  const model = tf.sequential();
  model.add(tf.layers.dense({ inputShape: [1], units: 1, useBias: true }));
  model.add(tf.layers.dense({ units: 1, useBias: true }));
  return model;
}
async function main() {
  const model = createModel();
  const { inputs, labels, ...rest } = convertToTensor(points);
  model.compile({ optimizer: tf.train.adam(), loss: tf.losses.meanSquaredError, metrics: ["mse"] });
  await model.fit(inputs, labels, { batchSize: 32, epochs: 1, shuffle: true, verbose: 0 });
  const [xs, preds] = tf.tidy(() => {
    const xsNorm = tf.linspace(0, 1, 100);
    const predictions = model.predict(xsNorm.reshape([100, 1]));
    const unNormXs = xsNorm.mul(rest.inputMax.sub(rest.inputMin)).add(rest.inputMin);
    return [unNormXs.dataSync(), predictions.dataSync()];
  });
  const predictedPoints = Array.from(xs).map((val, i) => ({ x: val, y: preds[i] }));
  console.log(predictedPoints.length);
  const ds = tf.data
    .generator(function* () {
      for (let i = 0; i < 4; i++) yield { xs: tf.ones([1]), ys: tf.ones([1]) };
    })
    .batch(2);
  await model.fitDataset(ds, { epochs: 1, verbose: 0 });
}
main();
