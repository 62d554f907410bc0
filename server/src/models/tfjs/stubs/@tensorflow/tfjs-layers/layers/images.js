// Layers that crop, pad and resize images, and those that prepare data.
import { ops } from "shapeline";
import { one } from "@tensorflow/tfjs-layers/graph";
import { KnownLayer } from "@tensorflow/tfjs-layers/layer";
import { checkDataFormat } from "@tensorflow/tfjs-layers/layers/windows";

const __public__ = "tf.layers";

// `n`, `[rows, columns]` or `[[top, bottom], [left, right]]`.
function sides(given) {
  const [rows, columns] = Array.isArray(given) ? given : [given, given];
  return [Array.isArray(rows) ? rows : [rows, rows], Array.isArray(columns) ? columns : [columns, columns]];
}

class Image extends KnownLayer {
  constructor(args) {
    super(args);
    this.dataFormat = args?.dataFormat ?? "channelsLast";
    this.inputSpec = { ndim: 4 };
    checkDataFormat(this.dataFormat);
  }

  // The axis of the rows; that of the columns follows.
  get rows() {
    return this.dataFormat === "channelsFirst" ? 2 : 1;
  }

  // More places at the sides of rows and columns, or fewer. Sizes are given from the last axis on.
  padded(x, [[top, bottom], [left, right]]) {
    const channels = this.dataFormat === "channelsFirst" ? [] : [0, 0];
    return ops.pad(x, [...channels, left, right, top, bottom]);
  }
}

class ZeroPadding2D extends Image {
  constructor(args) {
    super(args);
    this.padding = sides(args?.padding ?? 1);
  }

  call(inputs, kwargs) {
    return this.padded(one(inputs), this.padding);
  }
}

class Cropping2D extends Image {
  constructor(args) {
    super(args);
    this.cropping = sides(args.cropping);
  }

  call(inputs, kwargs) {
    return this.padded(
      one(inputs),
      this.cropping.map((sizes) => sizes.map((size) => 0 - size)),
    );
  }
}

class UpSampling2D extends Image {
  constructor(args) {
    super(args);
    this.size = args?.size ?? [2, 2];
  }

  call(inputs, kwargs) {
    const rows = ops.repeat_interleave(one(inputs), this.size[0], this.rows);
    return ops.repeat_interleave(rows, this.size[1], this.rows + 1);
  }
}

// Symbolically, these say what the library says, which is not what they give.
class Resizing extends KnownLayer {
  constructor(args) {
    super(args);
    this.height = args.height;
    this.width = args.width;
  }

  symbolic(inputs, kwargs) {
    return ops.full([this.height, this.width, one(inputs).shape[2]], ops.dtype_of(one(inputs)));
  }

  call(inputs, kwargs) {
    return resized(one(inputs), this.height, this.width);
  }
}

class CenterCrop extends KnownLayer {
  constructor(args) {
    super(args);
    this.height = args.height;
    this.width = args.width;
  }

  call(inputs, kwargs) {
    return resized(one(inputs), this.height, this.width);
  }
}

// The width is drawn anew each time.
class RandomWidth extends KnownLayer {
  symbolic(inputs, kwargs) {
    return ops.unknown();
  }

  call(inputs, kwargs) {
    const input = one(inputs);
    return resized(input, input.shape.at(-3), ops.size("width"));
  }
}

function resized(x, height, width) {
  if (!ops.check_rank(x, [3, 4])) return ops.unknown();
  return ops.full([...x.shape.slice(0, -3), height, width, x.shape.at(-1)], ops.dtype("float32"));
}

// `oneHot` adds an axis, unless the last one is 1; the others count along the last.
class CategoryEncoding extends KnownLayer {
  constructor(args) {
    super(args);
    this.numTokens = args.numTokens;
    this.outputMode = args.outputMode ?? "multiHot";
  }

  call(inputs, kwargs) {
    const input = one(inputs);
    const adds = this.outputMode === "oneHot" && input.shape.at(-1) !== 1;
    const rank = input.rank + (adds ? 1 : 0);
    if (!ops.check_that(rank <= 2, "input", "encodes-rank-two", `${input.rank}`)) return ops.unknown();
    const kept = adds ? input.shape : input.shape.slice(0, -1);
    return ops.full([...kept, this.numTokens], ops.dtype("float32"));
  }
}

export {
  CategoryEncoding as categoryEncoding,
  CenterCrop as centerCrop,
  Cropping2D as cropping2D,
  RandomWidth as randomWidth,
  Resizing as resizing,
  UpSampling2D as upSampling2d,
  ZeroPadding2D as zeroPadding2d,
};
