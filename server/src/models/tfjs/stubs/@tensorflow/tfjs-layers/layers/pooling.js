// Pools: sliding ones, and those that take the space away whole.
import { ops } from "shapeline";
import { toFloating } from "@tensorflow/tfjs-core/convert";
import { one } from "@tensorflow/tfjs-layers/graph";
import { KnownLayer } from "@tensorflow/tfjs-layers/layer";
import { checkDataFormat, checkPadding, each, maximum, mean } from "@tensorflow/tfjs-layers/layers/windows";

const __public__ = "tf.layers";

class Pooling extends KnownLayer {
  constructor(rank, pool, args) {
    super(args);
    this.rank = rank;
    this.pool = pool;
    this.padding = args?.padding ?? "valid";
    // A list of the wrong length passes where the size of the window does not count.
    this.poolSize = this.padding === "same" ? (args?.poolSize ?? 2) : each(args?.poolSize, rank, "poolSize", 2);
    this.strides = each(args?.strides, rank, "strides", this.poolSize);
    this.dataFormat = rank === 1 ? "channelsLast" : (args?.dataFormat ?? "channelsLast");
    this.inputSpec = { ndim: rank + 2 };
    checkPadding(this.padding);
    checkDataFormat(this.dataFormat);
  }

  call(inputs, kwargs) {
    const size = this.padding === "same" ? 1 : this.poolSize;
    return this.pool(one(inputs), size, this);
  }
}

class MaxPooling1D extends Pooling {
  constructor(args) {
    super(1, maximum, args);
  }
}

class MaxPooling2D extends Pooling {
  constructor(args) {
    super(2, maximum, args);
  }
}

class MaxPooling3D extends Pooling {
  constructor(args) {
    super(3, maximum, args);
  }
}

class AveragePooling1D extends Pooling {
  constructor(args) {
    super(1, mean, args);
  }
}

class AveragePooling2D extends Pooling {
  constructor(args) {
    super(2, mean, args);
  }
}

class AveragePooling3D extends Pooling {
  constructor(args) {
    super(3, mean, args);
  }
}

class GlobalPooling extends KnownLayer {
  constructor(reduction, axes, args) {
    super(args);
    this.reduction = reduction;
    this.axes = axes;
    this.dataFormat = axes.length === 1 ? "channelsLast" : (args?.dataFormat ?? "channelsLast");
    this.inputSpec = { ndim: axes.length + 2 };
    checkDataFormat(this.dataFormat);
  }

  call(inputs, kwargs) {
    const axes = this.dataFormat === "channelsFirst" ? this.axes.map((axis) => axis + 1) : this.axes;
    const x = this.reduction === "mean" ? toFloating(one(inputs)) : one(inputs);
    return ops.reduce(this.reduction, x, axes, false);
  }
}

class GlobalAveragePooling1D extends GlobalPooling {
  constructor(args) {
    super("mean", [1], args);
  }
}

class GlobalAveragePooling2D extends GlobalPooling {
  constructor(args) {
    super("mean", [1, 2], args);
  }
}

class GlobalMaxPooling1D extends GlobalPooling {
  constructor(args) {
    super("amax", [1], args);
  }
}

class GlobalMaxPooling2D extends GlobalPooling {
  constructor(args) {
    super("amax", [1, 2], args);
  }
}

export {
  AveragePooling1D as averagePooling1d,
  AveragePooling1D as avgPool1d,
  AveragePooling1D as avgPooling1d,
  AveragePooling2D as averagePooling2d,
  AveragePooling2D as avgPool2d,
  AveragePooling2D as avgPooling2d,
  AveragePooling3D as averagePooling3d,
  AveragePooling3D as avgPool3d,
  AveragePooling3D as avgPooling3d,
  GlobalAveragePooling1D as globalAveragePooling1d,
  GlobalAveragePooling2D as globalAveragePooling2d,
  GlobalMaxPooling1D as globalMaxPool1d,
  GlobalMaxPooling1D as globalMaxPooling1d,
  GlobalMaxPooling2D as globalMaxPool2d,
  GlobalMaxPooling2D as globalMaxPooling2d,
  MaxPooling1D as maxPool1d,
  MaxPooling1D as maxPooling1d,
  MaxPooling2D as maxPool2d,
  MaxPooling2D as maxPooling2d,
  MaxPooling3D as maxPooling3d,
};
