// expect: ran (2, 1)
// places: 1, 1 known
import * as tf from "@tensorflow/tfjs";

export function buildModel(): tf.Sequential {
  return tf.sequential({ layers: [tf.layers.dense({ inputShape: [3], units: 1 })] });
}
