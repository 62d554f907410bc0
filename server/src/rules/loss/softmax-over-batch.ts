/** A softmax whose axis is not the one on which the loss has the classes: most often the batch. */
import { addArgument, argumentOf, setArgument } from "../../edits/index.ts";
import type { CallFact, FileFacts, LossCallFact, Producer, ValueFact } from "../../facts/index.ts";
import { equalDims, knownDims, printShape, rankOf } from "../../shape/index.ts";
import type { Shape } from "../../shape/index.ts";
import { activatedBy, activationName, activationSpan, lossPlaces } from "../activations.ts";
import type { ActivatedLoss } from "../activations.ts";
import { classAxisByLabels, classAxisByLoss, classAxisOf } from "../class-axis.ts";
import { defineRule } from "../define.ts";
import type { Fix, RelatedPlace, Report, RuleContext } from "../define.ts";
import { crashes } from "../losses.ts";
import { isOfLoader, isRaw, lastChange } from "../scores.ts";
import { axisWords, code, inOtherFile } from "../words.ts";

/** No loss over classes takes the output: something else shows where they are. */
interface OverSamples {
  readonly activation: Producer;
  readonly shape: Shape;
  readonly axis: number;
  /** Where the classes, or the steps of a sample, lie: from the front. */
  readonly own: number;
  /** What shows it. */
  readonly why: string;
  readonly place?: RelatedPlace;
}

interface WrongAxis extends ActivatedLoss {
  readonly operation: string;
  /** From the front: the axis that it runs along, and that of the classes. */
  readonly axis: number;
  readonly own: number;
}

export const softmaxOverBatch = defineRule({
  name: "softmax-over-batch",
  summary: "A softmax runs along another axis than the classes",
  level: "warning",
  since: "0.1.0",
  on: "file",

  check: (facts) => {
    const byLoss = facts.lossCalls.flatMap((loss) => beforeLoss(loss, facts) ?? []);
    const known = new Set(byLoss.map(({ activation }) => activation?.call?.id));
    const others = [
      ...facts.lossCalls.flatMap((loss) => besideOther(loss, facts) ?? []),
      ...facts.values.flatMap((value) => overSamples(value, facts) ?? []),
    ];
    return [...byLoss, ...others.filter(({ activation }) => !known.has(activation.call?.id))];
  },
  report: (found, context) => {
    if ("shape" in found) return overSamplesReport(found, context);
    const { axis, operation, loss } = found;
    const where = axis === 0 ? "the batch" : axisWords(axis);
    return {
      at: activationSpan(found, context),
      message:
        `${activationName(found, operation, context)} normalises over ${where} of ${printShape(loss.input.tensor.shape)}, but ${code(loss.name)} has the classes on axis ${String(classAxisOf(loss))}: ` +
        `${axis === 0 ? "the samples of a batch share one probability" : "no sample's scores are normalised"}. Use ${code(settingOf(found, found.own))}.`,
      related: lossPlaces(found),
    };
  },
  fixes: (found, context) => [axisFix(found, context)],
});

/** What a loss gets, for which one axis has the classes. */
function beforeLoss(loss: LossCallFact, facts: FileFacts): WrongAxis | undefined {
  const { contract, input } = loss;
  const own = classAxisOf(loss);
  const { last } = input.tensor.reading ?? {};
  const rank = rankOf(input.tensor.shape);
  // Rows that were picked afterwards no longer sum to one along the axis over which they were normalised.
  const made = lastChange(input)?.output;
  const sumsToOne =
    input.tensor.reading?.sumsToOne ??
    (made !== undefined && rankOf(made.shape) === rank ? made.reading?.sumsToOne : undefined);
  if (contract.classes !== "exclusive" || own === undefined || crashes(loss, facts)) return undefined;
  if (last === undefined || sumsToOne === undefined || rank === undefined) return undefined;
  // A softmax before a loss that applies its own is another rule's to report.
  if (last !== "log_softmax" && contract.input === "logits") return undefined;
  const axis = rank + sumsToOne;
  const found = axis === own || !/^(log_)?softmax$/.test(last) ? undefined : activatedBy(loss, last);
  return found && { ...found, operation: last, axis, own };
}

/** Raw scores of a batch of samples, normalised along the samples. */
function overSamples(value: ValueFact, facts: FileFacts): OverSamples | undefined {
  const { tensor, producer } = value;
  const { last, sumsToOne } = tensor.reading ?? {};
  const rank = rankOf(tensor.shape) ?? 0;
  if (rank < 2 || sumsToOne === undefined || !/^(log_)?softmax$/.test(last ?? "")) return undefined;
  const axis = rank + sumsToOne;
  const scores = producer?.inputs[0];
  const isOwn = producer?.operation === last && producer?.call?.path === facts.path;
  if (producer === undefined || scores === undefined || !isOwn || !isRaw(scores.tensor.reading)) return undefined;
  // What a loss gets has its own reports.
  if (facts.lossCalls.some(({ input }) => lastChange(input)?.call?.id === producer.call?.id)) return undefined;
  const found = { activation: producer, shape: tensor.shape, axis };
  const labelled = classAxisByLabels(producer, rank, facts.values);
  if (labelled !== undefined && labelled !== axis)
    return {
      ...found,
      own: labelled,
      why: `but the one-hot labels beside it have the classes on axis ${String(labelled)}`,
    };
  // Along another axis scores may be weighed on purpose.
  if (axis !== 0) return undefined;
  const shown = classAxisByLoss({ shape: scores.tensor.shape, producer: scores.producer }, facts);
  if (shown !== undefined) {
    const { axis: own, loss } = shown;
    const place = { place: loss.call, message: `${code(loss.name)} takes scores of the same layer here` };
    return { ...found, own, why: `but ${code(loss.name)} has the classes on axis ${String(own)}`, place };
  }
  const picked = classPicked(producer, tensor.shape, facts);
  if (picked !== undefined) return { ...found, ...picked };
  // Where no other axis could be meant, the samples are weighed against each other on purpose.
  const own = ownAxis(tensor.shape);
  return own !== undefined && isOfLoader(scores.producer)
    ? { ...found, own, why: "along which a loader puts the samples" }
    : undefined;
}

