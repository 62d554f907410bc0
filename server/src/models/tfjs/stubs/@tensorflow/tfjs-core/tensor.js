// The class of tensors: what can be asked of one. `shape`, `rank`, `size` and `dtype` are native; most methods are the functions of the same
// name, with the tensor in front.
import { ops } from "shapeline";
import * as arithmetic from "@tensorflow/tfjs-core/arithmetic";
import { TensorBuffer } from "@tensorflow/tfjs-core/buffer";
import * as creation from "@tensorflow/tfjs-core/creation";
import * as images from "@tensorflow/tfjs-core/images";
import * as matrix from "@tensorflow/tfjs-core/matrix";
import * as reduction from "@tensorflow/tfjs-core/reduction";
import * as more from "@tensorflow/tfjs-core/more";
import * as shaping from "@tensorflow/tfjs-core/shaping";
import * as windows from "@tensorflow/tfjs-core/windows";

const __public__ = "tf";

export class Tensor {
  // Reading values: of what kind they are is all that is known.
  data() {
    return ops.nested(this, true);
  }

  dataSync() {
    return ops.nested(this, true);
  }

  array() {
    return this.rank === 0 ? ops.item(this) : ops.nested(this, false);
  }

  arraySync() {
    return this.rank === 0 ? ops.item(this) : ops.nested(this, false);
  }

  bytes() {}
  buffer() {
    return new TensorBuffer(this.shape, this.dtype, ops.nested(this, true));
  }
  bufferSync() {
    return new TensorBuffer(this.shape, this.dtype, ops.nested(this, true));
  }
  print(verbose) {}
  toString(verbose) {
    return `${ops.unknown()}`;
  }

  // Memory.
  dispose() {}
  get isDisposed() {
    return false;
  }
  clone() {
    return this;
  }
  assign(newValue) {}

  // Shapes.
  flatten() {
    return ops.flatten(this, 0, -1);
  }
  asScalar() {
    return shaping.reshape(this, []);
  }
  as1D() {
    return shaping.reshape(this, [this.size]);
  }
  as2D(rows, columns) {
    return shaping.reshape(this, [rows, columns]);
  }
  as3D(rows, columns, depth) {
    return shaping.reshape(this, [rows, columns, depth]);
  }
  as4D(rows, columns, depth, depth2) {
    return shaping.reshape(this, [rows, columns, depth, depth2]);
  }
  as5D(rows, columns, depth, depth2, depth3) {
    return shaping.reshape(this, [rows, columns, depth, depth2, depth3]);
  }
  reshapeAs(x) {
    return shaping.reshape(this, x.shape);
  }
  concat(x, axis) {
    return shaping.concat([this, ...(Array.isArray(x) ? x : [x])], axis);
  }
  stack(x, axis) {
    return shaping.stack([this, ...(Array.isArray(x) ? x : [x])], axis);
  }

  // Dtypes.
  asType(dtype) {
    return arithmetic.cast(this, dtype);
  }
  toFloat() {
    return arithmetic.cast(this, "float32");
  }
  toInt() {
    return arithmetic.cast(this, "int32");
  }
  toBool() {
    return arithmetic.cast(this, "bool");
  }

  where(condition, x) {
    return arithmetic.where(condition, this, x);
  }
}

