importScripts("https://cdn.jsdelivr.net/npm/@tensorflow/tfjs/dist/tf.min.js");

const state = { model: null, mean: null, std: null };

self.onmessage = async ({ data: { type, payload } }) => {
  switch (type) {
    case "init": {
      state.model = build(payload.features, payload.targets);
      self.postMessage({ type: "ready" });
      break;
    }
    case "train": {
      const { xs, ys, epochs = 1 } = payload;
      const x = tf.tensor2d(xs);
      const y = tf.tensor2d(ys);
      state.mean = x.mean(0);
      state.std = tf.moments(x, 0).variance.sqrt().add(1e-6);
      await state.model.fit(x.sub(state.mean).div(state.std), y, {
        epochs,
        callbacks: { onEpochEnd: (epoch, { loss }) => self.postMessage({ type: "epoch", epoch, loss }) },
      });
      tf.dispose([x, y]);
      break;
    }
    case "predict": {
      const out = tf.tidy(() => state.model.predict(tf.tensor2d([payload.x]).sub(state.mean).div(state.std)));
      self.postMessage({ type: "prediction", value: out.dataSync() });
      out.dispose();
      break;
    }
    default:
      throw new Error(`unknown ${type}`);
  }
};

function build(features, targets) {
  const model = tf.sequential();
  model.add(tf.layers.dense({ units: 16, activation: "elu", inputShape: [features] }));
  model.add(tf.layers.batchNormalization());
  model.add(tf.layers.dense({ units: targets }));
  model.compile({ optimizer: "adam", loss: tf.losses.huberLoss });
  return model;
}
