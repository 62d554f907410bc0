import * as tf from "@tensorflow/tfjs";

export const PAD_INDEX = 0;
export const OOV_INDEX = 2;

export function padSequences(
  sequences: number[][],
  maxLen: number,
  padding: "pre" | "post" = "pre",
  truncating: "pre" | "post" = "pre",
  value = PAD_INDEX,
): number[][] {
  return sequences.map((seq) => {
    if (seq.length > maxLen) {
      if (truncating === "pre") {
        seq.splice(0, seq.length - maxLen);
      } else {
        seq.splice(maxLen, seq.length - maxLen);
      }
    }
    if (seq.length < maxLen) {
      const pad = [];
      for (let i = 0; i < maxLen - seq.length; ++i) {
        pad.push(value);
      }
      if (padding === "pre") {
        seq = pad.concat(seq);
      } else {
        seq = seq.concat(pad);
      }
    }
    return seq;
  });
}

type ModelType = "multihot" | "flatten" | "cnn" | "simpleRNN" | "lstm" | "bidirectionalLSTM";

export function buildModel(
  modelType: ModelType,
  maxLen: number,
  vocabularySize: number,
  embeddingSize: number,
): tf.Sequential {
  const model = tf.sequential();
  if (modelType === "multihot") {
    model.add(tf.layers.dense({ units: 16, activation: "relu", inputShape: [vocabularySize] }));
    model.add(tf.layers.dense({ units: 16, activation: "relu" }));
  } else {
    model.add(tf.layers.embedding({ inputDim: vocabularySize, outputDim: embeddingSize, inputLength: maxLen }));
    if (modelType === "flatten") {
      model.add(tf.layers.flatten());
    } else if (modelType === "cnn") {
      model.add(tf.layers.dropout({ rate: 0.5 }));
      model.add(tf.layers.conv1d({ filters: 25, kernelSize: 5, strides: 1, padding: "valid", activation: "relu" }));
      model.add(tf.layers.globalMaxPool1d({}));
      model.add(tf.layers.dense({ units: 25, activation: "relu" }));
    } else if (modelType === "simpleRNN") {
      model.add(tf.layers.simpleRNN({ units: 32 }));
    } else if (modelType === "lstm") {
      model.add(tf.layers.lstm({ units: 32 }));
    } else if (modelType === "bidirectionalLSTM") {
      model.add(
        tf.layers.bidirectional({
          layer: tf.layers.lstm({ units: 32 }) as tf.RNN,
          mergeMode: "concat",
        }),
      );
    } else {
      throw new Error(`Unsupported model type: ${modelType}`);
    }
  }
  model.add(tf.layers.dense({ units: 1, activation: "sigmoid" }));
  return model;
}

const wordIndex: Record<string, number> = { the: 4, movie: 5, was: 6, great: 7, bad: 8 };

function encode(text: string, maxLen: number, vocabularySize: number): tf.Tensor2D {
  const inputText = text
    .trim()
    .toLowerCase()
    .replace(/(\.|\,|\!)/g, "")
    .split(" ");
  const sequence = inputText.map((word) => {
    let index = wordIndex[word] ?? OOV_INDEX;
    if (index > vocabularySize) index = OOV_INDEX;
    return index;
  });
  const padded = padSequences([sequence], maxLen);
  return tf.tensor2d(padded, [1, maxLen]);
}

async function main() {
  const args = { numWords: 50, maxLen: 20, embeddingSize: 8, batchSize: 4, validationSplit: 0.25 };
  for (const type of ["flatten", "cnn", "bidirectionalLSTM"] as const) {
    const model = buildModel(type, args.maxLen, args.numWords, args.embeddingSize);
    model.compile({ loss: "binaryCrossentropy", optimizer: "rmsprop", metrics: ["acc"] });
    const xTrain = tf.randomUniform([8, args.maxLen], 0, args.numWords, "int32");
    const yTrain = tf.randomUniform([8, 1], 0, 2, "int32").toFloat();
    await model.fit(xTrain, yTrain, {
      epochs: 1,
      batchSize: args.batchSize,
      validationSplit: args.validationSplit,
      verbose: 0,
    });
    const [testLoss, testAcc] = model.evaluate(xTrain, yTrain, { batchSize: 4 }) as tf.Scalar[];
    console.log(testLoss.dataSync()[0].toFixed(4), testAcc.dataSync()[0]);
    const score = tf.tidy(
      () => (model.predict(encode("The movie was great!", args.maxLen, args.numWords)) as tf.Tensor).dataSync()[0],
    );
    console.log(type, score > 0.5 ? "positive" : "negative");
  }
}

main();
