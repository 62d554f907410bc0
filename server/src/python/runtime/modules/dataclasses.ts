/** `dataclasses`: `__init__`, `__eq__` and `__repr__` made of the annotated names of a class, and the functions on its instances. */
import type { Machine } from "../../../interp/machine.ts";
import { bool, builtin, none, str, tuple, unknown } from "../../../interp/values.ts";
import type { BuiltinValue, ClassValue, DictValue, InstanceValue, Value } from "../../../interp/values.ts";
import { bindingBuiltin, namedFunction, type MethodCall } from "../calls.ts";
import { builtinClass, objectClass } from "../classes.ts";
import { all, equals } from "../equality.ts";
import { raiseError } from "../exceptions.ts";
import { reprOf } from "../format.ts";
import { bind, findInClass, newInstance } from "../lookup.ts";

const fieldClass = builtinClass("Field", [objectClass], "dataclasses");
const missingClass = builtinClass("_MISSING_TYPE", [objectClass], "dataclasses");
const kwOnlyClass = builtinClass("KW_ONLY", [objectClass], "dataclasses");
const initVarClass = builtinClass("InitVar", [objectClass], "dataclasses");

const fieldsName = "__dataclass_fields__";

interface Field {
  readonly name: string;
  readonly default: Value | undefined;
  readonly factory: Value | undefined;
  /** Whether `__init__` takes it. */
  readonly init: boolean;
  readonly keywordOnly: boolean;
  /** Given to `__post_init__`, not kept. */
  readonly initOnly: boolean;
  readonly shown: boolean;
}

interface Settings {
  readonly init: boolean;
  readonly eq: boolean;
  readonly repr: boolean;
  readonly keywordOnly: boolean;
}

function flag(machine: Machine, named: ReadonlyMap<string, Value>, name: string, usual: boolean): boolean {
  const value = named.get(name);
  return value === undefined ? usual : (machine.truth(value) ?? usual);
}

const dataclass: BuiltinValue = builtin("dataclass", (machine, { positional: [cls], named }) => {
  const settings: Settings = {
    init: flag(machine, named, "init", true),
    eq: flag(machine, named, "eq", true),
    repr: flag(machine, named, "repr", true),
    keywordOnly: flag(machine, named, "kw_only", false),
  };
  if (cls === undefined)
    return builtin("dataclass", (it, { positional: [inner] }) =>
      inner?.kind === "class" ? define(it, inner, settings) : (inner ?? unknown),
    );
  return cls.kind === "class" ? define(machine, cls, settings) : cls;
});

/** Gives the class what its fields ask for. */
function define(machine: Machine, cls: ClassValue, settings: Settings): ClassValue {
  const fields = collectFields(machine, cls, settings.keywordOnly);
  const set = (name: string, value: Value): void => machine.heap.set(cls, cls.attributes, name, value);
  set(fieldsName, machine.dict([...fields.values()].map((field) => [str(field.name), fieldValue(machine, field)])));
  for (const field of fields.values()) {
    // The default stays as a class attribute; a `field(…)` without one leaves none.
    const own = cls.attributes.get(field.name);
    if (own?.kind !== "instance" || own.class !== fieldClass) continue;
    if (field.default === undefined) machine.heap.remove(cls, cls.attributes, field.name);
    else set(field.name, field.default);
  }
  const list = [...fields.values()];
  if (settings.init && !cls.attributes.has("__init__"))
    set(
      "__init__",
      bindingBuiltin(`${cls.name}.__init__`, (call) => initialise(call, list)),
    );
  if (settings.eq && !cls.attributes.has("__eq__"))
    set(
      "__eq__",
      bindingBuiltin(`${cls.name}.__eq__`, (call) => compareFields(call, list)),
    );
  if (settings.repr && !cls.attributes.has("__repr__"))
    set(
      "__repr__",
      bindingBuiltin(`${cls.name}.__repr__`, (call) => showFields(call, list)),
    );
  set("__match_args__", tuple(list.filter((field) => field.init).map((field) => str(field.name))));
  return cls;
}

/** The fields of the bases that are dataclasses, then the class's own annotated names. */
function collectFields(machine: Machine, cls: ClassValue, keywordOnly: boolean): ReadonlyMap<string, Field> {
  const fields = new Map<string, Field>();
  for (const base of cls.mro.slice(1).toReversed()) {
    const inherited = base.attributes.get(fieldsName);
    if (inherited?.kind === "dict")
      for (const entry of inherited.entries.values()) addField(fields, readField(machine, entry.key, entry.value));
  }
  const annotations = cls.attributes.get("__annotations__");
  let isKeywordOnly = keywordOnly;
  for (const { key, value } of annotations?.kind === "dict" ? annotations.entries.values() : []) {
    const annotation = value.kind === "str" ? value.value : undefined;
    if (key.kind !== "str" || key.value === undefined || annotation === "ClassVar") continue;
    if (annotation === "KW_ONLY") isKeywordOnly = true;
    else
      addField(
        fields,
        ownField(machine, key.value, cls.attributes.get(key.value), isKeywordOnly, annotation === "InitVar"),
      );
  }
  return fields;
}

