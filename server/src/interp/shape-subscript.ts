/** The subscript of a shape past its end, `x.shape[3]` of two axes: a broken requirement, unless a `try` around it waits for just that. */
import { shapeFrom } from "../shape/index.ts";
import { callStack } from "./call-facts.ts";
import type { Interpreter } from "./interpreter.ts";
import type { Expr } from "./ir.ts";
import { isCertain, wayTo } from "./report-places.ts";
import { constantInt } from "./values.ts";
import type { Value } from "./values.ts";

/** `object[index]` has no value. Says so where the object is the shape of a tensor. */
export function reportSubscript(it: Interpreter, expression: Expr, object: Value, index: Value): void {
  const { module } = it.frame;
  if (object.kind !== "tuple" || object.class?.qualifiedName !== "torch.Size") return;
  const axis = constantInt(index);
  const sizes = object.items.flatMap((item) => (item.kind === "int" ? [item.size] : []));
  if (axis === undefined || sizes.length !== object.items.length) return;
  if (it.recorder.isMuted || !module.project || it.guarded > 0 || !isCertain(it)) return;
  const place = { path: module.path, span: expression.span };
  it.recorder.report(
    {
      operation: "subscript",
      requirement: "axis",
      subject: "input",
      relation: { kind: "axis", axis, rank: sizes.length },
      ...place,
      operands: [{ parameter: "input", shape: shapeFrom(sizes) }],
      stack: callStack(it),
    },
    [{ ...place, node: expression }, ...wayTo(it.frame.calledFrom)],
  );
}
