// Normalisation: shapes stay, one scale and one shift for each entry of the axis.
import { ops } from "shapeline";
import { one } from "@tensorflow/tfjs-layers/graph";
import { Layer } from "@tensorflow/tfjs-layers/layer";

const __public__ = "tf.layers";

class BatchNormalization extends Layer {
  constructor(args = {}) {
    super(args);
    this.axis = args.axis ?? -1;
    this.scale = args.scale ?? true;
    this.center = args.center ?? true;
  }

  build(inputShape) {
    const shape = [inputShape.at(this.axis)];
    if (this.scale) this.gamma = this.addWeight("gamma", shape);
    if (this.center) this.beta = this.addWeight("beta", shape);
    this.movingMean = this.addWeight("moving_mean", shape, null, null, null, false);
    this.movingVariance = this.addWeight("moving_variance", shape, null, null, null, false);
    this.built = true;
  }

  call(inputs, kwargs) {
    const x = one(inputs);
    const first = this.axis === 1 ? x : ops.movedim(x, [this.axis], [1]);
    const y = ops.batch_norm(first, this.movingMean, this.movingVariance, null, null, false);
    return this.axis === 1 ? y : ops.movedim(y, [1], [this.axis]);
  }
}

class LayerNormalization extends Layer {
  constructor(args = {}) {
    super(args);
    this.axis = args.axis ?? -1;
  }

  call(inputs, kwargs) {
    return ops.unary(one(inputs), "layer_norm");
  }
}

export { BatchNormalization as batchNormalization, LayerNormalization as layerNormalization };