function addField(fields: Map<string, Field>, field: Field | undefined): void {
  if (field !== undefined) fields.set(field.name, field);
}

function ownField(
  machine: Machine,
  name: string,
  value: Value | undefined,
  keywordOnly: boolean,
  initOnly: boolean,
): Field {
  if (value?.kind === "instance" && value.class === fieldClass) {
    const of = (key: string): Value | undefined => given(value.attributes.get(key));
    const isTrue = (key: string, usual: boolean): boolean => {
      const setting = of(key);
      return setting === undefined ? usual : (machine.truth(setting) ?? usual);
    };
    return {
      name,
      default: of("default"),
      factory: of("default_factory"),
      init: isTrue("init", true),
      keywordOnly: isTrue("kw_only", keywordOnly),
      initOnly,
      shown: isTrue("repr", true),
    };
  }
  return { name, default: value, factory: undefined, init: true, keywordOnly, initOnly, shown: true };
}

function given(value: Value | undefined): Value | undefined {
  return value?.kind === "instance" && value.class === missingClass ? undefined : value;
}

/** A field as a program sees it, from which it can be read back. */
function fieldValue(machine: Machine, field: Field): Value {
  const value = newInstance(machine, fieldClass);
  const { attributes } = value;
  attributes.set("name", str(field.name));
  attributes.set("default", field.default ?? missing);
  attributes.set("default_factory", field.factory ?? missing);
  attributes.set("init", bool(field.init));
  attributes.set("kw_only", bool(field.keywordOnly));
  attributes.set("repr", bool(field.shown));
  attributes.set("type", unknown);
  if (field.initOnly) attributes.set("<init only>", bool(true));
  return value;
}

function readField(machine: Machine, key: Value, value: Value): Field | undefined {
  if (key.kind !== "str" || key.value === undefined || value.kind !== "instance") return undefined;
  return ownField(machine, key.value, value, false, value.attributes.has("<init only>"));
}

function initialise({ machine, self, args, named, open }: MethodCall, fields: readonly Field[]): Value {
  if (self.kind !== "instance") return none;
  const positional = fields.filter((field) => field.init && !field.keywordOnly).map((field) => field.name);
  const accepted = new Set(fields.filter((field) => field.init).map((field) => field.name));
  if (!open && (args.length > positional.length || [...named.keys()].some((name) => !accepted.has(name))))
    return raiseError(machine, "TypeError", "unexpected arguments");
  const initOnly: Value[] = [];
  for (const field of fields) {
    const at = positional.indexOf(field.name);
    const passed = field.init ? ((at < 0 ? undefined : args[at]) ?? named.get(field.name)) : undefined;
    const value = passed ?? absentValue(machine, field, open);
    if (field.initOnly) initOnly.push(value ?? unknown);
    else if (value !== undefined) machine.language.setAttribute(machine, self, field.name, value);
  }
  const after = findInClass(self.class, "__post_init__");
  if (after !== undefined)
    machine.call(bind(machine, after, self, self.class), { positional: initOnly, named: new Map(), open: false });
  return none;
}

/** What a field is that was not given; `undefined` for one that is set later. */
function absentValue(machine: Machine, field: Field, open: boolean): Value | undefined {
  const usual = field.factory === undefined ? field.default : machine.callWith(field.factory);
  if (open && field.init) return usual === undefined ? unknown : machine.join(usual, unknown);
  if (usual !== undefined || !field.init) return usual;
  return raiseError(machine, "TypeError", `missing argument '${field.name}'`);
}

function compareFields({ machine, self, args: [other] }: MethodCall, fields: readonly Field[]): Value {
  if (self.kind !== "instance" || other?.kind !== "instance")
    return bool(other === undefined || other.kind === "unknown" || other.kind === "open" ? undefined : false);
  if (other.class !== self.class) return bool(false);
  return bool(
    all(
      fields.map(({ name }) =>
        equals(machine, self.attributes.get(name) ?? unknown, other.attributes.get(name) ?? unknown),
      ),
    ),
  );
}

