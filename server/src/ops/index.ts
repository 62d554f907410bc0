/** The public face of `ops/`: everything other modules may import of it. */
export type { OpArgument, OpArguments, OpResult } from "./argument.ts";
export { unknownResult } from "./argument.ts";
export type { Judge } from "./judge.ts";
export { expandOpaque, fillRow, rowToFill, strictJudge } from "./judge.ts";
export { runOp } from "./define.ts";
export type { BrokenNeed, OpOutcome, Operation } from "./define.ts";
export { prove } from "./requirement.ts";
export type { AllowedRanks, Detail, DTypeClass, Need, Relation, Requirement } from "./requirement.ts";
