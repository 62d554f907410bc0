// Layers of several inputs.
import { ops } from "shapeline";
import { Layer } from "@tensorflow/tfjs-layers/layer";

const __public__ = "tf.layers";

class Merge extends Layer {
  constructor(operation, args = {}) {
    super(args);
    this.operation = operation;
  }

  call(inputs, kwargs) {
    return inputs.reduce((total, each) => ops.elementwise(this.operation, total, each));
  }
}

class Add extends Merge {
  constructor(args) {
    super("add", args);
  }
}

class Multiply extends Merge {
  constructor(args) {
    super("mul", args);
  }
}

class Average extends Merge {
  constructor(args) {
    super("add", args);
  }
}

class Maximum extends Merge {
  constructor(args) {
    super("maximum", args);
  }
}

class Minimum extends Merge {
  constructor(args) {
    super("minimum", args);
  }
}

class Concatenate extends Layer {
  constructor(args = {}) {
    super(args);
    this.axis = args.axis ?? -1;
  }

  call(inputs, kwargs) {
    return ops.cat(inputs, this.axis);
  }
}

export {
  Add as add,
  Average as average,
  Concatenate as concatenate,
  Maximum as maximum,
  Minimum as minimum,
  Multiply as multiply,
};
