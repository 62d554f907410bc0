/**
 * Unpacking a value into several targets. A tensor's shape, its first axis or a result that surely has another number of parts than there are
 * targets is a broken requirement like any operation's, unless a `try` around it waits for just that.
 */
import type { BrokenRequirement, Operand } from "../facts/index.ts";
import { asConstant, axisOf, rankOf, shapeFrom } from "../shape/index.ts";
import type { Shape } from "../shape/index.ts";
import { callStack } from "./call-facts.ts";
import type { Interpreter } from "./interpreter.ts";
import type { Target } from "./ir.ts";
import { isCertain, wayTo } from "./report-places.ts";
import { storyOf } from "./stories.ts";
import { undefinedValue, unknown } from "./values.ts";
import type { TensorValue, Value } from "./values.ts";

export type UnpackTarget = Extract<Target, { kind: "unpack" }>;

/** As many values as there are targets; one that takes the rest takes a list. */
export function unpack(it: Interpreter, target: UnpackTarget, value: Value): readonly Value[] {
  const restAt = target.items.findIndex((item) => item?.rest === true);
  const names = target.items.map((item) => (item?.target.kind === "name" ? item.target.name : undefined));
  const count = names.length;
  const parts = partsOf(it, value);
  if (restAt < 0 && parts !== undefined && it.language.name === "python") {
    if (parts.count !== count) {
      report(it, target, parts);
      it.raise(undefined);
    }
    it.recorder.noteFine(operation, target);
  }
  const special = it.language.unpack?.(it, value, names, restAt);
  if (special !== undefined) return special;
  const { items, rest } = it.iterate(value);
  if (rest !== undefined) {
    const any = items.length === 0 ? rest : undefined;
    return Array.from({ length: count }, (_, i) =>
      i === restAt
        ? it.list([], rest)
        : i < items.length && (restAt < 0 || i < restAt)
          ? (items[i] as Value)
          : (any ?? unknown),
    );
  }
  if (restAt < 0) {
    if (items.length === count) return items;
    // Python raises on a wrong count; JS fills up with undefined.
    if (it.language.name === "javascript") return Array.from({ length: count }, (_, i) => items[i] ?? undefinedValue);
    const first = items.find((item) => item.kind === "tensor");
    if (first !== undefined) report(it, target, { count: items.length, of: "items", first });
    return it.raise(undefined);
  }
  const after = count - restAt - 1;
  const end = Math.max(restAt, items.length - after);
  return [...items.slice(0, restAt), it.list(items.slice(restAt, end)), ...items.slice(end)];
}

const operation = "unpack";

/** How many parts a value surely has, where tensors are spoken of. */
interface Parts {
  readonly count: number;
  /** What the parts are of: the sizes of this shape, the first axis of a tensor of it, or items of a result. */
  readonly of: "sizes" | "tensor" | "items";
  readonly shape?: Shape;
  /** The first of the items, which the others were made with. */
  readonly first?: TensorValue;
}

function partsOf(it: Interpreter, value: Value): Parts | undefined {
  if (value.kind === "tuple") {
    const dims = value.items.flatMap((item) => (item.kind === "int" ? [item.size] : []));
    const isShape = value.class?.qualifiedName === "torch.Size" && dims.length === value.items.length;
    if (isShape) return { count: dims.length, of: "sizes", shape: shapeFrom(dims) };
    const first = value.items.find((item) => item.kind === "tensor");
    return first === undefined ? undefined : { count: value.items.length, of: "items", first };
  }
  if (value.kind !== "tensor") return undefined;
  const shape = it.assumptions.resolveShape(value.type.shape);
  const first = rankOf(shape) === undefined && shape.lead.length === 0 ? undefined : axisOf(shape, 0);
  const count = first === undefined ? undefined : asConstant(first);
  return count === undefined ? undefined : { count, of: "tensor", shape };
}

const storyOfTensor = (it: Interpreter, { producer }: TensorValue): Pick<Operand, "producer"> =>
  producer === undefined ? {} : { producer: storyOf(it, producer) };

function report(it: Interpreter, target: UnpackTarget, { count, of, shape, first }: Parts): void {
  const { module } = it.frame;
  if (it.recorder.isMuted || !module.project || it.guarded > 0 || !isCertain(it)) return;
  const fact: BrokenRequirement = {
    operation,
    requirement: of,
    subject: "value",
    relation: { kind: "equal", left: count, right: target.items.length },
    path: module.path,
    span: target.span,
    operands:
      first !== undefined
        ? [{ parameter: "item", shape: first.type.shape, ...storyOfTensor(it, first) }]
        : shape === undefined
          ? []
          : [{ parameter: "value", shape }],
    stack: callStack(it),
  };
  const place = { path: module.path, span: target.span, node: target };
  it.recorder.report(fact, [place, ...wayTo(it.frame.calledFrom)]);
}
