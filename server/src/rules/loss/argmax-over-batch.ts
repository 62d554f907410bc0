/** The largest score along axis 0, where a loss shows that axis 0 is the batch and the classes lie on axis 1. */
import { setArgument } from "../../edits/index.ts";
import type { ArgumentFact, CallFact, LossCallFact, Producer } from "../../facts/index.ts";
import { axisOf, equalDims, printShape, rankOf } from "../../shape/index.ts";
import type { Shape } from "../../shape/index.ts";
import { defineRule } from "../define.ts";
import type { Fix, RuleContext } from "../define.ts";
import { behindCast, headOf, isOfLoader, isSameMaker } from "../scores.ts";
import { code } from "../words.ts";

interface OverBatch {
  readonly call: CallFact;
  readonly axis: ArgumentFact;
  readonly scores: Shape;
  /** That shows where the classes are; absent where a loader shows it. */
  readonly loss: LossCallFact | undefined;
}

export const argmaxOverBatch = defineRule({
  name: "argmax-over-batch",
  summary: "The best class is looked for along the batch",
  level: "warning",
  since: "0.1.0",
  on: "value",

  check(value, { facts }): OverBatch | undefined {
    const { reading, shape, dtype } = value.tensor;
    if (reading?.last !== "argmax" || dtype !== "int64" || rankOf(shape) !== 1) return undefined;
    const producer = behindCast(value.producer);
    const call = producer?.call;
    const scores = producer?.inputs[0];
    if (call?.path !== facts.path || scores === undefined || !/^(argmax|max)$/.test(producer?.operation ?? ""))
      return undefined;
    const axis = call.args.find(
      ({ parameter, literal }) => /^(dim|axis)$/.test(parameter) && /^(0|-2)$/.test(literal ?? ""),
    );
    if (axis === undefined || !isAlongRows(scores.tensor.shape, shape)) return undefined;
    const head = scores.producer && headOf(scores.producer);
    const loss = head && facts.lossCalls.find((each) => hasClassesOnAxisOne(each, head));
    if (loss === undefined && !(head !== undefined && isOfLoader(scores.producer))) return undefined;
    return { call, axis, scores: scores.tensor.shape, loss };
  },
  report: ({ call, axis, scores, loss }) => ({
    at: call.span,
    message:
      `${code(call.calleeText)} looks along axis ${axis.text ?? axis.literal ?? "0"} of ${printShape(scores)}, the batch: it gives the best sample of each class. ` +
      (loss === undefined
        ? "A loader puts the samples along that axis: use `dim=1` for the best class of each sample."
        : `${code(loss.name)} has the classes on axis 1: use \`dim=1\` for the best class of each sample.`),
    related: [loss && { place: loss.call, message: `${code(loss.name)} takes the same scores here` }],
  }),
  fixes: (found, context) => [axisFix(found, context)],
});

/** (N, K) became (K,). */
function isAlongRows(scores: Shape, result: Shape): boolean {
  const [classes, left] = [axisOf(scores, 1), axisOf(result, 0)];
  return rankOf(scores) === 2 && classes !== undefined && left !== undefined && equalDims(classes, left);
}

function hasClassesOnAxisOne({ contract, input }: LossCallFact, head: Producer): boolean {
  if (contract.classes !== "exclusive" || contract.target !== "indices" || rankOf(input.tensor.shape) !== 2)
    return false;
  const other = input.producer && headOf(input.producer);
  return other !== undefined && isSameMaker(other, head);
}

function axisFix({ call, axis }: OverBatch, { facts }: RuleContext): Fix | undefined {
  const edit = call.path === facts.path ? setArgument(call, axis.parameter, "1") : undefined;
  return edit && { title: `Use \`${axis.parameter}=1\``, safe: false, preferred: true, edits: [edit] };
}
