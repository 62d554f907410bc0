/** A recurrent layer or an attention that reads steps along the first axis, where the samples stand there: each sample is mixed with the others. */
import type { FileFacts, LayerFact, Producer, ValueFact } from "../../facts/index.ts";
import { asConstant, axisOf, equalDims, printShape, rankOf } from "../../shape/index.ts";
import { defineRule } from "../define.ts";
import type { Fix, RuleContext } from "../define.ts";
import { batchFirst, isRecurrent, readsTimeFirst } from "../recurrent-steps.ts";
import { isOfLoader } from "../scores.ts";
import { makerName } from "../story.ts";
import { code } from "../words.ts";

interface TimeFirst {
  readonly maker: Producer;
  /** The text that takes the last step along the other axis; absent where a loader shows where the samples are. */
  readonly lastStep?: string;
}

export const batchAsTime = defineRule({
  name: "batch-as-time",
  summary: "A layer reads steps along the axis of the samples",
  level: "warning",
  since: "0.1.0",
  on: "file",

  check: (facts) => onePerLayer(facts.values.flatMap((value) => timeFirst(value, facts) ?? [])),
  report: ({ maker, lastStep }, context) => {
    const shape = maker.inputs[0]?.tensor.shape ?? maker.output.shape;
    const proof =
      lastStep === undefined
        ? "a loader puts the samples there"
        : `${code(lastStep)} takes the last step along the second`;
    const creation = maker.layer?.creation;
    const isHere = creation?.path === context.facts.path;
    return {
      at: isHere ? creation.span : (maker.call?.span ?? { start: 0, end: 0 }),
      message:
        `${nameOf(maker, context)} reads the first axis of ${printShape(shape)} as the steps of a sequence, but ${proof}: ` +
        `each sample is mixed with the others of its batch. Use \`batch_first=True\`.`,
      related: [maker.call && { place: maker.call, message: `${printShape(shape)} comes in here` }],
    };
  },
  fixes: (found, context) => [batchFirstFix(found, context)],
});

function timeFirst(value: ValueFact, facts: FileFacts): TimeFirst | undefined {
  const { producer } = value;
  const isLastStep = producer?.operation === "index" && /\[\s*:\s*,\s*-1\s*(,\s*:\s*)?\]$/.test(value.text);
  // What such a layer gives has three axes; of any other value the story need not be told.
  const isSequence = producer !== undefined && rankOf(producer.output.shape) === 3;
  if ((!isLastStep && !isSequence) || producer.call?.path !== facts.path) return undefined;
  const maker = isSequence ? makerWithin(producer) : undefined;
  if (maker !== undefined)
    return mixesSamples(maker, facts) && isOfLoader(maker.inputs[0]?.producer) ? { maker } : undefined;
  const sequence = isLastStep ? producer.inputs[0]?.producer : undefined;
  return sequence !== undefined &&
    isRecurrent(sequence) &&
    mixesSamples(sequence, facts) &&
    !hasSamplesSecond(sequence, facts)
    ? { maker: sequence, lastStep: value.text }
    : undefined;
}

/** Labels of a loss that show the second axis to be the samples: then it is the last step that is taken along the wrong one. */
function hasSamplesSecond({ output }: Producer, { lossCalls }: FileFacts): boolean {
  const [steps, samples] = [axisOf(output.shape, 0), axisOf(output.shape, 1)];
  return lossCalls.some(({ target }) => {
    const labels = target && axisOf(target.tensor.shape, 0);
    return (
      labels !== undefined && samples !== undefined && equalDims(labels, samples) && !equalDims(labels, steps ?? -1)
    );
  });
}

/** The recurrent layer or attention that ran within the call; an attention inside a transformer's layer goes by that layer, which was made here. */
function makerWithin(producer: Producer): Producer | undefined {
  const within: Producer[] = [producer];
  const seen = new Set(within);
  let outer: LayerFact | undefined;
  for (const at of within) {
    if (/^torch\.nn\.Transformer(En|De)coderLayer$/.test(at.layer?.className ?? "")) outer = at.layer;
    if (isRecurrent(at)) return at;
    if (at.layer?.className === "torch.nn.MultiheadAttention")
      return { ...told(at), layer: at.layer.creation === undefined ? outer : at.layer };
    for (const { producer: before } of at.inputs) {
      if (before === undefined || seen.has(before) || before.call?.id !== producer.call?.id) continue;
      seen.add(before);
      within.push(before);
    }
  }
  return undefined;
}

const nameOf = (maker: Producer, context: RuleContext): string =>
  maker.operation === "multi_head_attention" && maker.layer?.creation !== undefined
    ? code(maker.layer.creation.calleeText)
    : makerName(maker, context);

const told = ({ operation, call, inputs, output }: Producer): Producer => ({ operation, call, inputs, output });

/** More than one sequence is there: along an axis of 1, nothing is mixed up. */
function mixesSamples(maker: Producer, facts: FileFacts): boolean {
  const { output } = maker;
  const [first, second] = [axisOf(output.shape, 0), axisOf(output.shape, 1)];
  if (rankOf(output.shape) !== 3 || first === undefined || second === undefined || equalDims(first, second))
    return false;
  return readsTimeFirst(maker, { facts }) === true && (asConstant(second) ?? 1) > 1;
}

function onePerLayer(found: readonly TimeFirst[]): readonly TimeFirst[] {
  const start = ({ maker }: TimeFirst): number | undefined => maker.layer?.creation?.span.start;
  return found.filter((each, index) => found.findIndex((other) => start(other) === start(each)) === index);
}

function batchFirstFix({ maker }: TimeFirst, context: RuleContext): Fix | undefined {
  const edit = batchFirst(maker, context);
  return edit && { title: "Use `batch_first=True`", safe: false, preferred: true, edits: [edit] };
}
