/** Strings: computed where all is known; otherwise each method still says what kind of value it gives. */
import type { Machine } from "../../interp/machine.ts";
import { anyBool, anyStr, int, unknown } from "../../interp/values.ts";
import type { Value } from "../../interp/values.ts";
import { constantsOf, fromConstant } from "./constants.ts";
import type { Native, Natives } from "./natives.ts";

type Kind = "string" | "boolean" | "integer" | "strings" | "unknown";

/** The methods, by what they give when their strings are not known. */
const methodsByKind: readonly (readonly [kind: Kind, names: string])[] = [
  ["boolean", "endsWith includes startsWith"],
  ["integer", "charCodeAt codePointAt indexOf lastIndexOf localeCompare search"],
  ["strings", "split"],
  ["unknown", "match matchAll"],
  [
    "string",
    `at charAt concat normalize padEnd padStart repeat replace replaceAll slice substr substring toLocaleLowerCase toLocaleUpperCase
    toLowerCase toString toUpperCase trim trimEnd trimStart valueOf`,
  ],
];

/** Longer results of `repeat` and the like are not made. */
const longest = 100_000;

export const stringMethods: Natives = Object.fromEntries(
  methodsByKind.flatMap(([kind, names]) => names.split(/\s+/).map((name) => [name, stringMethod(name, kind)] as const)),
);

function stringMethod(name: string, kind: Kind): Native {
  return (machine, self, args) => {
    const text = self.kind === "str" ? self.value : undefined;
    const known = constantsOf(args);
    if (text === undefined || known === undefined || isTooLong(name, text, known)) return anyOf(machine, kind);
    try {
      const method = (String.prototype as unknown as Record<string, (...args: readonly unknown[]) => unknown>)[name];
      return method === undefined ? anyOf(machine, kind) : fromConstant(machine, method.apply(text, [...known]));
    } catch {
      // The program would throw: a negative count, say.
      return machine.raise(undefined);
    }
  };
}

function isTooLong(name: string, text: string, args: readonly unknown[]): boolean {
  const [count] = args;
  if (name === "matchAll" || name === "match") return true;
  if (name === "repeat") return text.length * Number(count) > longest;
  return (name === "padEnd" || name === "padStart") && Number(count) > longest;
}

function anyOf(machine: Machine, kind: Kind): Value {
  switch (kind) {
    case "string":
      return anyStr;
    case "boolean":
      return anyBool;
    case "integer":
      return machine.anyInt();
    case "strings":
      return machine.list([], anyStr);
    case "unknown":
      return unknown;
  }
}

export const stringLength: Native = (machine, self) =>
  self.kind === "str" && self.value !== undefined ? int(self.value.length) : machine.anyInt({ min: 0 });
