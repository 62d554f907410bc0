"use strict";
const { layers, sequential, tensor3d, losses, tidy, callbacks, train } = require("@tensorflow/tfjs");

// An LSTM autoencoder that finds the odd window of a sensor's series.
const WINDOW = 12;
const FEATURES = 3;

function windows(series, size) {
  const found = [];
  for (let start = 0; start + size <= series.length; start += 4) found.push(series.slice(start, start + size));
  return found;
}

function autoencoder() {
  const model = sequential();
  model.add(layers.lstm({ units: 8, inputShape: [WINDOW, FEATURES] }));
  model.add(layers.repeatVector({ n: WINDOW }));
  model.add(layers.lstm({ units: 8, returnSequences: true }));
  model.add(layers.timeDistributed({ layer: layers.dense({ units: FEATURES }) }));
  model.compile({ optimizer: train.adam(), loss: "meanAbsoluteError" });
  return model;
}

async function main() {
  const series = Array.from({ length: 60 }, (_, t) => [Math.sin(t), Math.cos(t), t % 5]);
  const samples = tensor3d(windows(series, WINDOW));
  const model = autoencoder();
  await model.fit(samples, samples, {
    epochs: 1,
    verbose: 0,
    validationSplit: 0.2,
    callbacks: [callbacks.earlyStopping({ monitor: "val_loss", patience: 1 })],
  });
  const errors = tidy(() => {
    const rebuilt = model.predict(samples);
    return rebuilt.sub(samples).abs().mean([1, 2]);
  });
  const threshold = errors.mean().add(errors.sub(errors.mean()).square().mean().sqrt().mul(2));
  const flags = errors.greater(threshold);
  const all = await flags.array();
  console.log(all.filter(Boolean).length, losses.absoluteDifference(samples, model.predict(samples)).dataSync()[0]);
}

main();
