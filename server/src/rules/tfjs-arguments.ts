/** What TensorFlow.js refuses by name or for want of a setting, and the edit that mends it: a loss of another library's name, a first layer without a shape. */
import { addSetting, argumentOf, replace } from "../edits/index.ts";
import type { BrokenRequirement, CallFact, FileFacts } from "../facts/index.ts";
import type { Span } from "../base/span.ts";
import { asConstant, knownDims, printShape } from "../shape/index.ts";
import type { Fix, RuleContext } from "./define.ts";
import { lossNames, metricNames } from "./tfjs-names.ts";
import { code } from "./words.ts";

interface Refusal {
  readonly reason: unknown;
  readonly subject: unknown;
  readonly given: unknown;
}

function refusalOf({ relation }: BrokenRequirement): Refusal | undefined {
  if (relation.kind !== "other") return undefined;
  const { reason, subject, given } = relation.detail;
  return { reason, subject, given };
}

const known: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "unknown-loss": lossNames,
  "unknown-metric": metricNames,
};

/** What the library calls that loss or metric. */
export function libraryName(reason: string, given: string): string | undefined {
  return known[reason]?.[given.toLowerCase().replace(/[^a-z0-9]/g, "")];
}

/** Where the name that is refused is written: between its quotes, in the argument that it was given for. */
export function refusedName(broken: BrokenRequirement, { facts }: RuleContext): Span | undefined {
  const { reason, subject, given } = refusalOf(broken) ?? {};
  if (typeof reason !== "string" || !/^(unknown-(loss|metric|optimizer)|no-such-layer)$/.test(reason)) return undefined;
  if (typeof given !== "string" || typeof subject !== "string" || broken.call?.path !== facts.path) return undefined;
  const { start, end } = argumentOf(broken.call, subject)?.span ?? { start: 0, end: 0 };
  const [name = ""] = given.split("|");
  const found = [`"${name}"`, `'${name}'`, `\`${name}\``]
    .map((written) => facts.text.slice(start, end).indexOf(written))
    .find((at) => at >= 0);
  return found === undefined ? undefined : { start: start + found + 1, end: start + found + 1 + name.length };
}

export function nameFix(broken: BrokenRequirement, context: RuleContext): Fix | undefined {
  const { reason, given } = refusalOf(broken) ?? {};
  const span = refusedName(broken, context);
  if (span === undefined || typeof reason !== "string" || typeof given !== "string") return undefined;
  const name = libraryName(reason, given);
  if (name === undefined) return undefined;
  const edits = [replace(context.facts.path, span, name)];
  return { title: `Write \`${name}\``, safe: true, preferred: true, edits };
}

interface FirstLayer {
  readonly creation: CallFact;
  /** `[28, 28, 1]`, and what was read from what it is. */
  readonly shape: string;
  readonly sentence: string;
}

/** The first layer of a stack, and the shape of what its model is asked or trained with. */
function firstLayer(broken: BrokenRequirement, { facts }: RuleContext): FirstLayer | undefined {
  const creation = broken.layer?.creation;
  if (refusalOf(broken)?.reason !== "first-layer-without-shape" || creation?.path !== facts.path) return undefined;
  const model = modelAround(creation, facts);
  for (const { calleeText, args, path } of facts.calls) {
    const dot = calleeText.lastIndexOf(".");
    if (path !== facts.path || model === undefined || calleeText.slice(0, dot) !== model) continue;
    const [given] = args;
    const dims = given?.tensor && knownDims(given.tensor.shape);
    if (given?.tensor === undefined || dims === undefined || dims.length === 0) continue;
    const sizes = dims.length === 1 ? [1] : dims.slice(1).map(asConstant);
    if (sizes.includes(undefined)) continue;
    const shape = `[${sizes.join(", ")}]`;
    const name = given.text === undefined ? "an input" : code(given.text);
    return { creation, shape, sentence: ` For ${name} of ${printShape(given.tensor.shape)} that is ${code(shape)}.` };
  }
  return undefined;
}

/** The name of the model that the layer is added to, or in whose list it stands. */
function modelAround({ span }: CallFact, { text }: FileFacts): string | undefined {
  const before = text.slice(0, span.start);
  return (
    /([\w$.]+)\.add\(\s*$/.exec(before)?.[1] ??
    /\b(?:const|let|var)\s+([\w$]+)\s*(?::[^=;]*)?=\s*[\w$.]+\(\{\s*(?:name:[^,[]*,\s*)?layers:\s*\[\s*$/.exec(
      before,
    )?.[1]
  );
}

export const inputShapeSentence = (broken: BrokenRequirement, context: RuleContext): string =>
  firstLayer(broken, context)?.sentence ?? "";

export function inputShapeFix(broken: BrokenRequirement, context: RuleContext): Fix | undefined {
  const first = firstLayer(broken, context);
  if (first === undefined) return undefined;
  const edit = addSetting(context.facts, first.creation, `inputShape: ${first.shape}`);
  return edit && { title: `Add \`inputShape: ${first.shape}\``, safe: false, preferred: true, edits: [edit] };
}
