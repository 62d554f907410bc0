/** Requirements that a library's own code states outside any operation: constructors and transforms check their arguments. */
import { defineOp } from "./define.ts";
import type { Operation } from "./define.ts";
import { unknownResult } from "./argument.ts";
import { tensor } from "./parameters.ts";
import { asConstant, knownDims } from "../shape/index.ts";
import { equal, multipleOf, rankIn } from "./requirement.ts";
import { int, sizes } from "./size-parameters.ts";

const requireEqual = defineOp({
  name: "require_equal",
  params: { left: int(), right: int() },
  requires: { equal: ({ left, right }) => equal("left", left, right) },
  result: () => unknownResult,
});

const requireDivisible = defineOp({
  name: "require_divisible",
  params: { size: int(), divisor: int() },
  requires: { divisible: ({ size, divisor }) => multipleOf("size", size, divisor) },
  result: () => unknownResult,
});

const requireRank = defineOp({
  name: "require_rank",
  params: { input: tensor("*any"), ranks: sizes() },
  requires: {
    rank: ({ input, ranks }) => {
      const allowed = knownDims(ranks)?.map(asConstant);
      if (allowed === undefined || allowed.length === 0 || allowed.includes(undefined)) return undefined;
      return rankIn(
        "input",
        input.shape,
        allowed.map((rank) => rank ?? 0),
      );
    },
  },
  result: () => unknownResult,
});

export const statedRequirements: readonly Operation[] = [requireEqual, requireDivisible, requireRank];
