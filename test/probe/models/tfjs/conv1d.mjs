// expect: ran (2, 4)
// places: 4, 4 known
import * as tf from "@tensorflow/tfjs";

export const model = tf.sequential({
  layers: [
    tf.layers.conv1d({ inputShape: [32, 2], filters: 8, kernelSize: 5, strides: 2 }),
    tf.layers.batchNormalization(),
    tf.layers.globalAveragePooling1d(),
    tf.layers.dense({ units: 4 }),
  ],
});
