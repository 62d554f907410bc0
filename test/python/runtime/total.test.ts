/** Whatever the operands and arguments, the runtime answers: it never throws anything but the program's own exceptions. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { BinaryOperator, CompareOperator } from "../../../server/src/interp/ir.ts";
import type { Interpreter } from "../../../server/src/interp/interpreter.ts";
import { RaiseSignal } from "../../../server/src/interp/signals.ts";
import {
  anyBool,
  anyFloat,
  anyStr,
  ellipsis,
  float,
  int,
  none,
  str,
  trueValue,
  tuple,
  undefinedValue,
  unknown,
} from "../../../server/src/interp/values.ts";
import type { CallArguments, Value } from "../../../server/src/interp/values.ts";
import { nativeModules, pythonLanguage } from "../../../server/src/python/runtime/index.ts";
import { rowShape, shapeOf, symbol, tensorOf } from "../../../server/src/shape/index.ts";
import type { Dim } from "../../../server/src/shape/index.ts";
import { run } from "./interpret.ts";

const definitions = `
from collections import namedtuple, defaultdict, deque, Counter
from enum import Enum
from dataclasses import dataclass
class Tensor:
    def __add__(self, other): return self
    def __getitem__(self, index): return self
class A:
    x = 1
    def __init__(self, v=0): self.v = v
    @property
    def p(self): return self.v
    def __len__(self): return 2
    def __eq__(self, o): return True
class L(list): pass
class D(dict): pass
class Color(Enum):
    RED = 1
@dataclass
class C:
    a: int = 1
def f(a, b=2): return a
def g():
    yield 1
`;

/** Values of the kinds that have no identity, known and unknown. */
function plainValues(machine: Interpreter, size: Dim): readonly Value[] {
  return [
    unknown,
    none,
    undefinedValue,
    ellipsis,
    anyBool,
    trueValue,
    anyFloat,
    float(1.5),
    float(Infinity),
    float(Number.NaN),
    int(0),
    int(3),
    int(-1),
    int(2 ** 52),
    int(size),
    machine.anyInt(),
    anyStr,
    str(""),
    str("ab"),
    str("%d {} {0[1]}"),
    { kind: "slice", lower: none, upper: int(1), step: none },
    { kind: "slice", lower: int(size), upper: unknown, step: int(0) },
    { kind: "range", start: 0, stop: 3, step: 1 },
    { kind: "range", start: 0, stop: size, step: 1 },
    { kind: "range", start: 0, stop: 1e12, step: 1 },
  ];
}

/** One value of every kind, known and unknown. */
function pool(machine: Interpreter, names: ReadonlyMap<string, Value>): readonly Value[] {
  const size = symbol({ id: machine.nextId(), name: "H", origin: "open" });
  const row = { kind: "row", id: machine.nextId(), name: "y", origin: "open" } as const;
  const named = (name: string): Value => names.get(name) ?? unknown;
  const call = (name: string, ...args: readonly Value[]): Value => machine.callWith(named(name), ...args);
  const tensor = machine.tensor(tensorOf(shapeOf(2, size), "float32"));
  const vague = machine.tensor(tensorOf(rowShape([], row)));
  const instance = call("A");
  return [
    ...plainValues(machine, size),
    ...[
      tuple([]),
      tuple([int(1), str("a")]),
      machine.list([int(1), int(2)]),
      machine.list([], unknown),
      machine.list([tensor]),
    ],
    ...[machine.dict([[str("a"), int(1)]]), machine.dict([], unknown), machine.dict()],
    { kind: "set", born: machine.heap.stamp(), items: [int(1)], rest: undefined },
    { kind: "iterator", born: machine.heap.stamp(), items: [int(1)], rest: unknown },
    { kind: "dtype", dtype: "float32" },
    ...[tensor, vague, machine.attribute(vague, "shape"), machine.attribute(tensor, "shape"), machine.open("x")],
    pythonLanguage.binary(machine, "*", machine.open("k"), int(2)),
    ...[
      instance,
      call("L", tuple([int(1)])),
      call("D"),
      call("C"),
      call("defaultdict", named("L")),
      call("deque"),
      call("Counter", str("aab")),
    ],
    ...[
      named("A"),
      named("Color"),
      machine.attribute(named("Color"), "RED"),
      named("f"),
      call("g"),
      named("C"),
      named("namedtuple"),
    ],
    machine.attribute(instance, "__len__"),
    machine.attribute(instance, "__dict__"),
    { kind: "descriptor", form: "property", function: named("f") },
    { kind: "super", start: named("A") as never, self: instance },
  ];
}

/** Runs it; the program's own exceptions are an answer. */
function answers(runIt: () => unknown): boolean {
  try {
    runIt();
    return true;
  } catch (signal) {
    if (signal instanceof RaiseSignal) return true;
    throw signal;
  }
}

