import * as tf from "@tensorflow/tfjs";
const labels = tf.oneHot(tf.tensor1d([0, 1], "int32"), 4);
const loss = tf.losses.softmaxCrossEntropy(labels, tf.ones([2, 3]));
