/** A view or reshape that asks for another number of elements than there are. */
import { insertAfter, operandOf, replace, setArgument, withSuffix } from "../../edits/index.ts";
import type { ArgumentFact, BrokenRequirement, FileFacts, LayerFact, Operand } from "../../facts/index.ts";
import {
  asConstant,
  elementCount,
  equalDims,
  knownDims,
  printDim,
  printShape,
  product,
  proveMultiple,
} from "../../shape/index.ts";
import type { Dim, Shape } from "../../shape/index.ts";
import { countedSizeFix, writtenShape } from "../counted-sizes.ts";
import { defineRule } from "../define.ts";
import type { Fix, RuleContext } from "../define.ts";
import { creationArgument, inputArgument, rewritten } from "../layer-arguments.ts";
import { resizeHead } from "../resize-head.ts";
import { culprit, hasMethods, relatedPlaces, remedySentence, subjectOperand } from "../story.ts";
import { code, counted, either, times } from "../words.ts";
import { isSameSplit, partsFix, splitWords, unevenSplit } from "../uneven-split.ts";
import { familyOf } from "../family.ts";

export const elementCountMismatch = defineRule({
  name: "element-count-mismatch",
  summary: "A view or reshape asks for another number of elements than the tensor has",
  level: "error",
  since: "0.1.0",
  on: "broken-requirement",

  check: (broken, { facts }): BrokenRequirement | undefined =>
    familyOf(broken) === "elements" && !isSameSplit(broken, facts) ? broken : undefined,
  report: (broken, context) => ({ at: broken.span, message: message(broken, context), related: relatedPlaces(broken) }),
  fixes: (broken, context) => [
    batchFix(broken, context),
    featuresFix(broken, context),
    ...unitsFix(broken, context),
    countedSizeFix(broken, context) ?? partsFix(broken, context),
    ...(isTested(broken) ? anyFixes(broken, context) : reductions(broken, context)),
  ],
});

/** `loss.backward()` of one loss for each sample, `accelerator.backward(loss)`, `self.manual_backward(loss)`. */
const isBackward = ({ requirement, call }: BrokenRequirement): boolean =>
  requirement === "value-count" && call !== undefined && /\b(manual_)?backward$/.test(call.calleeText);

/** A tensor that stands where the program asks whether something is true. */
const isTested = ({ requirement, call, operation }: BrokenRequirement): boolean =>
  requirement === "value-count" && operation === "require_count" && call === undefined;

/** `.any()`, where tensors have such a method; TensorFlow's do not. */
const reduced = (name: string, { library }: Operand): string =>
  library === "tensorflow" ? `tf.reduce_${name}(…)` : `.${name}()`;

function anyFixes({ operands: [tested] }: BrokenRequirement, { facts }: RuleContext): readonly Fix[] {
  if (tested?.span === undefined || tested.library === "tensorflow") return [];
  const { span } = tested;
  // An equality is meant of all values more often than not.
  const names = /[=!]=/.test(tested.text ?? "") ? ["all", "any"] : ["any", "all"];
  return names.map((name) => {
    const { text, edit } = withSuffix(facts, span, `.${name}()`);
    return { title: `Write ${code(text)}`, safe: false, preferred: false, edits: [edit] };
  });
}

function reductions(broken: BrokenRequirement, { facts }: RuleContext): readonly Fix[] {
  const { call } = broken;
  if (!isBackward(broken) || call?.path !== facts.path) return [];
  // Some objects are handed the loss that others are called on.
  const reduced =
    call.args.find(({ tensor, span }) => tensor !== undefined && span !== undefined)?.span ?? operandOf(call);
  if (reduced === undefined) return [];
  return ["mean", "sum"].map((name) => ({
    title: `Take the ${name} first: \`.${name}()\``,
    safe: false,
    preferred: name === "mean",
    edits: [insertAfter(facts, reduced, `.${name}()`)],
  }));
}

