/**
 * Random calls of every layer factory: settings as people write them, some of them wrong, and inputs that fit or do not. Each is source text, so
 * that the library and we are given the very same words.
 */
import { activations, maybe, perAxis, spatial } from "./layer-settings.ts";
import type { Maker, Settings } from "./layer-settings.ts";
import { seeded, seedOf } from "./random.ts";
import type { Random } from "./random.ts";
import {
  bidirectional,
  cell,
  convolutionalCell,
  recurrent,
  sequence,
  stacked,
  text,
  timeDistributed,
} from "./recurrent-cases.ts";

export interface LayerCase {
  /** The call of the factory: `tf.layers.dense({ units: 3 })`. */
  readonly layer: string;
  /** Shapes of the inputs, without their batch. */
  readonly inputs: readonly (readonly number[])[];
  /** Whether the library is asked with real numbers, or symbolically. */
  readonly concrete: boolean;
  readonly dtype: "float32" | "int32";
}

const dataFormat = (random: Random): string => random.pick(["channelsFirst", "channelsLast", "channelsLast"]);
const padding = (random: Random): string => random.pick(["valid", "same", "same", "valid", "valid", "full"]);

function convolution(rank: number): Maker {
  return (random) => ({
    settings: {
      filters: random.int(1, 5),
      kernelSize: perAxis(random, rank, 1, 4),
      ...maybe(random, {
        strides: perAxis(random, rank, 1, 3),
        padding: padding(random),
        activation: random.pick(activations),
        useBias: random.chance(2),
      }),
      ...(random.chance(4) ? { dilationRate: perAxis(random, rank, 1, 2) } : {}),
      ...(rank > 1 && random.chance(3) ? { dataFormat: dataFormat(random) } : {}),
    },
    inputs: [spatial(random, rank)],
  });
}

/** Transposed, depthwise and separable ones take fewer settings. */
function narrowConvolution(rank: number, more: (random: Random) => Settings): Maker {
  return (random) => ({
    settings: {
      kernelSize: perAxis(random, rank, 1, 4),
      ...maybe(random, {
        strides: perAxis(random, rank, 1, 3),
        padding: random.pick(["valid", "same"]),
        activation: random.pick(activations),
      }),
      ...more(random),
    },
    inputs: [spatial(random, rank, 3, 7)],
  });
}

function pool(rank: number): Maker {
  return (random) => ({
    settings: {
      ...maybe(random, {
        poolSize: rank === 1 ? random.int(1, 4) : perAxis(random, rank, 1, 4),
        strides: rank === 1 ? random.int(1, 3) : perAxis(random, rank, 1, 3),
        padding: padding(random),
      }),
      ...(rank > 1 && random.chance(3) ? { dataFormat: dataFormat(random) } : {}),
    },
    inputs: [spatial(random, rank)],
  });
}

function globalPool(rank: number): Maker {
  return (random) => ({
    settings: rank > 1 && random.chance(2) ? { dataFormat: dataFormat(random) } : {},
    inputs: [spatial(random, rank)],
  });
}

/** Layers that leave any shape alone. */
function plain(settings: (random: Random) => Settings = () => ({}), least = 1): Maker {
  return (random) => ({ settings: settings(random), inputs: [random.ints(random.int(least, 4), 1, 6)] });
}

/** Several inputs that mostly fit together. */
const merge: Maker = (random) => {
  const shape = random.ints(random.int(1, 3), 1, 5);
  const other = (): number[] => {
    if (random.chance(6)) return shape.map((size) => (random.chance(2) ? 1 : size));
    if (random.chance(8)) return shape.map((size) => size + random.int(0, 1));
    if (random.chance(10)) return shape.slice(1);
    return [...shape];
  };
  return {
    settings: {},
    inputs: Array.from({ length: random.int(random.chance(15) ? 1 : 2, 4) }, (_, i) => (i ? other() : shape)),
  };
};

const concatenate: Maker = (random) => {
  const shape = random.ints(random.int(1, 3), 1, 5);
  const axis = random.chance(3) ? random.int(1, shape.length) : -1;
  const at = axis < 0 ? shape.length - 1 : axis - 1;
  const other = (): number[] => shape.map((size, i) => (i === at || random.chance(10) ? random.int(1, 5) : size));
  return {
    settings: random.chance(2) && axis === -1 ? {} : { axis },
    inputs: [shape, other(), ...(random.chance(3) ? [other()] : [])],
  };
};

const dot: Maker = (random) => {
  const [a, b, c] = [random.int(1, 5), random.int(1, 5), random.int(1, 5)];
  const wrong = random.chance(6) ? 1 : 0;
  const pairs: readonly (readonly [Settings, number[], number[]])[] = [
    [{ axes: 1 }, [a], [a + wrong]],
    [{ axes: -1 }, [a], [a + wrong]],
    [{ axes: [2, 1] }, [a, b], [b + wrong, c]],
    [{ axes: -1 }, [a, b], [c, b + wrong]],
    [{ axes: [1, 1] }, [a, b], [a + wrong, c]],
    [{ axes: [2, 1] }, [a, b], [b + wrong]],
    [{ axes: -1, normalize: true }, [a, b], [c, b]],
  ];
  const [settings, left, right] = random.pick(pairs);
  return { settings, inputs: [left, right] };
};

