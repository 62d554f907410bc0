import * as tf from "@tensorflow/tfjs";
const x = tf.ones([4, 4]);
const y = x.slice([0, 2], [4, 4]);
