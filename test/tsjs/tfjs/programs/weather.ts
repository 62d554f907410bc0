import * as tf from "@tensorflow/tfjs";

const LOOK_BACK = 24;
const STEP = 2;
const NUM_FEATURES = 5;

class WeatherData {
  readonly numRows = 200;
  readonly normalizedData: number[][];
  private readonly means: number[] = [];
  private readonly stddevs: number[] = [];

  constructor() {
    const raw: number[][] = [];
    for (let i = 0; i < this.numRows; ++i) {
      raw.push([Math.sin(i / 10), Math.cos(i / 7), i % 24, Math.random(), Math.random() * 10]);
    }
    for (let i = 0; i < NUM_FEATURES; ++i) {
      const column = tf.tensor1d(raw.map((row) => row[i]));
      const { mean, variance } = tf.moments(column);
      this.means.push(mean.arraySync() as number);
      this.stddevs.push(Math.sqrt(variance.arraySync() as number));
    }
    this.normalizedData = raw.map((row) => row.map((v, i) => (v - this.means[i]) / this.stddevs[i]));
  }

  getNextBatchFunction(
    shuffle: boolean,
    lookBack: number,
    delay: number,
    batchSize: number,
    step: number,
    minIndex: number,
    maxIndex: number,
  ) {
    let startIndex = minIndex + lookBack;
    const lookBackSlices = Math.floor(lookBack / step);
    return {
      next: () => {
        const rowIndices: number[] = [];
        let done = false;
        if (shuffle) {
          const range = maxIndex - (minIndex + lookBack);
          for (let i = 0; i < batchSize; ++i) {
            rowIndices.push(minIndex + lookBack + Math.floor(Math.random() * range));
          }
        } else {
          let r = startIndex;
          for (; r < startIndex + batchSize && r < maxIndex; ++r) rowIndices.push(r);
          if (r >= maxIndex) done = true;
        }
        const numExamples = rowIndices.length;
        startIndex += numExamples;
        const samples = tf.buffer([numExamples, lookBackSlices, NUM_FEATURES]);
        const targets = tf.buffer([numExamples, 1]);
        for (let j = 0; j < numExamples; ++j) {
          const rowIndex = rowIndices[j];
          let exampleRow = 0;
          for (let r = rowIndex - lookBack; r < rowIndex && exampleRow < lookBackSlices; r += step) {
            for (let n = 0; n < NUM_FEATURES; ++n) samples.set(this.normalizedData[r][n], j, exampleRow, n);
            exampleRow++;
          }
          targets.set(this.normalizedData[Math.min(rowIndex + delay, this.numRows - 1)][0], j, 0);
        }
        return { value: { xs: samples.toTensor(), ys: targets.toTensor() }, done };
      },
    };
  }
}

function buildMLPModel(inputShape: [number, number], kernelRegularizer?: any, dropoutRate?: number): tf.Sequential {
  const model = tf.sequential();
  model.add(tf.layers.flatten({ inputShape }));
  model.add(tf.layers.dense({ units: 32, kernelRegularizer, activation: "relu" }));
  if (dropoutRate! > 0) model.add(tf.layers.dropout({ rate: dropoutRate! }));
  model.add(tf.layers.dense({ units: 1 }));
  return model;
}

function buildGRUModel(inputShape: [number, number], dropout = 0, recurrentDropout = 0): tf.Sequential {
  const model = tf.sequential();
  model.add(tf.layers.gru({ units: 8, inputShape, dropout, recurrentDropout }));
  model.add(tf.layers.dense({ units: 1 }));
  return model;
}

export function buildModel(modelType: string, numTimeSteps: number, numFeatures: number): tf.Sequential {
  const inputShape: [number, number] = [numTimeSteps, numFeatures];
  let model: tf.Sequential;
  switch (modelType) {
    case "mlp":
      model = buildMLPModel(inputShape);
      break;
    case "mlp-l2":
      model = buildMLPModel(inputShape, tf.regularizers.l2());
      break;
    case "mlp-dropout":
      model = buildMLPModel(inputShape, null, 0.25);
      break;
    case "linear-regression":
      model = tf.sequential();
      model.add(tf.layers.flatten({ inputShape }));
      model.add(tf.layers.dense({ units: 1 }));
      break;
    case "gru":
      model = buildGRUModel(inputShape);
      break;
    default:
      throw new Error(`Unsupported model type: ${modelType}`);
  }
  model.compile({ loss: "meanAbsoluteError", optimizer: "rmsprop" });
  return model;
}

async function main(): Promise<void> {
  const data = new WeatherData();
  const steps = Math.floor(LOOK_BACK / STEP);
  for (const type of ["linear-regression", "mlp-dropout", "gru"]) {
    const model = buildModel(type, steps, NUM_FEATURES);
    const trainDataset = tf.data
      .generator(() => data.getNextBatchFunction(true, LOOK_BACK, 6, 8, STEP, 0, 100) as any)
      .prefetch(2);
    const valDataset = tf.data.generator(
      () => data.getNextBatchFunction(false, LOOK_BACK, 6, 8, STEP, 101, 160) as any,
    );
    await model.fitDataset(trainDataset as any, {
      batchesPerEpoch: 2,
      epochs: 1,
      verbose: 0,
      validationData: valDataset as any,
      callbacks: {
        onBatchEnd: async (batch, logs) => {
          if (batch % 10 === 0) console.log(logs);
        },
      },
    });
  }
}

main();
