/** A shape comment that says something else than what the value is. */
import type { Span } from "../../base/span.ts";
import { replace } from "../../edits/index.ts";
import { asConstant, knownDims, matchTensor, noBindings, printTensor } from "../../shape/index.ts";
import type { Bindings } from "../../shape/index.ts";
import { defineRule } from "../define.ts";
import { claimsOf } from "../shape-comments.ts";
import type { Claim } from "../shape-comments.ts";
import { axisWords, code } from "../words.ts";

interface WrongClaim {
  readonly claim: Claim;
  readonly axis: number | undefined;
  readonly written: Span;
}

export const shapeCommentMismatch = defineRule({
  name: "shape-comment-mismatch",
  summary: "A shape comment contradicts the shape that the value has",
  level: "warning",
  since: "0.1.0",
  on: "comment",

  check(comment, { facts }): WrongClaim | undefined {
    let bindings: Bindings = noBindings;
    for (const claim of claimsOf(facts, comment)) {
      if (claim.tensor === undefined) continue;
      const match = matchTensor(claim.shape, claim.tensor, bindings);
      if (match.proof === "fails") return { claim, axis: match.axis, written: claim.shape.span };
      bindings = match.bindings;
    }
    return undefined;
  },
  report: ({ claim, axis, written }, { facts }) => {
    const value = code(facts.text.slice(claim.span.start, claim.span.end));
    const has = claim.tensor === undefined ? "of another shape" : printTensor(claim.tensor);
    const where = axis === undefined ? "" : `: ${axisWords(axis)} differs`;
    return {
      at: written,
      message: `${value} is ${has}, not ${facts.text.slice(written.start, written.end)}${where}.`,
      related: [{ place: { path: facts.path, span: claim.span }, message: `${value} is ${has}` }],
    };
  },
  fixes: ({ claim, written }, { facts }) => {
    const dims = claim.tensor === undefined ? undefined : knownDims(claim.tensor.shape);
    if (claim.tensor === undefined || dims?.every((dim) => asConstant(dim) !== undefined) !== true) return [];
    const { dtype, ...shape } = claim.tensor;
    const text = printTensor(claim.shape.dtype === undefined || dtype === undefined ? shape : { ...shape, dtype });
    return [{ title: `Write \`${text}\``, safe: false, preferred: true, edits: [replace(facts.path, written, text)] }];
  },
});
