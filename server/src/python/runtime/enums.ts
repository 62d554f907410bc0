/** Enumerations: the members of a class derived from `enum.Enum`, made once its body has run. */
import type { Machine } from "../../interp/machine.ts";
import { anyBool, bool, int, none, str, unknown } from "../../interp/values.ts";
import type { ClassValue, InstanceValue, Value } from "../../interp/values.ts";
import { addMethods, positional } from "./calls.ts";
import { builtinClass, intClass, isSubclass, objectClass, strClass } from "./classes.ts";
import { equals } from "./equality.ts";
import { textOf } from "./format.ts";
import { bind, findInClass, joinAll, newInstance, payloadOf } from "./lookup.ts";

export const enumClass = builtinClass("Enum", [objectClass], "enum");
export const intEnumClass = builtinClass("IntEnum", [intClass, enumClass], "enum");
export const strEnumClass = builtinClass("StrEnum", [strClass, enumClass], "enum");
export const flagClass = builtinClass("Flag", [enumClass], "enum");
export const intFlagClass = builtinClass("IntFlag", [intClass, flagClass], "enum");
/** What `enum.auto()` gives, until the class is defined. */
export const autoClass = builtinClass("auto", [objectClass], "enum");

const membersName = "_member_map_";

/** Turns the plain values of a class body into members. */
export function defineMembers(machine: Machine, cls: ClassValue): void {
  if (!isEnum(cls) || cls.attributes.has(membersName)) return;
  const members = machine.dict();
  let last = 0;
  for (const [name, raw] of [...cls.attributes]) {
    if (
      name.startsWith("_") ||
      raw.kind === "function" ||
      raw.kind === "descriptor" ||
      raw.kind === "builtin" ||
      raw.kind === "class"
    )
      continue;
    const value = raw.kind === "instance" && raw.class === autoClass ? autoValue(cls, name, last) : raw;
    if (value.kind === "int" && typeof value.size === "number") last = value.size;
    const member = findSame(machine, [...members.entries.values()], value) ?? makeMember(machine, cls, name, value);
    machine.heap.set(cls, cls.attributes, name, member);
    machine.heap.set(members, members.entries, `s${name}`, { key: str(name), value: member });
  }
  machine.heap.set(cls, cls.attributes, membersName, members);
}

function findSame(machine: Machine, entries: readonly { readonly value: Value }[], value: Value): Value | undefined {
  return entries.find(
    (entry) =>
      entry.value.kind === "instance" &&
      equals(machine, entry.value.attributes.get("_value_") ?? unknown, value) === true,
  )?.value;
}

function autoValue(cls: ClassValue, name: string, last: number): Value {
  if (isSubclass(cls, strEnumClass)) return str(name.toLowerCase());
  return int(isSubclass(cls, flagClass) ? (last === 0 ? 1 : last * 2) : last + 1);
}

function makeMember(machine: Machine, cls: ClassValue, name: string, value: Value): InstanceValue {
  const isBuiltin = isSubclass(cls, intClass) || isSubclass(cls, strClass);
  const member = newInstance(machine, cls, isBuiltin ? { payload: value } : {});
  member.attributes.set("_name_", str(name));
  member.attributes.set("_value_", value);
  member.attributes.set("name", str(name));
  member.attributes.set("value", value);
  const init = findInClass(cls, "__init__");
  if (init?.kind === "function") {
    const args = value.kind === "tuple" ? value.items : [value];
    machine.call(bind(machine, init, member, cls), positional(...args));
  }
  return member;
}

export function isEnum(cls: ClassValue): boolean {
  return isSubclass(cls, enumClass) && cls.path !== undefined;
}

/** The members in order, of a class that is an enumeration. */
export function enumMembers(machine: Machine, cls: ClassValue): readonly Value[] | undefined {
  if (!isEnum(cls)) return undefined;
  defineMembers(machine, cls);
  const members = cls.attributes.get(membersName);
  return members?.kind === "dict" ? [...new Set([...members.entries.values()].map((entry) => entry.value))] : undefined;
}

export function enumMember(machine: Machine, cls: ClassValue, name: string): Value | undefined {
  if (!isEnum(cls)) return undefined;
  defineMembers(machine, cls);
  return name === "__members__" ? cls.attributes.get(membersName) : undefined;
}

/** `Color(value)`: the member with that value. */
export function memberByValue(machine: Machine, cls: ClassValue, value: Value | undefined): Value {
  const members = enumMembers(machine, cls) ?? [];
  if (value === undefined) return unknown;
  for (const member of members) {
    if (member === value) return member;
    if (member.kind === "instance" && equals(machine, member.attributes.get("_value_") ?? unknown, value) === true)
      return member;
  }
  const known = value.kind === "str" || value.kind === "int";
  return known || members.length === 0 ? unknown : joinAll(machine, members);
}

/** Fills in what members can do. */
export function installEnums(): void {
  addMethods(enumClass, {
    __str__: ({ machine, self }) => {
      if (self.kind !== "instance") return str(undefined);
      if (self.payload !== undefined && isSubclass(self.class, strEnumClass))
        return str(textOf(machine, payloadOf(self)));
      if (isSubclass(self.class, intEnumClass)) return str(textOf(machine, payloadOf(self)));
      const name = self.attributes.get("_name_");
      return str(name?.kind === "str" && name.value !== undefined ? `${self.class.name}.${name.value}` : undefined);
    },
    __eq__: ({ machine, self, args: [other] }) => memberEquals(machine, self, other ?? none),
    __hash__: ({ machine }) => machine.anyInt(),
    __or__: () => unknown,
    __and__: () => unknown,
  });
}

/** Members are single objects; those of `IntEnum` and the like are also equal to their value. */
function memberEquals(machine: Machine, self: Value, other: Value): Value {
  if (self === other) return bool(true);
  if (other.kind === "unknown" || other.kind === "open") return anyBool;
  if (self.kind !== "instance") return anyBool;
  if (self.payload !== undefined) return bool(equals(machine, self.payload, payloadOf(other)));
  return bool(false);
}
