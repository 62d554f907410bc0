// What a model is compiled with, by name or as functions, and what its losses make of outputs and labels.
import { ops } from "shapeline";
import { toFloating } from "@tensorflow/tfjs-core/convert";

const __public__ = "tf";

const optimizers = "Adagrad Adadelta Adam Adamax RMSProp SGD adagrad adadelta adam adamax rmsprop sgd".split(" ");

const regressions = (
  "meanSquaredError meanAbsoluteError meanAbsolutePercentageError meanSquaredLogarithmicError squaredHinge hinge " +
  "categoricalHinge logcosh kullbackLeiblerDivergence poisson cosineProximity"
).split(" ");

const losses = ["categoricalCrossentropy", "sparseCategoricalCrossentropy", "binaryCrossentropy", ...regressions];

const metricNames = (
  "binaryAccuracy categoricalAccuracy precision categoricalCrossentropy sparseCategoricalCrossentropy mse MSE mae MAE " +
  "mape MAPE cosine accuracy acc crossentropy ce"
).split(" ");

export function compileOptimizer(optimizer) {
  if (typeof optimizer === "string") {
    ops.check_call(optimizers.includes(optimizer), "optimizer", "unknown-optimizer", optimizer);
  }
  return optimizer;
}

// One loss for each output.
export function compileLosses(loss, outputNames) {
  if (ops.is_unknown(loss)) return outputNames.map(() => loss);
  if (!ops.check_call(loss != null, "loss", "missing-loss")) return [];
  if (Array.isArray(loss)) {
    const fits = loss.length === outputNames.length;
    ops.check_call(fits, "loss", "one-loss-for-each-output", `${loss.length} for ${outputNames.length}`);
    return loss.map(checkedLoss);
  }
  if (typeof loss === "string" || typeof loss === "function") {
    const checked = checkedLoss(loss);
    return outputNames.map(() => checked);
  }
  for (const key of Object.keys(loss)) {
    const isKnown = outputNames.some((name) => !ops.is_written(name) || name === key);
    ops.check_call(isKnown, "loss", "no-such-output", key);
  }
  return outputNames.map((name) => {
    if (!ops.is_written(name)) return ops.unknown();
    // Compiled all the same; training breaks.
    return ops.surely_lacks(loss, name) ? null : checkedLoss(loss[name]);
  });
}

function checkedLoss(loss) {
  if (typeof loss === "string") ops.check_call(losses.includes(loss), "loss", "unknown-loss", loss);
  return loss;
}

export function compileMetrics(metrics) {
  if (metrics == null) return [];
  if (ops.is_unknown(metrics)) return metrics;
  if (typeof metrics === "object" && !Array.isArray(metrics)) return ops.unknown();
  const list = [metrics].flat();
  for (const metric of list) {
    if (typeof metric !== "string") continue;
    ops.check_call(metricNames.includes(metric), "metrics", "unknown-metric", metric);
  }
  return list;
}

// Vectors become columns, by no wish of the program's: it did not put in the axis itself.
export function column(x) {
  return ops.is_tensor(x) && ops.has_rank(x, 1) ? ops.reshape(x, [x.shape[0], 1]) : x;
}

// `fit` checks the labels against the model's output, whatever the loss; a function then gets both, labels in one axis as a column.
export function lossOn(loss, prediction, target) {
  if (loss == null || ops.is_unknown(loss) || ops.is_unknown(prediction) || ops.is_unknown(target)) return;
  if (typeof loss === "function") {
    const before = ops.breaks();
    ops.fit_own_loss(prediction, target);
    if (ops.breaks() === before) loss(column(target), prediction);
  } else if (loss === "categoricalCrossentropy") ops.fit_categorical_crossentropy(prediction, target);
  else if (loss === "sparseCategoricalCrossentropy") ops.fit_sparse_crossentropy(prediction, target);
  else if (loss === "binaryCrossentropy") ops.fit_binary_crossentropy(prediction, target);
  else if (losses.includes(loss)) ops.fit_loss(prediction, target);
}

// `fitDataset` checks nothing: what broadcasts is compared.
export function lossOnBatch(loss, prediction, target) {
  if (loss == null || ops.is_unknown(loss) || ops.is_unknown(prediction) || ops.is_unknown(target)) return;
  if (typeof loss === "function") loss(target, prediction);
  else if (loss === "categoricalCrossentropy") ops.batch_categorical_crossentropy(prediction, target);
  else if (loss === "sparseCategoricalCrossentropy") ops.batch_sparse_crossentropy(prediction, target);
  else if (loss === "binaryCrossentropy") ops.batch_binary_crossentropy(prediction, target);
  else if (losses.includes(loss)) ops.batch_loss(prediction, target);
}
