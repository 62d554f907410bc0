import * as tf from "@tensorflow/tfjs";

interface Scaler {
  min: tf.Tensor;
  max: tf.Tensor;
  transform(x: tf.Tensor): tf.Tensor;
  inverse(x: tf.Tensor): tf.Tensor;
}

const LOOKBACK = 14;
const HORIZON = 3;
const FEATURES = ["temp", "humidity", "wind"] as const;

function series(days: number): number[][] {
  return Array.from({ length: days }, (_, d) => [Math.sin(d / 7), Math.cos(d / 5), (d % 11) / 11]);
}

function fitScaler(x: tf.Tensor2D): Scaler {
  const min = x.min(0);
  const max = x.max(0);
  const range = max.sub(min).add(1e-7);
  return {
    min,
    max,
    transform: (v) => v.sub(min).div(range),
    inverse: (v) => v.mul(range.slice([0], [1])).add(min.slice([0], [1])),
  };
}

function windows(data: tf.Tensor2D): { xs: tf.Tensor3D; ys: tf.Tensor2D } {
  const [days] = data.shape;
  const count = days - LOOKBACK - HORIZON + 1;
  const xs: tf.Tensor2D[] = [];
  const ys: tf.Tensor1D[] = [];
  for (let i = 0; i < count; i++) {
    xs.push(data.slice([i, 0], [LOOKBACK, FEATURES.length]));
    ys.push(data.slice([i + LOOKBACK, 0], [HORIZON, 1]).flatten());
  }
  return { xs: tf.stack(xs) as tf.Tensor3D, ys: tf.stack(ys) as tf.Tensor2D };
}

function build(kind: "gru" | "conv"): tf.Sequential {
  const model = tf.sequential();
  const inputShape = [LOOKBACK, FEATURES.length];
  switch (kind) {
    case "gru":
      model.add(tf.layers.gru({ units: 12, inputShape, returnSequences: true, recurrentInitializer: "glorotNormal" }));
      model.add(tf.layers.gru({ units: 6 }));
      break;
    case "conv":
      model.add(tf.layers.conv1d({ filters: 8, kernelSize: 3, activation: "relu", inputShape }));
      model.add(tf.layers.maxPooling1d({ poolSize: 2 }));
      model.add(tf.layers.conv1d({ filters: 8, kernelSize: 3, activation: "relu" }));
      model.add(tf.layers.globalMaxPooling1d());
      break;
  }
  model.add(tf.layers.dense({ units: HORIZON }));
  model.compile({ optimizer: "adam", loss: "meanSquaredError", metrics: ["mae"] });
  return model;
}

async function main(): Promise<void> {
  const raw = tf.tensor2d(series(40));
  const scaler = fitScaler(raw);
  const { xs, ys } = windows(scaler.transform(raw) as tf.Tensor2D);
  const split = Math.round(xs.shape[0] * 0.8);
  const [trainX, testX] = tf.split(xs, [split, xs.shape[0] - split], 0);
  const [trainY, testY] = tf.split(ys, [split, ys.shape[0] - split], 0);
  for (const kind of ["gru", "conv"] as const) {
    const model = build(kind);
    await model.fit(trainX!, trainY!, { epochs: 1, batchSize: 8, verbose: 0, validationData: [testX!, testY!] });
    const forecast = scaler.inverse(model.predict(testX!) as tf.Tensor);
    const mae = tf.metrics.meanAbsoluteError(testY!, forecast).mean();
    console.log(kind, mae.dataSync()[0]?.toFixed(3), forecast.shape);
  }
}
main();
