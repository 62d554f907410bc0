/**
 * Losses that a model is trained with, and losses that refuse to broadcast: the labels have exactly the shape of what they are compared with, or
 * one class number in place of its last axis. Those on batches that nobody checked broadcast.
 */
import { asConstant, axisOf, knownDims, proveEqual, shapeFrom } from "../shape/index.ts";
import type { Proof, Shape } from "../shape/index.ts";
import { anyShape } from "./axis.ts";
import { needsOf, shapeOfOperands } from "./broadcast.ts";
import { defineOp } from "./define.ts";
import type { Operation } from "./define.ts";
import { reduced, sameShape } from "./loss.ts";
import { tensor, text } from "./parameters.ts";
import { dtypeIn, proof } from "./requirement.ts";
import type { Need } from "./requirement.ts";

/** The shape of class numbers for scores of this shape. */
function classNumbers(scores: Shape): Shape | undefined {
  const sizes = knownDims(scores);
  return sizes === undefined ? undefined : shapeFrom([...sizes.slice(0, -1), 1]);
}

/** Labels of one axis are taken as a column. */
function column(labels: Shape): Shape {
  const sizes = knownDims(labels);
  return sizes?.length === 1 ? shapeFrom([...sizes, 1]) : labels;
}

const params = { input: tensor("*_"), target: tensor("*_"), reduction: text("mean") };

function exactLoss(name: string): Operation {
  return defineOp({
    name,
    params,
    requires: { "target-shape": ({ input, target }) => sameShape("target", target.shape, input.shape) },
    result: ({ input, reduction }, fresh) => reduced(reduction, input.shape, input.dtype, name, fresh),
    promise: ({ reduction }, fresh) => reduced(reduction, anyShape(fresh), undefined, name, fresh),
  });
}

/** The same of a batch that nobody checked. */
const batchBinary: Operation = { ...exactLoss("batch_binary_crossentropy"), blames: "call" };

/** What a training loop compares. */
function fitLoss(name: string): Operation {
  return defineOp({
    name,
    blames: "call",
    params,
    requires: { "target-shape": ({ input, target }) => sameShape("target", column(target.shape), input.shape) },
    result: ({ input, reduction }, fresh) => reduced(reduction, input.shape, input.dtype, name, fresh),
    promise: ({ reduction }, fresh) => reduced(reduction, anyShape(fresh), undefined, name, fresh),
  });
}

/** A choice among one class is none: a model with one output is refused. */
function severalOutputs(scores: Shape): Need<"input"> {
  const last = axisOf(scores, -1);
  const one: Proof = last === undefined ? "unknown" : proveEqual(last, 1);
  return proof("input", one === "holds" ? "fails" : one === "fails" ? "holds" : "unknown");
}

const fitCategorical = defineOp({
  name: "fit_categorical_crossentropy",
  blames: "call",
  params,
  requires: {
    "target-shape": ({ input, target }) => sameShape("target", column(target.shape), input.shape),
    "several-outputs": ({ input }) => severalOutputs(input.shape),
  },
  result: ({ input, reduction }, fresh) =>
    reduced(reduction, input.shape, input.dtype, "categorical_crossentropy", fresh),
  promise: ({ reduction }, fresh) => reduced(reduction, anyShape(fresh), undefined, "categorical_crossentropy", fresh),
});

const fitSparse = defineOp({
  name: "fit_sparse_crossentropy",
  blames: "call",
  params,
  requires: {
    "target-shape": ({ input, target }) => {
      const wanted = classNumbers(input.shape);
      return wanted === undefined ? undefined : sameShape("target", column(target.shape), wanted);
    },
    "several-outputs": ({ input }) => severalOutputs(input.shape),
    // Class numbers are rounded first, which takes floats only.
    "target-dtype": ({ target }) => dtypeIn("target", target.dtype, ["float32"]),
  },
  result: ({ input, reduction }, fresh) => reduced(reduction, input.shape, input.dtype, "sparse_crossentropy", fresh),
  promise: ({ reduction }, fresh) => reduced(reduction, anyShape(fresh), undefined, "sparse_crossentropy", fresh),
});

function broadcastingLoss(name: string): Operation {
  return defineOp({
    name,
    blames: "call",
    params,
    requires: { broadcast: ({ input, target }, fresh) => needsOf({ input, target }, fresh) },
    result: ({ input, target, reduction }, fresh) =>
      reduced(reduction, shapeOfOperands({ input, target }, fresh), input.dtype, name, fresh),
    promise: ({ reduction }, fresh) => reduced(reduction, anyShape(fresh), undefined, name, fresh),
  });
}

/** As many class numbers as rows of scores. */
const batchSparse = defineOp({
  name: "batch_sparse_crossentropy",
  blames: "call",
  params,
  requires: {
    "target-shape": ({ input, target }) => {
      const rows = countOf(knownDims(input.shape)?.slice(0, -1));
      const labels = countOf(knownDims(target.shape));
      if (rows === undefined || labels === undefined) return undefined;
      return proof("target", rows === labels ? "holds" : "fails");
    },
    "several-outputs": ({ input }) => severalOutputs(input.shape),
    "target-dtype": ({ target }) => dtypeIn("target", target.dtype, ["float32"]),
  },
  result: ({ input, reduction }, fresh) => reduced(reduction, input.shape, input.dtype, "sparse_crossentropy", fresh),
  promise: ({ reduction }, fresh) => reduced(reduction, anyShape(fresh), undefined, "sparse_crossentropy", fresh),
});

function countOf(sizes: ReturnType<typeof knownDims>): number | undefined {
  const known = sizes?.map(asConstant);
  return known === undefined || known.includes(undefined) ? undefined : known.reduce<number>((a, b) => a * (b ?? 1), 1);
}

export const labelLosses: readonly Operation[] = [
  ...["fit_loss", "fit_own_loss", "fit_binary_crossentropy"].map(fitLoss),
  ...["exact_loss", "softmax_cross_entropy", "sigmoid_cross_entropy", "exact_log_loss"].map(exactLoss),
  fitCategorical,
  fitSparse,
  ...["batch_loss", "batch_categorical_crossentropy"].map(broadcastingLoss),
  batchBinary,
  batchSparse,
];
