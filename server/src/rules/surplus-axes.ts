/**
 * An output that still has the axes of an image or of time, where the labels have none: what was left out before the last layers of a model of Keras or
 * TensorFlow.js, and the edit that puts it in, where a layer is called on its input, added to a model or stands in a list.
 */
import { argumentOf, insert, replace } from "../edits/index.ts";
import type { FileEdit } from "../edits/index.ts";
import type { BrokenRequirement, CallFact, LayerFact, Operand, Producer } from "../facts/index.ts";
import { asConstant, axisOf, equalDims, knownDims, rankOf, shapeFrom } from "../shape/index.ts";
import type { Shape } from "../shape/index.ts";
import type { Fix, RuleContext } from "./define.ts";
import { recurrentLayer } from "./keras-words.ts";
import type { Advice } from "./keras-words.ts";
import { sequencesFixes } from "./returned-sequences.ts";
import { spellingOf } from "./settings.ts";
import { makerName, subjectOperand } from "./story.ts";
import { code } from "./words.ts";

export function surplusAxes(input: Operand, labels: Shape, context: RuleContext): Advice | undefined {
  const rank = rankOf(input.shape);
  // A class number may stand in a column of its own.
  const isColumn = rankOf(labels) === 2 && axisOf(labels, -1) === 1 && axisOf(input.shape, -1) !== 1;
  const wanted = isColumn ? 1 : rankOf(labels);
  if (rank === undefined || wanted === undefined || rank < 3 || rank > 5 || wanted > 2) return undefined;
  const steps = rank === 3 ? everyStep(input.producer, context) : undefined;
  if (steps !== undefined || (rank === wanted + 1 && !areRows(input.shape, labels, context))) return steps;
  return context.facts.language === "python" ? unpooled(input, rank, context) : unflattened(input, context);
}

/** Scores of (B, T, K) for labels of (B, K), where no layer took the steps for a sequence. */
function areRows(scores: Shape, labels: Shape, { facts }: RuleContext): boolean {
  const [wide, rows] = [knownDims(scores), knownDims(labels)];
  if (facts.language === "python" || wide?.length !== 3 || rows?.length !== 2) return false;
  return [0, -1].every((axis) => equalDims(wide.at(axis) ?? -1, rows.at(axis) ?? -2)) && !equalDims(wide[1] ?? 1, 1);
}

/** A recurrent layer that gives every step, where one output for the whole sequence is wanted. */
export function everyStep(producer: Producer | undefined, context: RuleContext): Advice | undefined {
  let at = producer;
  for (let steps = 0; at !== undefined && steps < 8 && rankOf(at.output.shape) === 3; steps++) {
    const { layer } = at;
    if (layer?.creation !== undefined && recurrentLayer.test(layer.className)) {
      const spelling = spellingOf(layer);
      const setting = spelling.assigned("return_sequences", spelling.no);
      const sentence = ` ${makerName(at, context)} gives every step of the sequence: ${code(setting)} gives the last one only.`;
      const [fix, ...others] = sequencesFixes(layer, false, false, context);
      return { sentence, fix, others };
    }
    at = at.inputs[0]?.producer;
  }
  return undefined;
}

/** Frames of images, or of other maps, for a recurrent layer that wants a row of features for each step. */
export function mapsForSteps(broken: BrokenRequirement, context: RuleContext): Advice | undefined {
  const { layer, call } = broken;
  const rank = rankOf(subjectOperand(broken)?.shape ?? shapeFrom([]));
  if (layer === undefined || !/^keras\.layers\.(LSTM|GRU|SimpleRNN|Bidirectional)$/.test(layer.className))
    return undefined;
  // An image without steps has four axes, and may be meant otherwise.
  if (rank === undefined || rank < 5) return undefined;
  const prefix = prefixOf(layer.creation);
  const made = `${prefix}TimeDistributed(${prefix}Flatten())`;
  const sentence = ` It reads a row of features for each step: ${code(made)} makes one of what each step has.`;
  const edit = placeBefore({ layer, call }, made, (given) => `${made}(${given})`, context);
  return { sentence, fix: edit && { title: `Add ${code(made)}`, safe: false, preferred: true, edits: [edit] } };
}

function unpooled(input: Operand, rank: number, context: RuleContext): Advice {
  const { facts } = context;
  const pool = `GlobalAveragePooling${String(rank - 2)}D`;
  const sentence = ` The output still has all its axes: ${code(`${pool}()`)} or ${code("Flatten()")} belongs before the last layer.`;
  const head = lastDense(input.producer);
  const prefix = head === undefined ? "" : prefixOf(head.layer?.creation);
  if (head === undefined || (prefix === "" && !new RegExp(`\\b${pool}\\b`).test(facts.text))) return { sentence };
  const edit = placeBefore(head, `${prefix}${pool}()`, (given) => `${prefix}${pool}()(${given})`, context);
  const edits = edit === undefined ? keepBefore(head, `${prefix}${pool}()`, context) : [edit];
  return { sentence, fix: edits && { title: `Add \`${pool}()\``, safe: false, preferred: true, edits } };
}

/** Before the first of the dense layers at the end: that is where images become features. */
function unflattened(input: Operand, context: RuleContext): Advice | undefined {
  const head = firstOfLastDense(input.producer);
  const prefix = prefixOf(head?.layer?.creation);
  if (head === undefined) return undefined;
  const flatten = `${prefix === "" ? "tf.layers." : prefix}flatten()`;
  const sentence = ` The output still has all its axes: ${code(flatten)} belongs before ${makerName(head, context)}.`;
  const edit = prefix === "" ? undefined : placeBefore(head, flatten, (given) => `${flatten}.apply(${given})`, context);
  return { sentence, fix: edit && { title: `Add \`${flatten}\``, safe: false, preferred: true, edits: [edit] } };
}

