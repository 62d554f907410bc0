// expect: ran (2, 3), (2, 1)
// places: 2, 2 known
const tf = require("@tensorflow/tfjs");
const input = tf.input({ shape: [6] });
const trunk = tf.layers.dense({ units: 4, activation: "relu" }).apply(input);
const heads = [3, 1].map((units) => tf.layers.dense({ units }).apply(trunk));
module.exports = tf.model({ inputs: input, outputs: heads });
