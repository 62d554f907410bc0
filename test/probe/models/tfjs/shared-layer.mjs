// expect: ran (2, 1)
// places: 3, 3 known
import * as tf from "@tensorflow/tfjs";

const left = tf.input({ shape: [6] });
const right = tf.input({ shape: [6] });
const tower = tf.layers.dense({ units: 4 });
const joined = tf.layers.add().apply([tower.apply(left), tower.apply(right)]);
export const model = tf.model({ inputs: [left, right], outputs: tf.layers.dense({ units: 1 }).apply(joined) });
