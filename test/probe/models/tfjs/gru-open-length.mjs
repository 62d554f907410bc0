// expect: ran (2, 16, 4)
// places: 2, 2 known
import * as tf from "@tensorflow/tfjs";

const model = tf.sequential();
model.add(tf.layers.gru({ inputShape: [null, 3], units: 8, returnSequences: true }));
model.add(tf.layers.timeDistributed({ layer: tf.layers.dense({ units: 4 }) }));
