/** Images and other grids: resizing, padding, sampling, pixels moved between channels and space. */
import {
  add,
  asConstant,
  floorDivide,
  knownDims,
  multiply,
  rankOf,
  rowShape,
  shapeFrom,
  subtract,
} from "../shape/index.ts";
import type { Dim, FreshSizes, Shape } from "../shape/index.ts";
import type { OpArgument } from "./argument.ts";
import { anyOfRank, anyShape } from "./axis.ts";
import { defineOp, result } from "./define.ts";
import type { Operation } from "./define.ts";
import { changed } from "./interval.ts";
import { flag, float, optionalAny, tensor, text } from "./parameters.ts";
import { axes } from "./pattern.ts";
import { sameDType } from "./promotion.ts";
import { atLeast, dtypeIn, equal, multipleOf, oneOf, proof, rankIn } from "./requirement.ts";
import { int, optionalSizes, sizes } from "./size-parameters.ts";
import { safeDivisor } from "./window.ts";

// --- resizing

/** A factor for each axis; `undefined` where it is not known. */
type Factors = readonly (number | Dim | undefined)[];

function factorsOf(argument: OpArgument, count: number): Factors | undefined {
  const one = (item: OpArgument): number | Dim | undefined =>
    item.kind === "int" || item.kind === "float" ? item.value : undefined;
  if (argument.kind !== "list") return Array.from({ length: count }, () => one(argument));
  return argument.items.length === count ? argument.items.map(one) : undefined;
}

/** floor(size * factor); the reciprocal of an integer divides. */
function scaled(size: Dim, factor: number | Dim | undefined, fresh: FreshSizes): Dim {
  if (factor === undefined) return fresh.size("size");
  if (typeof factor !== "number" || Number.isInteger(factor)) return multiply(size, factor);
  const known = asConstant(size);
  if (known !== undefined) return Math.floor(known * factor);
  const divisor = Math.round(1 / factor);
  return Math.abs(divisor * factor - 1) < 1e-12 ? floorDivide(size, divisor) : fresh.size("size");
}

/** How many axes of space each mode works on. */
const modeRanks: ReadonlyMap<string, readonly number[]> = new Map([
  ["nearest", [1, 2, 3]],
  ["nearest-exact", [1, 2, 3]],
  ["area", [1, 2, 3]],
  ["linear", [1]],
  ["bilinear", [2]],
  ["bicubic", [2]],
  ["lanczos", [2]],
  ["trilinear", [3]],
]);

/** How many axes of space there must be: so many sizes, or the one number that the mode works on. */
function rankWanted(size: Shape | undefined, mode: string | undefined): number | undefined {
  const sizes = (size && rankOf(size)) ?? 1;
  if (sizes > 1) return sizes;
  const ranks = mode === undefined ? undefined : modeRanks.get(mode);
  return ranks?.length === 1 ? ranks[0] : undefined;
}

const interpolate = defineOp({
  name: "interpolate",
  params: {
    input: tensor("B C *space"),
    size: optionalSizes({ min: 0 }),
    scale_factor: optionalAny(),
    mode: text("nearest"),
    align_corners: flag(false),
    antialias: flag(false),
  },
  requires: {
    mode: ({ mode }) => oneOf("mode", mode, [...modeRanks.keys()]),
    "mode-rank": ({ space, mode }) => {
      const ranks = mode === undefined ? undefined : modeRanks.get(mode);
      return ranks === undefined ? undefined : rankIn("input", space, ranks);
    },
    "one-of-size-and-scale": ({ size, scale_factor }) =>
      size !== undefined && given(scale_factor) ? proof("scale_factor", "fails") : undefined,
    "size-count": ({ space, size, scale_factor }) => {
      const wanted = size === undefined ? undefined : knownDims(size);
      const rank = rankOf(space);
      const factors = scale_factor?.kind === "list" ? scale_factor.items.length : undefined;
      if (rank === undefined) return undefined;
      return [
        wanted === undefined || wanted.length === 1 ? undefined : equal("size", wanted.length, rank),
        factors === undefined ? undefined : equal("scale_factor", factors, rank),
      ];
    },
    "positive-output": ({ space, size, scale_factor }, fresh) =>
      resized(space, size, scale_factor, fresh)?.map((each) => atLeast("input", each, 1)),
  },
  result: ({ B, C, space, size, scale_factor, mode, input }, fresh) => {
    const rank = rankOf(space) ?? rankWanted(size, mode);
    const from = rank === undefined || rankOf(space) !== undefined ? space : anyOfRank(fresh, rank);
    const sizes = resized(from, size, scale_factor, fresh);
    const shape = sizes ?? (rank === undefined ? anyShape(fresh) : anyOfRank(fresh, rank));
    return result(axes(fresh, B, C, shape), input.dtype, changed("interpolate", input.reading?.range));
  },
  promise: ({ B, C }, fresh) =>
    result(axes(fresh, B ?? fresh.size("batch"), C ?? fresh.size("channels"), anyShape(fresh))),
});