interface World {
  readonly machine: Interpreter;
  readonly values: readonly Value[];
}

function newWorld(): World {
  const { machine, names } = run(definitions, { tensorClass: "Tensor" });
  return { machine, values: pool(machine, names) };
}

const world = newWorld();
const index = fc.nat(world.values.length - 1);
const options = { numRuns: 3000, seed: 7 } as const;

/** Each run in a state that is undone, so that one does not depend on another. */
function inWorld(runIt: (machine: Interpreter, at: (i: number) => Value) => unknown): void {
  world.machine.steps = 0;
  world.machine.hypothetically(() => answers(() => runIt(world.machine, (i) => world.values[i] as Value)));
}

const binaries: readonly BinaryOperator[] = ["+", "-", "*", "/", "//", "%", "**", "@", "<<", ">>", "&", "|", "^"];
const comparisons: readonly CompareOperator[] = ["==", "!=", "<", "<=", ">", ">=", "is", "is not", "in", "not in"];
const attributeNames =
  "shape size dim x v p append get items __class__ __dict__ __name__ __len__ nothing real T RED name".split(" ");

describe("the runtime is total", () => {
  test("operators", () => {
    fc.assert(
      fc.property(index, index, fc.constantFrom(...binaries), (a, b, operator) => {
        inWorld((machine, at) => pythonLanguage.binary(machine, operator, at(a), at(b)));
        inWorld((machine, at) => pythonLanguage.augmented(machine, operator, at(a), at(b)));
      }),
      options,
    );
  });

  test("comparisons", () => {
    fc.assert(
      fc.property(index, index, fc.constantFrom(...comparisons), (a, b, operator) => {
        inWorld((machine, at) => machine.truth(pythonLanguage.compare(machine, operator, at(a), at(b))));
      }),
      options,
    );
  });

  test("items and attributes", () => {
    fc.assert(
      fc.property(index, index, index, fc.constantFrom(...attributeNames), (a, b, c, name) => {
        inWorld((machine, at) => pythonLanguage.getItem(machine, at(a), at(b)));
        inWorld((machine, at) => pythonLanguage.setItem(machine, at(a), at(b), at(c)));
        inWorld((machine, at) => pythonLanguage.deleteItem(machine, at(a), at(b)));
        inWorld((machine, at) => pythonLanguage.getAttribute(machine, at(a), name));
        inWorld((machine, at) => pythonLanguage.setAttribute(machine, at(a), name, at(b)));
        inWorld((machine, at) => pythonLanguage.deleteAttribute(machine, at(a), name));
      }),
      options,
    );
  });

  test("iteration, text, unpacking, contexts, unary operators", () => {
    fc.assert(
      fc.property(index, fc.nat(4), fc.constantFrom("-", "+", "~", "not"), (a, count, operator) => {
        inWorld((machine, at) => pythonLanguage.iterate(machine, at(a)));
        inWorld((machine, at) => pythonLanguage.text(machine, at(a)));
        inWorld((machine, at) =>
          pythonLanguage.unpack?.(
            machine,
            at(a),
            Array.from({ length: count }, () => undefined),
            -1,
          ),
        );
        inWorld((machine, at) => pythonLanguage.enterContext(machine, at(a)));
        inWorld((machine, at) => pythonLanguage.unary(machine, operator, at(a)));
      }),
      options,
    );
  });
});

/** Everything that can be called: built-in names, the names of native modules, methods of built-in classes. */
function callables(): readonly (readonly [string, Value])[] {
  const all: (readonly [string, Value])[] = [...pythonLanguage.builtins];
  for (const [module, names] of nativeModules)
    for (const [name, value] of names) all.push([`${module}.${name}`, value]);
  const methods = all.flatMap(([name, value]) =>
    value.kind === "class"
      ? [...value.attributes].map(([method, content]) => [`${name}.${method}`, content] as const)
      : [],
  );
  return [...all, ...methods].map(
    ([name, value]) => [name, value.kind === "descriptor" ? value.function : value] as const,
  );
}

const keywords = ["key", "default", "start", "sep", "n", "repeat", "defaults", "a"];

describe("built-in functions are total", () => {
  const all = callables();
  const which = fc.nat(all.length - 1);
  test("calls", () => {
    const named = fc.option(fc.tuple(fc.constantFrom(...keywords), index), { nil: undefined });
    fc.assert(
      fc.property(which, fc.array(index, { maxLength: 4 }), named, fc.boolean(), (at, positional, keyword, open) => {
        inWorld((machine, value) => {
          const args: CallArguments = {
            positional: positional.map(value),
            named: new Map(keyword === undefined ? [] : [[keyword[0], value(keyword[1])]]),
            open: open && positional.length > 2,
          };
          const result = machine.call(all[at]?.[1] ?? unknown, args);
          expect(result.kind).toBeTypeOf("string");
        });
      }),
      { ...options, numRuns: 12_000 },
    );
  });
});
