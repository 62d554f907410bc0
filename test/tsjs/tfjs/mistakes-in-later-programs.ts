/** One mistake for each of the programs that were written last, without a look at what is known. */
import type { Change } from "./change.ts";

export const mistakesInLaterPrograms: readonly Change[] = [
  {
    program: "PoseCoach.tsx",
    from: "inputShape: [KEYPOINTS * 2]",
    to: "inputShape: [KEYPOINTS * 3]",
    reports: ["size-mismatch: model.predict(embed(", "size-mismatch: classifier.current.predict(features)"],
    does: "throws",
  },
  {
    program: "speech-commands.ts",
    from: "filters: 8, kernelSize: [2, 4]",
    to: "filters: 8, kernelSize: [2, 64]",
    reports: ["empty-output: tf.layers.conv2d({ filters: 8, kernelSize: [2, 64]"],
    does: "throws",
  },
  {
    program: "reinforce.mts",
    from: "(this.baseline.apply(states) as tf.Tensor2D).squeeze([1])",
    to: "this.baseline.apply(states) as tf.Tensor2D",
    reports: ["loss-shape-mismatch: tf.losses.meanSquaredError(targets, values)"],
    does: "throws",
  },
  {
    program: "wgan.js",
    from: 'dense(2, { activation: "tanh" })',
    to: 'dense(3, { activation: "tanh" })',
    reports: ["size-mismatch: tf.concat([real, fake], 0)", "feature-mismatch: critic"],
    does: "throws",
  },
  {
    program: "anomaly.cjs",
    from: "returnSequences: true",
    to: "returnSequences: false",
    reports: ["rank-mismatch: layers.timeDistributed("],
    does: "throws",
  },
  {
    program: "churn.ts",
    from: 'units: 8, activation: "sigmoid"',
    to: 'units: 6, activation: "sigmoid"',
    reports: ["not-broadcastable: tf.layers.multiply().apply("],
    does: "throws",
  },
  {
    program: "inference-worker.ts",
    from: ".slice([0, 1], [-1, 1]).squeeze([1]) as tf.Tensor1D",
    to: ".slice([0, 1], [-1, 1]) as unknown as tf.Tensor1D",
    reports: ['rank-mismatch: answer({ kind: "detect"'],
    does: "throws",
  },
  {
    program: "Sentiment.vue",
    from: "returnSequences: true",
    to: "returnSequences: false",
    reports: ["rank-mismatch: tf.layers.globalMaxPooling1d()"],
    does: "throws",
  },
  {
    program: "Painter.svelte",
    from: "inputShape: [3], units: 12",
    to: "inputShape: [2], units: 12",
    reports: ["size-mismatch: painter.predict(coordinates(side))"],
    does: "throws",
  },
  {
    program: "finetune.mjs",
    from: "optimizer: tf.train.adam(1e-5)",
    to: "optimizer",
    reports: ["invalid-argument: combined.fit(xs, ys, { epochs: 1, verbose: 0, batchSize: 3 })"],
    does: "throws",
  },
  {
    program: "lyrics.ts",
    from: "[width + units, 4 * units]",
    to: "[width, 4 * units]",
    reports: ["size-mismatch: tf.basicLSTMCell("],
    does: "throws",
  },
  {
    program: "thumbnails-api.ts",
    from: "table.matMul(query.expandDims(1)).squeeze([1])",
    to: "table.matMul(query).squeeze([1])",
    reports: ["rank-mismatch: nearest(embed("],
    does: "throws",
  },
];
