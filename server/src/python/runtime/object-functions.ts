/** Built-in functions about objects and classes: `isinstance`, `getattr`, `type`, `super`, printing and the like. */
import type { Machine } from "../../interp/machine.ts";
import { anyBool, anyStr, bool, builtin, none, str, unknown } from "../../interp/values.ts";
import type { BuiltinValue, CallArguments, ClassValue, Value } from "../../interp/values.ts";
import { abstractMatch } from "./abstract-classes.ts";
import { attempt, standingReady } from "./attempts.ts";
import { localNames } from "./local-names.ts";
import { environmentOfModule, moduleOf, namesOfModule } from "./module-names.ts";
import { attributeView } from "./attributes.ts";
import { namedFunction } from "./calls.ts";
import { boolClass, intClass, isSubclass, objectClass, sizeClass } from "./classes.ts";
import { reprOf } from "./format.ts";
import { formatValue } from "./format-spec.ts";
import { classOf, findInClass, mayHaveMore } from "./lookup.ts";
import { deleteAttribute, setAttribute } from "./set-attributes.ts";

/** Whether the value is an instance of the class, or of one of a tuple of them. */
export function isInstance(machine: Machine, value: Value, of: Value): boolean | undefined {
  if (of.kind === "tuple") return anyOf(of.items.map((item) => isInstance(machine, value, item)));
  if (of.kind !== "class") return undefined;
  if (of === objectClass) return true;
  const own = value.kind === "open" && machine.isOpenTensor(value) ? machine.asTensor(value) : value;
  const cls = own === undefined ? undefined : classOf(machine, own);
  if (own === undefined || cls === undefined) return undefined;
  // Shapes are native: one does not show whether it is a `torch.Size`.
  if (of.qualifiedName === "torch.Size" && isShape(own)) return undefined;
  if (own.kind === "tensor" && own.parameter && !isSubclass(cls, of))
    return of.name === "Parameter" ? true : isKnownSubclass(machine, cls, of);
  return isKnownSubclass(machine, cls, of, own);
}

const isShape = (value: Value): boolean =>
  (value.kind === "tuple" && (value.class === undefined || value.class === sizeClass)) ||
  (value.kind === "instance" && value.class === sizeClass);

function anyOf(answers: readonly (boolean | undefined)[]): boolean | undefined {
  return answers.includes(true) ? true : answers.includes(undefined) ? undefined : false;
}

function isKnownSubclass(machine: Machine, cls: ClassValue, of: ClassValue, value?: Value): boolean | undefined {
  if (isSubclass(cls, of)) return true;
  if (of === intClass && cls === boolClass) return true;
  const abstract = abstractMatch(machine, cls, of, value);
  if (abstract !== undefined) return abstract;
  return cls.incomplete || of.incomplete ? undefined : false;
}

const isinstance = namedFunction(
  "isinstance",
  ["obj", "class_or_tuple"],
  2,
  (machine, [value = unknown, of = unknown]) => bool(isInstance(machine, value, of)),
);

const issubclass = namedFunction(
  "issubclass",
  ["cls", "class_or_tuple"],
  2,
  (machine, [cls = unknown, of = unknown]) => {
    if (cls.kind !== "class") return anyBool;
    const classes = of.kind === "tuple" ? of.items : [of];
    return bool(
      anyOf(classes.map((item) => (item.kind === "class" ? isKnownSubclass(machine, cls, item) : undefined))),
    );
  },
);

function nameOf(value: Value | undefined): string | undefined {
  return value?.kind === "str" ? value.value : undefined;
}

/** What `getattr` finds: an attribute, nothing, or no telling. Who asks whether it is there stands ready for that it is not. */
function lookUp(
  machine: Machine,
  object: Value,
  name: string,
  isAsked: boolean,
): { readonly found: boolean | undefined; readonly value: Value } {
  const get = (): Value | undefined => machine.language.getAttribute(machine, object, name);
  const answer = attempt(() => (isAsked ? standingReady(machine, get) : get()) ?? machine.raise(undefined));
  if (answer.kind === "raised") return { found: false, value: unknown };
  const isVague =
    object.kind === "unknown" ||
    object.kind === "open" ||
    (answer.value.kind === "unknown" && !hasCertainly(object, name));
  return { found: isVague ? undefined : true, value: answer.value };
}

/** Whether the attribute is there, though its value is unknown. */
function hasCertainly(object: Value, name: string): boolean {
  return object.kind === "instance" && (object.attributes.has(name) || findInClass(object.class, name) !== undefined);
}

