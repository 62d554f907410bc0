/** Operators and subscripts on tensors, and what a loop goes through, are places of the program like calls: reports and stories name them. */
import type { CallRecord } from "./frames.ts";
import type { Interpreter } from "./interpreter.ts";
import type { AttributeExpr, Expr } from "./ir.ts";
import type { InstanceValue, Value } from "./values.ts";

/** Runs an operator or subscript as a site of the project's code. */
export function atSite<T>(
  it: Interpreter,
  expression: Expr,
  callee: Value | undefined,
  operands: readonly Value[],
  expressions: readonly (Expr | undefined)[],
  run: () => T,
): T {
  if (!it.frame.module.project || !operands.some(isTensorLike)) return run();
  const record: CallRecord = {
    id: it.nextRecordId(),
    module: it.frame.module,
    expression,
    call: undefined,
    callee,
    positional: operands.map((value, i) => ({ value, expression: expressions[i] })),
    named: new Map(),
    frame: it.frame,
    uncertain: it.uncertain,
  };
  return it.withSite(record, run);
}

/** Whether a value is true that stands where the program asks for it: a tensor may refuse to answer. */
export function truthAt(it: Interpreter, expression: Expr, value: Value): boolean | undefined {
  if (value.kind === "tensor")
    atSite(it, expression, undefined, [value], [expression], () => it.language.askTruth?.(it, value));
  return it.truth(value);
}

/** A property of a library's class may refuse: reading it is a place like a call. */
export function atProperty(it: Interpreter, expression: AttributeExpr, object: Value, run: () => Value): Value {
  const isProperty = object.kind === "instance" && isLibraryProperty(object, expression.name);
  return isProperty ? atSite(it, expression, undefined, [object], [expression.object], run) : run();
}

function isLibraryProperty({ class: { mro } }: InstanceValue, name: string): boolean {
  const owner = mro.find(({ attributes }) => attributes.has(name));
  const found = owner?.attributes.get(name);
  return found?.kind === "descriptor" && found.form === "property" && owner?.path?.startsWith("<") === true;
}

function isTensorLike(value: Value): boolean {
  return value.kind === "tensor" || value.kind === "open" || value.kind === "instance";
}
