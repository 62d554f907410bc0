import * as tf from "@tensorflow/tfjs";
const table = tf.ones([10, 4]);
const picked = tf.gather(table, tf.tensor1d([1.5, 2]));
