/** Built-in functions on numbers: `len`, `max`, `min`, `abs`, `round`, `divmod`, `pow`, and texts of numbers. */
import { axisOf, boundsOf, negate, proveAtLeast, rankOf } from "../../shape/index.ts";
import type { Dim } from "../../shape/index.ts";
import type { Machine } from "../../interp/machine.ts";
import {
  anyFloat,
  anyStr,
  builtin,
  constantInt,
  constantNumber,
  float,
  int,
  str,
  tuple,
  unknown,
} from "../../interp/values.ts";
import type { BuiltinValue, IntValue, Value } from "../../interp/values.ts";
import { namedFunction } from "./calls.ts";
import { order } from "./compare.ts";
import { dictLength } from "./dicts.ts";
import { enumMembers } from "./enums.ts";
import { callMethod, findMethod, joinAll, payloadOf } from "./lookup.ts";
import { integerOf, intOrAny, plainInt, quotientOf, roundHalfEven, roundQuotient } from "./numbers.ts";
import { binary } from "./operators.ts";
import { settled, shapeOfSize, sizeLength } from "./tensor-size.ts";

/** `len(value)`. */
export function lengthOf(machine: Machine, value: Value): Value {
  const own = settled(machine, value);
  switch (own.kind) {
    case "tuple":
      return int(own.items.length);
    case "list":
    case "set":
      return own.rest === undefined ? int(own.items.length) : machine.anyInt({ min: own.items.length });
    case "str":
      return own.value === undefined ? machine.anyInt({ min: 0 }) : int([...own.value].length);
    case "dict":
      return intOrAny(machine, dictLength(own));
    case "range": {
      const { items, rest } = machine.iterate(own);
      return rest === undefined ? int(items.length) : lengthOfRange(machine, own.start, own.stop, own.step);
    }
    case "tensor": {
      const first = axisOf(machine.assumptions.resolveShape(own.type.shape), 0);
      return findMethod(machine, own, "__len__") === undefined && first !== undefined
        ? int(first)
        : (callMethod(machine, own, "__len__") ?? machine.anyInt({ min: 0 }));
    }
    case "open": {
      const tensor = machine.isOpenTensor(own) ? machine.asTensor(own) : undefined;
      if (tensor !== undefined) return lengthOf(machine, tensor);
      return own.derived === undefined ? machine.openPart(own, ".length") : machine.anyInt({ min: 0 });
    }
    case "instance":
      return lengthOfInstance(machine, own);
    case "class":
      return int(enumMembers(machine, own)?.length ?? 0);
    default:
      return machine.anyInt({ min: 0 });
  }
}

function lengthOfRange(machine: Machine, start: Dim, stop: Dim, step: Dim): Value {
  if (start === 0 && step === 1 && boundsOf(stop).min >= 0) return int(stop);
  return machine.anyInt({ min: 0 });
}

function lengthOfInstance(machine: Machine, value: Value): Value {
  const shape = shapeOfSize(machine, value);
  if (shape !== undefined) return rankOf(shape) === undefined ? sizeLength(machine, shape) : int(rankOf(shape) ?? 0);
  const own = callMethod(machine, value, "__len__");
  if (own !== undefined) return own;
  const payload = payloadOf(value);
  return payload === value ? machine.anyInt({ min: 0 }) : lengthOf(machine, payload);
}

/** `max` and `min`: decided where every comparison is; else a definite but unknown number between the bounds. */
function extreme(name: "max" | "min"): BuiltinValue {
  return builtin(name, (machine, args) => {
    const { positional, named, open } = args;
    const [first] = positional;
    if (open || first === undefined) return unknown;
    const { items, rest } = positional.length > 1 ? { items: positional } : machine.iterate(first);
    if (rest !== undefined) return joinAll(machine, [...items, rest]);
    if (items.length === 0) return named.get("default") ?? unknown;
    const key = named.get("key");
    const keys =
      key === undefined || key.kind === "none"
        ? asNumbers(machine, items)
        : items.map((item) => machine.callWith(key, item));
    const candidates = key === undefined || key.kind === "none" ? keys : items;
    return choose(machine, name, candidates, keys);
  });
}

/** Open values among integers are integers. */
function asNumbers(machine: Machine, items: readonly Value[]): readonly Value[] {
  const isInteger =
    items.some((item) => plainInt(item) !== undefined) &&
    items.every((item) => plainInt(item) !== undefined || item.kind === "open");
  if (!isInteger) return items;
  return items.map((item) => {
    const size = integerOf(machine, item);
    return size === undefined ? item : int(size);
  });
}

function choose(machine: Machine, name: "max" | "min", items: readonly Value[], keys: readonly Value[]): Value {
  let best = 0;
  for (let i = 1; i < items.length; i++) {
    const candidate = keys[i] as Value;
    const holder = keys[best] as Value;
    const better = order(machine, name === "max" ? ">" : "<", candidate, holder);
    if (better === true || (better === undefined && items === keys && isAtLeastAsGood(name, candidate, holder)))
      best = i;
    else if (better === undefined && !isAtLeastAsGood(name, holder, candidate)) return between(machine, name, items);
  }
  return items[best] ?? unknown;
}

/** Perhaps equal, but no worse: of equal integers either will do. */
function isAtLeastAsGood(name: "max" | "min", candidate: Value, best: Value): boolean {
  const a = plainInt(candidate);
  const b = plainInt(best);
  if (a === undefined || b === undefined) return false;
  return (name === "max" ? proveAtLeast(a, b) : proveAtLeast(b, a)) === "holds";
}

