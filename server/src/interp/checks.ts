/**
 * Checks that a program makes itself: an `assert` over sizes that is false, a test of sizes that leads to a `raise`. Where it is sure that the
 * check is reached and fails, that is a broken requirement like any operation's. Only comparisons of numbers and shapes are spoken of: a
 * missing option or a mode that nobody wrote is the program's own affair.
 */
import type { BrokenRequirement } from "../facts/index.ts";
import { printDim } from "../shape/index.ts";
import { runHypothetically } from "./branches.ts";
import { callStack } from "./call-facts.ts";
import { evaluate } from "./evaluate.ts";
import type { Interpreter } from "./interpreter.ts";
import type { CompareOperator, Expr, Stmt } from "./ir.ts";
import { isCertain, wayTo } from "./report-places.ts";
import { isTried } from "./shape-subscript.ts";
import type { Value } from "./values.ts";

/** What a comparison compared, in the program's words and in numbers. */
interface Compared {
  readonly operator: CompareOperator;
  readonly sides: readonly [Side, Side];
}

interface Side {
  readonly expression: Expr;
  readonly value: string;
}

/** The test came out as `truth`, and the program raises for it. */
export function reportCheck(it: Interpreter, test: Expr, truth: boolean): void {
  const { module } = it.frame;
  if (it.language.name !== "python" || it.recorder.isMuted || !module.project) return;
  if (it.guarded > 0 || !isCertain(it) || isTried(it)) return;
  const found = runHypothetically(it, () => it.recorder.muted(() => decisive(it, test, truth)));
  if (found === undefined) return;
  const text = ({ span }: Expr): string => module.text.slice(span.start, span.end);
  const [left, right] = found.sides;
  const fact: BrokenRequirement = {
    operation: "check",
    requirement: truth ? "raises" : "asserted",
    subject: "value",
    relation: {
      kind: "other",
      detail: {
        operator: found.operator,
        left: text(left.expression),
        right: text(right.expression),
        leftValue: left.value,
        rightValue: right.value,
      },
    },
    path: module.path,
    span: test.span,
    operands: [],
    stack: callStack(it),
  };
  const place = { path: module.path, span: test.span, node: test };
  it.recorder.report(fact, [place, ...wayTo(it.frame.calledFrom)]);
}

/** What says that a value is wrong. Others (`StopIteration`, `IndexError` in `__getitem__`, a pruned trial) are ways to go on. */
const complaints = new Set(["ValueError", "RuntimeError", "TypeError", "AssertionError", "Exception"]);

/** Whether all that the statements do is to complain. */
export function onlyComplains(body: readonly Stmt[]): boolean {
  const last = body.at(-1);
  if (last?.kind !== "raise" || last.value === undefined) return false;
  const raised = last.value.kind === "call" ? last.value.callee : last.value;
  if (raised.kind !== "name" || !complaints.has(raised.name)) return false;
  return body.slice(0, -1).every(({ kind }) => kind === "expression" || kind === "assign");
}

/** The comparison of sizes that made the test come out so. Of several of which each would do, the first; nothing where one of them speaks of something else. */
function decisive(it: Interpreter, test: Expr, truth: boolean): Compared | undefined {
  if (test.kind === "unary" && test.operator === "not") return decisive(it, test.operand, !truth);
  if (test.kind === "compare") return comparison(it, test, truth);
  if (test.kind !== "logical") return undefined;
  if ((test.operator === "and") !== truth) {
    // One part alone decided.
    const part = test.values.find((value) => it.truth(evaluate(it, value)) === truth);
    return part === undefined ? undefined : decisive(it, part, truth);
  }
  const parts = test.values.map((value) => decisive(it, value, truth));
  return parts.includes(undefined) ? undefined : parts[0];
}

function comparison(
  it: Interpreter,
  { first, rest }: Extract<Expr, { kind: "compare" }>,
  truth: boolean,
): Compared | undefined {
  if (truth && rest.length > 1) return undefined;
  let left = first;
  let leftValue = evaluate(it, first);
  for (const { operator, value: right } of rest) {
    const rightValue = evaluate(it, right);
    if (it.truth(it.language.compare(it, operator, leftValue, rightValue)) === truth) {
      const texts = [sizesText(it, leftValue), sizesText(it, rightValue)];
      const [leftText, rightText] = texts;
      if (leftText === undefined || rightText === undefined) return undefined;
      if (left.kind === "constant" && right.kind === "constant") return undefined;
      if (countsItems(left) || countsItems(right)) return undefined;
      // At the top level a program tells its reader what came out; what is written there is no guard of a shape unless it says so.
      if (it.frame.function === undefined && !asksTensor(left) && !asksTensor(right)) return undefined;
      return {
        operator,
        sides: [
          { expression: left, value: leftText },
          { expression: right, value: rightText },
        ],
      };
    }
    left = right;
    leftValue = rightValue;
  }
  return undefined;
}

/** How long a list is, code decides too that we do not run: callbacks, hooks, what runs once while it is traced. */
function countsItems(expression: Expr): boolean {
  switch (expression.kind) {
    case "call":
      return expression.callee.kind === "name" && expression.callee.name === "len"
        ? !expression.args.some(({ value }) => asksTensor(value))
        : expression.args.some(({ value }) => countsItems(value));
    case "binary":
      return countsItems(expression.left) || countsItems(expression.right);
    case "unary":
      return countsItems(expression.operand);
    default:
      return false;
  }
}

/** `x.shape`, `x.size(1)`, `len(x.shape)`, `x.shape[-1] // 2`. */
function asksTensor(expression: Expr): boolean {
  switch (expression.kind) {
    case "attribute":
      return /^(shape|ndim)$/.test(expression.name) || asksTensor(expression.object);
    case "index":
      return asksTensor(expression.object);
    case "call":
      return (
        (expression.callee.kind === "attribute" && /^(size|dim|numel|stride)$/.test(expression.callee.name)) ||
        expression.args.some(({ value }) => asksTensor(value))
      );
    case "binary":
      return asksTensor(expression.left) || asksTensor(expression.right);
    default:
      return false;
  }
}

/** A size, or sizes in a row, as they are written; nothing for what is neither. */
function sizesText(it: Interpreter, value: Value): string | undefined {
  if (value.kind === "int") return printDim(it.assumptions.resolve(value.size));
  if (value.kind !== "tuple" && value.kind !== "list") return undefined;
  if (value.kind === "list" && value.rest !== undefined) return undefined;
  const items = value.items.map((item) => sizesText(it, item));
  if (items.includes(undefined)) return undefined;
  const inner = items.join(", ");
  return value.kind === "list" ? `[${inner}]` : `(${inner}${items.length === 1 ? "," : ""})`;
}
