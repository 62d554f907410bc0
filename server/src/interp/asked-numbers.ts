/** The names in a test whose numbers it may be about: what it leaves of a tensor's classes on either side is not known. */
import { evaluate } from "./evaluate.ts";
import type { Interpreter } from "./interpreter.ts";
import type { Expr } from "./ir.ts";

/** Behind `if labels.max() < 3:`, and beside it, the last class of the labels need no longer occur. */
export function forgetOccurring(it: Interpreter, test: Expr): void {
  for (const name of namesIn(test)) {
    const value = it.recorder.muted(() => evaluate(it, name));
    if (value.kind !== "tensor") continue;
    const { reading } = value.type;
    if (reading?.classes?.kind !== "atLeast") continue;
    const classes = { kind: "atMost", count: reading.classes.count } as const;
    it.heap.assign(value, "type", { ...value.type, reading: { ...reading, classes } });
  }
}

function namesIn(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case "name":
      return [expr];
    case "unary":
      return namesIn(expr.operand);
    case "binary":
      return [...namesIn(expr.left), ...namesIn(expr.right)];
    case "logical":
      return expr.values.flatMap(namesIn);
    case "compare":
      return [expr.first, ...expr.rest.map(({ value }) => value)].flatMap(namesIn);
    case "attribute":
    case "index":
      return namesIn(expr.object);
    case "call":
      return [expr.callee, ...expr.args.map(({ value }) => value)].flatMap(namesIn);
    default:
      return [];
  }
}
