import * as tf from "@tensorflow/tfjs";
const rows = [tf.ones([3]), tf.ones([4])];
const x = tf.stack(rows);
