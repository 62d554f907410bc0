/** A convolution or a norm made for another number of channels than its input has. */
import { argumentOf, insertAfter, replace, setArgument } from "../../edits/index.ts";
import type { BrokenRequirement, Operand, Producer } from "../../facts/index.ts";
import {
  asConstant,
  axisOf,
  equalDims,
  floorDivide,
  knownDims,
  multiply,
  printDim,
  printShape,
  rankOf,
} from "../../shape/index.ts";
import type { Dim } from "../../shape/index.ts";
import { ancestry } from "../ancestry.ts";
import { defineRule } from "../define.ts";
import type { Fix, RuleContext } from "../define.ts";
import { creationArgument, derivation, inputArgument, outputArgument, rewritten } from "../layer-arguments.ts";
import { inMakersWords } from "../makers-words.ts";
import {
  culprit,
  handedIn,
  hasMethods,
  makerName,
  makerOf,
  outerInput,
  relatedPlaces,
  servesOthers,
  subjectOperand,
} from "../story.ts";
import { layerInputFix, networkInputFix, turnedInput } from "../input-sizes.ts";
import { code, counted } from "../words.ts";
import { resized } from "../written-sizes.ts";
import { familyOf } from "../family.ts";
import { featureAxis, importedName, isKerasLayer } from "../keras-words.ts";

interface Mismatch {
  readonly broken: BrokenRequirement;
  readonly input: Operand | undefined;
  readonly actual: Dim;
  readonly expected: Dim;
  readonly parameter: string | undefined;
  /** What gave the input its channels. */
  readonly maker: Producer | undefined;
}

export const channelMismatch = defineRule({
  name: "channel-mismatch",
  summary: "A convolution or norm gets another number of channels than it was made for",
  level: "error",
  since: "0.1.0",
  on: "broken-requirement",

  check(broken): Mismatch | undefined {
    if (familyOf(broken) !== "channels" || broken.relation.kind !== "equal") return undefined;
    const { left: actual, right: expected } = broken.relation;
    const input = subjectOperand(broken);
    const maker = makerOf(input?.producer, channelAxis(input, actual), actual);
    return { broken, input, actual, expected, parameter: broken.layer && inputArgument(broken.layer), maker };
  },

  report(found, context) {
    const { broken, input, actual, expected, parameter, maker } = found;
    const onAxis = isKerasLayer(broken.layer) ? ` on ${featureAxis(broken.layer)}` : "";
    const made = derivation(creationArgument(broken.layer, parameter));
    const from = maker === undefined ? "" : ` from ${makerName(maker, context)}`;
    const shape = input === undefined ? "" : `: its input is ${printShape(input.shape)}`;
    const says = `${culprit(broken, context)} expects ${counted(expected, "channel")}${made}${onAxis} but gets ${printDim(actual)}${from}${shape}.`;
    const creation = maker?.layer?.creation;
    const related = relatedPlaces(broken);
    const source = creation && { place: creation, message: `${printDim(actual)} channels come from here` };
    const isKnown = related.some(({ place }) => place.span.start === creation?.span.start);
    return {
      at: broken.span,
      message: says + layoutAdvice(found, context),
      related: isKnown ? related : [...related, source],
    };
  },

  fixes(found, context) {
    const [moved, ...others] = isUnchannelled(found)
      ? [channelAxisFix(found, context)]
      : [...channelsFirstFixes(found, context), channelsLastFix(found, context)];
    return [
      moved,
      ...others,
      moved === undefined ? inMakersWords(found.broken.layer, found.parameter, found.maker, context) : undefined,
      inputFix(found, moved === undefined, context),
      outputFix(found),
      turnedInput(found.broken, context) === undefined
        ? (layerInputFix(found.broken, context) ?? networkInputFix(found.broken, context))
        : networkInputFix(found.broken, context),
      ...sizeFixes(found, context),
    ];
  },
});

/** What a layer of Keras was given, made with as many channels as the layer takes. */
const sizeFixes = ({ broken, input, expected }: Mismatch, context: RuleContext): readonly Fix[] =>
  input === undefined || !isKerasLayer(broken.layer) || featureAxis(broken.layer) !== "axis -1"
    ? []
    : resized(input, -1, expected, false, context);

