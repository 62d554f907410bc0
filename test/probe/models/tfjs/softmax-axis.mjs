// expect: broke Softmax along a non-last dimension
// places: 1, 1 known
import * as tf from "@tensorflow/tfjs";

export const model = tf.sequential({
  layers: [tf.layers.dense({ inputShape: [5, 4], units: 3 }), tf.layers.softmax()],
});