function between(machine: Machine, name: "max" | "min", items: readonly Value[]): Value {
  const sizes = items.map(plainInt);
  if (sizes.some((size) => size === undefined)) return joinAll(machine, items);
  const bounds = sizes.map((size) => boundsOf(size as Dim));
  const pick = name === "max" ? Math.max : Math.min;
  return machine.anyInt({ min: pick(...bounds.map((b) => b.min)), max: pick(...bounds.map((b) => b.max)) });
}

const abs = namedFunction("abs", ["x"], 1, (machine, [value = unknown]) => {
  const own = callMethod(machine, value, "__abs__");
  if (own !== undefined) return own;
  const plain = payloadOf(value);
  if (plain.kind === "float") return float(plain.value === undefined ? undefined : Math.abs(plain.value));
  const size = plain.kind === "open" ? undefined : plainInt(plain);
  if (size === undefined) return plain.kind === "int" ? machine.anyInt({ min: 0 }) : unknown;
  const { min, max } = boundsOf(size);
  return min >= 0 ? int(size) : max <= 0 ? intOrAny(machine, negate(size)) : machine.anyInt({ min: 0 });
});

const round = namedFunction("round", ["number", "ndigits"], 1, (machine, [value = unknown, digits]) => {
  const own = callMethod(machine, value, "__round__");
  if (own !== undefined) return own;
  const plain = payloadOf(value);
  if (digits !== undefined && digits.kind !== "none") return roundTo(machine, plain, constantInt(digits));
  const number = plain.kind === "open" ? undefined : constantNumber(plain);
  if (number !== undefined) return intOrAny(machine, roundHalfEven(number));
  const quotient = quotientOf(machine, plain);
  return quotient?.denominator === 1 ? int(quotient.numerator) : plain.kind === "unknown" ? unknown : machine.anyInt();
});

function roundTo(machine: Machine, value: Value, digits: number | undefined): Value {
  if (value.kind === "int") return roundInt(machine, value, digits);
  const number = value.kind === "float" ? value.value : undefined;
  if (number === undefined || digits === undefined || digits < 0 || digits > 15)
    return value.kind === "float" ? anyFloat : unknown;
  // JavaScript's decimal text rounds halves of the exact value away from zero; ties of that kind are exact binary fractions.
  const scaled = number * 10 ** digits;
  const isTie = Number.isInteger(number * 2 ** 20) && Math.abs(scaled - Math.trunc(scaled)) === 0.5;
  return float(isTie ? roundHalfEven(scaled) / 10 ** digits : Number(number.toFixed(digits)));
}

function roundInt(machine: Machine, value: IntValue, digits: number | undefined): Value {
  if (digits !== undefined && digits >= 0) return value;
  if (digits === undefined || typeof value.size !== "number") return machine.anyInt();
  const unit = 10 ** -digits;
  return intOrAny(machine, roundHalfEven(value.size / unit) * unit);
}

const divmod = namedFunction("divmod", ["x", "y"], 2, (machine, [x = unknown, y = unknown]) =>
  tuple([binary(machine, "//", x, y), binary(machine, "%", x, y)]),
);

const pow = namedFunction(
  "pow",
  ["base", "exp", "mod"],
  2,
  (machine, [base = unknown, exponent = unknown, modulus]) => {
    const power = binary(machine, "**", base, exponent);
    return modulus === undefined || modulus.kind === "none" ? power : binary(machine, "%", power, modulus);
  },
);

function radixText(name: string, radix: number, prefix: string): BuiltinValue {
  return namedFunction(name, ["number"], 1, (_, [value = unknown]) => {
    const number = constantInt(payloadOf(value));
    return number === undefined ? anyStr : str(`${number < 0 ? "-" : ""}${prefix}${Math.abs(number).toString(radix)}`);
  });
}

const chr = namedFunction("chr", ["i"], 1, (_, [value = unknown]) => {
  const code = constantInt(payloadOf(value));
  return str(code === undefined || code < 0 || code > 0x10ffff ? undefined : String.fromCodePoint(code));
});

const ord = namedFunction("ord", ["c"], 1, (machine, [value = unknown]) => {
  const plain = payloadOf(value);
  const code = plain.kind === "str" && plain.value !== undefined ? plain.value.codePointAt(0) : undefined;
  return code === undefined ? machine.anyInt({ min: 0 }) : int(code);
});

/** The integer that `int(value)` and `math.trunc` give; `math.floor` and `math.ceil` round the other ways. */
export function wholeNumber(machine: Machine, value: Value, rounding: "floor" | "ceil" | "truncate"): Value {
  const plain = payloadOf(value);
  const number = plain.kind === "open" ? undefined : constantNumber(plain);
  if (number !== undefined) {
    const whole =
      rounding === "floor" ? Math.floor(number) : rounding === "ceil" ? Math.ceil(number) : Math.trunc(number);
    return intOrAny(machine, whole);
  }
  const quotient = quotientOf(machine, plain);
  const whole = quotient === undefined ? undefined : roundQuotient(quotient, rounding);
  return whole === undefined ? machine.anyInt() : intOrAny(machine, whole);
}

export const numberFunctions: readonly BuiltinValue[] = [
  namedFunction("len", ["obj"], 1, (machine, [value = unknown]) => lengthOf(machine, value)),
  extreme("max"),
  extreme("min"),
  abs,
  round,
  divmod,
  pow,
  radixText("bin", 2, "0b"),
  radixText("oct", 8, "0o"),
  radixText("hex", 16, "0x"),
  chr,
  ord,
];
