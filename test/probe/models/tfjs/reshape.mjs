// expect: broke Total size of new array must be unchanged
// places: 1, 1 known
import * as tf from "@tensorflow/tfjs";

const input = tf.input({ shape: [12] });
const hidden = tf.layers.dense({ units: 8 }).apply(input);
const folded = tf.layers.reshape({ targetShape: [5, 3] }).apply(hidden);
export const model = tf.model({ inputs: input, outputs: folded });