/** The last step again for each step of the labels, before a recurrent layer that reads it: what a network that writes another sequence is built with. */
export function repeatedStep(reader: LayerFact, context: RuleContext): Fix | undefined {
  const { facts } = context;
  const labels = facts.calls
    .filter(({ calleeText }) => calleeText.endsWith(".fit"))
    .map((call) => argumentOf(call, "y")?.tensor?.shape)
    .map((shape) => (shape === undefined ? undefined : knownDims(shape)));
  const [wanted] = labels;
  const count = wanted?.length === 3 ? asConstant(wanted[1] ?? -1) : undefined;
  const prefix = prefixOf(reader.creation);
  const isScript = facts.language !== "python";
  if (count === undefined || count < 1) return undefined;
  if (prefix === "" && !/\bRepeatVector\b/.test(facts.text)) return undefined;
  const made = isScript ? `${prefix}repeatVector({ n: ${String(count)} })` : `${prefix}RepeatVector(${String(count)})`;
  const applied = (given: string): string => (isScript ? `${made}.apply(${given})` : `${made}(${given})`);
  const edit = placeBefore({ layer: reader, call: undefined }, made, applied, context);
  return edit && { title: `Add ${code(made)}`, safe: false, preferred: false, edits: [edit] };
}

/** `layers.` of `layers.Dense`. */
const prefixOf = (creation: CallFact | undefined): string =>
  creation?.calleeText.slice(0, creation.calleeText.lastIndexOf(".") + 1) ?? "";

/** Puts a layer before that one, however it became part of the model. */
function placeBefore(
  { layer, call }: Pick<Producer, "layer" | "call">,
  made: string,
  applied: (given: string) => string,
  { facts }: RuleContext,
): FileEdit | undefined {
  const creation = layer?.creation;
  if (creation?.path !== facts.path) return undefined;
  const { start, end } = creation.span;
  // The run that broke may be one of the whole model, long after the layer was applied.
  const calls = [call, ...facts.values.map(({ producer }) => producer?.call)];
  const called = calls.find((each) => each?.path === facts.path && each.span.start === start && each.span.end > end);
  const given = called?.args[0];
  if (given?.span !== undefined) return replace(facts.path, given.span, applied(given.text ?? "x"));
  const before = facts.text.slice(0, start);
  const listed = /[[,](\s*)$/.exec(before);
  if (listed !== null) return insert(facts.path, start, `${made},${listed[1] === "" ? " " : (listed[1] ?? " ")}`);
  const added = /^([ \t]*)([\w$.]+\.add\()$/m.exec(before.slice(before.lastIndexOf("\n") + 1));
  const [, indent = "", add = ""] = added ?? [];
  if (added === null) return undefined;
  const ending = facts.language === "python" ? "" : ";";
  return insert(facts.path, start - add.length, `${add}${made})${ending}\n${indent}`);
}

/** In a model of a class: `self.pool = …` beside the layer that the class keeps, and `self.pool(…)` around what goes into it. */
function keepBefore({ layer, call }: Producer, made: string, { facts }: RuleContext): readonly FileEdit[] | undefined {
  const { path, text } = facts;
  const creation = layer?.creation;
  const given = call?.args[0];
  if (creation?.path !== path || call?.path !== path || given?.span === undefined) return undefined;
  const line = /(?:^|\n)([ \t]+)self\.(\w+)[ \t]*=[ \t]*$/.exec(text.slice(0, creation.span.start));
  if (line?.[2] === undefined || call.calleeText !== `self.${line[2]}`) return undefined;
  const name = ["pool", "global_pool"].find((each) => !new RegExp(`\\bself\\.${each}\\b`).test(text));
  if (name === undefined) return undefined;
  const at = creation.span.start - line[0].trimStart().length;
  return [
    insert(path, at, `self.${name} = ${made}\n${line[1] ?? ""}`),
    replace(path, given.span, `self.${name}(${given.text ?? "x"})`),
  ];
}

const isDense = ({ layer }: Producer): boolean => /^(keras|tf)\.layers\.Dense$/.test(layer?.className ?? "");

/** The last layer with weights, behind activations. */
function lastDense(producer: Producer | undefined): Producer | undefined {
  let at = producer;
  for (let steps = 0; at !== undefined && steps < 6; steps++) {
    if (isDense(at)) return at;
    at = at.inputs[0]?.producer;
  }
  return undefined;
}

/** The first of the dense layers, behind which there are only others, activations and dropout. */
function firstOfLastDense(producer: Producer | undefined): Producer | undefined {
  let found: Producer | undefined;
  for (let at = producer, steps = 0; at !== undefined && steps < 24; at = at.inputs[0]?.producer, steps++) {
    // What is first says what comes in, and stays the first.
    const isFirst = at.layer?.creation !== undefined && argumentOf(at.layer.creation, "inputShape") !== undefined;
    if (isDense(at) && !(isFirst && found !== undefined)) found = at;
    else if (/^(conv|max_pool|avg_pool|batch_norm|embedding|lstm|gru|rnn|cat|reshape)/.test(at.operation)) break;
  }
  return found;
}
