// Activations by name, as layers take them.
import { ops } from "shapeline";

const __public__ = "tf.layers";

const names = {
  elu: "elu",
  gelu: "gelu",
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

export function activate(x, name) {
  if (name == null || name === "linear") return x;
  if (name === "softmax") return ops.softmax(x, -1);
  if (name === "logSoftmax") return ops.log_softmax(x, -1);
  return ops.unary(x, names[name] ?? "activation");
}
