/** Changing which loss is used, and words for what losses want; shared by the rules about losses. */
import type { Span } from "../base/span.ts";
import { addImport, argumentOf, insertAfter, replace, replaceCallee, setArgument } from "../edits/index.ts";
import type { FileEdit } from "../edits/index.ts";
import type { BrokenRequirement, CallFact, FileFacts, LossCallFact, LossOperand, Producer } from "../facts/index.ts";
import { isInteger } from "../shape/index.ts";
import { ancestry } from "./ancestry.ts";
import type { Fix, RuleContext } from "./define.ts";
import { quoteOf, setText } from "./named-texts.ts";
import { code, inOtherFile } from "./words.ts";
import { itemsOf } from "./written-sizes.ts";

/** How PyTorch spells one loss as a class and as a function. */
interface LossNames {
  readonly layer: string;
  readonly function: string;
}

export const crossEntropy: LossNames = { layer: "CrossEntropyLoss", function: "cross_entropy" };
export const bceWithLogits: LossNames = { layer: "BCEWithLogitsLoss", function: "binary_cross_entropy_with_logits" };
export const negativeLogLikelihood: LossNames = { layer: "NLLLoss", function: "nll_loss" };
export const bce: LossNames = { layer: "BCELoss", function: "binary_cross_entropy" };

/**
 * Uses another loss of PyTorch where this one is constructed or called. `undefined` where that is not PyTorch, or where it has arguments, such as class weights, that mean something else in another loss; `shared` are those that mean the same.
 */
export function replaceLoss(
  loss: LossCallFact,
  names: LossNames,
  context: RuleContext,
  shared: readonly string[] = [],
): { readonly title: string; readonly edits: readonly FileEdit[] } | undefined {
  const call = loss.creation ?? loss.call;
  const source = context.source(call.path);
  if (source === undefined || !loss.loss.startsWith("torch.")) return undefined;
  const isFunction = call.callee?.startsWith("torch.nn.functional.") === true;
  const known = new Set(["input", "target", "reduction", ...shared]);
  const others = call.args.filter(({ parameter }) => !known.has(parameter) && !/^\d$/.test(parameter));
  if (others.length > 0) return undefined;
  const name = isFunction ? names.function : names.layer;
  const dot = call.calleeText.lastIndexOf(".");
  // What a variable or a setting holds is chosen elsewhere.
  if (call.calleeText.slice(dot + 1) !== call.callee?.split(".").at(-1)) return undefined;
  const qualifier = call.calleeText.slice(0, dot + 1);
  const added =
    dot >= 0 ? undefined : addImport(source, `from torch.nn${isFunction ? ".functional" : ""} import ${name}`);
  const edits = [...(added === undefined ? [] : [added]), replaceCallee(call, qualifier + name)];
  return { title: `Use \`${qualifier}${name}\`${inOtherFile(call.path, context)}`, edits };
}

/** Writes something behind an operand of the loss, if it stands in this file. */
export function suffixOperand(
  operand: LossOperand | undefined,
  suffix: string,
  { facts }: RuleContext,
): FileEdit | undefined {
  return operand?.span === undefined ? undefined : insertAfter(facts, operand.span, suffix);
}

/** Whether this very call is reported as a crash: what it would do in silence is then beside the point. */
export function crashes({ call, part }: LossCallFact, { broken }: FileFacts): boolean {
  return broken.some((each) => each.call?.id === call.id && (each.part === undefined || each.part === part));
}

/** The loss that broke, if it was a loss. */
export function lossAt({ call, part }: BrokenRequirement, { lossCalls }: FileFacts): LossCallFact | undefined {
  const ofPart = lossCalls.filter((each) => each.part === part);
  const isThere = (each: LossCallFact): boolean =>
    each.call.path === call?.path && each.call.span.start === call.span.start && each.call.span.end === call.span.end;
  // Of a loop's turns, one stands for all in which nothing else comes in.
  return ofPart.find((each) => each.call.id === call?.id) ?? ofPart.find(isThere);
}

/** Labels where the scores belong, and the network's output where the labels belong. */
export function isSwapped({ contract, input, target }: LossCallFact): boolean {
  // A divergence takes logarithms first, and shares behind them.
  if (contract.input === "log-probabilities" && contract.target === "same-shape") {
    const [first, second] = [input, target].map((side) => side?.tensor.reading?.last);
    return first === "softmax" && second === "log_softmax";
  }
  if (contract.classes === "none" || target === undefined || isLearned(input.producer)) return false;
  const { dtype, reading } = input.tensor;
  const isOneHot = reading?.last === "one_hot";
  const isLabel = (dtype !== undefined && isInteger(dtype)) || reading?.classes !== undefined || isOneHot;
  const made = target.producer;
  if (isLabel || (contract.classes === "independent" && isGiven(input)))
    return isLearned(made) || (isOneHot && made !== undefined && dependsOnVariables(made));
  return false;
}

