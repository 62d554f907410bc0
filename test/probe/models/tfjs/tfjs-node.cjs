// expect: ran (2, 2)
// places: 1, 1 known
const tf = require("@tensorflow/tfjs-node");
const model = tf.sequential();
model.add(tf.layers.dense({ inputShape: [4], units: 2 }));
module.exports = { model };
