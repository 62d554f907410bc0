// Convolutions.
import { ops } from "shapeline";
import { toFloating } from "@tensorflow/tfjs-core/convert";
import { activate } from "@tensorflow/tfjs-layers/activations";
import { one } from "@tensorflow/tfjs-layers/graph";
import { Layer } from "@tensorflow/tfjs-layers/layer";
import { channelsBack, channelsFirst, each, strided } from "@tensorflow/tfjs-layers/layers/windows";

const __public__ = "tf.layers";

class Conv extends Layer {
  constructor(rank, args) {
    super(args);
    this.rank = rank;
    this.filters = args.filters;
    this.kernelSize = each(args.kernelSize, rank);
    this.strides = each(args.strides, rank, 1);
    this.dilationRate = each(args.dilationRate, rank, 1);
    this.padding = args.padding ?? "valid";
    this.dataFormat = args.dataFormat ?? "channelsLast";
    this.activation = args.activation;
    this.useBias = args.useBias ?? true;
  }

  build(inputShape) {
    const channels = inputShape.at(this.dataFormat === "channelsFirst" ? 1 : -1);
    this.kernel = this.addWeight("kernel", [...this.kernelSize, channels, this.filters]);
    this.bias = this.useBias ? this.addWeight("bias", [this.filters]) : null;
    this.built = true;
  }

  call(inputs, kwargs) {
    const x = channelsFirst(toFloating(one(inputs)), this.dataFormat);
    const weight = ops.movedim(this.kernel, [-1, -2], [0, 1]);
    const convolve = [ops.conv1d, ops.conv2d, ops.conv3d][this.rank - 1];
    const y =
      this.padding === "same"
        ? strided(convolve(x, weight, this.bias, 1, "same", this.dilationRate), this.strides, this.rank)
        : convolve(x, weight, this.bias, this.strides, 0, this.dilationRate);
    return activate(channelsBack(y, this.dataFormat), this.activation);
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

export { Conv1D as conv1d, Conv2D as conv2d, Conv3D as conv3d };
