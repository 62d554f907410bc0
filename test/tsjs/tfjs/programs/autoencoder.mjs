import * as tf from "@tensorflow/tfjs";
class Sampling extends tf.layers.Layer {
  static className = "Sampling";
  constructor(config) {
    super(config ?? {});
  }
  computeOutputShape(inputShape) {
    return inputShape[0];
  }
  call(inputs, kwargs) {
    return tf.tidy(() => {
      const [zMean, zLogVar] = inputs;
      const batch = zMean.shape[0];
      const dim = zMean.shape[1];
      const epsilon = tf.randomNormal([batch, dim], 0, 1);
      const half = tf.scalar(0.5);
      return zLogVar.mul(half).exp().mul(epsilon).add(zMean);
    });
  }
  getClassName() {
    return "Sampling";
  }
}
const latent = 2;
const inputs = tf.input({ shape: [20] });
const h = tf.layers.dense({ units: 8, activation: "relu" }).apply(inputs);
const zMean = tf.layers.dense({ units: latent }).apply(h);
const zLogVar = tf.layers.dense({ units: latent }).apply(h);
const z = new Sampling().apply([zMean, zLogVar]);
const encoder = tf.model({ inputs, outputs: [zMean, zLogVar, z], name: "encoder" });
const latentInputs = tf.input({ shape: [latent] });
const decoded = tf.layers
  .dense({ units: 20, activation: "sigmoid" })
  .apply(tf.layers.dense({ units: 8 }).apply(latentInputs));
const decoder = tf.model({ inputs: latentInputs, outputs: decoded });
const outputs = decoder.apply(encoder.apply(inputs)[2]);
const vae = tf.model({ inputs, outputs });
console.log(
  vae.predict(tf.ones([3, 20])).shape,
  encoder.predict(tf.ones([3, 20])).map((t) => t.shape),
);
