import * as tf from "@tensorflow/tfjs";

interface Car {
  mpg: number;
  horsepower: number;
  weight: number;
}
interface Normalised {
  inputs: tf.Tensor2D;
  labels: tf.Tensor2D;
  inputMax: tf.Tensor;
  inputMin: tf.Tensor;
  labelMax: tf.Tensor;
  labelMin: tf.Tensor;
}

/** Get the car data reduced to just the variables we are interested in and cleaned of missing data. */
async function getData(): Promise<Car[]> {
  const raw = await Promise.resolve(
    Array.from({ length: 40 }, (_, i) => ({
      Miles_per_Gallon: i % 11 === 0 ? null : 40 - i * 0.5,
      Horsepower: 60 + i * 4,
      Weight_in_lbs: 1800 + 55 * i,
      Name: `car ${i}`,
    })),
  );
  const cleaned = raw
    .map((car) => ({ mpg: car.Miles_per_Gallon, horsepower: car.Horsepower, weight: car.Weight_in_lbs }))
    .filter((car) => car.mpg != null && car.horsepower != null);
  return cleaned as Car[];
}

function createModel(): tf.Sequential {
  const model = tf.sequential();
  model.add(tf.layers.dense({ inputShape: [2], units: 16, useBias: true }));
  model.add(tf.layers.dense({ units: 50, activation: "sigmoid" }));
  model.add(tf.layers.dense({ units: 1, useBias: true }));
  return model;
}

function convertToTensor(data: Car[]): Normalised {
  return tf.tidy(() => {
    tf.util.shuffle(data);
    const inputs = data.map((d) => [d.horsepower, d.weight]);
    const labels = data.map((d) => d.mpg);

    const inputTensor = tf.tensor2d(inputs, [inputs.length, 2]);
    const labelTensor = tf.tensor2d(labels, [labels.length, 1]);

    const inputMax = inputTensor.max(0);
    const inputMin = inputTensor.min(0);
    const labelMax = labelTensor.max();
    const labelMin = labelTensor.min();

    const normalizedInputs = inputTensor.sub(inputMin).div(inputMax.sub(inputMin));
    const normalizedLabels = labelTensor.sub(labelMin).div(labelMax.sub(labelMin));

    return {
      inputs: normalizedInputs as tf.Tensor2D,
      labels: normalizedLabels as tf.Tensor2D,
      inputMax,
      inputMin,
      labelMax,
      labelMin,
    };
  });
}

async function trainModel(model: tf.Sequential, inputs: tf.Tensor2D, labels: tf.Tensor2D) {
  model.compile({
    optimizer: tf.train.adam(),
    loss: tf.losses.meanSquaredError,
    metrics: ["mse"],
  });
  return await model.fit(inputs, labels, {
    batchSize: 32,
    epochs: 2,
    shuffle: true,
    verbose: 0,
    callbacks: { onEpochEnd: (epoch, logs) => console.log(`epoch ${epoch}: ${logs?.loss}`) },
  });
}

function testModel(model: tf.Sequential, inputData: Car[], norm: Normalised) {
  const { inputMax, inputMin, labelMin, labelMax } = norm;
  const [xs, preds] = tf.tidy(() => {
    const hp = tf.linspace(0, 1, 100);
    const grid = tf.stack([hp, tf.fill([100], 0.5)], 1);
    const predictions = model.predict(grid) as tf.Tensor2D;
    const unNormXs = grid.mul(inputMax.sub(inputMin)).add(inputMin);
    const unNormPreds = predictions.mul(labelMax.sub(labelMin)).add(labelMin);
    return [unNormXs.slice([0, 0], [-1, 1]).dataSync(), unNormPreds.dataSync()];
  });
  const predictedPoints = Array.from(xs).map((val, i) => ({ x: val, y: preds[i] }));
  const originalPoints = inputData.map((d) => ({ x: d.horsepower, y: d.mpg }));
  return { predictedPoints, originalPoints };
}

async function run() {
  const data = await getData();
  const model = createModel();
  const tensorData = convertToTensor(data);
  const { inputs, labels } = tensorData;
  await trainModel(model, inputs, labels);
  const { predictedPoints } = testModel(model, data, tensorData);
  console.log(predictedPoints.length);
}

run();
