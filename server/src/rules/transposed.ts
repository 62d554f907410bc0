/**
 * Two factors of a product, one of which fits the other when its last two axes are swapped; and a transposition that the program makes, without which a
 * tensor fits. Each library swaps them in its own way: by a method, by a flag of the product, or by a function.
 */
import type { Span } from "../base/span.ts";
import { addArgument, insert, insertAfter, operandOf, receiverOf, replace, unwrapCall } from "../edits/index.ts";
import type { FileEdit } from "../edits/index.ts";
import type { BrokenRequirement, CallFact, FileFacts, Operand } from "../facts/index.ts";
import { axisOf, equalDims, knownDims, proveEqual, rankOf } from "../shape/index.ts";
import type { Dim } from "../shape/index.ts";
import type { Fix, RuleContext } from "./define.ts";
import { importedName } from "./keras-words.ts";
import { swapLast } from "./spelling.ts";
import { hasMethods } from "./story.ts";
import { code } from "./words.ts";

/** The two factors of a product; others, such as the summand of `addmm`, stand before them. */
export function factors({ operands }: BrokenRequirement): readonly [Operand | undefined, Operand | undefined] {
  return [operands.at(-2), operands.at(-1)];
}

type Side = "first" | "second";

/** Which of the two would fit the other, transposed. */
export function fittingTransposed(broken: BrokenRequirement): readonly Side[] {
  const [first, second] = factors(broken);
  if (broken.requirement !== "inner-size" || broken.relation.kind !== "equal") return [];
  const { left, right } = broken.relation;
  const isFitting = (operand: Operand | undefined, axis: number, wanted: Dim): boolean => {
    const isMatrix = operand !== undefined && (rankOf(operand.shape) ?? 0) >= 2;
    const size = isMatrix ? axisOf(operand.shape, axis) : undefined;
    return size !== undefined && proveEqual(size, wanted) === "holds";
  };
  // Where they fit in the other order, that is sooner meant.
  const [rows, columns] = [first && axisOf(first.shape, -2), second && axisOf(second.shape, -1)];
  const areSwapped = rows !== undefined && columns !== undefined && equalDims(rows, columns);
  return [
    ...(isFitting(second, -1, left) ? (["second"] as const) : []),
    ...(isFitting(first, -2, right) && !areSwapped ? (["first"] as const) : []),
  ];
}

/** " Transposed, the second would fit.": of both, that which is transposed in most programs. */
export function transposeAdvice(broken: BrokenRequirement): string {
  const [side] = fittingTransposed(broken);
  return side === undefined ? "" : ` Transposed, the ${side} would fit.`;
}

export function transposeFixes(broken: BrokenRequirement, { facts }: RuleContext): readonly Fix[] {
  const [first, second] = factors(broken);
  // Of a tensor with itself either may be meant.
  const isOfItself = first?.text !== undefined && first.text === second?.text;
  return fittingTransposed(broken).flatMap((side) => {
    const operand = side === "first" ? first : second;
    const span = placeOf(broken, side, facts);
    if (operand === undefined || span === undefined) return [];
    const edit = flag(broken, side, facts) ?? swapped(operand, span, facts);
    const text = code(facts.text.slice(span.start, span.end));
    const title = `Transpose ${isOfItself ? `the ${side} ` : ""}${text}`;
    return edit === undefined
      ? []
      : [{ title, safe: false, preferred: side === "second" && !isOfItself, edits: [edit] }];
  });
}

/** Where a factor is written, also where both are the same tensor. */
function placeOf(broken: BrokenRequirement, side: Side, facts: FileFacts): Span | undefined {
  const { call, path, span } = broken;
  const [first, second] = factors(broken);
  if (path !== facts.path) return undefined;
  const isSame = first?.span?.start === second?.span?.start;
  const isMethod = call !== undefined && receiverOf(call) !== undefined;
  if (call !== undefined && (isMethod || isSame)) {
    const [one, other = one] = call.args.slice(0, 2);
    const given = isMethod ? operandOf(call) : one?.span;
    return side === "first" ? given : other?.span;
  }
  const operand = side === "first" ? first : second;
  const { length } = operand?.text ?? "";
  if (!isSame || length === 0) return operand?.span;
  const { start, end } = span;
  const at = side === "first" ? { start, end: start + length } : { start: end - length, end };
  return facts.text.slice(at.start, at.end) === operand?.text ? at : undefined;
}

/** `k.transpose(-2, -1)`, `k.T`, `tf.transpose(k)`. */
function swapped(operand: Operand, span: Span, facts: FileFacts): FileEdit | undefined {
  const { library, shape } = operand;
  const rank = rankOf(shape);
  if (hasMethods(operand)) {
    const suffix = swapLast(facts, rank);
    return suffix === undefined ? undefined : insertAfter(facts, span, suffix);
  }
  if (rank !== 2) return undefined;
  if (library === "numpy") return insertAfter(facts, span, ".T");
  const tf = library === "tensorflow" ? importedName(facts.text, "tensorflow") : undefined;
  const text = facts.text.slice(span.start, span.end);
  return tf === undefined ? undefined : replace(facts.path, span, `${tf}.transpose(${text})`);
}

/** `tf.matMul(q, k, false, true)`, `tf.matmul(q, k, transpose_b=True)`: where the product itself can be told. */
function flag({ call, operands }: BrokenRequirement, side: Side, facts: FileFacts): FileEdit | undefined {
  const second = operands.at(-1);
  const isTold = call?.args.some(({ parameter }) => /^(transpose|adjoint)/i.test(parameter)) === true;
  const last = call?.args.at(-1);
  if (call?.path !== facts.path || isTold || last?.span?.end !== second?.span?.end) return undefined;
  if (facts.language !== "python")
    return /(^|\.)matMul$/.test(call.calleeText) && second !== undefined && rankOf(second.shape) !== 2
      ? addFlags(call, second, side === "second" ? "false, true" : "true", facts)
      : undefined;
  return /^(\w+\.)?(linalg\.)?matmul$/.test(call.calleeText) && second?.library === "tensorflow"
    ? addArgument(facts, call, side === "second" ? "transpose_b=True" : "transpose_a=True")
    : undefined;
}

const addFlags = ({ path }: CallFact, { span }: Operand, flags: string, { text }: FileFacts): FileEdit | undefined =>
  span !== undefined && text.slice(span.end).trimStart().startsWith(")")
    ? insert(path, span.end, `, ${flags}`)
    : undefined;

/** What was transposed for a model that takes it as it was. */
export function untransposedFix(
  operand: Operand | undefined,
  wanted: readonly Dim[],
  context: RuleContext,
): Fix | undefined {
  const { call, operation, inputs } = operand?.producer ?? {};
  const before = inputs?.[0] && knownDims(inputs[0].tensor.shape);
  if (call === undefined || operation === undefined || !/^(transpose|permute)$/.test(operation)) return undefined;
  if (before?.length !== wanted.length + 1 || call.span.start !== operand?.span?.start) return undefined;
  if (!wanted.every((size, axis) => equalDims(size, before[axis + 1] ?? -1))) return undefined;
  const edit = unwrapCall(context.facts, call);
  const name = code(call.calleeText.slice(call.calleeText.lastIndexOf(".") + 1));
  return edit && { title: `Leave ${name} out: ${code(edit.newText)}`, safe: false, preferred: true, edits: [edit] };
}
