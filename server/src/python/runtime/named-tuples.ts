/** Tuples with named fields: `collections.namedtuple`, `typing.NamedTuple`, and what operations give (`values`, `indices`). */
import type { Machine } from "../../interp/machine.ts";
import { builtin, str, tuple, unknown } from "../../interp/values.ts";
import type { BuiltinValue, CallArguments, ClassValue, Value } from "../../interp/values.ts";
import { bindArguments, bindingBuiltin, noNames, type Method } from "./calls.ts";
import { builtinClass, setConstruct, tupleClass } from "./classes.ts";
import { raiseError } from "./exceptions.ts";
import { findInClass } from "./lookup.ts";

/** The base class that `typing.NamedTuple` is. */
export const namedTupleClass = builtinClass("NamedTuple", [tupleClass], "typing");

/** A tuple of a new class with these fields. */
export function namedTuple(machine: Machine, names: readonly string[], items: readonly Value[]): Value {
  return tuple(items, fieldsClass(machine, "namedtuple", names, noNames));
}

/** The class of tuples with these fields; later fields may have defaults. */
function fieldsClass(
  machine: Machine,
  name: string,
  names: readonly string[],
  defaults: ReadonlyMap<string, Value>,
): ClassValue {
  const mro: ClassValue[] = [];
  const cls: ClassValue = {
    kind: "class",
    name,
    qualifiedName: name,
    bases: [tupleClass],
    mro,
    incomplete: false,
    attributes: new Map<string, Value>(),
    born: machine.heap.stamp(),
    construct: (it, target, args) => makeTuple(it, target, names, defaults, args),
  };
  mro.push(cls, ...tupleClass.mro);
  addFields(cls, names, defaults);
  return cls;
}

function addFields(cls: ClassValue, names: readonly string[], defaults: ReadonlyMap<string, Value>): void {
  const { attributes } = cls;
  names.forEach((field, at) => {
    const getter = bindingBuiltin(field, ({ self }) => (self.kind === "tuple" ? (self.items[at] ?? unknown) : unknown));
    attributes.set(field, { kind: "descriptor", form: "property", function: getter });
  });
  const methods: Readonly<Record<string, Method>> = {
    _replace: ({ self, named }) =>
      self.kind === "tuple"
        ? tuple(
            self.items.map((item, at) => named.get(names[at] ?? "") ?? item),
            self.class,
          )
        : unknown,
    _asdict: ({ machine, self }) =>
      self.kind === "tuple" ? machine.dict(names.map((field, at) => [str(field), self.items[at] ?? unknown])) : unknown,
  };
  for (const [name, run] of Object.entries(methods)) attributes.set(name, bindingBuiltin(name, run));
  attributes.set("_fields", tuple(names.map(str)));
  attributes.set("_make", {
    kind: "descriptor",
    form: "classmethod",
    function: bindingBuiltin("_make", ({ machine, self, args: [source] }) => {
      const { items, rest } = source === undefined ? { items: [], rest: unknown } : machine.iterate(source);
      return self.kind === "class" && rest === undefined ? tuple(items, self) : unknown;
    }),
  });
  for (const [field, value] of defaults) if (!names.includes(field)) attributes.set(field, value);
}

function makeTuple(
  machine: Machine,
  cls: ClassValue,
  names: readonly string[],
  defaults: ReadonlyMap<string, Value>,
  args: CallArguments,
): Value {
  if (args.open) {
    return tuple(
      names.map(() => unknown),
      cls,
    );
  }
  const bound = bindArguments(args, names);
  if (bound === undefined) return raiseError(machine, "TypeError", `${cls.name}() got unexpected arguments`);
  const items = bound.map((value, at) => value ?? defaults.get(names[at] ?? ""));
  const isComplete = items.every((item) => item !== undefined);
  return isComplete ? tuple(items, cls) : raiseError(machine, "TypeError", `${cls.name}() is missing arguments`);
}

/** `collections.namedtuple(name, fields, defaults=…)`. */
export const namedtupleFunction: BuiltinValue = builtin("namedtuple", (machine, { positional, named }) => {
  const [nameValue, fields = named.get("field_names")] = positional;
  const names = fields === undefined ? undefined : fieldNames(machine, fields);
  if (names === undefined) return unknown;
  const given = named.get("defaults");
  const values = given === undefined ? [] : machine.iterate(given).items;
  const start = names.length - values.length;
  const defaults = new Map(values.map((value, i) => [names[start + i] ?? "", value] as const));
  const name = nameValue?.kind === "str" ? nameValue.value : undefined;
  return fieldsClass(machine, name ?? "namedtuple", names, defaults);
});

function fieldNames(machine: Machine, fields: Value): readonly string[] | undefined {
  if (fields.kind === "str") return fields.value?.split(/[\s,]+/).filter((name) => name !== "");
  const { items, rest } = machine.iterate(fields);
  const names = items
    .map((item) => (item.kind === "tuple" ? item.items[0] : item))
    .map((item) => (item?.kind === "str" ? item.value : undefined));
  return rest !== undefined || names.includes(undefined) ? undefined : names.filter((name) => name !== undefined);
}

/** Makes a class derived from `NamedTuple` ready: its annotated names become fields, its other attributes stay. */
export function defineNamedTuple(machine: Machine, cls: ClassValue): void {
  if (!cls.bases.includes(namedTupleClass)) return;
  const names = annotatedNames(cls);
  const defaults = new Map<string, Value>();
  for (const name of names) {
    const value = cls.attributes.get(name);
    if (value !== undefined) defaults.set(name, value);
  }
  const own = new Map(cls.attributes);
  addFields(cls, names, defaults);
  for (const [name, value] of own) if (!names.includes(name)) machine.heap.set(cls, cls.attributes, name, value);
  cls.attributes.set(defaultsName, machine.dict([...defaults].map(([name, value]) => [str(name), value])));
}

const defaultsName = "_field_defaults";

function annotatedNames(cls: ClassValue): readonly string[] {
  const annotations = cls.attributes.get("__annotations__");
  if (annotations?.kind !== "dict") return [];
  return [...annotations.entries.values()].flatMap(({ key }) =>
    key.kind === "str" && key.value !== undefined ? [key.value] : [],
  );
}

/** Lets classes derived from `NamedTuple` be called, and `NamedTuple(name, fields)` itself. */
export function installNamedTuples(): void {
  setConstruct(namedTupleClass, (machine, cls, args) => {
    if (cls === namedTupleClass) return machine.call(namedtupleFunction, args);
    const fields = findInClass(cls, "_fields");
    const defaults = findInClass(cls, defaultsName);
    if (fields?.kind !== "tuple" || defaults?.kind !== "dict") return unknown;
    const names = fields.items.map((item) => (item.kind === "str" ? (item.value ?? "") : ""));
    const given = new Map(
      [...defaults.entries.values()].map(
        ({ key, value }) => [key.kind === "str" ? (key.value ?? "") : "", value] as const,
      ),
    );
    return makeTuple(machine, cls, names, given, args);
  });
}
