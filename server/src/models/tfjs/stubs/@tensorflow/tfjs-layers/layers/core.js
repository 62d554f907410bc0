// Layers that map, reshape or merely pass on.
import { ops } from "shapeline";
import { toFloating } from "@tensorflow/tfjs-core/convert";
import { activate } from "@tensorflow/tfjs-layers/activations";
import { one, placeholder } from "@tensorflow/tfjs-layers/graph";
import { Layer } from "@tensorflow/tfjs-layers/layer";

const __public__ = "tf.layers";

class Dense extends Layer {
  constructor(args) {
    super(inputDimAsShape(args));
    this.units = args.units;
    this.activation = args.activation;
    this.useBias = args.useBias ?? true;
  }

  build(inputShape) {
    this.kernel = this.addWeight("kernel", [inputShape.at(-1), this.units]);
    this.bias = this.useBias ? this.addWeight("bias", [this.units]) : null;
    this.built = true;
  }

  call(inputs, kwargs) {
    const output = ops.linear(toFloating(one(inputs)), ops.t(this.kernel), this.bias);
    return activate(output, this.activation);
  }
}

// `inputDim: n` is short for `inputShape: [n]`.
function inputDimAsShape(args) {
  return args.inputDim == null || args.inputShape != null ? args : { ...args, inputShape: [args.inputDim] };
}

class Activation extends Layer {
  constructor(args) {
    super(args);
    this.activation = args.activation;
  }

  call(inputs, kwargs) {
    return activate(one(inputs), this.activation);
  }
}

// Layers that give back what they got, as far as shapes go.
class Dropout extends Layer {
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
class SpatialDropout1D extends Dropout {}

class Masking extends Layer {
  call(inputs, kwargs) {
    return ops.unary(one(inputs), "masking");
  }
}

class Flatten extends Layer {
  call(inputs, kwargs) {
    return ops.flatten(one(inputs), 1, -1);
  }
}

class Reshape extends Layer {
  constructor(args) {
    super(args);
    this.targetShape = args.targetShape;
  }

  call(inputs, kwargs) {
    const input = one(inputs);
    return ops.reshape(input, [input.shape[0], ...this.targetShape.map((size) => size ?? -1)]);
  }
}

class Permute extends Layer {
  constructor(args) {
    super(args);
    this.dims = args.dims;
  }

  call(inputs, kwargs) {
    return ops.permute(one(inputs), [0, ...this.dims]);
  }
}

class RepeatVector extends Layer {
  constructor(args) {
    super(args);
    this.n = args.n;
  }

  call(inputs, kwargs) {
    const input = ops.unsqueeze(one(inputs), 1);
    return ops.expand(input, [input.shape[0], this.n, input.shape[2]]);
  }
}

class InputLayer extends Layer {
  constructor(args) {
    super(args);
    this.gave = [placeholder(this.batchInputShape, args.dtype)];
  }
}

class ReLU extends Layer {
  call(inputs, kwargs) {
    return activate(one(inputs), "relu");
  }
}

class LeakyReLU extends Layer {
  call(inputs, kwargs) {
    return ops.unary(one(inputs), "leaky_relu");
  }
}

class ELU extends Layer {
  call(inputs, kwargs) {
    return activate(one(inputs), "elu");
  }
}

class ThresholdedReLU extends ReLU {}

class PReLU extends Layer {
  call(inputs, kwargs) {
    return ops.unary(one(inputs), "prelu");
  }
}

// The default axis is 1, whatever the rank: the library's own trap.
class Softmax extends Layer {
  constructor(args = {}) {
    super(args);
    this.axis = args.axis ?? 1;
  }

  call(inputs, kwargs) {
    return ops.softmax(one(inputs), this.axis);
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
  InputLayer as inputLayer,
  LeakyReLU as leakyReLU,
  Masking as masking,
  Permute as permute,
  PReLU as prelu,
  ReLU as reLU,
  RepeatVector as repeatVector,
  Reshape as reshape,
  Softmax as softmax,
  SpatialDropout1D as spatialDropout1d,
  ThresholdedReLU as thresholdedReLU,
};
