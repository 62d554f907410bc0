import * as tf from "@tensorflow/tfjs";

type Car = { mpg: number | null; horsepower?: number };
const cars: Car[] = [
  { mpg: 18, horsepower: 130 },
  { mpg: 15, horsepower: 165 },
  { mpg: null },
  { mpg: 36, horsepower: 70 },
];

async function getData(): Promise<{ mpg: number; horsepower: number }[]> {
  return cars
    .map((car) => ({ mpg: car.mpg ?? NaN, horsepower: car.horsepower ?? NaN }))
    .filter((car) => !Number.isNaN(car.mpg) && !Number.isNaN(car.horsepower));
}

function normalize<R extends tf.Rank>(tensor: tf.Tensor<R>, min?: tf.Tensor, max?: tf.Tensor) {
  return tf.tidy(() => {
    const MIN = min ?? tensor.min();
    const MAX = max ?? tensor.max();
    return { values: tensor.sub(MIN).div(MAX.sub(MIN)), MIN, MAX };
  });
}

async function run(): Promise<void> {
  const data = await getData();
  const inputs = data.map((d) => d.horsepower);
  const labels = data.map((d) => d.mpg);
  const xs = normalize(tf.tensor2d(inputs, [inputs.length, 1]));
  const ys = normalize(tf.tensor2d(labels, [labels.length, 1]));
  const model = tf.sequential();
  model.add(tf.layers.dense({ inputShape: [1], units: 50, activation: "sigmoid" }));
  model.add(tf.layers.dense({ units: 1 }));
  model.compile({ optimizer: tf.train.sgd(0.1), loss: tf.losses.meanSquaredError, metrics: ["mse"] });
  await model.fit(xs.values, ys.values, { epochs: 2, batchSize: 2, shuffle: true, verbose: 0 });
  const [grid, predicted] = tf.tidy(() => {
    const x = tf.linspace(0, 1, 20);
    const y = model.predict(x.reshape([20, 1])) as tf.Tensor;
    return [x.mul(xs.MAX.sub(xs.MIN)).add(xs.MIN).dataSync(), y.mul(ys.MAX.sub(ys.MIN)).add(ys.MIN).dataSync()];
  });
  const points = Array.from(grid).map((x, i) => ({ x, y: predicted[i] }));
  const loss = model.evaluate(xs.values, ys.values) as tf.Scalar[];
  console.log(points.length, loss[0].dataSync());
}

run().catch(console.error);
