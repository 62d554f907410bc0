/** `tf.nn.softmax_cross_entropy_with_logits`, which wants shares of classes, where class numbers are there: the function that takes those. */
import { replace, replaceCallee, withSuffix } from "../edits/index.ts";
import type { FileEdit } from "../edits/index.ts";
import type { CallFact, LossOperand } from "../facts/index.ts";
import { knownDims } from "../shape/index.ts";
import type { Fix, RuleContext } from "./define.ts";

const dense = "softmax_cross_entropy_with_logits";

export const isDenseFunction = (call: CallFact | undefined): boolean => call?.calleeText.endsWith(`.${dense}`) === true;

export function sparseFunction(call: CallFact, labels: LossOperand, { facts }: RuleContext): Fix | undefined {
  if (!isDenseFunction(call) || call.path !== facts.path) return undefined;
  const edits = [replaceCallee(call, call.calleeText.replace(dense, `sparse_${dense}`)), ...asNumbers(labels, facts)];
  return { title: `Use \`sparse_${dense}\``, safe: false, preferred: true, edits };
}

/** Class numbers as they were before they were made floating point, without an axis of their own. */
function asNumbers({ producer, span, tensor }: LossOperand, facts: RuleContext["facts"]): readonly FileEdit[] {
  const { operation, call, inputs } = producer ?? {};
  const [given] = call?.args ?? [];
  if (span === undefined) return [];
  const isColumn = knownDims(tensor.shape)?.length === 2;
  const isWhole = call?.span.start === span.start && call.span.end === span.end;
  const wasInteger = /^u?int/.test(inputs?.[0]?.tensor.dtype ?? "");
  if (operation === "cast" && isWhole && wasInteger && given?.span !== undefined && given.text !== undefined) {
    const text = isColumn ? withSuffix(facts, given.span, "[:, 0]").text : given.text;
    return [replace(facts.path, span, text)];
  }
  return isColumn ? [withSuffix(facts, span, "[:, 0]").edit] : [];
}
