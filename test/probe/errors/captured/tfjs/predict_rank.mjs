import * as tf from "@tensorflow/tfjs";
const model = tf.sequential({ layers: [tf.layers.dense({ inputShape: [4], units: 1 })] });
model.predict(tf.tensor1d([1, 2, 3, 4])).print();
