// expect: ran (2, 5)
// places: 4, 4 known
import * as tf from "@tensorflow/tfjs";

const image = tf.input({ shape: [8, 8, 3], name: "image" });
const meta = tf.input({ shape: [4], name: "meta" });
const features = tf.layers.flatten().apply(tf.layers.conv2d({ filters: 4, kernelSize: 3 }).apply(image));
const joined = tf.layers.concatenate().apply([features, meta]);
export const model = tf.model({ inputs: [image, meta], outputs: tf.layers.dense({ units: 5 }).apply(joined) });
