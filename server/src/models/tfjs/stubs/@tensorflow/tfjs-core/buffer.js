// Buffers: tensors that are filled by hand.
import { ops } from "shapeline";
import { dtypeOf } from "@tensorflow/tfjs-core/convert";

const __public__ = "tf";

export class TensorBuffer {
  constructor(shape, dtype, values) {
    this.shape = shape;
    this.dtype = dtype ?? "float32";
    this.values = values ?? ops.nested(ops.full(shape, dtypeOf(dtype)), true);
  }

  set(value, ...locs) {}

  get(...locs) {
    return ops.unknown();
  }

  get rank() {
    return this.shape.length;
  }

  get size() {
    return this.shape.reduce((size, each) => size * each, 1);
  }

  toTensor() {
    return ops.full(this.shape, dtypeOf(this.dtype));
  }
}

export function buffer(shape, dtype, values) {
  return new TensorBuffer(shape, dtype, values);
}
