// Convolutions.
import { ops } from "shapeline";
import { toFloating } from "@tensorflow/tfjs-core/convert";
import { activate, checkActivation } from "@tensorflow/tfjs-layers/activations";
import { one } from "@tensorflow/tfjs-layers/graph";
import { KnownLayer } from "@tensorflow/tfjs-layers/layer";
import {
  checkDataFormat,
  checkPadding,
  convolve,
  convolveTransposed,
  each,
} from "@tensorflow/tfjs-layers/layers/windows";

const __public__ = "tf.layers";

class BaseConv extends KnownLayer {
  constructor(rank, args) {
    super(args);
    this.rank = rank;
    this.kernelSize = each(args.kernelSize, rank, "kernelSize");
    this.strides = each(args.strides, rank, "strides", 1);
    this.dilationRate = each(args.dilationRate, rank, "dilationRate", 1);
    this.padding = args.padding ?? "valid";
    this.dataFormat = args.dataFormat ?? "channelsLast";
    this.activation = args.activation;
    this.useBias = args.useBias ?? true;
    this.inputSpec = { ndim: rank + 2 };
    checkPadding(this.padding);
    checkDataFormat(this.dataFormat);
    checkActivation(this.activation);
    const moves = this.strides.every((stride) => stride === 1) || this.dilationRate.every((rate) => rate === 1);
    ops.check_that(moves, "dilationRate", "strides-and-dilation");
    ops.check_that(this.padding !== "causal", "padding", "causal-padding");
  }

  channelsIn(inputShape) {
    return inputShape.at(this.dataFormat === "channelsFirst" ? 1 : -1);
  }

  biasOf(size) {
    return this.useBias ? this.weight("bias", [size]) : null;
  }

  call(inputs, kwargs) {
    return activate(this.convolved(toFloating(one(inputs))), this.activation);
  }

  get window() {
    const { rank, strides, padding, dilationRate: dilations, dataFormat } = this;
    return { rank, strides, padding, dilations, dataFormat };
  }
}

class Conv extends BaseConv {
  constructor(rank, args) {
    super(rank, args);
    this.filters = args.filters;
    ops.check_that(this.filters > 0, "filters", "not-positive");
  }

  build(inputShape) {
    this.kernel = this.weight("kernel", [...this.kernelSize, this.channelsIn(inputShape), this.filters]);
    this.bias = this.biasOf(this.filters);
    this.built = true;
  }

  convolved(x) {
    return convolve(x, this.kernel, this.bias, this.window);
  }
}

class Conv1D extends Conv {
  constructor(args) {
    super(1, args);
  }
}

class Conv2D extends Conv {
  constructor(args) {
    super(2, args);
  }
}

class Conv3D extends Conv {
  constructor(args) {
    super(3, args);
  }
}

class ConvTranspose extends Conv {
  build(inputShape) {
    this.kernel = this.weight("kernel", [...this.kernelSize, this.filters, this.channelsIn(inputShape)]);
    this.bias = this.biasOf(this.filters);
    this.built = true;
  }

  convolved(x) {
    return convolveTransposed(x, this.kernel, this.bias, this.window);
  }
}

class Conv2DTranspose extends ConvTranspose {
  constructor(args) {
    super(2, args);
  }
}

class Conv3DTranspose extends ConvTranspose {
  constructor(args) {
    super(3, args);
  }
}

// Each channel is convolved by itself; dilation is left out, as the library does.
class DepthwiseConv2D extends BaseConv {
  constructor(args) {
    super(2, { ...args, dilationRate: 1 });
    this.depthMultiplier = args.depthMultiplier ?? 1;
  }

  build(inputShape) {
    this.channels = this.channelsIn(inputShape);
    const filters = this.channels * this.depthMultiplier;
    this.kernel = this.weight("depthwise_kernel", [...this.kernelSize, this.channels, this.depthMultiplier]);
    this.grouped = ops.full([...this.kernelSize, 1, filters], ops.dtype("float32"));
    this.bias = this.biasOf(filters);
    this.built = true;
  }

  convolved(x) {
    return convolve(x, this.grouped, this.bias, { ...this.window, groups: this.channels });
  }
}

class SeparableConv2D extends Conv {
  constructor(args) {
    super(2, args);
    this.depthMultiplier = args.depthMultiplier ?? 1;
  }

  build(inputShape) {
    this.channels = this.channelsIn(inputShape);
    const between = this.channels * this.depthMultiplier;
    this.depthwiseKernel = this.weight("depthwise_kernel", [...this.kernelSize, this.channels, this.depthMultiplier]);
    this.pointwiseKernel = this.weight("pointwise_kernel", [1, 1, between, this.filters]);
    this.grouped = ops.full([...this.kernelSize, 1, between], ops.dtype("float32"));
    this.bias = this.biasOf(this.filters);
    this.built = true;
  }

  convolved(x) {
    const deep = convolve(x, this.grouped, null, { ...this.window, groups: this.channels });
    const point = { ...this.window, strides: 1, padding: "valid", dilations: 1 };
    return convolve(deep, this.pointwiseKernel, this.bias, point);
  }
}

export {
  Conv1D as conv1d,
  Conv2D as conv2d,
  Conv2DTranspose as conv2dTranspose,
  Conv3D as conv3d,
  Conv3DTranspose as conv3dTranspose,
  DepthwiseConv2D as depthwiseConv2d,
  SeparableConv2D as separableConv2d,
};
