/** Samples that are some of all: of some classes there may be none among them. */
import type { Interpreter } from "../../interp/interpreter.ts";
import { constantInt, int, tuple } from "../../interp/values.ts";
import type { Value } from "../../interp/values.ts";
import { filteredReading } from "../../ops/axis.ts";
import type { Reading } from "../../shape/index.ts";
import { labelReading } from "./labels.ts";

/** A range, or a list of which every number is known. */
export function isWrittenDown(indices: Value | undefined): boolean {
  if (indices?.kind === "range") return true;
  const isList = indices?.kind === "tuple" || (indices?.kind === "list" && indices.rest === undefined);
  return isList && indices.items.every((each) => constantInt(each) !== undefined);
}

/** The same sample, picked by what it is: no more than an upper bound on its classes. */
export const pickedSample = (it: Interpreter, sample: Value): Value =>
  it.recorder.muted(() =>
    loosened(it, sample, filteredReading, (size) =>
      labelReading(it.assumptions.resolve(size.size)) ? int(it.size("label")) : size,
    ),
  );

/** One of several batches: the last class may be in none of those that are asked for. */
export const someOf = (it: Interpreter, batch: Value): Value =>
  it.recorder.muted(() => loosened(it, batch, some, (size) => size));

const some = (reading: Reading | undefined): Reading | undefined =>
  reading?.classes?.kind === "atLeast"
    ? { ...reading, classes: { kind: "atMost", count: reading.classes.count } }
    : reading;

function loosened(
  it: Interpreter,
  sample: Value,
  read: (reading: Reading | undefined) => Reading | undefined,
  number: (value: Extract<Value, { kind: "int" }>) => Value,
): Value {
  switch (sample.kind) {
    case "tensor": {
      const reading = read(sample.type.reading);
      return reading === undefined || reading === sample.type.reading
        ? sample
        : it.tensor({ ...sample.type, reading }, sample.producer);
    }
    case "tuple":
      return tuple(
        sample.items.map((each) => loosened(it, each, read, number)),
        sample.class,
      );
    case "list":
      return it.list(
        sample.items.map((each) => loosened(it, each, read, number)),
        sample.rest,
      );
    case "dict":
      return it.dict(
        [...sample.entries.values()].map(({ key, value }) => [key, loosened(it, value, read, number)] as const),
        sample.rest,
      );
    case "int":
      return number(sample);
    default:
      return sample;
  }
}