/** Numbers between 0 and 1 that no network gave: zeros or ones for fake and real, images that are drawn anew. */
function isGiven({ tensor: { reading }, producer }: LossOperand): boolean {
  const [low, high] = reading?.range ?? [-1, 2];
  const isSquashed = /^(sigmoid|softmax|hardsigmoid)$/.test(reading?.last ?? "");
  if (low < 0 || high > 1 || isSquashed || producer === undefined) return false;
  // Only the shape comes from what it is like.
  return producer.operation === "like" || !(dependsOnWeights(producer) || dependsOnVariables(producer));
}

/** Whether weights had a part in it. */
function isLearned(producer: Producer | undefined): boolean {
  let at = producer;
  for (let steps = 0; at !== undefined && steps < 12; steps++) {
    if (/^(argmax|like)$/.test(at.operation)) return false;
    if (/^(linear|bilinear|conv)/.test(at.operation) && at.layer !== undefined) return true;
    at = at.inputs[0]?.producer;
  }
  return false;
}

/** Names another loss where the model of this call is compiled by name, in the same file and once; of several losses, that of the output. */
export function compileWith(
  name: string,
  fit: CallFact | undefined,
  { facts }: RuleContext,
  part?: string,
): Fix | undefined {
  const model = fit?.calleeText.slice(0, fit.calleeText.lastIndexOf(".")) ?? "";
  const all = facts.calls.filter(({ calleeText, path }) => path === facts.path && calleeText.endsWith(".compile"));
  const own = all.filter(({ calleeText }) => calleeText === `${model}.compile`);
  // A class or a function may call the model by another name than the one that compiles it.
  const [call, ...others] = own.length > 0 ? own : all;
  const loss = call === undefined || others.length > 0 ? undefined : argumentOf(call, "loss");
  if (call === undefined || loss?.span === undefined) return undefined;
  const one = part === undefined ? undefined : lossOfPart(loss.span, part, facts);
  const isFunction = /^[\w$]+\.losses\.\w+$/.test(loss.text ?? "");
  const quote = quoteOf(facts);
  const edit =
    one !== undefined
      ? replace(facts.path, one, name)
      : isFunction
        ? setArgument(call, "loss", `${quote}${name}${quote}`)
        : setText(call, "loss", name, facts);
  const which = one === undefined ? "" : ` for ${code(part ?? "")}`;
  return edit && { title: `Compile with \`${name}\`${which}`, safe: false, preferred: true, edits: [edit] };
}

/** The name of an output's loss, in the object or the list of all of them. */
function lossOfPart({ start, end }: Span, part: string, { text }: FileFacts): Span | undefined {
  const items = itemsOf({ start, end }, text);
  const item = /^\d+$/.test(part) ? items?.[Number(part)] : undefined;
  const pattern =
    item === undefined ? new RegExp(`(?:\\b|["'])${escaped(part)}["']?\\s*:\\s*["'](\\w+)["']`, "d") : /["'](\w+)["']/d;
  const from = item?.start ?? start;
  const place = pattern.exec(text.slice(from, item?.end ?? end))?.indices?.[1];
  return place && { start: from + place[0], end: from + place[1] };
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Two changes that belong together, under both titles; neither is offered without the other. */
export function both(one: Fix | undefined, other: Fix | undefined): Fix | undefined {
  if (one === undefined || other === undefined) return undefined;
  const title = `${one.title} and ${other.title.slice(0, 1).toLowerCase()}${other.title.slice(1)}`;
  return { ...one, title, edits: [...one.edits, ...other.edits] };
}

/** Whether weights had a part in it, by whatever way. */
export function dependsOnWeights(producer: Producer): boolean {
  for (const { layer, operation } of ancestry(producer))
    if (layer !== undefined && /^(linear|bilinear|conv|lstm|gru|rnn|embedding|batch_norm)/.test(operation)) return true;
  return false;
}

/** Whether it was computed with what the program trains without a layer: variables, parameters of its own. */
export function dependsOnVariables(producer: Producer): boolean {
  for (const each of ancestry(producer))
    if (isTrained(each) || each.inputs.some(({ weight }) => weight === true)) return true;
  return false;
}

/** A tensor that the program makes, or marks, to be trained. */
const isTrained = ({ operation, call }: Producer): boolean =>
  operation === "requires_grad_" ||
  call?.args.some(({ parameter, literal }) => parameter === "requires_grad" && literal === "True") === true;

/** Whether an operand is what is trained, and not computed with it. */
export function isWeight({
  producer,
  weight,
}: {
  readonly producer?: Producer | undefined;
  readonly weight?: true;
}): boolean {
  let at = producer;
  for (let steps = 0; at !== undefined && steps < 6; steps++) {
    if (isTrained(at)) return true;
    at = at.inputs.length === 1 ? at.inputs[0]?.producer : undefined;
  }
  return weight === true;
}
