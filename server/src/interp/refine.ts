/**
 * What a test says about the values in it, on the side where it is true or false: `x is None`, `isinstance`, `x.dim() == 4`,
 * `x.size(1) == 1`, flags. Refinements are assumptions about open values and sizes, undone and joined like any other write.
 */
import { forgetOccurring } from "./asked-numbers.ts";
import { evaluate } from "./evaluate.ts";
import { assignName } from "./assign.ts";
import type { Interpreter } from "./interpreter.ts";
import type { CompareExpr, Expr } from "./ir.ts";
import { narrowed } from "./one-of.ts";
import { RaiseSignal } from "./signals.ts";
import { bool, none } from "./values.ts";
import type { Value } from "./values.ts";

/** Runs one side of a test with what the test says there; a side that cannot be is a path that raises. */
export function withRefinement<T>(it: Interpreter, test: Expr, outcome: boolean, run: () => T): T {
  if (!refine(it, test, outcome)) throw new RaiseSignal(undefined);
  return run();
}

/** False where the test cannot have that outcome. */
export function refine(it: Interpreter, test: Expr, outcome: boolean): boolean {
  forgetOccurring(it, test);
  return assume(it, test, outcome);
}

function assume(it: Interpreter, test: Expr, outcome: boolean): boolean {
  switch (test.kind) {
    case "unary":
      return test.operator === "not" ? assume(it, test.operand, !outcome) : true;
    case "logical":
      if ((test.operator === "and") !== outcome) return true;
      return test.values.every((value) => assume(it, value, outcome));
    case "name":
    case "attribute":
      return refineTruth(it, test, outcome);
    case "compare":
      return refineCompare(it, test, outcome);
    default:
      return true;
  }
}

/** A bare flag: an open value is then true or false for good. */
function refineTruth(it: Interpreter, test: Expr, outcome: boolean): boolean {
  const value = quietly(it, test);
  if (value.kind === "open" && !it.isOpenTensor(value)) {
    if (!outcome) it.assumptions.remember("shown", value, bool(false));
    else it.assumptions.remember("shown", value, bool(true));
    return true;
  }
  if (value.kind === "bool" && value.value === undefined && test.kind === "name")
    assignName(it, test.name, bool(outcome));
  return true;
}

function refineCompare(it: Interpreter, test: CompareExpr, outcome: boolean): boolean {
  const only = test.rest[0];
  if (test.rest.length !== 1 || only === undefined) return true;
  const { operator } = only;
  const positive =
    operator === "is" || operator === "==" || operator === "==="
      ? outcome
      : operator === "is not" || operator === "!=" || operator === "!=="
        ? !outcome
        : undefined;
  if (positive === undefined) return true;
  const left = quietly(it, test.first);
  const right = quietly(it, only.value);
  if (right.kind === "none" && left.kind === "open") {
    it.assumptions.remember("shown", left, positive ? none : bool(true));
    return true;
  }
  if (right.kind === "none" && left.kind === "unknown" && test.first.kind === "name") {
    const value = narrowed(left, positive) ?? (positive ? none : left);
    if (value !== left) assignName(it, test.first.name, value);
    return true;
  }
  if (!positive) return true;
  const a = left.kind === "int" || left.kind === "open" ? it.asInt(left) : undefined;
  const b = right.kind === "int" || right.kind === "open" ? it.asInt(right) : undefined;
  if (a !== undefined && b !== undefined) return it.assumptions.assumeEqual(a, b) !== "fails";
  if (left.kind === "open" && (right.kind === "str" || right.kind === "bool"))
    it.assumptions.remember("shown", left, right);
  return true;
}

/** Evaluates again, without a trace: tests of tests have no effects worth keeping. */
function quietly(it: Interpreter, expr: Expr): Value {
  return it.recorder.muted(() => evaluate(it, expr));
}
