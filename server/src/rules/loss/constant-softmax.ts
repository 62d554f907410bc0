/** A softmax over the single unit of a layer: the output is 1 whatever goes in. */
import { removeLayer, replace, replaceCallee, unwrapCall } from "../../edits/index.ts";
import type { Span } from "../../base/span.ts";
import type { LossCallFact, LossOperand, Producer, ValueFact } from "../../facts/index.ts";
import { asConstant, axisOf, knownDims, printShape, rankOf } from "../../shape/index.ts";
import { defineRule } from "../define.ts";
import type { Fix, RelatedPlace, RuleContext } from "../define.ts";
import { areOneHot } from "../keras-labels.ts";
import { featureAxis, hasAxesOfKeras } from "../keras-words.ts";
import { resizeHead } from "../resize-head.ts";
import { isSameMaker, isWithin } from "../scores.ts";
import { makerName, makerOf } from "../story.ts";
import { code } from "../words.ts";

interface Constant {
  readonly softmax: Producer;
  /** The layer with one unit. */
  readonly layer: Producer;
  readonly at: Span;
  readonly inContainer: boolean;
}

export const constantSoftmax = defineRule({
  name: "constant-softmax",
  summary: "A softmax over a single unit gives 1 whatever goes in",
  level: "warning",
  since: "0.1.0",
  on: "file",

  // What a model of layers in a list gives is met by its loss alone.
  check: ({ values, lossCalls }, context): readonly Constant[] =>
    onePerPlace(
      [...values, ...lossCalls.map(({ input }) => input)].flatMap((value) => constantOf(value, context) ?? []),
    ),
  report: (found, context) => ({
    at: found.at,
    message: `${subject(found, context)}, so its output is always 1. ` + advice(classesOf(found, context)),
    related: [unitPlace(found)],
  }),
  fixes: (found, context) =>
    isOwnActivation(found)
      ? [...unitForEach(found, context), mayBeBinary(found, context) ? setActivation(found, context) : undefined]
      : [useSigmoid(found, context), remove(found, context)],
});

const onePerPlace = (found: readonly Constant[]): readonly Constant[] => [
  ...new Map(found.map((each) => [`${String(each.at.start)} ${printShape(each.softmax.output.shape)}`, each])).values(),
];

const advice = (classes: number | undefined): string =>
  classes === undefined || classes === 2
    ? "For one unit use sigmoid; for softmax give each class a unit of its own."
    : `The labels have ${String(classes)} classes: give each a unit of its own.`;

/** The loss that the softmax goes to, where it chooses between classes. */
const choiceOf = ({ softmax }: Constant, { facts }: RuleContext): LossCallFact | undefined =>
  facts.lossCalls.find(({ input: { producer }, contract }) => {
    const [own, other] = [softmax.layer?.creation?.span, producer?.layer?.creation?.span];
    const isIt = producer?.operation === "softmax" && other?.start === own?.start && other?.end === own?.end;
    return contract.classes === "exclusive" && other !== undefined && isIt;
  });

/** How many classes the labels have that a loss compares the output with: one-hot labels have a column for each. */
function classesOf(found: Constant, context: RuleContext): number | undefined {
  const loss = choiceOf(found, context);
  const labels = loss?.target?.tensor;
  const classes = labels?.reading?.classes;
  const columns = labels && knownDims(labels.shape);
  const isRowEach = columns !== undefined && columns.length === rankOf(found.softmax.output.shape);
  const count =
    loss?.contract.target === "same-shape"
      ? asConstant((isRowEach ? columns.at(-1) : undefined) ?? 1)
      : classes?.kind === "exactly"
        ? classes.count
        : undefined;
  return count !== undefined && count > 1 ? count : undefined;
}

/** Whether one unit is as good as two: where the labels are not known to have more classes, or one-hot labels any number of them. */
function mayBeBinary(found: Constant, context: RuleContext): boolean {
  const loss = choiceOf(found, context);
  return (classesOf(found, context) ?? 2) <= 2 && !(loss !== undefined && areOneHot(loss));
}

function unitForEach(found: Constant, context: RuleContext): readonly Fix[] {
  const classes = classesOf(found, context);
  return classes === undefined ? [] : resizeHead(found.softmax, -1, classes, context);
}

function subject({ softmax, layer, ...found }: Constant, context: RuleContext): string {
  const shape = printShape(softmax.output.shape);
  return isOwnActivation({ softmax, layer, ...found })
    ? `${makerName(layer, context)} normalises over its single unit, ${shape}`
    : `${code(softmax.call?.calleeText ?? "softmax")} normalises over a single unit (${makerName(layer, context)} gives ${shape})`;
}

function unitPlace(found: Constant): RelatedPlace | undefined {
  const made = isOwnActivation(found) ? undefined : found.layer.layer?.creation;
  return made && { place: made, message: "the layer with one unit" };
}

