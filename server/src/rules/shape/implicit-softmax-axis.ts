/** A softmax that names no axis: of three axes PyTorch takes the first, which is the batch. */
import { addArgument, setArgument } from "../../edits/index.ts";
import { argumentOf } from "../../edits/index.ts";
import type { CallFact } from "../../facts/index.ts";
import { printShape, rankOf } from "../../shape/index.ts";
import type { Shape } from "../../shape/index.ts";
import { defineRule } from "../define.ts";
import type { Fix, RuleContext } from "../define.ts";
import { code } from "../words.ts";

interface NoAxis {
  readonly call: CallFact;
  readonly shape: Shape;
}

export const implicitSoftmaxAxis = defineRule({
  name: "implicit-softmax-axis",
  summary: "A softmax without an axis takes the first of three",
  level: "warning",
  since: "0.1.0",
  on: "value",

  check(value, { facts }): NoAxis | undefined {
    const { reading, shape } = value.tensor;
    const isFirst = rankOf(shape) === 3 && reading?.sumsToOne === -3;
    if (!isFirst || !/^(softmax|log_softmax|softmin)$/.test(reading.last ?? "")) return undefined;
    const { producer } = value;
    if (producer?.operation !== reading.last) return undefined;
    const call = producer?.layer === undefined ? producer?.call : producer.layer.creation;
    const axis = call && argumentOf(call, "dim");
    // Other libraries call it an axis, and take the last where none is named.
    if (call && argumentOf(call, "axis") !== undefined) return undefined;
    if (call?.path !== facts.path || (axis !== undefined && axis.literal !== "None")) return undefined;
    return { call, shape: producer?.output.shape ?? shape };
  },
  report: ({ call, shape }) => ({
    at: call.span,
    message: `${code(call.calleeText)} names no axis, and of three axes PyTorch takes the first: it normalises over axis 0 of ${printShape(shape)}, not within each sample. Name the axis: \`dim=-1\`.`,
  }),
  fixes: (found, context) => [nameAxis(found, context)],
});

function nameAxis({ call }: NoAxis, { facts }: RuleContext): Fix | undefined {
  const edit =
    argumentOf(call, "dim") === undefined ? addArgument(facts, call, "dim=-1") : setArgument(call, "dim", "-1");
  return edit && { title: "Add `dim=-1`", safe: false, preferred: true, edits: [edit] };
}
