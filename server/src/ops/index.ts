/** The public face of `ops/`: everything other modules may import of it. */
import { broadcasts } from "./broadcast.ts";
import { classLosses } from "./class-loss.ts";
import { convolutions } from "./conv.ts";
import type { Operation } from "./define.ts";
import { distances } from "./distance.ts";
import { einsum } from "./einsum.ts";
import { linearOperations } from "./linear.ts";
import { losses } from "./loss.ts";
import { products } from "./matmul.ts";
import { normalisations } from "./normalise.ts";
import { pools } from "./pool.ts";
import { reductions } from "./reduce.ts";
import { reshapes } from "./reshape.ts";
import { tensordot } from "./tensordot.ts";
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
  broadcasts,
  classLosses,
  convolutions,
  distances,
  [einsum, tensordot],
  linearOperations,
  losses,
  normalisations,
  pools,
  products,
  reductions,
  reshapes,
  unaries,
];

/** Every operation, by name. */
export const operations: ReadonlyMap<string, Operation> = new Map(
  families.flat().map((operation) => [operation.name, operation] as const),
);
