/** A softmax whose axis is not the one on which the loss has the classes: most often the batch. */
import { addArgument, argumentOf, setArgument } from "../../edits/index.ts";
import type { FileFacts, LossCallFact, Producer, ValueFact } from "../../facts/index.ts";
import { knownDims, printShape, rankOf } from "../../shape/index.ts";
import type { Shape } from "../../shape/index.ts";
import { activatedBy, activationName, activationSpan, lossPlaces } from "../activations.ts";
import type { ActivatedLoss } from "../activations.ts";
import { defineRule } from "../define.ts";
import type { Fix, Report, RuleContext } from "../define.ts";
import { crashes } from "../losses.ts";
import { isOfLoader, isRaw, lastChange } from "../scores.ts";
import { axisWords, code, inOtherFile } from "../words.ts";

/** The loader alone shows it. */
interface OverSamples {
  readonly activation: Producer;
  readonly shape: Shape;
}

interface WrongAxis extends ActivatedLoss {
  readonly operation: string;
  /** From the front. */
  readonly axis: number;
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
    const byLoader = facts.values.flatMap((value) => overSamples(value, facts) ?? []);
    return [...byLoss, ...byLoader.filter(({ activation }) => !known.has(activation.call?.id))];
  },
  report: (found, context) => {
    if ("shape" in found) return overSamplesReport(found, context);
    const { axis, operation, loss } = found;
    const where = axis === 0 ? "the batch" : axisWords(axis);
    return {
      at: activationSpan(found, context),
      message:
        `${activationName(found, operation, context)} normalises over ${where} of ${printShape(loss.input.tensor.shape)}, but ${code(loss.name)} has the classes on axis 1: ` +
        `${axis === 0 ? "the samples of a batch share one probability" : "no sample's scores are normalised"}. Use \`dim=1\`.`,
      related: lossPlaces(found),
    };
  },
  fixes: (found, context) => [axisFix(found, context)],
});

/** What a loss that has the classes on axis 1 gets. */
function beforeLoss(loss: LossCallFact, facts: FileFacts): WrongAxis | undefined {
  const { contract, input } = loss;
  // Where the classes stand last, nothing is said of them yet.
  if (contract.axis !== undefined) return undefined;
  const { last } = input.tensor.reading ?? {};
  const rank = rankOf(input.tensor.shape);
  // Rows that were picked afterwards no longer sum to one along the axis over which they were normalised.
  const made = lastChange(input)?.output;
  const sumsToOne =
    input.tensor.reading?.sumsToOne ??
    (made !== undefined && rankOf(made.shape) === rank ? made.reading?.sumsToOne : undefined);
  if (contract.classes !== "exclusive" || contract.target !== "indices" || crashes(loss, facts)) return undefined;
  if (last === undefined || sumsToOne === undefined || rank === undefined || rank < 2) return undefined;
  // A softmax before a loss that applies its own is another rule's to report.
  if (last !== "log_softmax" && contract.input === "logits") return undefined;
  const axis = rank + sumsToOne;
  const found = axis === 1 || !/^(log_)?softmax$/.test(last) ? undefined : activatedBy(loss, last);
  return found && { ...found, operation: last, axis };
}

/** The raw scores of samples that a loader has put together, normalised along that axis. */
function overSamples(value: ValueFact, facts: FileFacts): OverSamples | undefined {
  const { tensor } = value;
  const { last, sumsToOne } = tensor.reading ?? {};
  const rank = rankOf(tensor.shape) ?? 0;
  if (rank < 2 || sumsToOne !== -rank || !/^(log_)?softmax$/.test(last ?? "")) return undefined;
  // Where no other axis could be meant, the samples are weighed against each other on purpose.
  if (ownAxis(tensor.shape) === undefined) return undefined;
  const { producer } = value;
  const scores = producer?.inputs[0];
  const isOwn = producer?.operation === last && producer?.call?.path === facts.path;
  if (producer === undefined || scores === undefined || !isOwn || !isRaw(scores.tensor.reading)) return undefined;
  // What a loss gets has its own reports.
  if (facts.lossCalls.some(({ input }) => lastChange(input)?.call?.id === producer.call?.id)) return undefined;
  return isOfLoader(scores.producer) ? { activation: producer, shape: tensor.shape } : undefined;
}

/** The axis of a sample along which there is something to choose from: its steps, where each has one score, else its classes. */
function ownAxis(shape: Shape): number | undefined {
  const dims = knownDims(shape) ?? [];
  const last = dims.findLastIndex((size) => size !== 1);
  return last > 0 ? last : undefined;
}

function overSamplesReport({ activation, shape }: OverSamples, context: RuleContext): Report {
  const { call, layer } = activation;
  const at = layer?.creation ?? call;
  const isHere = at?.path === context.facts.path;
  return {
    at: isHere ? at.span : (call?.span ?? { start: 0, end: 0 }),
    message: `${code(at?.calleeText ?? activation.operation)} normalises over the batch of ${printShape(shape)}, along which a loader puts the samples: they share one probability. Use ${code(`dim=${axisText(shape)}`)}.`,
  };
}

function axisText(shape: Shape): string {
  const axis = ownAxis(shape) ?? 1;
  return axis > 1 && axis + 1 === rankOf(shape) ? "-1" : String(axis);
}

function axisFix(found: WrongAxis | OverSamples, context: RuleContext): Fix | undefined {
  const { activation } = found;
  const axis = "shape" in found ? axisText(found.shape) : "1";
  const call = activation?.layer === undefined ? activation?.call : activation.layer.creation;
  const source = call === undefined ? undefined : context.source(call.path);
  if (call === undefined || source === undefined) return undefined;
  const edit =
    argumentOf(call, "dim") === undefined ? addArgument(source, call, `dim=${axis}`) : setArgument(call, "dim", axis);
  return (
    edit && {
      title: `Use \`dim=${axis}\`${inOtherFile(call.path, context)}`,
      safe: false,
      preferred: true,
      edits: [edit],
    }
  );
}