/** A layer before the `Reshape` of Keras or TensorFlow.js that gives as many numbers as that wants. */
function unitsFix({ layer, relation, operands }: BrokenRequirement, context: RuleContext): readonly Fix[] {
  if (!/^(keras|tf)\.layers\.Reshape$/.test(layer?.className ?? "") || relation.kind !== "equal") return [];
  const items = layer?.creation && writtenShape(layer.creation, context);
  const product = items?.map(({ start, end }) => context.facts.text.slice(start, end));
  return resizeHead(operands[0]?.producer, -1, relation.right, context, {
    which: " of the layer before",
    ...(product?.every((factor) => /^[\w.]+$/.test(factor)) === true ? { product: product.join(" * ") } : {}),
  });
}

/** The sizes that a view was asked for, as they are written: two of them, of which the first is the batch's. */
function written({ call }: BrokenRequirement, { facts }: RuleContext): readonly ArgumentFact[] | undefined {
  const sizes = call?.args.filter(({ span, parameter }) => span !== undefined && parameter !== "input") ?? [];
  return call?.path === facts.path && sizes.length >= 2 && sizes.every(({ size }) => size !== undefined)
    ? sizes
    : undefined;
}

/** A batch that is written as a number, where all other sizes fit. */
function batchFix(broken: BrokenRequirement, context: RuleContext): Fix | undefined {
  const dims = dimsOf(broken);
  const sizes = written(broken, context);
  const [first, ...others] = sizes ?? [];
  if (dims === undefined || first?.span === undefined || first.size === -1) return undefined;
  const sample = product(dims.slice(1));
  const known = product(others.map(({ size }) => (size === undefined || size === -1 ? 1 : size)));
  const isOpen = others.some(({ size }) => size === -1);
  if (isOpen ? proveMultiple(sample, known) !== "holds" : !equalDims(known, sample)) return undefined;
  const text = isOpen ? batchOf(broken, context) : "-1";
  if (text === undefined) return undefined;
  const edits = [replace(context.facts.path, first.span, text)];
  return { title: `Write \`${text}\` for the batch`, safe: false, preferred: true, forAnyBatch: true, edits };
}

/** `x.size(0)`, where the view is of something with a name. */
function batchOf({ call }: BrokenRequirement, { facts }: RuleContext): string | undefined {
  const viewed = call && operandOf(call);
  const text = viewed && facts.text.slice(viewed.start, viewed.end);
  return text !== undefined && /^[A-Za-z_][\w.]*$/.test(text) ? `${text}.size(0)` : undefined;
}

/** The features as they are, and the layer behind made for as many. */
function featuresFix(broken: BrokenRequirement, context: RuleContext): Fix | undefined {
  const { facts } = context;
  const dims = dimsOf(broken);
  const [batch, features, ...more] = written(broken, context) ?? [];
  const rest = dims?.slice(1);
  if (rest === undefined || features?.span === undefined || batch?.size === undefined || more.length > 0)
    return undefined;
  const isBatch = batch.size === -1 || equalDims(batch.size, dims?.[0] ?? -2);
  const factors = rest.map(asConstant);
  if (!isBatch || factors.length < 2 || factors.some((factor) => factor === undefined)) return undefined;
  const text = factors.filter((factor) => factor !== 1).join(" * ");
  const wanted = product(rest);
  const edits = [replace(facts.path, features.span, text)];
  const layer = layerBehind(broken, facts);
  const argument = creationArgument(layer, layer && inputArgument(layer));
  const isMadeForIt = argument?.size !== undefined && equalDims(argument.size, features.size ?? -1);
  const resized = isMadeForIt ? rewritten(argument, wanted, rest) : undefined;
  const parameter = layer && inputArgument(layer);
  if (resized !== undefined && layer?.creation !== undefined && parameter !== undefined) {
    const edit = setArgument(layer.creation, parameter, resized.text);
    if (edit !== undefined) edits.push(edit);
  }
  const both = edits.length > 1 ? `, and \`${parameter ?? ""}\` with it` : "";
  return { title: `Set the size to \`${text}\`${both}`, safe: false, preferred: true, edits };
}

/** The layer that gets what the view gives. */
function layerBehind({ call }: BrokenRequirement, facts: FileFacts): LayerFact | undefined {
  for (const { producer } of facts.values) {
    const made = producer?.inputs[0]?.producer?.call;
    if (producer?.operation === "linear" && made?.span.start === call?.span.start && made?.span.end === call?.span.end)
      return producer.layer;
  }
  return undefined;
}

