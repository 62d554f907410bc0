/** How each language's tensors spell what a fix writes behind an expression: `.unsqueeze(0)` in PyTorch is `.expandDims(0)` in TensorFlow.js. */
import type { FileFacts } from "../facts/index.ts";

type Language = Pick<FileFacts, "language">;

const isScript = ({ language }: Language): boolean => language !== "python";

export const addAxis = (facts: Language, axis: number): string =>
  isScript(facts) ? `.expandDims(${String(axis)})` : `.unsqueeze(${String(axis)})`;

export const dropAxis = (facts: Language, axis: number): string =>
  isScript(facts) ? `.squeeze([${String(axis)}])` : `.squeeze(${String(axis)})`;

/** Whether tensors have PyTorch's methods here. */
export const isOfTorch = ({ language, text }: Pick<FileFacts, "language" | "text">): boolean =>
  language === "python" && /^\s*(import|from)\s+torch\b/m.test(text);

/** An axis of 1 at the end taken away, or put there: arrays of NumPy and tensors of TensorFlow have no method for it that all share. */
export const dropLastAxis = (facts: FileFacts): string =>
  isScript(facts) || isOfTorch(facts) ? dropAxis(facts, -1) : "[..., 0]";

export const addLastAxis = (facts: FileFacts): string =>
  isScript(facts) || isOfTorch(facts) ? addAxis(facts, -1) : "[..., None]";

/** Class numbers from one-hot labels, which TensorFlow.js has along the last axis. */
export const classNumbers = (facts: Language): string => (isScript(facts) ? ".argMax(-1)" : ".argmax(dim=1)");

export const toFloats = (facts: Language): string => (isScript(facts) ? ".toFloat()" : ".float()");

export const toIntegers = (facts: Language): string => (isScript(facts) ? ".toInt()" : ".long()");

export const lessOne = (facts: Language, operand: string): string =>
  isScript(facts) ? `${operand}.sub(1)` : `${operand} - 1`;

/** All axes behind the first become one; a script's tensors have no such method. */
export const flattenBehindBatch = (facts: Language): string | undefined =>
  isScript(facts) ? undefined : ".flatten(1)";

/** The last two axes swapped, in a tensor of that many. */
export function swapLast(facts: Language, rank: number | undefined): string | undefined {
  if (!isScript(facts)) return ".transpose(-2, -1)";
  return rank === 2 ? ".transpose()" : undefined;
}
