// expect: ran (2, 2)
// places: 3, 3 known
import * as tf from "@tensorflow/tfjs";

const model = tf.sequential();
model.add(tf.layers.embedding({ inputDim: 50, outputDim: 8, inputLength: 12 }));
model.add(tf.layers.bidirectional({ layer: tf.layers.lstm({ units: 6 }), mergeMode: "concat" }));
model.add(tf.layers.dense({ units: 2 }));
model.summary();
