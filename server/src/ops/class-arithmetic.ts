/** Class numbers in whole-number arithmetic: `labels - 1`, `torch.arange(n) % 3`, `index // 10`. */
import { isInteger } from "../shape/index.ts";
import type { Reading } from "../shape/index.ts";
import type { Range } from "./interval.ts";
import type { Operand } from "./parameters.ts";

type Classes = NonNullable<Reading["classes"]>;
type Counted = Pick<Reading, "classes" | "range">;

/** What is known of the classes of `a <name> b`, where `b` is a whole number that is written down. */
export function combineClasses(name: string, a: Operand, b: Operand): Counted {
  if (a.kind !== "tensor" || b.kind !== "number" || b.value === undefined || !Number.isInteger(b.value)) return {};
  const { dtype, reading } = a.tensor;
  if (dtype === undefined || !isInteger(dtype) || reading?.range === undefined) return {};
  const { classes, range, last } = reading;
  switch (name) {
    case "add":
      return { ...shifted(classes, b.value) };
    case "sub":
      return { ...shifted(classes, -b.value) };
    case "remainder":
    case "fmod":
      return b.value < 1 || range[0] < 0 ? {} : remainders(classes, range, b.value, last === "arange");
    case "floor_divide":
      return b.value < 1 || range[0] < 0 ? {} : quotients(classes, range, b.value);
    default:
      return {};
  }
}

function shifted(classes: Classes | undefined, by: number): Counted {
  const count = (classes?.count ?? 0) + by;
  return classes === undefined || count < 1 ? {} : { classes: { ...classes, count } };
}

/** Every remainder occurs where enough numbers follow each other. */
function remainders(classes: Classes | undefined, range: Range, by: number, follow: boolean): Counted {
  if (range[1] < by) return { range, ...(classes === undefined ? {} : { classes }) };
  const all = (classes?.kind === "exactly" || follow) && range[1] - range[0] >= by - 1;
  return { range: [0, by - 1], classes: { kind: all ? "exactly" : "atMost", count: by } };
}

function quotients(classes: Classes | undefined, range: Range, by: number): Counted {
  const whole = (value: number): number => Math.floor(value / by);
  return {
    range: [whole(range[0]), whole(range[1])],
    ...(classes === undefined ? {} : { classes: { ...classes, count: whole(classes.count - 1) + 1 } }),
  };
}
