/** A layer made for another number of features than its input has: `Linear`, recurrent cells, layer norms, attention. */
import type { Span } from "../../base/span.ts";
import { argumentOf, insert, insertAfter, replace, setArgument, withSuffix } from "../../edits/index.ts";
import type { BrokenRequirement, FileFacts, Operand } from "../../facts/index.ts";
import { equalDims, knownDims, minRank, printDim, product } from "../../shape/index.ts";
import type { Dim } from "../../shape/index.ts";
import { defineRule } from "../define.ts";
import type { Fix, RuleContext } from "../define.ts";
import { creationArgument, derivation, inputArgument, rewritten } from "../layer-arguments.ts";
import { flattenedSample, globalPoolFix, poolFix } from "../flattened.ts";
import { foldedSentence, keepBatch } from "../folded-batch.ts";
import { addBatchFix, missingBatchSentence } from "../missing-batch.ts";
import { layerInputFix, networkInputFix } from "../input-sizes.ts";
import { nnSpelling } from "../heads.ts";
import { inMakersWords } from "../makers-words.ts";
import { resizeHead } from "../resize-head.ts";
import { flattenedSteps, lastStepFix } from "../recurrent-steps.ts";
import { flattenBehindBatch } from "../spelling.ts";
import {
  culprit,
  flattenedFactors,
  hasMethods,
  makerOf,
  originOf,
  relatedPlaces,
  remedySentence,
  servesOthers,
  subjectOperand,
  withoutIdleRemedy,
} from "../story.ts";
import { code, counted, excerpt, times } from "../words.ts";
import { resized } from "../written-sizes.ts";
import { familyOf } from "../family.ts";
import { featureAxis, isKerasLayer } from "../keras-words.ts";

interface Mismatch {
  readonly broken: BrokenRequirement;
  readonly input: Operand | undefined;
  readonly actual: Dim;
  readonly expected: Dim;
  /** The layer's argument that says how many it expects. */
  readonly parameter: string | undefined;
}

export const featureMismatch = defineRule({
  name: "feature-mismatch",
  summary: "A layer gets another number of features than it was made for",
  level: "error",
  since: "0.1.0",
  on: "broken-requirement",

  check(given): Mismatch | undefined {
    if (familyOf(given) !== "features" || given.relation.kind !== "equal") return undefined;
    const { left: actual, right: expected } = given.relation;
    const broken = withoutIdleRemedy(given, actual);
    const parameter = broken.layer === undefined ? undefined : inputArgument(broken.layer);
    return { broken, input: subjectOperand(broken), actual, expected, parameter };
  },

  report(found, context) {
    const { broken, input, actual, expected, parameter } = found;
    const made = derivation(creationArgument(broken.layer, parameter));
    const says = `${culprit(broken, context)} expects ${counted(expected, "feature")}${made}${onAxis(broken)} but gets ${printDim(actual)}`;
    const why = `${originOf(input, actual, "the last axis")}.`;
    const unflattened = isUnflattened(found);
    const sample = flattenedSample(input, expected);
    const advice =
      sample !== undefined
        ? missingBatchSentence(sample)
        : unflattened === undefined
          ? flattenedSteps(input, expected) + foldedSentence(input, expected)
          : ` Flattened, it has ${times(unflattened)} = ${printDim(expected)} features.`;
    const silent = isUnchecked(broken)
      ? " Packed sequences that are all of one length may not even crash: PyTorch then computes with numbers that are not the input's."
      : "";
    return {
      ...(isUnchecked(broken) && { level: "warning" }),
      at: broken.span,
      message: says + why + advice + silent + (sample === undefined ? remedySentence(broken, expected, context) : ""),
      related: relatedPlaces(broken),
    };
  },

  fixes(found, context) {
    const flatten = isUnflattened(found) === undefined ? undefined : flattenFix(found, context);
    const sample = flattenedSample(found.input, found.expected);
    const batch = sample && addBatchFix(sample, found.broken, context);
    const view = keepBatch(found.input, found.expected, context) ?? lastStepFix(found.input, found.expected, context);
    const pointwise = pointwiseFix(found, context);
    const turned = turnedFix(found, context);
    const pool = isKerasLayer(found.broken.layer) ? globalPoolFix(found.input, found.expected, context) : undefined;
    const isOther = [flatten, batch, view, pointwise, turned, pool].some((fix) => fix !== undefined);
    return [
      batch,
      view,
      flatten,
      pointwise,
      turned,
      pool,
      isOther ? undefined : wordsFix(found, context),
      resizeFix(found, !isOther, context),
      ...makerFixes(found, context),
      layerInputFix(found.broken, context) ?? networkInputFix(found.broken, context),
      ...widthFixes(found, context),
      isOther ? undefined : poolOf(found, context),
    ];
  },
});

