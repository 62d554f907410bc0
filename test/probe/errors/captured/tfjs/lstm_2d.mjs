import * as tf from "@tensorflow/tfjs";
const model = tf.sequential({
  layers: [
    tf.layers.embedding({ inputDim: 100, outputDim: 8, inputLength: 12 }),
    tf.layers.lstm({ units: 16 }),
    tf.layers.lstm({ units: 16 }),
  ],
});
