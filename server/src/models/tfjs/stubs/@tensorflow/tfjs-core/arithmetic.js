// Elementwise operations: unary ones keep the shape, binary ones broadcast, comparisons give flags.
import { ops } from "shapeline";
import { dtypeOf, isIntegral, toTensor } from "@tensorflow/tfjs-core/convert";

const __public__ = "tf";

// A number counts as float32, so that integers added to one become floats; added to floats it changes nothing.
function operand(value, other) {
  return typeof value === "number" && !isIntegral(other) ? value : toTensor(value);
}

function binary(name, a, b) {
  const left = operand(a, b);
  return ops.elementwise(name, left, operand(b, left));
}

export function add(a, b) {
  return binary("add", a, b);
}

export function sub(a, b) {
  return binary("sub", a, b);
}

export function mul(a, b) {
  return binary("mul", a, b);
}

export function div(a, b) {
  return binary("div", a, b);
}

export function divNoNan(a, b) {
  return binary("div", a, b);
}

export function floorDiv(a, b) {
  return ops.cast(binary("floor_divide", a, b), ops.dtype("int32"));
}

export function pow(base, exp) {
  return binary("pow", base, exp);
}

export function mod(a, b) {
  return binary("remainder", a, b);
}

export function maximum(a, b) {
  return binary("maximum", a, toTensor(b));
}

export function minimum(a, b) {
  return binary("minimum", a, toTensor(b));
}

export function squaredDifference(a, b) {
  return square(binary("sub", a, b));
}

export function atan2(a, b) {
  return binary("atan2", a, b);
}

export function addN(tensors) {
  return tensors.reduce((total, each) => binary("add", total, each));
}

export function equal(a, b) {
  return binary("eq", a, b);
}

export function notEqual(a, b) {
  return binary("ne", a, b);
}

export function greater(a, b) {
  return binary("gt", a, b);
}

export function greaterEqual(a, b) {
  return binary("ge", a, b);
}

export function less(a, b) {
  return binary("lt", a, b);
}

export function lessEqual(a, b) {
  return binary("le", a, b);
}

export function logicalAnd(a, b) {
  return ops.elementwise("logical_and", toTensor(a, "bool"), toTensor(b, "bool"));
}

export function logicalOr(a, b) {
  return ops.elementwise("logical_or", toTensor(a, "bool"), toTensor(b, "bool"));
}

export function logicalXor(a, b) {
  return ops.elementwise("logical_xor", toTensor(a, "bool"), toTensor(b, "bool"));
}

export function logicalNot(x) {
  return ops.unary(toTensor(x, "bool"), "logical_not");
}

export function where(condition, a, b) {
  return ops.where(toTensor(condition, "bool"), toTensor(a), toTensor(b));
}

export function clipByValue(x, clipValueMin, clipValueMax) {
  return ops.clamp(toTensor(x), clipValueMin, clipValueMax);
}

function unary(x, name) {
  return ops.unary(toTensor(x), name);
}

export function abs(x) {
  return unary(x, "abs");
}

export function neg(x) {
  return unary(x, "neg");
}

export function square(x) {
  return unary(x, "square");
}

export function sqrt(x) {
  return unary(x, "sqrt");
}

export function rsqrt(x) {
  return unary(x, "rsqrt");
}

export function exp(x) {
  return unary(x, "exp");
}

export function expm1(x) {
  return unary(x, "expm1");
}

export function log(x) {
  return unary(x, "log");
}

export function log1p(x) {
  return unary(x, "log1p");
}

export function sin(x) {
  return unary(x, "sin");
}

export function cos(x) {
  return unary(x, "cos");
}

export function tan(x) {
  return unary(x, "tan");
}

export function tanh(x) {
  return unary(x, "tanh");
}

export function sign(x) {
  return unary(x, "sign");
}

export function round(x) {
  return unary(x, "round");
}

export function floor(x) {
  return unary(x, "floor");
}

export function ceil(x) {
  return unary(x, "ceil");
}

export function reciprocal(x) {
  return unary(x, "reciprocal");
}

export function isNaN(x) {
  return unary(x, "isnan");
}

export function isFinite(x) {
  return unary(x, "isfinite");
}

export function isInf(x) {
  return unary(x, "isinf");
}

export function erf(x) {
  return unary(x, "erf");
}

export function relu(x) {
  return unary(x, "relu");
}

export function relu6(x) {
  return unary(x, "relu6");
}

export function elu(x) {
  return unary(x, "elu");
}

export function selu(x) {
  return unary(x, "selu");
}

export function leakyRelu(x, alpha) {
  return unary(x, "leaky_relu");
}

export function prelu(x, alpha) {
  return binary("mul", x, alpha);
}

export function sigmoid(x) {
  return unary(x, "sigmoid");
}

export function logSigmoid(x) {
  return unary(x, "logsigmoid");
}

export function softplus(x) {
  return unary(x, "softplus");
}

export function softmax(logits, dim = -1) {
  return ops.softmax(toTensor(logits), dim);
}

export function logSoftmax(logits, axis = -1) {
  return ops.log_softmax(toTensor(logits), axis);
}

export function dropout(x, rate) {
  return unary(x, "dropout");
}

export function cast(x, dtype) {
  return ops.cast(toTensor(x), dtypeOf(dtype));
}

export function clone(x) {
  return x;
}