const given = (argument: OpArgument | undefined): boolean =>
  argument !== undefined && argument.kind !== "none" && argument.kind !== "unknown";

function resized(
  space: Shape,
  size: Shape | undefined,
  scale: OpArgument | undefined,
  fresh: FreshSizes,
): readonly Dim[] | undefined {
  const from = knownDims(space);
  if (from === undefined) return undefined;
  if (size !== undefined) {
    const wanted = knownDims(size);
    const [only] = wanted ?? [];
    if (wanted?.length === 1 && only !== undefined) return from.map(() => only);
    return wanted?.length === from.length ? wanted : undefined;
  }
  const factors = scale === undefined ? undefined : factorsOf(scale, from.length);
  return factors === undefined ? undefined : from.map((each, index) => scaled(each, factors[index], fresh));
}

// --- padding

/** Pairs of paddings, from the last axis backwards. */
function paddings(pad: Shape): readonly (readonly [Dim, Dim])[] | undefined {
  const listed = knownDims(pad);
  if (listed === undefined || listed.length % 2 !== 0) return undefined;
  return Array.from({ length: listed.length / 2 }, (_, i) => [listed[2 * i] ?? 0, listed[2 * i + 1] ?? 0] as const);
}

const pad = defineOp({
  name: "pad",
  params: { input: tensor("*_"), pad: sizes(), mode: text("constant"), value: float() },
  requires: {
    mode: ({ mode }) => oneOf("mode", mode, ["constant", "reflect", "replicate", "circular"]),
    "even-count": ({ pad }) => multipleOf("pad", knownDims(pad)?.length ?? 0, 2),
    rank: ({ input, pad, mode }) => {
      const count = paddings(pad)?.length;
      if (count === undefined || mode === undefined) return undefined;
      return rankIn("input", input.shape, mode === "constant" ? { min: count } : [count + 1, count + 2]);
    },
    "padding-size": ({ input, pad, mode }) => {
      if (mode !== "reflect" && mode !== "circular") return undefined;
      return padded(input.shape, pad)?.flatMap(({ size, before, after }) => {
        const room = mode === "reflect" ? subtract(size, 1) : size;
        return [atLeast("pad", room, before), atLeast("pad", room, after)];
      });
    },
    "positive-output": ({ input, pad }) =>
      padded(input.shape, pad)?.map(({ size, before, after }) =>
        atLeast("pad", add(size, add(before, after)), 0, { size, before, after }),
      ),
  },
  result: ({ input, pad }, fresh) => {
    const changes = padded(input.shape, pad);
    if (changes === undefined) {
      const rank = rankOf(input.shape);
      return result(rank === undefined ? anyShape(fresh) : anyOfRank(fresh, rank), input.dtype);
    }
    const sizes = changes.map(({ size, before, after }) => add(size, add(before, after)));
    const { lead, rest, tail } = input.shape;
    const reading = changed("pad");
    if (rest === undefined)
      return result(shapeFrom([...lead.slice(0, lead.length - sizes.length), ...sizes]), input.dtype, reading);
    return result(rowShape(lead, rest, [...tail.slice(0, tail.length - sizes.length), ...sizes]), input.dtype, reading);
  },
  promise: ({ input }, fresh) => {
    const rank = input === undefined ? undefined : rankOf(input.shape);
    return result(rank === undefined ? anyShape(fresh) : anyOfRank(fresh, rank), input?.dtype);
  },
});

interface Padded {
  readonly size: Dim;
  readonly before: Dim;
  readonly after: Dim;
}

/** The axes that are padded, in order; `undefined` where they are not known. */
function padded(shape: Shape, pad: Shape): readonly Padded[] | undefined {
  const pairs = paddings(pad);
  const sizes = rankOf(shape) === undefined ? shape.tail : shape.lead;
  if (pairs === undefined || pairs.length > sizes.length) return undefined;
  return pairs
    .map(([before, after], index) => ({ size: sizes[sizes.length - 1 - index] ?? 0, before, after }))
    .reverse();
}

// --- pixels