const wordsFix = ({ broken, input, actual, parameter }: Mismatch, context: RuleContext): Fix | undefined =>
  inMakersWords(broken.layer, parameter, makerOf(input?.producer, -1, actual), context);

/** What the layer was given, made as wide as the layer takes it: where the layer's own width has a name, or is not written at all. */
function widthFixes({ broken, input, expected, parameter }: Mismatch, context: RuleContext): readonly Fix[] {
  if (input === undefined) return [];
  const isNamed = /^[a-z_][\w.]*$/i.test(creationArgument(broken.layer, parameter)?.text ?? "");
  const isMade = isNamed && input.producer?.layer === undefined;
  return parameter === undefined || isMade ? resized(input, -1, expected, false, context) : [];
}

function poolOf({ input, expected, broken }: Mismatch, context: RuleContext): Fix | undefined {
  const isOther = isKerasLayer(broken.layer) || broken.lastBatch !== undefined;
  return isOther || input === undefined || !hasMethods(input) ? undefined : poolFix(input, expected, context);
}

/** Whether PyTorch may compute something all the same. */
const isUnchecked = ({ requirement }: BrokenRequirement): boolean => requirement === "unchecked-features";

/** " on axis -1", as Keras says it. */
const onAxis = ({ layer }: BrokenRequirement): string => (isKerasLayer(layer) ? ` on ${featureAxis(layer)}` : "");

/** The axes behind the batch, if flattening them gives just what is expected. */
function isUnflattened({ input, expected }: Mismatch): readonly Dim[] | undefined {
  const dims = input === undefined || minRank(input.shape) < 3 ? undefined : knownDims(input.shape)?.slice(1);
  return dims !== undefined && equalDims(product(dims), expected) ? dims : undefined;
}

function flattenFix({ broken, input }: Mismatch, { facts }: RuleContext): Fix | undefined {
  const { creation, className } = broken.layer ?? {};
  if (input?.span === undefined && creation?.path === facts.path && className?.startsWith("torch.nn.") === true)
    return flattenedItem(creation.span, facts);
  const suffix = flattenBehindBatch(facts);
  if (suffix === undefined || input?.span === undefined || broken.call?.path !== facts.path) return undefined;
  if (!hasMethods(input)) return undefined;
  const title = `Flatten \`${input.text ?? "the input"}\` before ${code(broken.layer?.name ?? broken.operation)}`;
  return { title, safe: true, preferred: true, edits: [insertAfter(facts, input.span, suffix)] };
}

/** (B, features, steps), as a convolution gives it, where the features are looked for last: `x.transpose(1, 2)`. */
function turnedFix({ broken, input, actual, expected }: Mismatch, { facts }: RuleContext): Fix | undefined {
  const dims = input && knownDims(input.shape);
  if (input?.span === undefined || dims?.length !== 3 || !hasMethods(input) || broken.call?.path !== facts.path)
    return undefined;
  if (facts.language !== "python" || !equalDims(dims[1] ?? -1, expected) || equalDims(actual, expected))
    return undefined;
  const { text, edit } = withSuffix(facts, input.span, ".transpose(1, 2)");
  return { title: `Put the features last: ${code(text)}`, safe: false, preferred: true, edits: [edit] };
}

