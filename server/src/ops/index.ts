/** The public face of `ops/`: everything other modules may import of it. */
import { attentions } from "./attention.ts";
import { broadcasts } from "./broadcast.ts";
import { classLosses } from "./class-loss.ts";
import { ctcLoss } from "./ctc-loss.ts";
import { convolutions } from "./conv.ts";
import { creations } from "./create.ts";
import type { Operation } from "./define.ts";
import { distances } from "./distance.ts";
import { einsum } from "./einsum.ts";
import { embeddings } from "./embedding.ts";
import { images } from "./image.ts";
import { joinsOfAny } from "./join-any.ts";
import { joins } from "./join.ts";
import { classLastLosses } from "./class-last-loss.ts";
import { metrics } from "./metric.ts";
import { layerInputs } from "./layer-input.ts";
import { labelLosses } from "./label-loss.ts";
import { linearAlgebra } from "./linalg.ts";
import { linearOperations } from "./linear.ts";
import { logitsLosses } from "./logits-loss.ts";
import { losses } from "./loss.ts";
import { products } from "./matmul.ts";
import { normalisations } from "./normalise.ts";
import { patches } from "./patches.ts";
import { permutations } from "./permute.ts";
import { pools } from "./pool.ts";
import { recurrents } from "./recurrent.ts";
import { reductions } from "./reduce.ts";
import { reshapes } from "./reshape.ts";
import { selections } from "./select.ts";
import { subscripts } from "./subscript.ts";
import { tensordot } from "./tensordot.ts";
import { libraryChecks } from "./library-check.ts";
import { statedRequirements } from "./require.ts";
import { unaries } from "./unary.ts";

export type { OpArgument, OpArguments, OpResult } from "./argument.ts";
export { unknownResult } from "./argument.ts";
export { runOp } from "./define.ts";
export type { BrokenNeed, OpOutcome, Operation } from "./define.ts";
export type { Judge } from "./judge.ts";
export { expandOpaque, fillRow, rowToFill, strictJudge } from "./judge.ts";
export { prove } from "./requirement.ts";
export type { AllowedRanks, Detail, DTypeClass, Need, Relation, Requirement } from "./requirement.ts";

const families: readonly (readonly Operation[])[] = [
  attentions,
  creations,
  embeddings,
  images,
  joins,
  joinsOfAny,
  classLastLosses,
  metrics,
  layerInputs,
  linearAlgebra,
  patches,
  permutations,
  recurrents,
  selections,
  subscripts,
  broadcasts,
  classLosses,
  [ctcLoss],
  labelLosses,
  convolutions,
  distances,
  [einsum, tensordot],
  linearOperations,
  logitsLosses,
  losses,
  normalisations,
  pools,
  products,
  reductions,
  reshapes,
  unaries,
  statedRequirements,
  libraryChecks,
];

/** Every operation, by name. */
export const operations: ReadonlyMap<string, Operation> = new Map(
  families.flat().map((operation) => [operation.name, operation] as const),
);
