// expect: ran (2, 2)
// places: 5, 5 known
import * as tf from "@tensorflow/tfjs";

const encoder = tf.sequential({ layers: [tf.layers.dense({ inputShape: [10], units: 4 })] });
const head = tf.sequential({ layers: [tf.layers.dense({ inputShape: [4], units: 2 })] });
const input = tf.input({ shape: [10] });
const model = tf.model({ inputs: input, outputs: head.apply(encoder.apply(input)) });
model.predict(tf.ones([1, 10])).print();