const getattr = namedFunction(
  "getattr",
  ["obj", "name", "default"],
  2,
  (machine, [object = unknown, nameValue, fallback]) => {
    const name = nameOf(nameValue);
    if (name === undefined) return anyAttribute(machine, object);
    const { found, value } = lookUp(machine, object, name, fallback !== undefined);
    if (found === false) return fallback ?? unknown;
    return found === true || fallback === undefined || object.kind === "open" ? value : machine.join(value, fallback);
  },
);

/** `getattr(object, name)` with a name that is not known. */
function anyAttribute(machine: Machine, object: Value): Value {
  if (object.kind === "instance" && mayHaveMore(object)) machine.escape([object]);
  return unknown;
}

const hasattr = namedFunction("hasattr", ["obj", "name"], 2, (machine, [object = unknown, nameValue]) => {
  const name = nameOf(nameValue);
  return name === undefined ? anyBool : bool(lookUp(machine, object, name, true).found);
});

const setattr = namedFunction(
  "setattr",
  ["obj", "name", "value"],
  3,
  (machine, [object = unknown, nameValue, value = unknown]) => {
    const name = nameOf(nameValue);
    if (name !== undefined) setAttribute(machine, object, name, value);
    else machine.escape([object]);
    return none;
  },
);

const delattr = namedFunction("delattr", ["obj", "name"], 2, (machine, [object = unknown, nameValue]) => {
  const name = nameOf(nameValue);
  if (name !== undefined) deleteAttribute(machine, object, name);
  else machine.escape([object]);
  return none;
});

const callable = namedFunction("callable", ["obj"], 1, (_, [value = unknown]) => {
  switch (value.kind) {
    case "function":
    case "builtin":
    case "method":
    case "class":
      return bool(true);
    case "unknown":
    case "open":
    case "super":
    case "descriptor":
      return anyBool;
    case "instance":
      return findInClass(value.class, "__call__") !== undefined
        ? bool(true)
        : bool(mayHaveMore(value) ? undefined : false);
    default:
      return bool(false);
  }
});

const vars = namedFunction("vars", ["object"], 0, (machine, [object]) => {
  if (object?.kind === "instance") return attributeView(machine, object);
  if (object?.kind === "class" || object?.kind === "module") return machine.attribute(object, "__dict__");
  return object === undefined ? localNames(machine) : machine.dict([], unknown);
});

/** `super()` in a method, and `super(C, self)`. */
export function makeSuper(machine: Machine, { positional, open }: CallArguments): Value {
  const { function: fn, self } = machine.frame;
  const [cls, object] = positional;
  if (open) return unknown;
  if (cls === undefined)
    return fn?.home === undefined || self === undefined ? unknown : { kind: "super", start: fn.home, self };
  const target = object ?? self;
  return cls.kind !== "class" || target === undefined ? unknown : { kind: "super", start: cls, self: target };
}

/** Functions whose results are of a kind, and that change nothing. */
function constantFunction(name: string, result: (machine: Machine) => Value): BuiltinValue {
  return builtin(name, (machine) => result(machine));
}

export const objectFunctions: readonly BuiltinValue[] = [
  isinstance,
  issubclass,
  getattr,
  hasattr,
  setattr,
  delattr,
  callable,
  vars,
  namedFunction("repr", ["obj"], 1, (machine, [value = unknown]) => str(reprOf(machine, value))),
  namedFunction("ascii", ["obj"], 1, () => anyStr),
  namedFunction("format", ["value", "format_spec"], 1, (machine, [value = unknown, spec]) => {
    const text = spec === undefined ? "" : nameOf(spec);
    return str(text === undefined ? undefined : formatValue(machine, value, text));
  }),
  constantFunction("print", () => none),
  constantFunction("input", () => anyStr),
  constantFunction("open", () => unknown),
  constantFunction("id", (machine) => machine.anyInt()),
  constantFunction("hash", (machine) => machine.anyInt()),
  constantFunction("dir", (machine) => machine.list([], anyStr)),
  constantFunction("locals", localNames),
  constantFunction("globals", (machine) => namesOfModule(machine, moduleOf(environmentOfModule(machine.environment)))),
  constantFunction("eval", () => unknown),
  constantFunction("exec", () => unknown),
  constantFunction("compile", () => unknown),
  constantFunction("breakpoint", () => none),
  constantFunction("exit", (machine) => machine.raise(undefined)),
  constantFunction("quit", (machine) => machine.raise(undefined)),
  namedFunction("__import__", ["name", "globals", "locals", "fromlist", "level"], 1, (machine, [name]) => {
    const text = nameOf(name);
    const top = text?.split(".")[0];
    return (top === undefined ? undefined : machine.importModule(top, 0, machine.frame.module)) ?? unknown;
  }),
];
