/** Methods and attributes of ints, floats, ranges and slices. */
import type { Machine } from "../../interp/machine.ts";
import { anyBool, bool, constantInt, constantNumber, float, int, none, tuple, unknown } from "../../interp/values.ts";
import type { Value } from "../../interp/values.ts";
import { addMethods, addProperties, type Method } from "./calls.ts";
import { floatClass, intClass, rangeClass, sliceClass } from "./classes.ts";
import { payloadOf } from "./lookup.ts";
import { intOrAny, plainInt, quotientOf, safeInt } from "./numbers.ts";
import { slicePositions } from "./slices.ts";

function asIs({ machine, self }: { machine: Machine; self: Value }): Value {
  const size = plainInt(self);
  return size === undefined ? machine.anyInt() : int(size);
}

function bitLength({ machine, self }: { machine: Machine; self: Value }): Value {
  const value = constantInt(payloadOf(self));
  return value === undefined
    ? machine.anyInt({ min: 0 })
    : int(value === 0 ? 0 : BigInt(Math.abs(value)).toString(2).length);
}

function bitCount({ machine, self }: { machine: Machine; self: Value }): Value {
  const value = constantInt(payloadOf(self));
  return value === undefined
    ? machine.anyInt({ min: 0 })
    : int(BigInt(Math.abs(value)).toString(2).replaceAll("0", "").length);
}

/** A float as a fraction in lowest terms. */
const ratio: Method = ({ machine, self }) => {
  let value = constantNumber(payloadOf(self));
  if (value === undefined || !Number.isFinite(value)) return unknown;
  let denominator = 1;
  while (!Number.isInteger(value) && denominator < 2 ** 52) {
    value *= 2;
    denominator *= 2;
  }
  return tuple([intOrAny(machine, safeInt(value)), intOrAny(machine, denominator)]);
};

const isInteger: Method = ({ machine, self }) => {
  const plain = payloadOf(self);
  if (plain.kind !== "float") return bool(plain.kind === "int" || plain.kind === "bool" ? true : undefined);
  if (plain.value !== undefined) return bool(Number.isInteger(plain.value));
  return quotientOf(machine, plain)?.denominator === 1 ? bool(true) : anyBool;
};

export function installNumbers(): void {
  const zero = (): Value => int(0);
  addProperties(intClass, { real: asIs, imag: zero, numerator: asIs, denominator: () => int(1) });
  addMethods(intClass, {
    bit_length: bitLength,
    bit_count: bitCount,
    conjugate: asIs,
    is_integer: () => bool(true),
    as_integer_ratio: ({ self }) => tuple([self, int(1)]),
    to_bytes: () => unknown,
    __int__: asIs,
    __index__: asIs,
    __float__: ({ self }) => float(constantNumber(payloadOf(self))),
    __init__: () => none,
  });
  addProperties(floatClass, { real: ({ self }) => self, imag: () => float(0) });
  addMethods(floatClass, {
    is_integer: isInteger,
    as_integer_ratio: ratio,
    conjugate: ({ self }) => self,
    hex: () => unknown,
    __float__: ({ self }) => self,
    __init__: () => none,
  });
  installRanges();
}

function installRanges(): void {
  addProperties(rangeClass, {
    start: ({ self }) => (self.kind === "range" ? int(self.start) : unknown),
    stop: ({ self }) => (self.kind === "range" ? int(self.stop) : unknown),
    step: ({ self }) => (self.kind === "range" ? int(self.step) : unknown),
  });
  addMethods(rangeClass, {
    index: ({ machine }) => machine.anyInt({ min: 0 }),
    count: ({ machine }) => machine.anyInt({ min: 0, max: 1 }),
  });
  addProperties(sliceClass, {
    start: ({ self }) => (self.kind === "slice" ? self.lower : unknown),
    stop: ({ self }) => (self.kind === "slice" ? self.upper : unknown),
    step: ({ self }) => (self.kind === "slice" ? self.step : unknown),
  });
  addMethods(sliceClass, {
    indices: ({ self, args: [length] }) => {
      const size = length === undefined ? undefined : constantInt(length);
      const positions = self.kind === "slice" && size !== undefined ? slicePositions(self, size) : undefined;
      const step = self.kind === "slice" && self.step.kind !== "none" ? constantInt(self.step) : 1;
      if (positions === undefined || step === undefined || positions.length === 0) return unknown;
      const first = positions[0] ?? 0;
      return tuple([int(first), int((positions.at(-1) ?? first) + step), int(step)]);
    },
  });
}
