// Activations by name, as layers take them.
import { ops } from "shapeline";

const __public__ = "tf.layers";

const names = {
  elu: "elu",
  gelu: "gelu",
  gelu_new: "gelu",
  hardSigmoid: "hardsigmoid",
  mish: "mish",
  relu: "relu",
  relu6: "relu6",
  selu: "selu",
  sigmoid: "sigmoid",
  softplus: "softplus",
  softsign: "softsign",
  swish: "silu",
  tanh: "tanh",
};

const others = ["linear", "softmax", "logSoftmax"];

// A misspelt name is refused where the layer is made.
export function checkActivation(name) {
  if (typeof name !== "string") return;
  ops.check_that(name in names || others.includes(name), "activation", "unknown-activation", name);
}

export function activate(x, name) {
  if (name == null || name === "linear") return x;
  if (name === "softmax") return ops.softmax(x, -1);
  if (name === "logSoftmax") return ops.log_softmax(x, -1);
  return ops.unary(x, names[name] ?? "activation");
}
