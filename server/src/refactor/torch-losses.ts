/** PyTorch's losses by both of their names, and how a program is brought from one to another wherever it makes or calls it. */
import { addImport, replaceCallee } from "../edits/index.ts";
import type { FileEdit } from "../edits/index.ts";
import type { LossCallFact } from "../facts/index.ts";
import type { Scene } from "./define.ts";

export interface LossNames {
  readonly layer: string;
  readonly function: string;
}

export const torchLosses = {
  bce: { layer: "BCELoss", function: "binary_cross_entropy" },
  bceWithLogits: { layer: "BCEWithLogitsLoss", function: "binary_cross_entropy_with_logits" },
  crossEntropy: { layer: "CrossEntropyLoss", function: "cross_entropy" },
  nll: { layer: "NLLLoss", function: "nll_loss" },
} as const satisfies Record<string, LossNames>;

export const isLoss = ({ loss }: LossCallFact, names: LossNames): boolean =>
  loss === `torch.nn.${names.layer}` || loss === `torch.nn.functional.${names.function}`;

/** `undefined` where the loss has arguments, such as class weights, that mean something else in the other; `shared` mean the same. */
export function changeLoss(
  loss: LossCallFact,
  to: LossNames,
  { read }: Pick<Scene, "read">,
  shared: readonly string[] = [],
): readonly FileEdit[] | undefined {
  const call = loss.creation ?? loss.call;
  const known = new Set(["input", "target", "reduction", "0", "1", ...shared]);
  if (call.args.some(({ parameter }) => !known.has(parameter))) return undefined;
  const name = call.callee?.startsWith("torch.nn.functional.") === true ? to.function : to.layer;
  const dot = call.calleeText.lastIndexOf(".");
  if (dot >= 0) return [replaceCallee(call, call.calleeText.slice(0, dot + 1) + name)];
  const text = read(call.path);
  if (text === undefined) return undefined;
  const from = name === to.function ? "torch.nn.functional" : "torch.nn";
  const added = addImport({ path: call.path, text }, `from ${from} import ${name}`);
  return [...(added === undefined ? [] : [added]), replaceCallee(call, name)];
}