const pixelShuffle = defineOp({
  name: "pixel_shuffle",
  params: { input: tensor("*batch C H W"), upscale_factor: int(undefined, { min: 1 }) },
  requires: {
    "positive-factor": ({ upscale_factor: factor }) => atLeast("upscale_factor", factor, 1),
    "channels-divide": ({ C, upscale_factor: factor }) => multipleOf("input", C, multiply(factor, factor)),
  },
  result: ({ batch, C, H, W, upscale_factor: factor, input }, fresh) => {
    const channels = floorDivide(C, multiply(factor, factor));
    const shape = axes(fresh, batch, channels, multiply(H, factor), multiply(W, factor));
    return result(shape, input.dtype, changed("pixel_shuffle", input.reading?.range));
  },
  promise: ({ batch }, fresh) => result(axes(fresh, batch ?? anyShape(fresh), threeSizes(fresh))),
});

const pixelUnshuffle = defineOp({
  name: "pixel_unshuffle",
  params: { input: tensor("*batch C H W"), downscale_factor: int(undefined, { min: 1 }) },
  requires: {
    "positive-factor": ({ downscale_factor: factor }) => atLeast("downscale_factor", factor, 1),
    "size-divides": ({ H, W, downscale_factor: factor }) => [
      multipleOf("input", H, safeDivisor(factor)),
      multipleOf("input", W, safeDivisor(factor)),
    ],
  },
  result: ({ batch, C, H, W, downscale_factor: factor, input }, fresh) => {
    const by = safeDivisor(factor);
    const shape = axes(fresh, batch, multiply(C, multiply(by, by)), floorDivide(H, by), floorDivide(W, by));
    return result(shape, input.dtype, changed("pixel_unshuffle", input.reading?.range));
  },
  promise: ({ batch }, fresh) => result(axes(fresh, batch ?? anyShape(fresh), threeSizes(fresh))),
});

const threeSizes = (fresh: FreshSizes): readonly Dim[] => ["C", "H", "W"].map((name) => fresh.size(name));

const channelShuffle = defineOp({
  name: "channel_shuffle",
  params: { input: tensor("B C *space"), groups: int(undefined, { min: 1 }) },
  requires: {
    "positive-groups": ({ groups }) => atLeast("groups", groups, 1),
    "groups-divide-channels": ({ C, groups }) => multipleOf("input", C, safeDivisor(groups)),
    rank: ({ space }) => rankIn("input", space, { min: 1 }),
  },
  result: ({ input }) => result(input.shape, input.dtype, input.reading),
});

// --- sampling

const gridSample = defineOp({
  name: "grid_sample",
  params: {
    input: tensor("B C *space"),
    grid: tensor("Bgrid *out Axes"),
    mode: text("bilinear"),
    padding_mode: text("zeros"),
    align_corners: flag(false),
  },
  requires: {
    rank: ({ space }) => rankIn("input", space, [2, 3]),
    "same-rank": ({ space, out }) => {
      const rank = rankOf(space);
      return rank === undefined ? undefined : rankIn("grid", out, [rank]);
    },
    "same-batch": ({ B, Bgrid }) => equal("grid", Bgrid, B),
    coordinates: ({ space, Axes }) => {
      const rank = rankOf(space);
      return rank === undefined ? undefined : equal("grid", Axes, rank);
    },
    "same-dtype": ({ input, grid }) => sameDType("grid", grid, input),
  },
  result: ({ B, C, out, input }, fresh) => result(axes(fresh, B, C, out), input.dtype, changed("grid_sample")),
  promise: ({ B, C }, fresh) =>
    result(axes(fresh, B ?? fresh.size("batch"), C ?? fresh.size("channels"), anyShape(fresh))),
});

const affineGrid = defineOp({
  name: "affine_grid",
  params: { theta: tensor("B R C"), size: sizes({ min: 1 }), align_corners: flag(false) },
  requires: {
    "size-count": ({ size }) => rankIn("size", size, [4, 5]),
    "theta-size": ({ R, C, size }) => {
      const rank = rankOf(size);
      return rank === undefined ? undefined : [equal("theta", R, rank - 2), equal("theta", C, rank - 1)];
    },
    "same-batch": ({ B, size }) => (size.lead[0] === undefined ? undefined : equal("theta", B, size.lead[0])),
    "positive-size": ({ size }) => size.lead.map((each) => atLeast("size", each, 1)),
    dtype: ({ theta }) => dtypeIn("theta", theta.dtype, "floating"),
  },
  result: ({ size, theta, B }, fresh) => {
    const listed = knownDims(size);
    if (listed === undefined) return result(anyShape(fresh), theta.dtype);
    return result(shapeFrom([B, ...listed.slice(2), listed.length - 2]), theta.dtype, changed("affine_grid"));
  },
  promise: ({ theta }, fresh) => result(anyShape(fresh), theta?.dtype),
});

export const images: readonly Operation[] = [
  interpolate,
  pad,
  pixelShuffle,
  pixelUnshuffle,
  channelShuffle,
  gridSample,
  affineGrid,
];
