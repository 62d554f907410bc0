// Layers of several inputs.
import { ops } from "shapeline";
import { KnownLayer } from "@tensorflow/tfjs-layers/layer";

const __public__ = "tf.layers";

class Several extends KnownLayer {
  takes(inputs) {
    return ops.check_that(Array.isArray(inputs) && inputs.length >= 2, "inputs", "several-inputs");
  }
}

class Merge extends Several {
  constructor(operation, args) {
    super(args);
    this.operation = operation;
  }

  // The batch is the same in all, and does not stretch; where axes are missing, they are added behind it.
  call(inputs, kwargs) {
    const rank = inputs.reduce((most, each) => Math.max(most, each.rank), 0);
    const [first, ...others] = inputs.map((each) => padded(each, rank - each.rank));
    for (const other of others) ops.check_equal(other.shape[0], first.shape[0]);
    return others.reduce((total, each) => ops.elementwise(this.operation, total, each), first);
  }
}

function padded(x, missing) {
  let result = x;
  for (let i = 0; i < missing; i++) result = ops.unsqueeze(result, 1);
  return result;
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

class Concatenate extends Several {
  constructor(args) {
    super(args);
    this.axis = args?.axis ?? -1;
  }

  call(inputs, kwargs) {
    return ops.cat(inputs, this.axis);
  }
}

// Products along one axis of each: what remains of the first, then what remains of the second without its batch.
class Dot extends Several {
  constructor(args) {
    super(args);
    this.axes = args.axes;
  }

  call(inputs, kwargs) {
    const [first, second] = inputs;
    if (!ops.check_rank(first, [2, 3]) || !ops.check_rank(second, [2, 3])) return ops.unknown();
    const [left, right] = Array.isArray(this.axes) ? this.axes : [this.axes, this.axes];
    const i = left < 0 ? left + first.rank : left;
    const j = right < 0 ? right + second.rank : right;
    if (!ops.check_equal(first.shape[i], second.shape[j])) return ops.unknown();
    const kept = first.shape.filter((_, axis) => axis !== i);
    const added = second.shape.filter((_, axis) => axis !== j).slice(1);
    const shape = [...kept, ...added];
    return ops.full(shape.length === 1 ? [...shape, 1] : shape, ops.dtype("float32"));
  }
}

export {
  Add as add,
  Average as average,
  Concatenate as concatenate,
  Dot as dot,
  Maximum as maximum,
  Minimum as minimum,
  Multiply as multiply,
};
