import * as tf from "@tensorflow/tfjs";
class PolicyNetwork {
  constructor(hiddenLayerSizesOrModel) {
    if (hiddenLayerSizesOrModel instanceof tf.LayersModel) this.policyNet = hiddenLayerSizesOrModel;
    else this.createPolicyNetwork(hiddenLayerSizesOrModel);
  }
  createPolicyNetwork(hiddenLayerSizes) {
    if (!Array.isArray(hiddenLayerSizes)) hiddenLayerSizes = [hiddenLayerSizes];
    this.policyNet = tf.sequential();
    hiddenLayerSizes.forEach((size, i) => {
      this.policyNet.add(tf.layers.dense({ units: size, activation: "elu", inputShape: i === 0 ? [4] : undefined }));
    });
    this.policyNet.add(tf.layers.dense({ units: 1 }));
  }
  getGradientsAndSaveActions(inputTensor) {
    const f = () =>
      tf.tidy(() => {
        const [logits, actions] = this.getLogitsAndActions(inputTensor);
        this.currentActions_ = actions.dataSync();
        const labels = tf.sub(1, tf.tensor2d(this.currentActions_, actions.shape));
        return tf.losses.sigmoidCrossEntropy(labels, logits).asScalar();
      });
    return tf.variableGrads(f);
  }
  getLogitsAndActions(inputs) {
    return tf.tidy(() => {
      const logits = this.policyNet.predict(inputs);
      const leftProb = tf.sigmoid(logits);
      const leftRightProbs = tf.concat([leftProb, tf.sub(1, leftProb)], 1);
      const actions = tf.multinomial(leftRightProbs, 1, null, true);
      return [logits, actions];
    });
  }
}
const policy = new PolicyNetwork([8, 4]);
const state = tf.tensor2d([[0.1, 0.2, 0.3, 0.4]]);
const { grads, value } = policy.getGradientsAndSaveActions(state);
const all = {};
for (const key in grads) {
  if (key in all) all[key].push(grads[key]);
  else all[key] = [grads[key]];
}
console.log(Object.keys(all).length, value.shape);
function discount(rewards, rate) {
  const buf = tf.buffer([rewards.length]);
  let prev = 0;
  for (let i = rewards.length - 1; i >= 0; --i) {
    const cur = rate * prev + rewards[i];
    buf.set(cur, i);
    prev = cur;
  }
  return buf.toTensor();
}
console.log(discount([1, 2, 3], 0.9).shape);
