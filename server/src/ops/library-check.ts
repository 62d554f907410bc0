/**
 * Checks that a library's own code makes of what it is given, and that stop it: each answers 1 where it may go on and 0 where it is broken.
 */
import { defineOp } from "./define.ts";
import type { Operation } from "./define.ts";
import type { OpResult } from "./argument.ts";
import { dtype, flag, tensor, text } from "./parameters.ts";
import { asConstant, knownDims, proveAtLeast, proveEqual, rankOf } from "../shape/index.ts";
import type { Dim, Shape } from "../shape/index.ts";
import { dtypeIn, equal, proof, rankIn } from "./requirement.ts";
import { int, optionalInt, sizes } from "./size-parameters.ts";

const goesOn: OpResult = { kind: "size", size: 1 };
const stops: OpResult = { kind: "size", size: 0 };

const checkEqual = defineOp({
  name: "check_equal",
  params: { left: int(), right: int() },
  requires: { equal: ({ left, right }) => equal("left", left, right) },
  result: () => goesOn,
  promise: () => stops,
});

const checkRank = defineOp({
  name: "check_rank",
  params: { input: tensor("*any"), ranks: sizes(), at_least: optionalInt() },
  requires: {
    rank: ({ input, ranks, at_least }) => {
      const least = at_least === undefined ? undefined : asConstant(at_least);
      if (least !== undefined) return rankIn("input", input.shape, { min: least });
      const allowed = knownDims(ranks)?.map(asConstant);
      if (allowed === undefined || allowed.length === 0 || allowed.includes(undefined)) return undefined;
      return rankIn(
        "input",
        input.shape,
        allowed.map((rank) => rank ?? 0),
      );
    },
  },
  result: () => goesOn,
  promise: () => stops,
});

const checkDType = defineOp({
  name: "check_dtype",
  params: { input: tensor("*any"), wanted: dtype() },
  requires: {
    dtype: ({ input, wanted }) =>
      wanted === undefined || wanted === "unknown" ? undefined : dtypeIn("input", input.dtype, [wanted]),
  },
  result: () => goesOn,
  promise: () => stops,
});

/** A vector is taken as a column, where one number for each sample may be wanted. */
function mayBeColumn(input: Shape, wanted: Dim | undefined): boolean {
  if (rankOf(input) !== 1 || wanted === undefined) return false;
  return proveEqual(wanted, 1) !== "fails" || proveAtLeast(wanted, 0) !== "holds";
}

/** The shape that a model was made for, behind the batch: a size below 0 is any. */
const checkInput = defineOp({
  name: "check_input",
  blames: "call",
  // The inputs of a model are checked one by one, under names of their own.
  params: { input: tensor("*any"), expected: sizes(), which: text("check_input") },
  family: "which",
  requires: {
    rank: ({ input, expected }) => {
      const wanted = knownDims(expected);
      if (wanted === undefined || (wanted.length === 1 && mayBeColumn(input.shape, wanted[0]))) return undefined;
      return rankIn("input", input.shape, [wanted.length + 1]);
    },
    "input-shape": ({ input, expected }) => {
      const wanted = knownDims(expected);
      const given = knownDims(input.shape)?.slice(1);
      if (wanted === undefined || given?.length !== wanted.length) return undefined;
      return wanted.flatMap((size, axis) =>
        proveAtLeast(size, 0) === "fails" ? [] : [equal("input", given[axis] ?? size, size, { expected })],
      );
    },
  },
  result: () => goesOn,
  promise: () => stops,
});

/** Whatever else a library checks: `reason` names it, for the rules to put into words. */
const refusal = (name: "check_that" | "check_call"): Operation =>
  defineOp({
    name,
    ...(name === "check_call" ? { blames: "call" } : {}),
    params: { condition: flag(true), subject: text(), reason: text(), given: text("") },
    requires: {
      accepted: ({ condition, subject, reason, given }) =>
        condition === undefined
          ? undefined
          : proof("subject", condition ? "holds" : "fails", {
              subject: subject ?? "",
              reason: reason ?? "",
              given: given ?? "",
            }),
    },
    result: () => goesOn,
    promise: () => stops,
  });

export const libraryChecks: readonly Operation[] = [
  checkEqual,
  checkRank,
  checkDType,
  checkInput,
  refusal("check_that"),
  refusal("check_call"),
];
