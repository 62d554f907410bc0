import * as tf from "@tensorflow/tfjs";

const config = { vocab: 12, maxLen: 5, hidden: 16, layers: 2 } as const;

function createModel(
  kind: "SimpleRNN" | "GRU" | "LSTM",
  { vocab, maxLen, hidden, layers }: typeof config,
): tf.LayersModel {
  const model = tf.sequential();
  const cell = (returnSequences: boolean, first = false) => {
    const args = {
      units: hidden,
      returnSequences,
      ...(first ? { inputShape: [maxLen, vocab] as [number, number] } : {}),
    };
    switch (kind) {
      case "SimpleRNN":
        return tf.layers.simpleRNN(args);
      case "GRU":
        return tf.layers.gru(args);
      default:
        return tf.layers.lstm(args);
    }
  };
  model.add(cell(false, true));
  model.add(tf.layers.repeatVector({ n: maxLen }));
  for (let i = 0; i < layers; i++) model.add(cell(true));
  model.add(tf.layers.timeDistributed({ layer: tf.layers.dense({ units: vocab }) }));
  model.add(tf.layers.activation({ activation: "softmax" }));
  return model;
}

const model = createModel("LSTM", config);
model.compile({ loss: "categoricalCrossentropy", optimizer: "adam", metrics: ["accuracy"] });

const encode = (texts: string[]): tf.Tensor3D => {
  const buffer = tf.buffer([texts.length, config.maxLen, config.vocab]);
  texts.forEach((text, i) => [...text].forEach((char, j) => buffer.set(1, i, j, "0123456789+ ".indexOf(char))));
  return buffer.toTensor().as3D(texts.length, config.maxLen, config.vocab);
};
const xs = encode(["12+34", "5+6  "]);
const ys = encode(["46   ", "11   "]);
await model.fit(xs, ys, { epochs: 1, verbose: 0 });

const encoderInput = tf.input({ shape: [null, config.vocab] });
const [, stateH, stateC] = tf.layers
  .lstm({ units: config.hidden, returnState: true })
  .apply(encoderInput) as tf.SymbolicTensor[];
const decoderInput = tf.input({ shape: [null, config.vocab] });
const decoder = tf.layers.lstm({ units: config.hidden, returnSequences: true, returnState: true });
const [decoded] = decoder.apply(decoderInput, { initialState: [stateH, stateC] }) as tf.SymbolicTensor[];
const probabilities = tf.layers
  .dense({ units: config.vocab, activation: "softmax" })
  .apply(decoded) as tf.SymbolicTensor;
const seq2seq = tf.model({ inputs: [encoderInput, decoderInput], outputs: probabilities });
const result = seq2seq.predict([xs, ys.slice([0, 0, 0], [-1, 3, -1])]) as tf.Tensor;
console.log(result.shape);
