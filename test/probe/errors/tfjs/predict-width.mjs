// fix: Set `inputShape` to `[5]`
import * as tf from "@tensorflow/tfjs";

const model = tf.sequential({ layers: [tf.layers.dense({ inputShape: [4], units: 1 })] });
export const y = model.predict(tf.ones([2, 5])); // breaks
