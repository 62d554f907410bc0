// Rows of a table, by number.
import { ops } from "shapeline";
import { one } from "@tensorflow/tfjs-layers/graph";
import { Layer } from "@tensorflow/tfjs-layers/layer";

const __public__ = "tf.layers";

class Embedding extends Layer {
  constructor(args) {
    super(
      args.batchInputShape == null && args.inputShape == null
        ? { ...args, inputShape: [args.inputLength ?? null].flat() }
        : args,
    );
    this.inputDim = args.inputDim;
    this.outputDim = args.outputDim;
  }

  build(inputShape) {
    this.embeddings = this.addWeight("embeddings", [this.inputDim, this.outputDim]);
    this.built = true;
  }

  // Indices come as floats, and are made integers.
  call(inputs, kwargs) {
    return ops.embedding(ops.cast(one(inputs), ops.dtype("int64")), this.embeddings);
  }
}

export { Embedding as embedding };
