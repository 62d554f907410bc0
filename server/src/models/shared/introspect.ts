/** What stubs ask about the program's own classes: names of parameters, who overrides a method, which layers an object holds. */
import type { Interpreter } from "../../interp/interpreter.ts";
import type { FunctionIR } from "../../interp/ir.ts";
import { bool, none, str, unknown } from "../../interp/values.ts";
import type { Value } from "../../interp/values.ts";
import { isModel } from "../library.ts";

type Primitive = (it: Interpreter, args: readonly Value[]) => Value;

export const introspections: Readonly<Record<string, Primitive>> = {
  /** `Conv2DTranspose` becomes `conv2d_transpose`. */
  snake_case: (_, [name]) => str(name?.kind === "str" && name.value !== undefined ? snakeCase(name.value) : undefined),
  /** Names that arguments can be given by, `self` left out; "**" stands for any. */
  parameter_names: (it, [callee]) => {
    const parameters = parametersOf(callee);
    if (parameters === undefined) return it.list([str("**")]);
    const names = parameters.filter((p) => p.kind !== "rest" && p.kind !== "positional-only");
    return it.list(names.map((p) => str(p.kind === "keywords" ? "**" : p.name)));
  },
  /** Names of the positional parameters, in order, with `undefined` defaults: those that must be given. */
  required_names: (it, [callee]) => {
    const parameters = parametersOf(callee) ?? [];
    return it.list(
      parameters
        .filter((p) => p.kind === "normal" || p.kind === "keyword-only")
        .map((p) => str(p.default === undefined ? p.name : "")),
    );
  },
  /** The first argument that a layer's `call` must have and that is surely not among these, but for those that are handed on to it; None where there is none. */
  lacking: (it, [callee, args, named, handed]) => {
    if (args?.kind !== "tuple" || named?.kind !== "dict" || named.rest !== undefined) return none;
    const given = new Set([...named.entries.values()].map(({ key }) => (key.kind === "str" ? key.value : undefined)));
    if (given.has(undefined)) return none;
    const handedOn = new Set(
      handed === undefined
        ? []
        : it.iterate(handed).items.map((name) => (name.kind === "str" ? name.value : undefined)),
    );
    const parameters = parametersOf(callee) ?? [];
    const positional = parameters.filter(({ kind }) => kind === "normal" || kind === "positional-only");
    const missing = parameters.find(
      (parameter) =>
        parameter.default === undefined &&
        (parameter.kind === "keyword-only" || positional.indexOf(parameter) >= args.items.length) &&
        !given.has(parameter.name) &&
        !handedOn.has(parameter.name),
    );
    return missing === undefined ? none : str(missing.name);
  },
  /** Whether the program stands ready for what goes wrong here. */
  is_guarded: (it) => bool(it.guarded > 0),
  /** A name that the program gave to two of the layers, or None. */
  repeated_name: (_, [layers]) => {
    const seen = new Map<string, Value>();
    for (const layer of layers?.kind === "list" ? layers.items : []) {
      if (layer.kind !== "instance") continue;
      const isNamed = layer.attributes.get("_is_named");
      const name = layer.attributes.get("name");
      if (isNamed?.kind !== "bool" || isNamed.value !== true || name?.kind !== "str" || name.value === undefined)
        continue;
      if ((seen.get(name.value) ?? layer) !== layer) return name;
      seen.set(name.value, layer);
    }
    return none;
  },
  /** Whether the object's class has another method of that name than the base does. */
  overridden: (_, [object, name, base]) => {
    if (object?.kind !== "instance" || name?.kind !== "str" || base?.kind !== "class") return bool(undefined);
    for (const cls of object.class.mro) {
      if (cls === base) return bool(false);
      if (cls.attributes.has(name.value ?? "")) return bool(cls.path?.startsWith("<") !== true);
    }
    return bool(false);
  },
  /** Models and layers among the attributes of an object, those in lists, tuples and dictionaries too, in order. */
  layers_within: (it, [object]) => {
    if (object?.kind !== "instance") return it.list([], unknown);
    const found = new Set<Value>();
    for (const value of object.attributes.values()) collect(value, found, 0);
    return it.list([...found], object.escaped ? unknown : undefined);
  },
};

function collect(value: Value, found: Set<Value>, depth: number): void {
  if (depth > 4) return;
  if (value.kind === "instance") {
    if (isModel(value.class)) found.add(value);
  } else if (value.kind === "list" || value.kind === "tuple")
    value.items.forEach((item) => {
      collect(item, found, depth + 1);
    });
  else if (value.kind === "dict")
    value.entries.forEach((entry) => {
      collect(entry.value, found, depth + 1);
    });
}

function snakeCase(name: string): string {
  return name
    .replace(/\W+/g, "")
    .replace(/(.)([A-Z][a-z]+)/g, "$1_$2")
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .toLowerCase();
}

function parametersOf(callee: Value | undefined): FunctionIR["parameters"] | undefined {
  if (callee?.kind === "function") return callee.ir.parameters;
  if (callee?.kind !== "method" || callee.function.kind !== "function") return undefined;
  return callee.function.ir.parameters.slice(1);
}
