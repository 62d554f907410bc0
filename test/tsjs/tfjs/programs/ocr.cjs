const tf = require("@tensorflow/tfjs");
const { layers } = tf;

const config = { height: 16, width: 40, alphabet: "abcdefghij", maxLength: 5 };
const blank = config.alphabet.length;

const same = (filters, opts = {}) =>
  layers.conv2d({ filters, kernelSize: 3, padding: "same", activation: "relu", ...opts });

function crnn({ height, width, alphabet, maxLength }) {
  const image = tf.input({ shape: [height, width, 1], name: "image" });
  let x = image;
  for (const filters of [8, 16]) {
    x = same(filters).apply(x);
    x = layers.maxPooling2d({ poolSize: [2, 2] }).apply(x);
  }
  // (B, H, W, C) to time steps along the width.
  x = layers.permute({ dims: [2, 1, 3] }).apply(x);
  const [, steps, rows, channels] = x.shape;
  x = layers.reshape({ targetShape: [steps, rows * channels] }).apply(x);
  x = layers.bidirectional({ layer: layers.lstm({ units: 12, returnSequences: true }), mergeMode: "concat" }).apply(x);
  x = layers.timeDistributed({ layer: layers.dense({ units: alphabet.length + 1 }) }).apply(x);
  const pooled = layers.averagePooling1d({ poolSize: steps / maxLength }).apply(x);
  return tf.model({ inputs: image, outputs: layers.softmax({ axis: -1 }).apply(pooled) });
}

function encode(words) {
  return tf.tidy(() => {
    const ids = words.map((w) => {
      const row = [...w].map((c) => config.alphabet.indexOf(c));
      while (row.length < config.maxLength) row.push(blank);
      return row;
    });
    return tf.oneHot(tf.tensor2d(ids, [words.length, config.maxLength], "int32"), blank + 1);
  });
}

function decode(probabilities) {
  return probabilities
    .argMax(-1)
    .arraySync()
    .map((row) =>
      row
        .filter((i) => i !== blank)
        .map((i) => config.alphabet[i])
        .join(""),
    );
}

async function main() {
  const model = crnn(config);
  model.compile({ optimizer: "adam", loss: "categoricalCrossentropy" });
  const words = ["abc", "bad", "hide", "jig"];
  const xs = tf.randomUniform([words.length, config.height, config.width, 1]);
  await model.fit(xs, encode(words), { epochs: 1, verbose: 0 });
  console.log(decode(model.predict(xs)));
}

main();
module.exports = { crnn, encode, decode };
