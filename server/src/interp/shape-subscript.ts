/**
 * Subscripts past the end, `x.shape[3]` of two axes, `layers[4]` of four: broken requirements, unless a `try` around them waits for just that. How long
 * a list is, is sure where the program runs as it stands, not where a method is tried on an object that others may have filled.
 */
import { shapeFrom } from "../shape/index.ts";
import { callStack } from "./call-facts.ts";
import type { Frame } from "./frames.ts";
import type { Interpreter } from "./interpreter.ts";
import type { Expr } from "./ir.ts";
import type { ReportPlace } from "./recorder.ts";
import { isCertain, wayTo } from "./report-places.ts";
import { constantInt } from "./values.ts";
import type { Value } from "./values.ts";

/** `object[index]` has no value. Says so where the object is the shape of a tensor, a tuple or a list. */
export function reportSubscript(it: Interpreter, expression: Expr, object: Value, index: Value): void {
  const { module } = it.frame;
  if (object.kind !== "tuple" || object.class?.qualifiedName !== "torch.Size") {
    const isWhole = object.kind === "tuple" || (object.kind === "list" && object.rest === undefined);
    const at = constantInt(index);
    if (!isWhole || at === undefined || it.language.name !== "python" || !module.project) return;
    reportMissingItem(it, at, object.items.length, { path: module.path, span: expression.span, node: expression });
    return;
  }
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

/** There are `count` items, and none at `index`. An empty list is one that code may fill that we do not run: a callback, a hook. */
export function reportMissingItem(it: Interpreter, index: number, count: number, place: ReportPlace): void {
  if (count === 0) return;
  if (it.recorder.isMuted || it.guarded > 0 || !isCertain(it) || isTried(it)) return;
  it.recorder.report(
    {
      operation: "subscript",
      requirement: "index-range",
      subject: "input",
      relation: { kind: "at-least", left: count, right: index + 1 },
      detail: { index, size: count },
      path: place.path,
      span: place.span,
      operands: [],
      stack: callStack(it),
    },
    [place, ...wayTo(it.frame.calledFrom)],
  );
}

/** Whether this is no run of the program, but one that tries out what nobody calls. */
export function isTried(it: Interpreter): boolean {
  for (let f: Frame | undefined = it.frame; f !== undefined; f = f.caller) if (f.quality === "open") return true;
  return false;
}
