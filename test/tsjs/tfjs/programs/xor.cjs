const tf = require("@tensorflow/tfjs");
async function run() {
  const model = tf.sequential();
  model.add(tf.layers.dense({ units: 8, inputShape: [2], activation: "tanh" }));
  model.add(tf.layers.dense({ units: 1, activation: "sigmoid" }));
  model.compile({ optimizer: tf.train.sgd(0.1), loss: "binaryCrossentropy", metrics: ["accuracy"] });
  const xs = tf.tensor2d([
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ]);
  const ys = tf.tensor2d([[0], [1], [1], [0]]);
  await model.fit(xs, ys, { batchSize: 1, epochs: 2, verbose: 0 });
  const out = model.predict(xs);
  out.print();
  const values = await out.data();
  for (let i = 0; i < values.length; i++) console.log(Math.round(values[i]));
  const [loss, acc] = model.evaluate(xs, ys);
  console.log(loss.dataSync()[0], acc.dataSync()[0]);
}
run();