/** `nn.Linear(512, 7)` on a map of 512 channels, where a library's network had a convolution: `nn.Conv2d(512, 7, kernel_size=1)`. */
function pointwiseFix({ broken, input, expected }: Mismatch, { facts }: RuleContext): Fix | undefined {
  const { className, creation } = broken.layer ?? {};
  const dims = input && knownDims(input.shape);
  if (className !== "torch.nn.Linear" || creation?.path !== facts.path || dims?.length !== 4) return undefined;
  if (!equalDims(dims[1] ?? -1, expected) || !isPutIntoNetwork(creation.span.start, facts)) return undefined;
  const given = ["in_features", "out_features"].map((parameter) => argumentOf(creation, parameter)?.text);
  const isPlain = creation.args.every(({ parameter }) => /^(in|out)_features$/.test(parameter));
  if (!isPlain || given.includes(undefined)) return undefined;
  const prefix = creation.calleeText.slice(0, creation.calleeText.lastIndexOf(".") + 1);
  if (prefix === "") return undefined;
  const text = `${prefix}Conv2d(${given.join(", ")}, kernel_size=1)`;
  const edits = [replace(facts.path, creation.span, text)];
  return { title: `Replace with ${code(text)}`, safe: false, preferred: true, edits };
}

/** `model.classifier[1] = nn.Linear(…)`: what reads the layer is the library's. */
const isPutIntoNetwork = (start: number, { text }: FileFacts): boolean =>
  /(?:^|\n)[ \t]*\w[\w.]*\[-?\d+\][ \t]*=[ \t]*$/.test(text.slice(0, start));

/** A layer of its own, where the next one is an item of a `Sequential`. */
function flattenedItem({ start, end }: Span, { path, text }: FileFacts): Fix | undefined {
  const before = /[(,[](\s*)$/.exec(text.slice(0, start));
  if (before === null || !/^\s*[,)\]]/.test(text.slice(end))) return undefined;
  const layer = `${nnSpelling(text)}.Flatten()`;
  const edits = [insert(path, start, `${layer},${before[1] === "" ? " " : (before[1] ?? " ")}`)];
  const title = `Put ${code(layer)} before ${code(excerpt(text.slice(start, end), 40))}`;
  return { title, safe: true, preferred: true, edits };
}

/** Another width for the layer before, where this one must keep the width that it has: a norm, an attention. */
function makerFixes({ broken, input, expected, parameter }: Mismatch, context: RuleContext): readonly Fix[] {
  if (!/^(normalized_shape|embed_dim|d_model)$/.test(parameter ?? "") || isKerasLayer(broken.layer)) return [];
  return resizeHead(input?.producer, -1, expected, context, { preferred: false, which: " of the layer before" });
}

function resizeFix(
  { broken, input, actual, parameter }: Mismatch,
  preferred: boolean,
  context: RuleContext,
): Fix | undefined {
  const creation = broken.layer?.creation;
  if (creation === undefined || parameter === undefined) return undefined;
  const argument = argumentOf(creation, parameter);
  const text =
    argument === undefined
      ? undefined
      : rewritten(argument, actual, flattenedFactors(input?.producer, actual)?.factors);
  const edit = text === undefined ? undefined : setArgument(creation, parameter, text.text);
  if (text === undefined || edit === undefined) return undefined;
  // Another width of an attention layer changes what comes out of it too.
  const isInputOnly = !/^(embed_dim|d_model)$/.test(parameter);
  const title = `Set \`${parameter}\` to \`${text.text}\``;
  const safe = preferred && !isUnchecked(broken) && text.literal && isInputOnly && !servesOthers(broken, context);
  return { title, safe, preferred, edits: [edit] };
}