/** Shapes with the same number of elements, or nearly. */
const reshape: Maker = (random) => {
  const shape = random.ints(random.int(1, 3), 1, 6);
  const count = shape.reduce((a, b) => a * b, 1);
  const divisor = random.pick([1, 2, 3].filter((each) => count % each === 0));
  const target = random.pick<(number | null)[]>([
    [count],
    [divisor, count / divisor],
    [divisor, -1],
    [-1, divisor],
    [null, divisor],
    [5, 3],
    [count + 1],
    [-1, 7],
  ]);
  return { settings: { targetShape: target }, inputs: [shape] };
};

const permute: Maker = (random) => {
  const dims = random.pick([[1], [2, 1], [1, 2], [3, 1, 2], [2, 3, 1], [2, 2], [0, 1]]);
  return { settings: { dims }, inputs: [random.ints(random.chance(10) ? dims.length + 1 : dims.length, 1, 6)] };
};

const makers: Readonly<Record<string, Maker>> = {
  activation: plain((random) => ({
    activation: random.chance(12)
      ? "rleu"
      : random.pick([...activations.filter((a) => a !== "softmax"), "mish", "gelu", "softsign", "hardSigmoid"]),
  })),
  add: merge,
  alphaDropout: plain(() => ({ rate: 0.3 })),
  average: merge,
  batchNormalization: plain((random) =>
    random.chance(3) ? { axis: random.pick([1, -1]) } : maybe(random, { scale: false, center: false }),
  ),
  bidirectional,
  categoryEncoding: (random) => ({
    settings: {
      numTokens: random.int(3, 8),
      ...maybe(random, { outputMode: random.pick(["multiHot", "oneHot", "count"]) }),
    },
    inputs: [[random.int(1, 4)]],
    ints: true,
  }),
  centerCrop: (random) => ({
    settings: { height: random.int(1, 5), width: random.int(1, 5) },
    inputs: [random.ints(3, 3, 8)],
  }),
  concatenate,
  conv1d: convolution(1),
  conv2d: convolution(2),
  conv2dTranspose: narrowConvolution(2, (random) => ({
    filters: random.int(1, 5),
    ...(random.chance(3) ? { dataFormat: dataFormat(random) } : {}),
  })),
  conv3d: convolution(3),
  conv3dTranspose: narrowConvolution(3, (random) => ({ filters: random.int(1, 3) })),
  convLstm2d: (random) => ({
    settings: { ...convolutionalCell(random), ...maybe(random, { returnSequences: true }) },
    inputs: [[random.int(1, 2), ...random.ints(3, 3, 5)]],
  }),
  convLstm2dCell: (random) => ({
    settings: `tf.layers.convLstm2d(${text({ ...convolutionalCell(random), ...maybe(random, { returnState: true }) })})`,
    inputs: [[random.int(1, 2), ...random.ints(3, 3, 5)]],
  }),
  cropping2D: (random) => ({
    settings: {
      cropping: random.pick<unknown>([
        random.int(0, 2),
        random.ints(2, 0, 2),
        [random.ints(2, 0, 2), random.ints(2, 0, 2)],
      ]),
      ...(random.chance(3) ? { dataFormat: dataFormat(random) } : {}),
    },
    inputs: [spatial(random, 2, 2, 7)],
  }),
  dense: (random) => ({
    settings: {
      units: random.int(random.chance(20) ? 0 : 1, 8),
      ...maybe(random, { activation: random.pick(activations), useBias: random.chance(2) }),
    },
    inputs: [random.ints(random.chance(15) ? 0 : random.int(1, 3), 1, 6)],
  }),
  depthwiseConv2d: narrowConvolution(2, (random) => ({ ...maybe(random, { depthMultiplier: random.int(1, 3) }) })),
  dot,
  dropout: plain((random) => ({ rate: 0.4, ...maybe(random, { seed: 3 }) })),
  elu: plain((random) => maybe(random, { alpha: 0.5 })),
  embedding: (random) => {
    const shape = random.ints(random.int(1, 2), 1, 5);
    const length =
      shape.length === 1 && random.chance(3) ? { inputLength: (shape[0] ?? 1) + (random.chance(4) ? 1 : 0) } : {};
    return {
      settings: { inputDim: random.int(3, 9), outputDim: random.int(1, 5), ...length },
      inputs: [shape],
      ints: true,
    };
  },
  flatten: plain(() => ({}), 1),
  gaussianDropout: plain(() => ({ rate: 0.3 })),
  gaussianNoise: plain(() => ({ stddev: 0.3 })),
  globalAveragePooling1d: globalPool(1),
  globalAveragePooling2d: globalPool(2),
  globalMaxPooling1d: globalPool(1),
  globalMaxPooling2d: globalPool(2),
  gru: recurrent,
  gruCell: cell("gruCell"),
  input: (random) => ({
    settings: "tf.layers.activation({ activation: 'relu' })",
    inputs: [random.ints(random.int(1, 3), 1, 5)],
  }),
  inputLayer: (random) => {
    const shape = random.ints(random.int(1, 3), 1, 5);
    return {
      settings: `tf.sequential({ layers: [tf.layers.inputLayer({ inputShape: ${JSON.stringify(shape)} }), tf.layers.dense({ units: 2 })] })`,
      inputs: [shape],
    };
  },
  layerNormalization: plain((random) => (random.chance(3) ? { axis: random.pick<unknown>([1, -1, [-1], 5]) } : {})),
  leakyReLU: plain((random) => maybe(random, { alpha: 0.2 })),
  lstm: recurrent,
  lstmCell: cell("lstmCell"),
  masking: plain(() => ({ maskValue: 0 }), 2),
  averagePooling1d: pool(1),
  averagePooling2d: pool(2),
  averagePooling3d: pool(3),
  maxPooling1d: pool(1),
  maxPooling2d: pool(2),
  maxPooling3d: pool(3),
  maximum: merge,
  minimum: merge,
  multiply: merge,
  permute,
  prelu: (random) => {
    const shape = random.ints(random.int(1, 3), 1, 5);
    return { settings: random.chance(2) ? {} : { sharedAxes: [random.int(1, shape.length)] }, inputs: [shape] };
  },
  randomWidth: (random) => ({ settings: { factor: 0.5 }, inputs: [random.ints(3, 4, 8)] }),
  reLU: plain((random) => maybe(random, { maxValue: 6 })),
  repeatVector: (random) => ({
    settings: { n: random.int(1, 5) },
    inputs: [random.ints(random.chance(5) ? 2 : 1, 1, 6)],
  }),
  rescaling: plain(() => ({ scale: 0.1 })),
  reshape,
  resizing: (random) => ({
    settings: { height: random.int(1, 6), width: random.int(1, 6), ...maybe(random, { interpolation: "nearest" }) },
    inputs: [random.ints(3, 3, 8)],
  }),
  rnn: cell("simpleRNNCell"),
  separableConv2d: narrowConvolution(2, (random) => ({
    filters: random.int(1, 4),
    ...maybe(random, { depthMultiplier: random.int(1, 3) }),
  })),
  simpleRNN: recurrent,
  simpleRNNCell: cell("simpleRNNCell"),
  softmax: plain((random) => (random.chance(2) ? {} : { axis: random.pick([-1, 1, 2]) })),
  spatialDropout1d: (random) => ({ settings: { rate: 0.3 }, inputs: [sequence(random)] }),
  stackedRNNCells: stacked,
  thresholdedReLU: plain((random) => maybe(random, { theta: 0.5 })),
  timeDistributed,
  upSampling2d: (random) => ({
    settings: maybe(random, {
      size: random.ints(2, 1, 3),
      dataFormat: dataFormat(random),
      interpolation: random.pick(["nearest", "bilinear"]),
    }),
    inputs: [spatial(random, 2, 1, 5)],
  }),
  zeroPadding2d: (random) => ({
    settings: {
      ...maybe(random, {
        padding: random.pick<unknown>([
          random.int(0, 2),
          random.ints(2, 0, 2),
          [random.ints(2, 0, 2), random.ints(2, 0, 2)],
        ]),
      }),
      ...(random.chance(3) ? { dataFormat: dataFormat(random) } : {}),
    },
    inputs: [spatial(random, 2, 1, 5)],
  }),
};

