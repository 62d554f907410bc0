// Normalisation: shapes stay, one scale and one shift for each entry of the axes.
import { ops } from "shapeline";
import { one } from "@tensorflow/tfjs-layers/graph";
import { KnownLayer } from "@tensorflow/tfjs-layers/layer";

const __public__ = "tf.layers";

class BatchNormalization extends KnownLayer {
  constructor(args) {
    super(args);
    // A list of one, as Keras writes it, does as well.
    [this.axis] = [args?.axis ?? -1].flat();
    this.scale = args?.scale ?? true;
    this.center = args?.center ?? true;
  }

  build(inputShape) {
    const shape = [inputShape.at(this.axis)];
    if (this.scale) this.gamma = this.weight("gamma", shape);
    if (this.center) this.beta = this.weight("beta", shape);
    this.movingMean = this.weight("moving_mean", shape, false);
    this.movingVariance = this.weight("moving_variance", shape, false);
    this.inputSpec = { ndim: inputShape.length };
    this.built = true;
  }

  call(inputs, kwargs) {
    const x = one(inputs);
    if (!ops.check_rank(x, [2, 3, 4])) return ops.unknown();
    const first = this.axis === 1 ? x : ops.movedim(x, [this.axis], [1]);
    const y = ops.batch_norm(first, this.movingMean, this.movingVariance, null, null, false);
    return this.axis === 1 ? y : ops.movedim(y, [1], [this.axis]);
  }
}

class LayerNormalization extends KnownLayer {
  constructor(args) {
    super(args);
    this.axis = args?.axis ?? -1;
    this.scale = args?.scale ?? true;
    this.center = args?.center ?? true;
  }

  build(inputShape) {
    this.axes = [this.axis].flat();
    const inside = this.axes.every((axis) => axis >= -inputShape.length && axis < inputShape.length);
    if (ops.check_that(inside, "axis", "axis-outside")) {
      const shape = this.axes.map((axis) => inputShape.at(axis));
      if (this.scale) this.gamma = this.weight("gamma", shape);
      if (this.center) this.beta = this.weight("beta", shape);
    }
    this.built = true;
  }

  call(inputs, kwargs) {
    const x = one(inputs);
    if (!ops.check_rank(x, [2, 3, 4])) return ops.unknown();
    // The scale is tiled along the other axes: another size along its own does not fit.
    for (const [i, axis] of this.axes.entries()) {
      const size = (this.gamma ?? this.beta)?.shape[i];
      if (size != null && !ops.check_equal(x.shape.at(axis), size)) return ops.unknown();
    }
    return ops.unary(x, "layer_norm");
  }
}

export { BatchNormalization as batchNormalization, LayerNormalization as layerNormalization };
