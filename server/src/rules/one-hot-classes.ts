/** One-hot labels that meet class numbers: the numbers of their classes are what can be compared. */
import { replace, withSuffix } from "../edits/index.ts";
import type { FileEdit } from "../edits/index.ts";
import type { Operand } from "../facts/index.ts";
import { equalDims, knownDims } from "../shape/index.ts";
import type { Fix, RuleContext } from "./define.ts";
import { importedName } from "./keras-words.ts";
import { classNumbers } from "./spelling.ts";
import { hasMethods } from "./story.ts";
import { code, excerpt } from "./words.ts";

/** Labels of (N, K) beside one number for each of the N. */
export function classNumbersFix(labels: Operand, numbers: Operand | undefined, context: RuleContext): Fix | undefined {
  const [rows, ones] = [knownDims(labels.shape), numbers && knownDims(numbers.shape)];
  if (labels.producer?.output.reading?.last !== "one_hot" || rows === undefined || ones?.length !== rows.length - 1)
    return undefined;
  // Among maps PyTorch may have the classes behind the batch.
  if (rows.length !== 2 || ones.some((size, axis) => !equalDims(size, rows[axis] ?? -1))) return undefined;
  const written = withClassNumbers(labels, context);
  return (
    written && {
      title: `Compare class numbers: ${code(excerpt(written.text, 60))}`,
      safe: false,
      preferred: true,
      edits: [written.edit],
    }
  );
}

/** As the tensor's library spells it: a method of PyTorch and NumPy, a function of TensorFlow. */
function withClassNumbers(
  labels: Operand,
  { facts }: RuleContext,
): { readonly text: string; readonly edit: FileEdit } | undefined {
  const { span, text } = labels;
  if (span === undefined || text === undefined) return undefined;
  if (hasMethods(labels)) return withSuffix(facts, span, classNumbers(facts));
  if (labels.library === "numpy") return withSuffix(facts, span, ".argmax(axis=1)");
  const tensorflow = importedName(facts.text, "tensorflow");
  const written = `${tensorflow ?? ""}.argmax(${text}, axis=1)`;
  return tensorflow === undefined ? undefined : { text: written, edit: replace(facts.path, span, written) };
}
