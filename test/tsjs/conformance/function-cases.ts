/** Random calls of functions and methods of tensors, by family: mostly right, some not. */
import { seeded, seedOf } from "./random.ts";
import type { Random } from "./random.ts";

type Maker = (random: Random) => string;

const list = (sizes: readonly number[]): string => JSON.stringify(sizes);
const ones = (sizes: readonly number[], dtype = "float32"): string =>
  `tf.ones(${list(sizes)}${dtype === "float32" ? "" : `, "${dtype}"`})`;
const shape = (random: Random, low = 1, high = 4): number[] => random.ints(random.int(low, high), 1, 5);

const dtypes = ["float32", "int32", "bool"];

/** A shape that mostly broadcasts with another. */
function partner(random: Random, sizes: readonly number[]): number[] {
  const kept = random.chance(4) ? sizes.slice(random.int(0, sizes.length)) : [...sizes];
  return kept.map((size) => (random.chance(5) ? 1 : random.chance(12) ? size + 1 : size));
}

const axisOf = (random: Random, rank: number): number =>
  random.int(random.chance(12) ? -rank - 1 : -rank, random.chance(12) ? rank : rank - 1);

const makers: Readonly<Record<string, Maker>> = {
  binary: (random) => {
    const sizes = shape(random);
    const name = random.pick(
      "add sub mul div maximum minimum squaredDifference pow mod divNoNan floorDiv atan2 equal notEqual greater lessEqual".split(
        " ",
      ),
    );
    const other = random.chance(5) ? String(random.int(1, 3)) : ones(partner(random, sizes));
    return random.chance(2) ? `tf.${name}(${ones(sizes)}, ${other})` : `${ones(sizes)}.${name}(${other})`;
  },
  unary: (random) => {
    const name = random.pick(
      "abs neg square sqrt rsqrt exp expm1 log log1p sin cos tan tanh sinh cosh asin acos atan asinh acosh atanh sign round floor ceil reciprocal erf relu relu6 elu selu sigmoid logSigmoid softplus leakyRelu step isNaN isInf isFinite".split(
        " ",
      ),
    );
    return `tf.${name}(${ones(shape(random))})`;
  },
  reduction: (random) => {
    const sizes = shape(random);
    const name = random.pick("sum mean max min prod logSumExp argMax argMin".split(" "));
    const isArg = name.startsWith("arg");
    const axis = random.chance(3)
      ? ""
      : `, ${isArg || random.chance(2) ? String(axisOf(random, sizes.length)) : list([axisOf(random, sizes.length)])}`;
    return `tf.${name}(${ones(sizes)}${axis}${axis !== "" && !isArg && random.chance(2) ? ", true" : ""})`;
  },
  reshaping: (random) => {
    const sizes = shape(random);
    const count = sizes.reduce((a, b) => a * b, 1);
    return random.pick([
      `${ones(sizes)}.reshape(${list(random.pick([[count], [-1], [count, 1], [1, -1], [count + 1], [5, 3], [-1, 2]]))})`,
      `tf.expandDims(${ones(sizes)}, ${String(axisOf(random, sizes.length))})`,
      `tf.squeeze(${ones(sizes)})`,
      `tf.transpose(${ones(sizes)})`,
      `${ones(sizes)}.flatten()`,
      `tf.tile(${ones(sizes)}, ${list(sizes.map(() => random.int(1, 3)))})`,
      `tf.pad(${ones(sizes)}, ${JSON.stringify(sizes.map(() => random.ints(2, 0, 2)))})`,
      `tf.reverse(${ones(sizes)}, ${String(axisOf(random, sizes.length))})`,
      `tf.slice(${ones(sizes)}, ${list(sizes.map(() => 0))}, ${list(sizes.map((size) => random.int(1, size)))})`,
      `tf.cumsum(${ones(sizes)}, ${String(axisOf(random, sizes.length))})`,
    ]);
  },
  joining: (random) => {
    const sizes = shape(random, 1, 3);
    const other = random.chance(6) ? sizes.map((size) => size + 1) : sizes;
    const axis = random.int(0, sizes.length - 1);
    return random.pick([
      `tf.concat([${ones(sizes)}, ${ones(other)}], ${String(axis)})`,
      `tf.stack([${ones(sizes)}, ${ones(other)}], ${String(random.int(0, sizes.length))})`,
      `tf.split(${ones([4, ...sizes])}, ${random.pick(["2", "4", "[1, 3]", "3"])})`,
      `tf.unstack(${ones([2, ...sizes])})`,
      `tf.gather(${ones([4, ...sizes])}, [0, 2])`,
    ]);
  },
  products: (random) => {
    const [a, b, c, d] = random.ints(4, 1, 4) as [number, number, number, number];
    const inner = random.chance(5) ? b + 1 : b;
    return random.pick([
      `tf.matMul(${ones([a, b])}, ${ones([inner, c])})`,
      `tf.matMul(${ones([d, a, b])}, ${ones([d, inner, c])})`,
      `tf.matMul(${ones([a, b])}, ${ones([c, inner])}, false, true)`,
      `tf.matMul(${ones([b, a])}, ${ones([inner, c])}, true)`,
      `tf.outerProduct(${ones([a])}, ${ones([b])})`,
      `tf.dot(${ones([b])}, ${ones([inner])})`,
      `tf.dot(${ones([a, b])}, ${ones([inner, c])})`,
    ]);
  },
  kinds: (random) => {
    const [kind, other] = [random.pick(dtypes), random.pick(dtypes)];
    const rows = (dtype: string): string => ones([2, 1], dtype);
    return random.pick([
      `tf.oneHot(${ones([3], kind)}, 2)`,
      `tf.gather(${ones([4, 2])}, ${ones([3], kind)})`,
      `tf.gatherND(${ones([4, 2])}, ${rows(kind)})`,
      `tf.scatterND(${rows(kind)}, ${ones([2])}, [4])`,
      `tf.unsortedSegmentSum(${ones([3, 2])}, ${ones([3], kind)}, 2)`,
      `tf.tensorScatterUpdate(${ones([4])}, ${rows(kind)}, ${ones([2])})`,
      `tf.image.cropAndResize(${ones([2, 4, 4, 1])}, ${ones([3, 4])}, ${ones([3], kind)}, [2, 2])`,
      `tf.bincount(${ones([3], kind)}, [], 3)`,
      `tf.logicalAnd(${ones([3], kind)}, ${ones([3], other)})`,
      `${ones([3], kind)}.logicalOr(${ones([3], other)})`,
      `tf.logicalNot(${ones([3], kind)})`,
      `tf.where(${ones([3], kind)}, ${ones([3])}, ${ones([3])})`,
      `tf.matMul(${ones(random.chance(2) ? [2, 3] : [3])}, ${ones(random.chance(2) ? [3, 2] : [3])})`,
    ]);
  },
  windows: (random) => {
    const [size, filters, channels] = [random.int(5, 8), random.int(1, 3), random.int(1, 3)];
    const pad = random.pick(['"same"', '"valid"']);
    const stride = String(random.int(1, 2));
    const image = random.chance(3) ? [size, size, channels] : [2, size, size, channels];
    const given = random.chance(8) ? channels + 1 : channels;
    return random.pick([
      `tf.conv2d(${ones(image)}, ${ones([3, 2, given, filters])}, ${stride}, ${pad})`,
      `tf.maxPool(${ones(image)}, ${String(random.int(1, 3))}, ${stride}, ${pad})`,
      `tf.avgPool(${ones(image)}, [2, 3], ${stride}, ${pad})`,
      `tf.depthwiseConv2d(${ones(image)}, ${ones([2, 2, given, 2])}, ${stride}, ${pad})`,
      `tf.conv1d(${ones([2, size, channels])}, ${ones([3, given, filters])}, ${stride}, ${pad})`,
    ]);
  },
  images: (random) => {
    const image = [random.int(3, 6), random.int(3, 6), random.pick([1, 3])];
    const given = random.chance(2) ? image : [2, ...image];
    return random.pick([
      `tf.image.resizeBilinear(${ones(given)}, ${list(random.ints(2, 1, 6))})`,
      `tf.image.resizeNearestNeighbor(${ones(given)}, ${list(random.ints(2, 1, 6))})`,
      `tf.image.flipLeftRight(${ones(given)})`,
      `tf.image.grayscaleToRGB(${ones(given)})`,
      `tf.image.cropAndResize(${ones([2, ...image])}, ${ones([3, 4])}, tf.zeros([3], "int32"), [4, 5])`,
    ]);
  },
  creation: (random) => {
    const sizes = shape(random);
    const count = sizes.reduce((a, b) => a * b, 1) + (random.chance(5) ? 1 : 0);
    return random.pick([
      `tf.zeros(${list(sizes)})`,
      `tf.tensor(new Array(${String(count)}).fill(0), ${list(sizes)})`,
      `tf.fill(${list(sizes)}, 3)`,
      `tf.eye(${String(random.int(1, 4))}, ${String(random.int(1, 4))})`,
      `tf.range(0, ${String(random.int(1, 9))})`,
      `tf.linspace(0, 1, ${String(random.int(2, 9))})`,
      `tf.oneHot([0, 1], ${String(random.int(2, 5))})`,
      `tf.randomNormal(${list(sizes)})`,
      `tf.onesLike(${ones(sizes, "int32")})`,
    ]);
  },
  others: (random) => {
    const sizes = random.ints(2, 1, 5);
    const metric = random.pick(
      "binaryAccuracy categoricalAccuracy meanSquaredError mape categoricalCrossentropy cosineProximity".split(" "),
    );
    return random.pick([
      `tf.metrics.${metric}(${ones(sizes)}, ${ones(sizes)})`,
      `tf.linalg.qr(${ones(sizes)}${random.chance(2) ? ", true" : ""})`,
      `tf.linalg.bandPart(${ones(sizes)}, 0, 0)`,
      `tf.spectral.rfft(${ones(sizes)})`,
      `tf.einsum("ij,kj->ik", ${ones(sizes)}, ${ones([3, sizes[1] ?? 1])})`,
      `tf.where(${ones(sizes, "bool")}, ${ones(sizes)}, ${ones(sizes)})`,
      `tf.clipByValue(${ones(sizes)}, 0, 1)`,
      `tf.softmax(${ones(sizes)})`,
      `tf.tidy(() => ${ones(sizes)}.toInt())`,
    ]);
  },
  signals: (random) => {
    const [length, piece, step] = [random.int(8, 40), random.int(2, 9), random.int(1, 5)].map(String) as [
      string,
      string,
      string,
    ];
    const sizes = random.ints(random.int(1, 3), 1, 5);
    const complex = `tf.complex(${ones(sizes)}, ${ones(sizes)})`;
    return random.pick([
      `tf.signal.hannWindow(${piece})`,
      `tf.signal.hammingWindow(${piece})`,
      `tf.signal.frame(${ones([Number(length)])}, ${piece}, ${step})`,
      `tf.signal.frame(${ones([Number(length)])}, ${piece}, ${step}, true)`,
      `tf.signal.stft(${ones([Number(length)])}, ${piece}, ${step})`,
      `tf.signal.stft(${ones([Number(length)])}, ${piece}, ${step}, 16)`,
      `tf.spectral.irfft(${complex})`,
    ]);
  },
  blocks: (random) => {
    const [height, width, channels] = random.ints(3, 2, 6) as [number, number, number];
    const block = random.int(1, 3);
    const image = ones([1, height * block, width * block, channels]);
    const blocks = list([block, block]);
    const axes = random.ints(3, 2, 6);
    const masks = random.chance(2) ? "" : `, ${String(random.int(0, 7))}, ${String(random.int(0, 7))}`;
    const steps = axes.map(() => random.pick([1, 1, 2, 3, -1, -2]));
    const [from, to] = [0, 1].map(() => list(axes.map((size) => random.int(-size - 1, size + 1)))) as [string, string];
    const size = String(random.int(1, 3));
    const pad = random.pick(['"same"', '"valid"']);
    return random.pick([
      `tf.spaceToBatchND(${image}, ${blocks}, [[0, 0], [0, 0]])`,
      `tf.spaceToBatchND(${ones([2, height * block + 1, width * block])}, ${blocks}, [[0, ${String(block - 1)}], [0, ${random.chance(4) ? "1" : "0"}]])`,
      `tf.batchToSpaceND(${ones([2 * block * block, height, width, channels])}, ${blocks}, [[0, ${random.pick(["0", "1"])}], [0, 0]])`,
      `tf.stridedSlice(${ones(axes)}, ${from}, ${to}, ${list(steps)}${masks})`,
      `tf.pool(${image}, ${size}, "${random.pick(["max", "avg"])}", ${pad}, 1, ${String(random.int(1, 2))})`,
      `tf.dilation2d(${image}, ${ones([random.int(1, 3), random.int(1, 3), channels])}, ${String(random.int(1, 2))}, ${pad})`,
      `tf.denseBincount(tf.tensor1d([0, 1, 1], "int32"), tf.ones([3]), ${String(random.int(2, 5))})`,
      `tf.denseBincount(tf.tensor2d([[0, 1], [1, 1]], [2, 2], "int32"), tf.ones([2, 2]), ${String(random.int(2, 5))})`,
      `tf.metrics.sparseCategoricalAccuracy(${ones([height])}, ${ones([height, width])})`,
      `tf.metrics.sparseCategoricalAccuracy(${ones([height, 1])}, ${ones([height, width])})`,
      `tf.tensor(${ones(axes)}.dataSync())`,
      `tf.tensor(${ones([2, width], "int32")}.dataSync())`,
      `tf.tensor(${ones([height, width], random.pick(dtypes))}.arraySync())`,
      `${ones(axes)}.bufferSync().toTensor()`,
    ]);
  },
  losses: (random) => {
    const sizes = random.ints(2, 2, 4);
    const labels = random.chance(4) ? [sizes[0] ?? 1, (sizes[1] ?? 1) + 1] : sizes;
    const name = random.pick(
      "meanSquaredError absoluteDifference huberLoss logLoss hingeLoss sigmoidCrossEntropy softmaxCrossEntropy".split(
        " ",
      ),
    );
    return `tf.losses.${name}(${ones(labels)}, ${ones(sizes)})`;
  },
};

export const families: readonly string[] = Object.keys(makers);

export function callsOf(family: string): readonly string[] {
  const random = seeded(seedOf(family));
  const make = makers[family];
  return make === undefined ? [] : Array.from({ length: 80 }, () => make(random));
}