function constantOf(value: ValueFact | LossOperand, context: RuleContext): Constant | undefined {
  // The story of a value is told on demand: only one that may be constant is asked for it.
  const { shape, reading } = value.tensor;
  const axis = reading?.last === "softmax" ? reading.sumsToOne : undefined;
  const producer = axis === undefined || axisOf(shape, axis) !== 1 ? undefined : value.producer;
  if (axis === undefined || producer?.operation !== "softmax") return undefined;
  // A sequence or a batch of one may well be normalised: only an axis that a layer made one wide is always constant.
  const layer = makerOf(producer.inputs[0]?.producer, axis, 1);
  if (layer?.layer === undefined || !isUnitAxis(layer, axis)) return undefined;
  return placed(producer, layer, context);
}

/** The softmax is the layer's own: without the one there is not the other. */
const isOwnActivation = ({ softmax, layer }: Constant): boolean =>
  softmax.layer?.creation !== undefined &&
  softmax.layer.creation.span.start === layer.layer?.creation?.span.start &&
  softmax.layer.creation.span.end === layer.layer.creation.span.end;

/** `activation: "softmax"` in a script, `activation="softmax"` in Python. */
function setActivation(constant: Constant, { facts }: RuleContext): Fix | undefined {
  const call = constant.softmax.layer?.creation;
  if (call?.path !== facts.path) return undefined;
  const found = /\bactivation\s*[:=]\s*(["'])softmax\1/.exec(facts.text.slice(call.span.start, call.span.end));
  if (found === null) return undefined;
  const end = call.span.start + found.index + found[0].length - 1;
  const activation = predictsNumbers(constant, facts) ? "linear" : "sigmoid";
  const edit = { path: call.path, span: { start: end - "softmax".length, end }, newText: activation };
  return { title: `Set \`activation\` to \`${activation}\``, safe: false, preferred: true, edits: [edit] };
}

/** Whether a loss compares the output with numbers that are no labels. */
const predictsNumbers = ({ softmax }: Constant, { lossCalls }: RuleContext["facts"]): boolean =>
  lossCalls.some(
    ({ input: { producer }, contract, target }) =>
      contract.classes === "none" &&
      !isWithin(target?.tensor.reading ?? {}, 0, 1) &&
      producer?.operation === "softmax" &&
      isSameMaker(producer, softmax),
  );

/** Whether the axis is the one that the layer's units lie along: of a convolution its channels, which Keras has last unless it is told otherwise. */
function isUnitAxis({ operation, layer }: Producer, axis: number): boolean {
  const convolution = /^conv(?:_transpose)?([123])d$/.exec(operation)?.[1];
  if (convolution === undefined) return operation.endsWith("linear") && axis === -1;
  const isLast = hasAxesOfKeras(layer) && featureAxis(layer) === "axis -1";
  return axis === (isLast ? -1 : -1 - Number(convolution));
}

function placed(softmax: Producer, layer: Producer, { facts }: RuleContext): Constant | undefined {
  const { call } = softmax;
  const creation = softmax.layer?.creation;
  const isDirect = call !== undefined && (softmax.layer === undefined || call.callee === softmax.layer.className);
  const at = isDirect ? call : creation;
  return at?.path === facts.path ? { softmax, layer, at: at.span, inContainer: !isDirect } : undefined;
}

function useSigmoid({ softmax, inContainer }: Constant, { facts }: RuleContext): Fix | undefined {
  const call = inContainer || softmax.layer !== undefined ? softmax.layer?.creation : softmax.call;
  if (call?.path !== facts.path) return undefined;
  const qualifier = /^(.*\.)?(Softmax|softmax)$/.exec(call.calleeText);
  if (qualifier === null) return undefined;
  // Keras has no layer of that name.
  if (hasAxesOfKeras(softmax.layer)) {
    if (qualifier[2] !== "Softmax" || qualifier[1] === undefined) return undefined;
    const edits = [replace(call.path, call.span, `${qualifier[1]}Activation("sigmoid")`)];
    return { title: `Use \`${qualifier[1]}Activation\` with \`sigmoid\``, safe: false, preferred: true, edits };
  }
  const sigmoid = (qualifier[1] ?? "") + (qualifier[2] === "Softmax" ? "Sigmoid" : "sigmoid");
  const written = facts.text.slice(call.span.start, call.span.end);
  const inner = call.args.find(({ parameter }) => parameter === "input")?.text;
  const title = `Use \`${sigmoid}\``;
  if (qualifier[2] === "softmax" && inner === undefined) return undefined;
  const arguments_ = qualifier[2] === "softmax" && inner !== undefined ? inner : "";
  if (qualifier[1] === undefined) return undefined;
  const edit =
    written === call.calleeText
      ? replaceCallee(call, sigmoid)
      : { path: call.path, span: call.span, newText: `${sigmoid}(${arguments_})` };
  return { title, safe: false, preferred: true, edits: [edit] };
}

function remove({ softmax, inContainer, at }: Constant, { facts }: RuleContext): Fix | undefined {
  const edit = inContainer ? removeLayer(facts, at) : softmax.call && unwrapCall(facts, softmax.call);
  const name = facts.text.slice(at.start, at.end).split("(")[0] ?? "softmax";
  return edit && { title: `Remove ${code(name)}`, safe: false, preferred: false, edits: [edit] };
}
