/** `squeeze()` without an axis: of a batch of one sample it takes the batch axis away too, and what follows meets one axis less. */
import { addArgument } from "../edits/index.ts";
import type { BrokenRequirement, CallFact, Producer } from "../facts/index.ts";
import { knownDims, printShape } from "../shape/index.ts";
import type { Finding, Fix, RuleContext } from "./define.ts";
import { code } from "./words.ts";

interface Squeeze {
  readonly call: CallFact;
  readonly from: Producer["inputs"][number];
  /** The axis that was meant, where there is only one. */
  readonly axis: number | undefined;
}

/** The finding with the squeeze named, and with the axis that was meant written into it. */
export function withSqueezedBatch(finding: Finding, broken: BrokenRequirement, context: RuleContext): Finding {
  const squeeze = broken.operands
    .map(({ producer }) => squeezeOf(producer))
    .find((each) => each?.call.path === context.facts.path);
  if (squeeze === undefined) return finding;
  const { from, axis } = squeeze;
  const instead = axis === undefined ? "" : ` Name the axis: ${code(`squeeze(${String(axis)})`)}.`;
  const fix = nameAxis(squeeze, context);
  return {
    ...finding,
    message: `${finding.message} \`squeeze()\` without an axis takes the batch away too where it is one sample: ${printShape(from.tensor.shape)}.${instead}`,
    fixes: fix === undefined ? finding.fixes : [fix, ...finding.fixes.map((other) => ({ ...other, preferred: false }))],
  };
}

/** Operations between the squeeze and what finds an axis too few: a loss stands right behind a network's head. */
const longestWay = 10;

/** What squeezed the tensor, if since then nothing changed its axes. */
function squeezeOf(producer: Producer | undefined, steps = longestWay): Squeeze | undefined {
  if (producer === undefined || steps === 0) return undefined;
  const [from, ...others] = producer.inputs;
  if (from === undefined || others.length > 0) return undefined;
  const before = knownDims(from.tensor.shape);
  const after = knownDims(producer.output.shape);
  if (before === undefined || after === undefined) return undefined;
  if (producer.operation !== "squeeze")
    return before.length === after.length ? squeezeOf(from.producer, steps - 1) : undefined;
  const { call } = producer;
  if (call === undefined || before[0] !== 1 || call.args.length > (isFunction(call) ? 1 : 0)) return undefined;
  const units = before.flatMap((size, axis) => (axis > 0 && size === 1 ? [axis] : []));
  return { call, from, axis: units.length === 1 ? units[0] : undefined };
}

/** `torch.squeeze(x)`: the tensor is an argument too. */
const isFunction = ({ callee }: CallFact): boolean => callee === "torch.squeeze";

function nameAxis({ call, axis }: Squeeze, { facts }: RuleContext): Fix | undefined {
  const edit = axis === undefined ? undefined : addArgument(facts, call, String(axis));
  return edit && { title: `Squeeze axis ${String(axis)} alone`, safe: false, preferred: true, edits: [edit] };
}