/** Where the channels stand, counted from the end: the axis of that size which has the batch alone before it, if any. */
function channelAxis(input: Operand | undefined, channels: Dim): number {
  const rank = input === undefined ? undefined : rankOf(input.shape);
  if (rank === undefined || input === undefined) return -3;
  const second = axisOf(input.shape, 1);
  return second !== undefined && equalDims(second, channels) ? 1 - rank : -rank;
}

/** Channels last, where the sizes show it. */
function layoutAdvice(found: Mismatch, context: RuleContext): string {
  if (isUnchannelled(found)) {
    return " With this number of axes the batch is read as the channels: give each image its channel axis with `.unsqueeze(1)`.";
  }
  if (isKerasLayer(found.broken.layer)) {
    const turned = turnedInput(found.broken, context);
    if (turned !== undefined)
      return ` The network's input is told \`${turned}\`, with the channels first: Keras has them last, as they come here.`;
    if (!hasChannelsFirst(found)) return "";
    return " Axis 1 fits: Keras has the channels last, so move them with `np.transpose(x, (0, 2, 3, 1))`.";
  }
  const suffix = channelsFirst(found);
  if (suffix === undefined && standElsewhere(found))
    return " Another axis fits: the images have their axes in another order than (B, C, H, W).";
  return suffix === undefined ? "" : ` Its last axis fits: if the channels stand last, move them with ${code(suffix)}.`;
}

/** How each number of axes has its last one moved behind the batch. */
const toFirst = new Map([
  [3, ".transpose(1, 2)"],
  [4, ".permute(0, 3, 1, 2)"],
  [5, ".permute(0, 4, 1, 2, 3)"],
]);

/** (B, H, W, C) where (B, C, H, W) is wanted. What a layer gave has its channels where the layer put them: last, if it works on steps. */
function channelsFirst({ broken, input, expected, actual, maker }: Mismatch): string | undefined {
  const ofSteps = /^(linear|embedding|lstm|gru|rnn)/.test(maker?.operation ?? "");
  const dims = input === undefined ? undefined : knownDims(input.shape);
  const space = Number(/^conv([123])d$/.exec(broken.operation)?.[1] ?? 2);
  const last = dims?.at(-1);
  const isLast = last !== undefined && equalDims(last, expected) && !equalDims(last, actual);
  // Behind a convolution the channels stand where it put them.
  if ([...ancestry(input?.producer, 12)].some(({ operation }) => operation.startsWith("conv"))) return undefined;
  if ((maker?.layer !== undefined && !ofSteps) || dims?.length !== space + 2 || !isLast) return undefined;
  return isKerasLayer(broken.layer) ? undefined : toFirst.get(dims.length);
}

function channelsFirstFixes(found: Mismatch, { facts }: RuleContext): readonly Fix[] {
  const { broken, input } = found;
  const suffix = channelsFirst(found);
  if (suffix === undefined || input === undefined || !hasMethods(input) || facts.language !== "python") return [];
  const outer = outerInput(broken, input);
  const all = [...(outer === undefined ? [] : [outer]), ...handedIn(broken, input.shape, facts)];
  const here = all.filter(({ path }) => path === facts.path);
  const places = [...new Map(here.map((given) => [given.span.start, given])).values()];
  return places.map(({ text, span }, index) => ({
    title: `Put the channels first: \`${text}${suffix}\``,
    safe: false,
    preferred: index === 0,
    edits: [insertAfter(facts, span, suffix)],
  }));
}

/** (B, C, H, W) given to a model of Keras. */
const hasChannelsFirst = ({ broken, input, expected }: Mismatch): boolean => {
  const dims = input === undefined ? undefined : knownDims(input.shape);
  const isOfKeras = isKerasLayer(broken.layer) && featureAxis(broken.layer) === "axis -1";
  return isOfKeras && dims?.length === 4 && equalDims(dims[1] ?? -1, expected);
};

