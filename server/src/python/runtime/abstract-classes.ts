/**
 * Abstract classes of `collections.abc`, `numbers` and `typing`, and what counts as an instance of them: built-in classes by a list,
 * others by the methods that they define.
 */
import type { Machine } from "../../interp/machine.ts";
import type { ClassValue, Value } from "../../interp/values.ts";
import {
  boolClass,
  builtinClass,
  builtinFunctionClass,
  bytesClass,
  complexClass,
  dictClass,
  floatClass,
  frozensetClass,
  functionClass,
  intClass,
  isSubclass,
  iteratorClass,
  listClass,
  methodClass,
  objectClass,
  rangeClass,
  setClass,
  strClass,
  tupleClass,
  typeClass,
} from "./classes.ts";
import { findInClass } from "./lookup.ts";

interface AbstractClass {
  readonly class: ClassValue;
  /** Built-in classes that count as subclasses. */
  readonly members: readonly ClassValue[];
  /** Any class that defines all of these counts too. */
  readonly methods: readonly string[];
}

const sequences = [listClass, tupleClass, strClass, rangeClass, bytesClass];
const sets = [setClass, frozensetClass];
const containers = [...sequences, ...sets, dictClass];

function abstract(
  name: string,
  members: readonly ClassValue[],
  methods: readonly string[] = [],
  module = "collections.abc",
): AbstractClass {
  return { class: builtinClass(name, [objectClass], module), members, methods };
}

const all: readonly AbstractClass[] = [
  abstract("Iterable", [...containers, iteratorClass], ["__iter__"]),
  abstract("Iterator", [iteratorClass], ["__iter__", "__next__"]),
  abstract("Generator", []),
  abstract("Reversible", [...sequences, dictClass], ["__reversed__", "__iter__"]),
  abstract("Collection", containers, ["__len__", "__iter__", "__contains__"]),
  abstract("Container", containers, ["__contains__"]),
  abstract("Sized", containers, ["__len__"]),
  abstract("Hashable", [
    strClass,
    intClass,
    boolClass,
    floatClass,
    tupleClass,
    frozensetClass,
    functionClass,
    typeClass,
  ]),
  abstract("Sequence", sequences),
  abstract("MutableSequence", [listClass]),
  abstract("ByteString", [bytesClass]),
  abstract("Set", sets),
  abstract("AbstractSet", sets),
  abstract("MutableSet", [setClass]),
  abstract("Mapping", [dictClass]),
  abstract("MutableMapping", [dictClass]),
  abstract("MappingView", []),
  abstract("KeysView", []),
  abstract("ValuesView", []),
  abstract("ItemsView", []),
  abstract("Callable", [functionClass, methodClass, builtinFunctionClass, typeClass], ["__call__"]),
  abstract("Awaitable", [], ["__await__"]),
  abstract("Coroutine", []),
  abstract("AsyncIterable", [], ["__aiter__"]),
  abstract("AsyncIterator", [], ["__anext__"]),
  abstract("AsyncGenerator", []),
  abstract("Number", [intClass, floatClass, boolClass, complexClass], [], "numbers"),
  abstract("Complex", [intClass, floatClass, boolClass, complexClass], [], "numbers"),
  abstract("Real", [intClass, floatClass, boolClass], [], "numbers"),
  abstract("Rational", [intClass, boolClass], [], "numbers"),
  abstract("Integral", [intClass, boolClass], [], "numbers"),
];

export const abstractClasses: ReadonlyMap<string, ClassValue> = new Map(
  all.map((entry) => [entry.class.name, entry.class]),
);

/** Whether a class counts as a subclass of an abstract one; `undefined` where the rule says nothing. */
export function abstractMatch(_: Machine, cls: ClassValue, of: ClassValue, value?: Value): boolean | undefined {
  const entry = all.find((candidate) => candidate.class === of);
  if (entry === undefined) return undefined;
  if (entry.members.some((member) => isSubclass(cls, member))) return true;
  if (entry.methods.length > 0 && entry.methods.every((name) => findInClass(cls, name) !== undefined)) return true;
  // A view of a dict is held as a list, and what NumPy and torch register is not known.
  return value?.kind === "tensor" || entry.members.length === 0 ? undefined : cls.incomplete ? undefined : false;
}
