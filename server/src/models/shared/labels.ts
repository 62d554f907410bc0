/**
 * Class labels among plain integers: a data set of K classes gives a number below K that is not known otherwise. Once it is put into a
 * tensor, by collation or by `torch.tensor`, the tensor's reading says so.
 */
import type { Interpreter } from "../../interp/interpreter.ts";
import { constantInt, int } from "../../interp/values.ts";
import type { Value } from "../../interp/values.ts";
import { asSymbol, boundsOf, eachRemainder, symbol } from "../../shape/index.ts";
import type { Dim, Reading } from "../../shape/index.ts";

/** What makes a symbol a label: nothing else bears this name, for sizes are named after axes. */
const name = "class label";

/** A label of one of so many classes, all of which occur. */
export function classIndex(it: Interpreter, count: Value | undefined): Value {
  const classes = count === undefined ? undefined : constantInt(count);
  if (classes === undefined || classes < 1) return int(it.size("label"));
  return int(symbol({ id: it.nextId(), name, origin: "opaque", min: 0, max: classes - 1 }));
}

/** The reading of a tensor of such labels, or of the remainders that the number of a sample leaves (`index % 10`). */
export function labelReading(size: Dim): Reading | undefined {
  const remainders = eachRemainder(size, boundsOf(size).max);
  if (remainders !== undefined) {
    return { classes: { kind: "exactly", count: remainders }, range: [0, remainders - 1] };
  }
  const found = asSymbol(size);
  if (found?.name !== name) return undefined;
  return { classes: { kind: "exactly", count: found.max + 1 }, range: [0, found.max] };
}
