// Layers that map, reshape or merely pass on.
import { ops } from "shapeline";
import { toFloating } from "@tensorflow/tfjs-core/convert";
import { activate, checkActivation } from "@tensorflow/tfjs-layers/activations";
import { one } from "@tensorflow/tfjs-layers/graph";
import { KnownLayer } from "@tensorflow/tfjs-layers/layer";

const __public__ = "tf.layers";

class Dense extends KnownLayer {
  constructor(args) {
    super(inputDimAsShape(args));
    this.units = args.units;
    this.activation = args.activation;
    this.useBias = args.useBias ?? true;
    this.inputSpec = { minNDim: 2 };
    ops.check_that(this.units > 0, "units", "not-positive");
    checkActivation(this.activation);
  }

  build(inputShape) {
    this.kernel = this.weight("kernel", [inputShape.at(-1), this.units]);
    this.bias = this.useBias ? this.weight("bias", [this.units]) : null;
    this.built = true;
  }

  call(inputs, kwargs) {
    const output = ops.linear(toFloating(one(inputs)), ops.t(this.kernel), this.bias);
    return activate(output, this.activation);
  }
}

// `inputDim: n` is short for `inputShape: [n]`.
function inputDimAsShape(args) {
  return args.inputDim == null || args.inputShape != null || args.batchInputShape != null
    ? args
    : { ...args, inputShape: [args.inputDim] };
}

class Activation extends KnownLayer {
  constructor(args) {
    super(args);
    this.activation = args.activation;
    checkActivation(this.activation);
  }

  call(inputs, kwargs) {
    return activate(one(inputs), this.activation);
  }
}

// Layers that give back what they got, as far as shapes go.
class Dropout extends KnownLayer {
  constructor(args) {
    super(args);
    this.rate = args.rate;
  }

  call(inputs, kwargs) {
    return ops.unary(one(inputs), "dropout");
  }
}

class GaussianDropout extends Dropout {}
class GaussianNoise extends Dropout {}
class AlphaDropout extends Dropout {}

class SpatialDropout1D extends Dropout {
  constructor(args) {
    super(args);
    this.inputSpec = { ndim: 3 };
  }
}

class Masking extends KnownLayer {
  call(inputs, kwargs) {
    return ops.unary(one(inputs), "masking");
  }
}

class Flatten extends KnownLayer {
  constructor(args) {
    super(args);
    this.inputSpec = { minNDim: 3 };
  }

  call(inputs, kwargs) {
    return ops.flatten(one(inputs), 1, -1);
  }
}

// Sizes below 0 and null are found out.
class Reshape extends KnownLayer {
  constructor(args) {
    super(args);
    this.targetShape = args.targetShape;
  }

  call(inputs, kwargs) {
    const input = one(inputs);
    return ops.reshape(input, [
      input.shape[0],
      ...this.targetShape.map((size) => (size == null || size < 0 ? -1 : size)),
    ]);
  }
}

class Permute extends KnownLayer {
  constructor(args) {
    super(args);
    this.dims = args.dims;
    const sorted = [...args.dims].sort();
    ops.check_that(
      sorted.every((dim, i) => dim === i + 1),
      "dims",
      "not-a-permutation",
    );
    this.inputSpec = { ndim: args.dims.length + 1 };
  }

  call(inputs, kwargs) {
    return ops.permute(one(inputs), [0, ...this.dims]);
  }
}

class RepeatVector extends KnownLayer {
  constructor(args) {
    super(args);
    this.n = args.n;
    this.inputSpec = { ndim: 2 };
  }

  call(inputs, kwargs) {
    const input = ops.unsqueeze(one(inputs), 1);
    return ops.expand(input, [input.shape[0], this.n, input.shape[2]]);
  }
}

class ReLU extends KnownLayer {
  call(inputs, kwargs) {
    return activate(one(inputs), "relu");
  }
}

class LeakyReLU extends KnownLayer {
  call(inputs, kwargs) {
    return ops.unary(one(inputs), "leaky_relu");
  }
}

class ELU extends KnownLayer {
  constructor(args) {
    super(args);
    ops.check_that(args?.alpha == null || args.alpha === 1, "alpha", "elu-alpha");
  }

  call(inputs, kwargs) {
    return activate(one(inputs), "elu");
  }
}

class ThresholdedReLU extends ReLU {}

// One slope for each place of the input, but along shared axes.
class PReLU extends KnownLayer {
  constructor(args) {
    super(args);
    this.sharedAxes = args?.sharedAxes == null ? [] : [args.sharedAxes].flat();
  }

  build(inputShape) {
    this.alpha = this.weight(
      "alpha",
      inputShape.slice(1).map((size, i) => (this.sharedAxes.includes(i + 1) ? 1 : size)),
    );
    this.inputSpec = { ndim: inputShape.length };
    this.built = true;
  }

  call(inputs, kwargs) {
    const input = one(inputs);
    const fits = ops.elementwise("mul", input, this.alpha);
    return ops.is_unknown(fits) ? fits : ops.unary(input, "prelu");
  }
}

// The default axis is 1, whatever the rank, and none but the last is taken: the library's own trap.
class Softmax extends KnownLayer {
  constructor(args) {
    super(args);
    this.axis = args?.axis ?? 1;
  }

  call(inputs, kwargs) {
    const input = one(inputs);
    const isLast = this.axis === -1 || this.axis === input.rank - 1;
    if (!ops.check_that(isLast, "axis", "softmax-axis", `${this.axis} of ${input.rank}`)) return input;
    return ops.softmax(input, -1);
  }
}

class Rescaling extends KnownLayer {
  constructor(args) {
    super(args);
    this.scale = args.scale;
    this.offset = args.offset ?? 0;
  }

  call(inputs, kwargs) {
    return ops.unary(toFloating(one(inputs)), "rescaling");
  }
}

export {
  Activation as activation,
  AlphaDropout as alphaDropout,
  Dense as dense,
  Dropout as dropout,
  ELU as elu,
  Flatten as flatten,
  GaussianDropout as gaussianDropout,
  GaussianNoise as gaussianNoise,
  LeakyReLU as leakyReLU,
  Masking as masking,
  Permute as permute,
  PReLU as prelu,
  ReLU as reLU,
  RepeatVector as repeatVector,
  Rescaling as rescaling,
  Reshape as reshape,
  Softmax as softmax,
  SpatialDropout1D as spatialDropout1d,
  ThresholdedReLU as thresholdedReLU,
};
