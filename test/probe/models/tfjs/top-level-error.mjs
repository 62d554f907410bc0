// expect: broke Operands could not be broadcast together
// places: 2, 2 known
import * as tf from "@tensorflow/tfjs";

const x = tf.ones([4, 3]);
const y = x.add(tf.ones([4, 2]));
y.print();
