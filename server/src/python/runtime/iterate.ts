/** Iteration: the items of any value, in order; `rest` where there is no telling how many. Iterators are used up by it. */
import { asConstant, axisOf, boundsOf } from "../../shape/index.ts";
import type { Iteration } from "../../interp/language.ts";
import type { Machine } from "../../interp/machine.ts";
import { constantInt, int, str, unknown } from "../../interp/values.ts";
import type {
  DictValue,
  InstanceValue,
  IteratorValue,
  OpenValue,
  RangeValue,
  TensorValue,
  Value,
} from "../../interp/values.ts";
import { attempt } from "./attempts.ts";
import { attributeViewClass, hasOwnMethod } from "./classes.ts";
import { orderedEntries } from "./dicts.ts";
import { enumMembers } from "./enums.ts";
import { callMethod, findInClass, joinAll, mayHaveMore, payloadOf } from "./lookup.ts";
import { settled, shapeOfSize, unpackSize } from "./tensor-size.ts";

/** Items beyond this many are summed up. */
const longestRange = 1024;
const mostNext = 64;
const mostRows = 32;

const anything: Iteration = { items: [], rest: unknown };

export function iterate(machine: Machine, value: Value): Iteration | undefined {
  switch (value.kind) {
    case "tuple":
      return { items: value.items };
    case "list":
    case "set":
      return { items: value.items, rest: value.rest };
    case "dict":
      return iterateKeys(machine, value);
    case "str":
      return value.value === undefined ? { items: [], rest: str(undefined) } : { items: [...value.value].map(str) };
    case "range":
      return iterateRange(machine, value);
    case "iterator":
      return consume(machine, value);
    case "instance":
      return iterateInstance(machine, value);
    case "tensor":
      return iterateTensor(machine, value);
    case "open":
      return iterateOpen(machine, value);
    case "class": {
      const members = enumMembers(machine, value);
      return members === undefined ? undefined : { items: members };
    }
    case "unknown":
      return anything;
    default:
      return undefined;
  }
}

/** Takes all that remains of an iterator. */
export function consume(machine: Machine, iterator: IteratorValue): Iteration {
  const { items, rest, last, whole } = iterator;
  if (items.length > 0) machine.heap.assign(iterator, "items", []);
  return { items, rest, last, whole };
}

function iterateKeys(machine: Machine, dict: DictValue): Iteration {
  const { certain, others } = orderedEntries(dict);
  const items = certain.map((entry) => entry.key);
  return others.length === 0
    ? { items }
    : {
        items,
        rest: joinAll(
          machine,
          others.map((entry) => entry.key),
        ),
      };
}

function iterateRange(machine: Machine, { start, stop, step }: RangeValue): Iteration {
  const first = asConstant(start);
  const last = asConstant(stop);
  const stride = asConstant(step);
  if (first === undefined || last === undefined || stride === undefined || stride === 0) {
    const a = boundsOf(start);
    const b = boundsOf(stop);
    return { items: [], rest: machine.anyInt({ min: Math.min(a.min, b.min), max: Math.max(a.max, b.max - 1) }) };
  }
  const count = Math.max(0, Math.ceil((last - first) / stride));
  const items = Array.from({ length: Math.min(count, longestRange) }, (_, i) => int(first + i * stride));
  if (count <= longestRange) return { items };
  const end = first + (count - 1) * stride;
  return { items, rest: machine.anyInt({ min: Math.min(first, end), max: Math.max(first, end) }) };
}

function iterateInstance(machine: Machine, value: InstanceValue): Iteration | undefined {
  const shape = shapeOfSize(machine, value);
  if (shape !== undefined) {
    const own = settled(machine, value);
    if (own.kind === "tuple") return { items: own.items };
    return { items: shape.lead.map(int), rest: machine.anyInt({ min: 0 }) };
  }
  if (value.class === attributeViewClass) {
    const owner = value.attributes.get("owner");
    return owner?.kind === "instance" ? { items: [...owner.attributes.keys()].map(str) } : anything;
  }
  if (hasOwnMethod(value.class, "__iter__")) return iterateByMethod(machine, value);
  const payload = payloadOf(value);
  if (payload !== value) return machine.language.iterate(machine, payload);
  if (mayHaveMore(value)) return anything;
  if (hasOwnMethod(value.class, "__getitem__")) return iterateByIndex(machine, value);
  return undefined;
}

function iterateByMethod(machine: Machine, value: InstanceValue): Iteration {
  const iterator = callMethod(machine, value, "__iter__");
  if (iterator === undefined || iterator.kind === "unknown") return anything;
  if (iterator.kind !== "instance") return machine.language.iterate(machine, iterator) ?? anything;
  if (findInClass(iterator.class, "__next__") === undefined)
    return iterator === value ? anything : (iterate(machine, iterator) ?? anything);
  return iterateByNext(machine, iterator);
}

/** Runs the iterator ahead; one that does not end soon may end at any turn, so that all it gives is summed up. */
function iterateByNext(machine: Machine, iterator: InstanceValue): Iteration {
  const items: Value[] = [];
  while (items.length < mostNext) {
    const next = attempt(() => callMethod(machine, iterator, "__next__") ?? unknown);
    if (next.kind === "raised") return { items };
    items.push(next.value);
    if (next.value.kind === "unknown") break;
  }
  return { items: [], rest: joinAll(machine, items) };
}

function iterateByIndex(machine: Machine, value: InstanceValue): Iteration {
  const length = callMethod(machine, value, "__len__");
  const count = length === undefined ? undefined : constantInt(length);
  if (count !== undefined && count <= mostNext) {
    return {
      items: Array.from({ length: count }, (_, i) => callMethod(machine, value, "__getitem__", int(i)) ?? unknown),
    };
  }
  return { items: [], rest: callMethod(machine, value, "__getitem__", machine.anyInt({ min: 0 })) ?? unknown };
}

function iterateTensor(machine: Machine, tensor: TensorValue): Iteration {
  const first = axisOf(machine.assumptions.resolveShape(tensor.type.shape), 0);
  const count = first === undefined ? undefined : asConstant(first);
  const row = (index: Value): Value => callMethod(machine, tensor, "__getitem__", index) ?? unknown;
  if (count !== undefined && count <= mostRows) return { items: Array.from({ length: count }, (_, i) => row(int(i))) };
  return { items: [], rest: row(machine.anyInt({ min: 0 })) };
}

/** The items of an input may differ from one another: nothing is said of them together. */
function iterateOpen(machine: Machine, value: OpenValue): Iteration {
  const tensor = machine.isOpenTensor(value) ? machine.asTensor(value) : undefined;
  return tensor === undefined ? anything : iterateTensor(machine, tensor);
}

/** Unpacking into `count` names, where the number of names tells something of the value. */
export function unpack(
  machine: Machine,
  value: Value,
  names: readonly (string | undefined)[],
  restAt: number,
): readonly Value[] | undefined {
  if (restAt >= 0) return undefined;
  const count = names.length;
  const shape = shapeOfSize(machine, value);
  if (shape !== undefined) return unpackSize(machine, shape, names);
  const tensor = value.kind === "open" && machine.isOpenTensor(value) ? machine.asTensor(value) : value;
  if (tensor?.kind === "tensor") {
    return Array.from({ length: count }, (_, i) => callMethod(machine, tensor, "__getitem__", int(i)) ?? unknown);
  }
  if (value.kind !== "open" || value.derived !== undefined) return undefined;
  return Array.from({ length: count }, (_, i) => machine.openPart(value, `[${i}]`));
}