/** `log_probs.gather(1, labels)`: of each row the number of its class is taken. Of as many rows as columns either may be meant. */
function classPicked(
  activation: Producer,
  shape: Shape,
  { values }: FileFacts,
): Pick<OverSamples, "own" | "why" | "place"> | undefined {
  const [rows, columns, ...others] = knownDims(shape) ?? [];
  if (rows === undefined || columns === undefined || others.length > 0 || equalDims(rows, columns)) return undefined;
  const next = values.find(
    ({ producer }) => producer?.operation === "gather" && producer.inputs[0]?.producer === activation,
  )?.producer;
  const dim = next?.call && argumentOf(next.call, "dim")?.size;
  if (next?.call === undefined || (dim !== 1 && dim !== -1)) return undefined;
  const place = { place: next.call, message: "one number of each row is picked here" };
  return { own: 1, why: `but ${code("gather")} picks the class of each sample along axis 1`, place };
}

/** Of the two sides of a divergence one runs along the samples, and the other along an axis of theirs. */
function besideOther(loss: LossCallFact, { path }: FileFacts): OverSamples | undefined {
  if (!/kl_div|KLDivLoss/.test(loss.loss) || loss.target === undefined) return undefined;
  const sides = [loss.input, loss.target];
  const rank = rankOf(loss.input.tensor.shape) ?? 0;
  const axes = sides.map(({ tensor }) => (tensor.reading?.sumsToOne ?? NaN) + (rankOf(tensor.shape) ?? NaN));
  const along = axes.indexOf(0);
  const own = axes[1 - along];
  const activation = along < 0 ? undefined : lastChange(sides[along] ?? loss.input);
  const isOwn = activation?.call?.path === path && /^(log_)?softmax$/.test(activation.operation);
  if (rank < 2 || own === undefined || !(own > 0) || activation === undefined || !isOwn) return undefined;
  const why = `but what ${code(loss.name)} compares it with sums to one along axis ${String(own)}`;
  const place = { place: loss.call, message: `${code(loss.name)} compares the two here` };
  return { activation, shape: activation.output.shape, axis: 0, own, why, place };
}

/** The axis of a sample along which there is something to choose from: its steps, where each has one score, else its classes. */
function ownAxis(shape: Shape): number | undefined {
  const dims = knownDims(shape) ?? [];
  const last = dims.findLastIndex((size) => size !== 1);
  return last > 0 ? last : undefined;
}

function overSamplesReport(found: OverSamples, context: RuleContext): Report {
  const { activation, shape, axis, own, why, place } = found;
  const { call, layer } = activation;
  const at = layer?.creation ?? call;
  const isHere = at?.path === context.facts.path;
  return {
    at: isHere ? at.span : (call?.span ?? { start: 0, end: 0 }),
    message: `${code(at?.calleeText ?? activation.operation)} normalises over ${axis === 0 ? "the batch" : axisWords(axis)} of ${printShape(shape)}, ${why}: ${axis === 0 ? "the samples share one probability" : "no sample's scores are normalised"}. Use ${code(settingOf(found, own))}.`,
    related: [place],
  };
}

/** `dim=1`, in the words of the library. */
function settingOf(found: WrongAxis | OverSamples, own: number): string {
  const { activation } = found;
  const { shape } = "shape" in found ? found : found.loss.input.tensor;
  const isTorch = axisName(activation) === "dim";
  const isLast = own + 1 === rankOf(shape) && (own > 1 || !isTorch);
  return `${axisName(activation)}=${isLast ? "-1" : String(own)}`;
}

const writingOf = (activation: Producer | undefined): CallFact | undefined =>
  activation?.layer === undefined ? activation?.call : activation.layer.creation;

const axisName = (activation: Producer | undefined): string =>
  writingOf(activation)?.args.find(({ parameter }) => /^(dim|axis)$/.test(parameter))?.parameter ?? "dim";

function axisFix(found: WrongAxis | OverSamples, context: RuleContext): Fix | undefined {
  const { activation, own } = found;
  const setting = settingOf(found, own);
  const [name, value] = setting.split("=") as [string, string];
  const call = writingOf(activation);
  const source = call === undefined ? undefined : context.source(call.path);
  if (call === undefined || source === undefined) return undefined;
  const edit =
    argumentOf(call, name) === undefined ? addArgument(source, call, setting) : setArgument(call, name, value);
  return (
    edit && {
      title: `Use ${code(setting)}${inOtherFile(call.path, context)}`,
      safe: false,
      preferred: true,
      edits: [edit],
    }
  );
}
