// Rows of a table, by number.
import { ops } from "shapeline";
import { one } from "@tensorflow/tfjs-layers/graph";
import { KnownLayer } from "@tensorflow/tfjs-layers/layer";

const __public__ = "tf.layers";

class Embedding extends KnownLayer {
  constructor(args) {
    super(
      args.batchInputShape == null && args.inputShape == null
        ? { ...args, batchInputShape: [args.batchSize ?? null, ...[args.inputLength ?? null].flat()] }
        : args,
    );
    this.inputDim = args.inputDim;
    this.outputDim = args.outputDim;
    this.inputLength = args.inputLength;
    ops.check_that(this.inputDim > 0, "inputDim", "not-positive");
    ops.check_that(this.outputDim > 0, "outputDim", "not-positive");
  }

  build(inputShape) {
    this.embeddings = this.weight("embeddings", [this.inputDim, this.outputDim]);
    this.built = true;
  }

  // Indices come as floats, and are made integers.
  call(inputs, kwargs) {
    const input = one(inputs);
    if (this.inputLength != null && !this.hasLength(input)) return ops.unknown();
    return ops.embedding(ops.cast(input, ops.dtype("int64")), this.embeddings);
  }

  hasLength(input) {
    const lengths = [this.inputLength].flat();
    if (!ops.check_rank(input, [lengths.length + 1])) return false;
    return lengths.every((length, i) => length == null || ops.check_equal(input.shape[i + 1], length));
  }
}

export { Embedding as embedding };
