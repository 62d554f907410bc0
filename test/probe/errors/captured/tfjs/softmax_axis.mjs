import * as tf from "@tensorflow/tfjs";
const model = tf.sequential();
model.add(tf.layers.dense({ inputShape: [5, 6], units: 4 }));
model.add(tf.layers.softmax());
model.predict(tf.ones([2, 5, 6]));