/** Other names of the same factory. */
const aliases: Readonly<Record<string, string>> = {
  avgPool1d: "averagePooling1d",
  avgPool2d: "averagePooling2d",
  avgPool3d: "averagePooling3d",
  avgPooling1d: "averagePooling1d",
  avgPooling2d: "averagePooling2d",
  avgPooling3d: "averagePooling3d",
  globalMaxPool1d: "globalMaxPooling1d",
  globalMaxPool2d: "globalMaxPooling2d",
  maxPool1d: "maxPooling1d",
  maxPool2d: "maxPooling2d",
};

/** A forward pass is a loop over time, or a large sum: few are run. */
const slow = new Set(
  "bidirectional convLstm2d convLstm2dCell gru gruCell lstm lstmCell rnn simpleRNN simpleRNNCell stackedRNNCells conv3d conv3dTranspose".split(
    " ",
  ),
);

export const factories: readonly string[] = [...Object.keys(makers), ...Object.keys(aliases)].sort();

export function layerCases(factory: string, count: number): readonly LayerCase[] {
  const maker = makers[aliases[factory] ?? factory];
  if (maker === undefined) throw new Error(`no cases for ${factory}`);
  const random = seeded(seedOf(factory));
  return Array.from({ length: count }, () => {
    const { settings = {}, inputs, ints } = maker(random);
    return {
      layer: typeof settings === "string" ? settings : `tf.layers.${factory}(${text(settings)})`,
      inputs,
      // A crop that leaves -1 keeps everything on real numbers: only its symbolic size shows the mistake.
      concrete: factory !== "cropping2D" && random.chance(slow.has(factory) ? 12 : 3),
      dtype: ints === true ? "int32" : "float32",
    };
  });
}
