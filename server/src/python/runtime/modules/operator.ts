/** `operator`: the operators as functions, and the getters made of names and indexes. */
import type { BinaryOperator, CompareOperator } from "../../../interp/ir.ts";
import type { Machine } from "../../../interp/machine.ts";
import { anyBool, bool, builtin, none, tuple, unknown } from "../../../interp/values.ts";
import type { BuiltinValue, Value } from "../../../interp/values.ts";
import { namedFunction } from "../calls.ts";
import { compare } from "../compare.ts";
import { deleteItem, getItem, setItem } from "../items.ts";
import { lengthOf } from "../number-functions.ts";
import { augmented, binary, unary } from "../operators.ts";

const binaries: Readonly<Record<string, BinaryOperator>> = {
  add: "+",
  concat: "+",
  sub: "-",
  mul: "*",
  truediv: "/",
  floordiv: "//",
  mod: "%",
  pow: "**",
  matmul: "@",
  and_: "&",
  or_: "|",
  xor: "^",
  lshift: "<<",
  rshift: ">>",
};

const comparisons: Readonly<Record<string, CompareOperator>> = {
  eq: "==",
  ne: "!=",
  lt: "<",
  le: "<=",
  gt: ">",
  ge: ">=",
  is_: "is",
  is_not: "is not",
};

/** One getter gives the value, several a tuple of them. */
function getters(name: string, read: (machine: Machine, object: Value, key: Value) => Value): BuiltinValue {
  return builtin(name, (_, { positional: keys, open }) =>
    builtin(name, (machine, { positional: [object] }) => {
      if (object === undefined || open) return unknown;
      const values = keys.map((key) => read(machine, object, key));
      return values.length === 1 ? (values[0] ?? unknown) : tuple(values);
    }),
  );
}

function readPath(machine: Machine, object: Value, path: Value): Value {
  if (path.kind !== "str" || path.value === undefined) return unknown;
  return path.value.split(".").reduce((value, name) => machine.attribute(value, name), object);
}

const methodcaller: BuiltinValue = builtin("methodcaller", (_, { positional: [name, ...args], named, open }) =>
  builtin("methodcaller", (machine, { positional: [object] }) => {
    if (object === undefined || name?.kind !== "str" || name.value === undefined) return unknown;
    return machine.call(machine.attribute(object, name.value), { positional: args, named, open });
  }),
);

function makeOperator(): ReadonlyMap<string, Value> {
  const names = new Map<string, Value>();
  for (const [name, operator] of Object.entries(binaries)) {
    const plain = namedFunction(name, ["a", "b"], 2, (machine, [a = unknown, b = unknown]) =>
      binary(machine, operator, a, b),
    );
    names.set(name, plain);
    const inPlace = `i${name.replace(/_$/, "")}`;
    names.set(
      inPlace,
      namedFunction(inPlace, ["a", "b"], 2, (machine, [a = unknown, b = unknown]) =>
        augmented(machine, operator, a, b),
      ),
    );
  }
  for (const [name, operator] of Object.entries(comparisons)) {
    names.set(
      name,
      namedFunction(name, ["a", "b"], 2, (machine, [a = unknown, b = unknown]) => compare(machine, operator, a, b)),
    );
  }
  const others: readonly BuiltinValue[] = [
    namedFunction("neg", ["a"], 1, (machine, [a = unknown]) => unary(machine, "-", a)),
    namedFunction("pos", ["a"], 1, (machine, [a = unknown]) => unary(machine, "+", a)),
    namedFunction("invert", ["a"], 1, (machine, [a = unknown]) => unary(machine, "~", a)),
    namedFunction("not_", ["a"], 1, (machine, [a = unknown]) => unary(machine, "not", a)),
    namedFunction("truth", ["a"], 1, (machine, [a = unknown]) => {
      const answer = machine.truth(a);
      return answer === undefined ? anyBool : bool(answer);
    }),
    namedFunction("index", ["a"], 1, (_, [a = unknown]) => a),
    namedFunction("contains", ["a", "b"], 2, (machine, [a = unknown, b = unknown]) => compare(machine, "in", b, a)),
    namedFunction("getitem", ["a", "b"], 2, (machine, [a = unknown, b = unknown]) => getItem(machine, a, b) ?? unknown),
    namedFunction("setitem", ["a", "b", "c"], 3, (machine, [a = unknown, b = unknown, c = unknown]) => {
      setItem(machine, a, b, c);
      return none;
    }),
    namedFunction("delitem", ["a", "b"], 2, (machine, [a = unknown, b = unknown]) => {
      deleteItem(machine, a, b);
      return none;
    }),
    namedFunction("length_hint", ["a"], 1, (machine, [a = unknown]) => lengthOf(machine, a)),
    getters("itemgetter", (machine, object, key) => getItem(machine, object, key) ?? unknown),
    getters("attrgetter", readPath),
    methodcaller,
  ];
  for (const fn of others) names.set(fn.name, fn);
  return names;
}

export const operatorModule: ReadonlyMap<string, Value> = makeOperator();
