import * as tf from "@tensorflow/tfjs";
const text = "hello world, this is text";
const chars = Array.from(new Set(text.split(""))).sort();
const index = Object.fromEntries(chars.map((c, i) => [c, i]));
const maxLen = 5,
  step = 2;
const sentences = [],
  nextChars = [];
for (let i = 0; i < text.length - maxLen; i += step) {
  sentences.push(text.slice(i, i + maxLen));
  nextChars.push(text[i + maxLen]);
}
const xsBuffer = new tf.TensorBuffer([sentences.length, maxLen, chars.length], "float32");
sentences.forEach((s, i) => [...s].forEach((c, t) => xsBuffer.set(1, i, t, index[c])));
const xs = xsBuffer.toTensor();
const ys = tf.oneHot(
  tf.tensor1d(
    nextChars.map((c) => index[c]),
    "int32",
  ),
  chars.length,
);
const model = tf.sequential();
[16, 8].forEach((units, i, all) => {
  model.add(
    tf.layers.lstm({
      units,
      returnSequences: i < all.length - 1,
      inputShape: i === 0 ? [maxLen, chars.length] : undefined,
    }),
  );
});
model.add(tf.layers.dense({ units: chars.length, activation: "softmax" }));
model.compile({ optimizer: tf.train.rmsprop(0.01), loss: "categoricalCrossentropy" });
await model.fit(xs, ys, { epochs: 1, verbose: 0 });
function sample(probs, temperature) {
  return tf.tidy(() => {
    const logits = tf.div(tf.log(probs), Math.max(temperature, 1e-6));
    return tf.multinomial(logits, 1, null, false).dataSync()[0];
  });
}
const seed = tf.zeros([1, maxLen, chars.length]);
const out = model.predict(seed);
console.log(out.shape, sample(tf.squeeze(out), 0.6) >= 0);