function showFields({ machine, self }: MethodCall, fields: readonly Field[]): Value {
  if (self.kind !== "instance") return str(undefined);
  const texts = fields
    .filter((field) => field.shown && !field.initOnly)
    .map(({ name }) => {
      const text = reprOf(machine, machine.attribute(self, name));
      return text === undefined ? undefined : `${name}=${text}`;
    });
  return str(texts.includes(undefined) ? undefined : `${self.class.name}(${texts.join(", ")})`);
}

const field: BuiltinValue = builtin("field", (machine, { named }) => {
  const value = newInstance(machine, fieldClass);
  for (const [name, setting] of named) value.attributes.set(name, setting);
  return value;
});

/** The `__dataclass_fields__` of an instance or class. */
function fieldsOf(value: Value): DictValue | undefined {
  const cls = value.kind === "class" ? value : value.kind === "instance" ? value.class : undefined;
  const found = cls === undefined ? undefined : findInClass(cls, fieldsName);
  return found?.kind === "dict" ? found : undefined;
}

function fieldNames(fields: DictValue): readonly string[] {
  return [...fields.entries.values()].flatMap(({ key, value }) => {
    const isKept = value.kind === "instance" && !value.attributes.has("<init only>");
    return key.kind === "str" && key.value !== undefined && isKept ? [key.value] : [];
  });
}

/** `asdict` and `astuple` go into lists, tuples, dicts and other dataclasses. */
function unpacked(machine: Machine, value: Value, asDict: boolean, depth = 0): Value {
  const fields = value.kind === "instance" ? fieldsOf(value) : undefined;
  const inner = (item: Value): Value => unpacked(machine, item, asDict, depth + 1);
  if (depth > 20) return unknown;
  if (fields !== undefined && value.kind === "instance") {
    const rows = fieldNames(fields).map((name) => [str(name), inner(value.attributes.get(name) ?? unknown)] as const);
    return asDict ? machine.dict(rows) : tuple(rows.map(([, item]) => item));
  }
  switch (value.kind) {
    case "list":
      return machine.list(value.items.map(inner), value.rest);
    case "tuple":
      return tuple(value.items.map(inner), value.class);
    case "dict":
      return machine.dict(
        [...value.entries.values()].map((entry) => [entry.key, inner(entry.value)] as const),
        value.rest,
      );
    default:
      return value;
  }
}

const replace: BuiltinValue = builtin("replace", (machine, { positional: [object], named }) => {
  if (object?.kind !== "instance") return unknown;
  return replaceFields(machine, object, named);
});

function replaceFields(machine: Machine, object: InstanceValue, named: ReadonlyMap<string, Value>): Value {
  const fields = fieldsOf(object);
  if (fields === undefined) return unknown;
  const taken = [...fields.entries.values()].filter(
    ({ value }) => value.kind === "instance" && machine.truth(value.attributes.get("init") ?? bool(true)) !== false,
  );
  const all = new Map<string, Value>();
  for (const { key } of taken) {
    const name = key.kind === "str" ? key.value : undefined;
    if (name !== undefined) all.set(name, named.get(name) ?? object.attributes.get(name) ?? unknown);
  }
  return machine.call(object.class, { positional: [], named: all, open: false });
}

const missing: InstanceValue = {
  kind: "instance",
  class: missingClass,
  attributes: new Map<string, Value>(),
  escaped: false,
  born: -100_001,
};

export const dataclassesModule: ReadonlyMap<string, Value> = new Map<string, Value>([
  ["dataclass", dataclass],
  ["field", field],
  ["Field", fieldClass],
  ["KW_ONLY", kwOnlyClass],
  ["InitVar", initVarClass],
  ["MISSING", missing],
  ["replace", replace],
  [
    "fields",
    namedFunction("fields", ["class_or_instance"], 1, (_, [value = unknown]) => {
      const fields = fieldsOf(value);
      return fields === undefined ? unknown : tuple([...fields.entries.values()].map((entry) => entry.value));
    }),
  ],
  [
    "asdict",
    namedFunction("asdict", ["obj", "dict_factory"], 1, (machine, [value = unknown]) => unpacked(machine, value, true)),
  ],
  [
    "astuple",
    namedFunction("astuple", ["obj", "tuple_factory"], 1, (machine, [value = unknown]) =>
      unpacked(machine, value, false),
    ),
  ],
  [
    "is_dataclass",
    namedFunction("is_dataclass", ["obj"], 1, (_, [value = unknown]) =>
      bool(value.kind === "unknown" ? undefined : fieldsOf(value) !== undefined),
    ),
  ],
  ["FrozenInstanceError", builtinClass("FrozenInstanceError", [objectClass], "dataclasses")],
  ["make_dataclass", builtin("make_dataclass", () => unknown)],
]);