/** The argument of the call itself, where it has the sizes that came in. */
function channelsLastFix(found: Mismatch, context: RuleContext): Fix | undefined {
  const { broken, input } = found;
  const { facts } = context;
  if (turnedInput(broken, context) !== undefined) return undefined;
  const { call } = broken;
  const module = importedName(facts.text, "numpy");
  if (!hasChannelsFirst(found) || input === undefined || call?.path !== facts.path || module === undefined)
    return undefined;
  const given = argumentOf(call, "x") ?? argumentOf(call, "inputs") ?? call.args[0];
  const sizes = given?.tensor === undefined ? undefined : knownDims(given.tensor.shape);
  const isIt =
    sizes?.length === 4 && sizes.every((size, axis) => axis === 0 || equalDims(size, axisOf(input.shape, axis) ?? -1));
  if (given?.span === undefined || given.text === undefined || !isIt) return undefined;
  const written = `${module}.transpose(${given.text}, (0, 2, 3, 1))`;
  const edits = [replace(facts.path, given.span, written)];
  return { title: `Put the channels last: \`${written}\``, safe: false, preferred: true, edits };
}

/** A batch of images without a channel axis, (64, 28, 28), is read as one image of 64 channels. */
function isUnchannelled({ broken, input, expected }: Mismatch): boolean {
  const space = Number(/^conv([123])d$/.exec(broken.operation)?.[1]);
  return expected === 1 && input !== undefined && rankOf(input.shape) === space + 1;
}

function channelAxisFix({ broken, input }: Mismatch, { facts }: RuleContext): Fix | undefined {
  if (input?.span === undefined || broken.call?.path !== facts.path || !hasMethods(input)) return undefined;
  const title = `Add the channel axis: \`${input.text ?? "input"}.unsqueeze(1)\``;
  return { title, safe: false, preferred: true, edits: [insertAfter(facts, input.span, ".unsqueeze(1)")] };
}

/** Three channels of images that no layer made, on another axis: they are to be moved, and the height is no number of channels. */
function standElsewhere({ input, expected, maker }: Pick<Mismatch, "input" | "expected" | "maker">): boolean {
  const [, ...axes] = (input && knownDims(input.shape)) ?? [];
  const isOfImages = [3, 4].includes(asConstant(expected) ?? 0);
  return isOfImages && maker?.layer === undefined && axes.slice(1).some((size) => equalDims(size, expected));
}

function inputFix(
  { broken, input, actual, expected, parameter, maker }: Mismatch,
  preferred: boolean,
  context: RuleContext,
): Fix | undefined {
  const { layer } = broken;
  if (layer?.creation === undefined || parameter === undefined || standElsewhere({ input, expected, maker }))
    return undefined;
  const argument = argumentOf(layer.creation, parameter);
  const written = argument?.size;
  // A transposed or grouped convolution compares something derived from its argument.
  if (argument === undefined || written === undefined) return undefined;
  const wanted = equalDims(written, expected) ? actual : scaled(written, expected, actual);
  const text = wanted === undefined ? undefined : rewritten(argument, wanted);
  const edit = text === undefined ? undefined : setArgument(layer.creation, parameter, text.text);
  if (text === undefined || edit === undefined) return undefined;
  return {
    title: `Set \`${parameter}\` to \`${text.text}\``,
    safe: preferred && text.literal && !servesOthers(broken, context),
    preferred,
    edits: [edit],
  };
}

function scaled(written: Dim, expected: Dim, actual: Dim): Dim | undefined {
  const value = floorDivide(multiply(written, actual), expected);
  return asConstant(value);
}

/** The other side: let the layer before give what this one expects. */
function outputFix({ maker, expected, actual }: Mismatch): Fix | undefined {
  const layer = maker?.layer;
  const parameter = layer === undefined ? undefined : outputArgument(layer);
  if (layer?.creation === undefined || parameter === undefined) return undefined;
  const argument = argumentOf(layer.creation, parameter);
  if (argument?.size === undefined || !equalDims(argument.size, actual)) return undefined;
  const text = rewritten(argument, expected);
  const edit = text === undefined ? undefined : setArgument(layer.creation, parameter, text.text);
  if (text === undefined || edit === undefined) return undefined;
  const title = `Set \`${parameter}\` of the layer before to \`${text.text}\``;
  return { title, safe: false, preferred: false, edits: [edit] };
}