function dimsOf(broken: BrokenRequirement): readonly Dim[] | undefined {
  const input = inputOf(broken);
  return input === undefined || !hasMethods(input) ? undefined : knownDims(input.shape);
}

function message(broken: BrokenRequirement, context: RuleContext): string {
  const { relation, call } = broken;
  const who = culprit(broken, context);
  const input = inputOf(broken);
  if (input === undefined || (relation.kind !== "equal" && relation.kind !== "multiple")) {
    return `${who} asks for another number of elements than there are.`;
  }
  if (isBackward(broken))
    return `${who} starts from one number, but ${printShape(input.shape)} has ${countWords(input.shape, relation.left)}. Reduce it first, with \`.mean()\` or \`.sum()\`.`;
  if (isTested(broken))
    return `${who} is neither true nor false: ${printShape(input.shape)} has ${countWords(input.shape, relation.left)}. Ask whether ${either(
      ["any", "all"].map((name) => code(reduced(name, input))),
      "or",
    )} of them are.`;
  if (broken.requirement === "value-count")
    return `${who} makes a number of a tensor with one value, but ${printShape(input.shape)} has ${countWords(input.shape, relation.left)}. Reduce it first, with \`.sum()\` or \`.mean()\`.`;
  const wanted = broken.detail?.["size"];
  const asked = typeof wanted === "object" && "lead" in wanted ? wanted : undefined;
  const has = `${printShape(input.shape)} has ${countWords(input.shape, relation.left)}`;
  const remedy = remedySentence(broken, relation.right, context);
  if (relation.kind === "multiple") {
    if (broken.operation === "unflatten")
      return `${who} cannot divide an axis of ${printDim(relation.left)} by ${printDim(relation.right)}: ${printDim(relation.left)} is not a multiple of ${printDim(relation.right)}.${remedy}`;
    const into =
      asked === undefined
        ? printDim(relation.right)
        : `${inferred(asked)} is asked for, and the rest makes ${printDim(relation.right)}`;
    return `${who} cannot divide the elements: ${has}, ${asked === undefined ? `not a multiple of ${into}` : `${into}, which does not divide it`}.${remedy}`;
  }
  if (asked !== undefined && call?.args.some(({ parameter }) => parameter === "values") === true)
    return `${who} is given ${counted(relation.left, "value")}, but ${printShape(asked)} has ${countWords(asked, relation.right)}.`;
  const split = unevenSplit(broken);
  if (split !== undefined) return `${who} keeps all elements, but ${splitWords(split)}`;
  const target =
    asked === undefined
      ? `the new shape ${printDim(relation.right)}`
      : `${printShape(asked)} has ${countWords(asked, relation.right)}`;
  return `${who} keeps all elements, but ${has} and ${target}.${remedy}`;
}

function inputOf(broken: BrokenRequirement): Operand | undefined {
  return broken.operands.find(({ parameter }) => parameter === "input") ?? subjectOperand(broken);
}

/** "100352 = 32·64·7·7 elements" */
function countWords(shape: Shape, compared: Dim): string {
  const count = elementCount(shape);
  const dims = knownDims(shape);
  if (count === undefined || asConstant(count) === undefined || dims === undefined)
    return countWordsEach(dims ?? [], compared) ?? `${printDim(compared)} elements beside the sizes that both have`;
  return dims.length > 1 ? `${printDim(count)} = ${times(dims)} elements` : `${printDim(count)} elements`;
}

/** "288 = 3·3·32 elements for each B" */
function countWordsEach(dims: readonly Dim[], compared: Dim): string | undefined {
  const open = dims.filter((size) => asConstant(size) === undefined);
  const rest = dims.filter((size) => asConstant(size) !== undefined);
  if (open.length !== 1 || rest.length === 0 || !equalDims(product(rest), compared)) return undefined;
  const [each = 1] = open;
  const count = rest.length > 1 ? `${printDim(compared)} = ${times(rest)}` : printDim(compared);
  return `${count} elements for each ${printDim(each)}`;
}

/** The sizes as they were asked for, -1 included. */
const inferred = (shape: Shape): string => `(${[...shape.lead, ...shape.tail].map(printDim).join(", ")})`;
