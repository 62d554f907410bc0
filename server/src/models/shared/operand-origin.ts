/** Where an operand of a library's call is written in the program. */
import type { CallRecord } from "../../interp/frames.ts";
import type { Interpreter } from "../../interp/interpreter.ts";
import { storyOf } from "../../interp/stories.ts";
import type { TensorValue, Value } from "../../interp/values.ts";

/** Where the operand is written in the project's call, and how it was made. */
export function origin(
  it: Interpreter,
  value: Value | undefined,
  site: CallRecord,
): { text?: string; span?: { start: number; end: number }; producer?: ReturnType<typeof storyOf> } {
  if (value === undefined) return {};
  const args = [...site.positional, ...site.named.values()];
  const all = [...args, ...args.flatMap(writtenItems)];
  const written =
    all.find((a) => a.value === value) ??
    all.find((a) => {
      if (value.kind !== "tensor") return false;
      const given = a.value.kind === "open" && !it.isOpenTensor(a.value) ? undefined : it.asTensor(a.value);
      return given !== undefined && isMadeOf(value, given, site);
    });
  const span = written?.expression?.span;
  return {
    ...(span === undefined ? {} : { span, text: site.module.text.slice(span.start, span.end) }),
    ...(value.kind !== "tensor" || value.producer === undefined ? {} : { producer: storyOf(it, value.producer) }),
  };
}

type Written = CallRecord["positional"][number];

/** What stands in an argument that is a list or a tuple: `validation_data=(x_test, y_test)`. */
function writtenItems({ value, expression }: Written): readonly Written[] {
  if ((value.kind !== "tuple" && value.kind !== "list") || expression?.kind !== "sequence") return [];
  if (expression.items.length !== value.items.length) return [];
  return value.items.map((item, index) => ({ value: item, expression: expression.items[index] }));
}

/** What a library does with an argument before it uses it: another class of tensors, one batch of many rows, an axis of size 1. */
const preparations = new Set(["resize", "cast", "unsqueeze", "squeeze"]);

function isMadeOf(value: TensorValue, given: TensorValue, site: CallRecord): boolean {
  let at: TensorValue | undefined = value;
  for (let steps = 0; at !== undefined && steps < 6; steps++) {
    if (at === given || at.type === given.type) return true;
    const { producer }: TensorValue = at;
    if (producer !== undefined && producer === given.producer) return true;
    if (producer?.call !== site || !preparations.has(producer.operation)) return false;
    at = producer.inputs[0];
  }
  return false;
}
