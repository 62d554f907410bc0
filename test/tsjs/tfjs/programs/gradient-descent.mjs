import * as tf from "@tensorflow/tfjs";
const w = tf.variable(tf.randomNormal([3, 1]));
const bias = tf.variable(tf.zeros([1]));
const predict = (x) => tf.tidy(() => x.matMul(w).add(bias));
const loss = (pred, label) => pred.sub(label).square().mean();
const optimizer = tf.train.adam(0.01);
const xs = tf.randomUniform([16, 3], -1, 1);
const ys = xs.sum(1, true);
for (let step = 0; step < 3; step++) {
  optimizer.minimize(() => loss(predict(xs), ys));
}
const { value, grads } = tf.variableGrads(() => loss(predict(xs), ys));
optimizer.applyGradients(grads);
const f = (x) => x.square().sum();
const g = tf.grad(f)(tf.ones([3]));
console.log(value.shape, g.shape, predict(tf.ones([1, 3])).shape);
const [m, v] = [xs.mean(0), tf.moments(xs, 0).variance];
const normed = xs.sub(m).div(v.sqrt().add(1e-7));
const norm2 = tf.div(tf.sub(xs, xs.min(0)), tf.sub(xs.max(0), xs.min(0)));
const split = tf.split(norm2, 4);
const batches = split.map((s, i) => ({ i, rows: s.shape[0] }));
console.log(normed.shape, batches, tf.stack(split).shape, tf.concat(split).shape);
