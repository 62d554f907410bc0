/** What of TensorFlow.js is said as data: how its tensors are known by what is asked of them, and the global name of a script tag. */

/** Names that, read from an argument that nobody gave, mean a tensor: no other kind of object has them. */
export const tensorNames: ReadonlySet<string> = new Set(
  `argMax argMin array arraySync as1D as2D as3D as4D asScalar asType broadcastTo clipByValue dataSync divNoNan expandDims floorDiv logSoftmax
  logSumExp matMul reshape reshapeAs shape softmax squaredDifference squeeze sub toBool toFloat toInt transpose unstack zerosLike`.split(
    /\s+/,
  ),
);

export const globalModules: ReadonlyMap<string, string> = new Map([["tf", "@tensorflow/tfjs"]]);

/** The module that has the class of all tensors, and its name there. */
export const tensorClass = { module: "@tensorflow/tfjs", name: "Tensor" } as const;

export { axisNames, rankOfType } from "./types.ts";
export { tfjsLosses } from "./losses.ts";
