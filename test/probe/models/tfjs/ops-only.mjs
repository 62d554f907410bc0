// expect: stopped
// places: 4, 4 known
import * as tf from "@tensorflow/tfjs";

const x = tf.randomNormal([4, 3]);
const y = x.matMul(tf.ones([3, 2])).relu();
y.print();
