/**
 * A tuple, list or dict of tensors that is asked for what only a tensor has: `out.shape`, `out[:, -1]`, where `out` is what a recurrent layer gave.
 * Reported unless a `try` waits for it, and on what a method that nobody calls was handed or finds on its object only where it was made there.
 */
import { callStack } from "./call-facts.ts";
import type { Interpreter } from "./interpreter.ts";
import type { Expr } from "./ir.ts";
import { isCertain, wayTo } from "./report-places.ts";
import { isTried } from "./shape-subscript.ts";
import { storyOf } from "./stories.ts";
import type { DictValue, ListValue, TensorValue, TupleValue, Value } from "./values.ts";

type Parts = TupleValue | ListValue | DictValue;
type Asking = Extract<Expr, { kind: "attribute" | "index" }>;

/** The value, where it is several whose number is sure. */
export function partsOf(it: Interpreter, value: Value): Parts | undefined {
  if (it.language.name !== "python") return undefined;
  if (value.kind === "tuple") return value;
  return (value.kind === "list" || value.kind === "dict") && value.rest === undefined ? value : undefined;
}

/** `parts.name` has no value: it is meant of a tensor if tensors have it. */
export function reportAttribute(it: Interpreter, expression: Asking, parts: Parts, name: string): void {
  const first = firstTensor(parts);
  if (first === undefined || !maySpeak(it, expression)) return;
  const ofTensor = it.hypothetically(() => it.recorder.muted(() => it.language.getAttribute(it, first.tensor, name)));
  if (ofTensor === undefined || ofTensor.kind === "unknown") return;
  report(it, expression, parts, first, { attribute: name });
}

/** `parts[index]` has no value: several axes at once are a tensor's only. */
export function reportAxes(it: Interpreter, expression: Asking, parts: Parts, index: Value): void {
  const first = firstTensor(parts);
  if (first === undefined || index.kind !== "tuple" || !index.items.some(isOfAxes) || !maySpeak(it, expression)) return;
  report(it, expression, parts, first, { axes: "several" });
}

const isOfAxes = ({ kind }: Value): boolean => kind === "slice" || kind === "ellipsis";

/** Objects may have been changed by methods that are not run: what stands on them is sure only in a run of the program. */
function maySpeak(it: Interpreter, { object }: Asking): boolean {
  const { module } = it.frame;
  if (it.recorder.isMuted || !module.project || it.guarded > 0 || !isCertain(it)) return false;
  return object.kind === "name" || object.kind === "call" || !isTried(it);
}

interface Part {
  readonly tensor: TensorValue;
  readonly key?: string;
}

function firstTensor(parts: Parts): Part | undefined {
  if (parts.kind !== "dict") {
    const tensor = parts.items.find((item) => item.kind === "tensor");
    return tensor?.kind === "tensor" ? { tensor } : undefined;
  }
  for (const { key, value } of parts.entries.values())
    if (value.kind === "tensor" && key.kind === "str" && key.value !== undefined)
      return { tensor: value, key: key.value };
  return undefined;
}

function report(
  it: Interpreter,
  expression: Asking,
  parts: Parts,
  { tensor, key }: Part,
  asked: Readonly<Record<string, string>>,
): void {
  const { module } = it.frame;
  const { span } = expression.object;
  const text = module.text.slice(span.start, span.end);
  const items = parts.kind === "dict" ? parts.entries.size : parts.items.length;
  const shape = it.assumptions.resolveShape(tensor.type.shape);
  const producer = tensor.producer === undefined ? {} : { producer: storyOf(it, tensor.producer) };
  const place = { path: module.path, span: expression.span };
  it.recorder.report(
    {
      operation: "ask",
      requirement: "one-tensor",
      subject: "input",
      relation: {
        kind: "other",
        detail: { kind: parts.kind, items, tensors: 1, text, ...(key === undefined ? {} : { key }), ...asked },
      },
      ...place,
      operands: [{ parameter: "input", shape, span, text, ...producer }],
      stack: callStack(it),
    },
    [{ ...place, node: expression }, ...wayTo(it.frame.calledFrom)],
  );
}
