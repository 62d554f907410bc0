/**
 * Collation: samples of one form put together along a new first axis, as a data loader's default does it. Numbers become tensors, tuples
 * and dictionaries are collated part by part.
 */
import type { Interpreter } from "../../interp/interpreter.ts";
import { callFact, constructorCall } from "../../interp/call-facts.ts";
import { constantInt, tuple, unknown } from "../../interp/values.ts";
import type { LastTurn, Value } from "../../interp/values.ts";
import { concatShapes, shapeOf } from "../../shape/index.ts";
import type { Dim, DType, Reading, TensorType } from "../../shape/index.ts";
import { labelReading } from "./labels.ts";
import { makeTensor } from "./tensor-library.ts";

/** `exact` is true where every batch has the full size: the last one may be smaller. */
export function batchOf(it: Interpreter, sample: Value, size: Value | undefined, exact: Value | undefined): Value {
  const full = size === undefined ? undefined : it.asInt(size);
  const certain = exact?.kind === "bool" && exact.value === true;
  const rows =
    full !== undefined && certain
      ? full
      : it.size("batch", { min: 1, ...(typeof full === "number" ? { max: full } : {}) });
  return collate(it, sample, rows);
}

function collate(it: Interpreter, sample: Value, rows: Dim): Value {
  switch (sample.kind) {
    case "tensor": {
      const shape = concatShapes(shapeOf(rows), it.assumptions.resolveShape(sample.type.shape));
      return shape === undefined ? unknown : batched(it, { ...sample.type, shape });
    }
    case "int":
      return batched(it, scalars(rows, "int64", labelReading(it.assumptions.resolve(sample.size))));
    case "float":
      return makeTensor(it, scalars(rows, "float64"));
    case "bool":
      return makeTensor(it, scalars(rows, "bool"));
    case "tuple":
      return tuple(
        sample.items.map((item) => collate(it, item, rows)),
        sample.class,
      );
    case "list":
      return it.list(
        sample.items.map((item) => collate(it, item, rows)),
        sample.rest === undefined ? undefined : collate(it, sample.rest, rows),
      );
    case "dict":
      return it.dict(
        [...sample.entries.values()].map(({ key, value }) => [key, collate(it, value, rows)] as const),
        sample.rest === undefined ? undefined : collate(it, sample.rest, rows),
      );
    case "str":
      return it.list([], sample);
    default:
      return unknown;
  }
}

/** It has a story, if a short one: its first axis is the batch, whatever follows. */
const batched = (it: Interpreter, type: TensorType): Value =>
  makeTensor(it, type, { operation: "batch", inputs: [], call: undefined, layer: undefined, output: type });

function scalars(rows: Dim, dtype: DType, reading?: Reading): TensorType {
  return { shape: shapeOf(rows), dtype, ...(reading === undefined ? {} : { reading }) };
}

/** What the samples leave for the last batch; nothing where the size divides them or one of the two is not known. */
export function lastTurn(
  it: Interpreter,
  sample: Value,
  samples: Value | undefined,
  size: Value | undefined,
  loader: Value | undefined,
): LastTurn | undefined {
  const [count, full] = [samples, size].map((value) => (value === undefined ? undefined : constantInt(value)));
  if (count === undefined || full === undefined || full < 1 || count % full === 0) return undefined;
  const left = count % full;
  const made = loader?.kind === "instance" ? constructorCall(loader) : undefined;
  const batch = { samples: count, size: full, left, ...(made === undefined ? {} : { loader: callFact(it, made) }) };
  return { value: collate(it, sample, left), batch };
}