// The functions that are methods as they stand.
const methods = {
  acos: more.acos,
  acosh: more.acosh,
  asin: more.asin,
  asinh: more.asinh,
  atan: more.atan,
  atanh: more.atanh,
  cosh: more.cosh,
  sinh: more.sinh,
  step: more.step,
  euclideanNorm: more.euclideanNorm,
  mirrorPad: more.mirrorPad,
  stridedSlice: more.stridedSlice,
  unsortedSegmentSum: more.unsortedSegmentSum,
  unique: more.unique,
  spaceToBatchND: more.spaceToBatchND,
  batchToSpaceND: more.batchToSpaceND,
  avgPool: windows.avgPool,
  batchNorm: windows.batchNorm,
  conv1d: windows.conv1d,
  conv2d: windows.conv2d,
  conv2dTranspose: windows.conv2dTranspose,
  depthToSpace: windows.depthToSpace,
  depthwiseConv2d: windows.depthwiseConv2d,
  localResponseNormalization: windows.localResponseNormalization,
  maxPool: windows.maxPool,
  separableConv2d: windows.separableConv2d,
  resizeBilinear: images.resizeBilinear,
  resizeNearestNeighbor: images.resizeNearestNeighbor,
  abs: arithmetic.abs,
  add: arithmetic.add,
  all: reduction.all,
  any: reduction.any,
  argMax: reduction.argMax,
  argMin: reduction.argMin,
  atan2: arithmetic.atan2,
  broadcastTo: shaping.broadcastTo,
  cast: arithmetic.cast,
  ceil: arithmetic.ceil,
  clipByValue: arithmetic.clipByValue,
  cos: arithmetic.cos,
  cumprod: reduction.cumprod,
  cumsum: reduction.cumsum,
  div: arithmetic.div,
  divNoNan: arithmetic.divNoNan,
  dot: matrix.dot,
  elu: arithmetic.elu,
  equal: arithmetic.equal,
  erf: arithmetic.erf,
  exp: arithmetic.exp,
  expandDims: shaping.expandDims,
  expm1: arithmetic.expm1,
  floor: arithmetic.floor,
  floorDiv: arithmetic.floorDiv,
  gather: shaping.gather,
  greater: arithmetic.greater,
  greaterEqual: arithmetic.greaterEqual,
  isFinite: arithmetic.isFinite,
  isInf: arithmetic.isInf,
  isNaN: arithmetic.isNaN,
  leakyRelu: arithmetic.leakyRelu,
  less: arithmetic.less,
  lessEqual: arithmetic.lessEqual,
  log: arithmetic.log,
  log1p: arithmetic.log1p,
  logicalAnd: arithmetic.logicalAnd,
  logicalNot: arithmetic.logicalNot,
  logicalOr: arithmetic.logicalOr,
  logicalXor: arithmetic.logicalXor,
  logSigmoid: arithmetic.logSigmoid,
  logSoftmax: arithmetic.logSoftmax,
  logSumExp: reduction.logSumExp,
  matMul: matrix.matMul,
  max: reduction.max,
  maximum: arithmetic.maximum,
  mean: reduction.mean,
  min: reduction.min,
  minimum: arithmetic.minimum,
  mod: arithmetic.mod,
  mul: arithmetic.mul,
  neg: arithmetic.neg,
  norm: reduction.norm,
  notEqual: arithmetic.notEqual,
  oneHot: creation.oneHot,
  onesLike: creation.onesLike,
  pad: shaping.pad,
  pow: arithmetic.pow,
  prelu: arithmetic.prelu,
  prod: reduction.prod,
  reciprocal: arithmetic.reciprocal,
  relu: arithmetic.relu,
  relu6: arithmetic.relu6,
  reshape: shaping.reshape,
  reverse: shaping.reverse,
  round: arithmetic.round,
  rsqrt: arithmetic.rsqrt,
  selu: arithmetic.selu,
  sigmoid: arithmetic.sigmoid,
  sign: arithmetic.sign,
  sin: arithmetic.sin,
  slice: shaping.slice,
  softmax: arithmetic.softmax,
  softplus: arithmetic.softplus,
  split: shaping.split,
  sqrt: arithmetic.sqrt,
  square: arithmetic.square,
  squaredDifference: arithmetic.squaredDifference,
  squeeze: shaping.squeeze,
  sub: arithmetic.sub,
  sum: reduction.sum,
  tan: arithmetic.tan,
  tanh: arithmetic.tanh,
  tile: shaping.tile,
  topk: reduction.topk,
  transpose: shaping.transpose,
  unstack: shaping.unstack,
  zerosLike: creation.zerosLike,
};

for (const [name, method] of Object.entries(methods)) {
  const bound = function (...args) {
    return method(this, ...args);
  };
  bound.__wrapped__ = method;
  Tensor.prototype[name] = bound;
}
