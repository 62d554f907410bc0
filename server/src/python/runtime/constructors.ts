/** Calling the built-in classes: `int("3")`, `list(x)`, `dict(a=1)`, `type(x)`; and instances of classes derived from them. */
import { boundsOf } from "../../shape/index.ts";
import type { Machine } from "../../interp/machine.ts";
import {
  anyBool,
  anyFloat,
  bool,
  constantInt,
  constantNumber,
  float,
  int,
  none,
  str,
  tuple,
  unknown,
} from "../../interp/values.ts";
import type { CallArguments, ClassValue, Value } from "../../interp/values.ts";
import { bindArguments } from "./calls.ts";
import {
  boolClass,
  bytearrayClass,
  bytesClass,
  classmethodClass,
  complexClass,
  dictClass,
  floatClass,
  frozensetClass,
  intClass,
  listClass,
  memoryviewClass,
  propertyClass,
  rangeClass,
  setClass,
  setConstruct,
  sliceClass,
  staticmethodClass,
  strClass,
  superClass,
  tupleClass,
  typeClass,
} from "./classes.ts";
import { constructWith } from "./construct.ts";
import { updateWithArguments } from "./dict-methods.ts";
import { raiseError } from "./exceptions.ts";
import { textOf } from "./format.ts";
import { callMethod, classOf, payloadOf } from "./lookup.ts";
import { wholeNumber } from "./number-functions.ts";
import { integerOf, plainInt, quotientOf, quotientFloat } from "./numbers.ts";
import { makeSuper } from "./object-functions.ts";
import { constructProperty, constructWrapper } from "./properties.ts";
import { setFrom } from "./set-methods.ts";
import { newSet } from "./sets.ts";

type Make = (machine: Machine, args: CallArguments) => Value;

/**
 * Says how a built-in class is called. A class derived from it makes instances that stand for such a value: made from the arguments
 * if it cannot change (str, int, tuple), empty and filled by `__init__` if it can.
 */
function constructs(cls: ClassValue, make: Make, empty?: (machine: Machine) => Value): void {
  setConstruct(cls, (machine, target, args, site) => {
    if (target === cls) return make(machine, args);
    const first: CallArguments = { positional: args.positional.slice(0, 1), named: new Map(), open: args.open };
    return constructWith(machine, target, args, site, () =>
      empty === undefined ? make(machine, first) : empty(machine),
    );
  });
}

function makeInt(machine: Machine, args: CallArguments): Value {
  const [value, base] = args.positional;
  if (value === undefined) return int(0);
  const plain = payloadOf(value);
  if (plain.kind === "str") return parseInteger(machine, plain.value, base === undefined ? 10 : constantInt(base));
  if (plain.kind === "int") return plain;
  if (plain.kind === "bool") {
    const size = plainInt(plain);
    return size === undefined ? machine.anyInt({ min: 0, max: 1 }) : int(size);
  }
  if (plain.kind === "instance" || plain.kind === "tensor") {
    const number =
      callMethod(machine, plain, "__int__") ??
      callMethod(machine, plain, "__index__") ??
      callMethod(machine, plain, "__trunc__") ??
      machine.anyInt();
    // A tensor of fractions gives its one number, and Python wants an integer.
    return number.kind === "float" ? wholeNumber(machine, number, "truncate") : number;
  }
  return wholeNumber(machine, plain, "truncate");
}

function parseInteger(machine: Machine, text: string | undefined, base: number | undefined): Value {
  if (text === undefined || base === undefined) return machine.anyInt();
  const digits = text
    .trim()
    .toLowerCase()
    .replace(/(?<=\w)_(?=\w)/g, "");
  if (base === 10)
    return /^[+-]?\d+$/.test(digits)
      ? intFrom(machine, Number(digits))
      : raiseError(machine, "ValueError", "invalid literal for int()");
  const bare = digits.replace(/^0[xob]/, "");
  const value = Number.parseInt(bare, base);
  return Number.isNaN(value) ? machine.anyInt() : intFrom(machine, value);
}

function intFrom(machine: Machine, value: number): Value {
  return Number.isSafeInteger(value) ? int(value + 0) : machine.anyInt();
}

function makeFloat(machine: Machine, { positional: [value] }: CallArguments): Value {
  if (value === undefined) return float(0);
  const plain = payloadOf(value);
  if (plain.kind === "float") return plain;
  if (plain.kind === "str") return parseFloatText(machine, plain.value);
  if (plain.kind === "instance") return callMethod(machine, plain, "__float__") ?? anyFloat;
  const number = constantNumber(plain);
  if (number !== undefined) return float(number);
  const quotient = plain.kind === "int" ? quotientOf(machine, plain) : undefined;
  return quotient === undefined ? anyFloat : quotientFloat(quotient);
}

function parseFloatText(machine: Machine, text: string | undefined): Value {
  if (text === undefined) return anyFloat;
  const plain = text
    .trim()
    .toLowerCase()
    .replace(/(?<=\d)_(?=\d)/g, "");
  const special = /^([+-]?)(inf|infinity|nan)$/.exec(plain);
  if (special !== null) return float(special[2] === "nan" ? Number.NaN : special[1] === "-" ? -Infinity : Infinity);
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/.test(plain)
    ? float(Number(plain))
    : raiseError(machine, "ValueError", "could not convert string to float");
}

function makeStr(machine: Machine, { positional: [value] }: CallArguments): Value {
  return value === undefined ? str("") : str(textOf(machine, value));
}

function makeList(machine: Machine, { positional: [source], open }: CallArguments): Value {
  if (open) return machine.list([], unknown);
  if (source === undefined) return machine.list([]);
  const { items, rest } = machine.iterate(source);
  return machine.list(items, rest);
}

function makeTuple(machine: Machine, { positional: [source], open }: CallArguments): Value {
  if (open) return unknown;
  if (source === undefined) return tuple([]);
  if (payloadOf(source).kind === "tuple") {
    const own = payloadOf(source);
    return own.kind === "tuple" ? tuple(own.items) : unknown;
  }
  const { items, rest } = machine.iterate(source);
  return rest === undefined ? tuple(items) : unknown;
}

function makeDict(machine: Machine, { positional, named, open }: CallArguments): Value {
  const dict = machine.dict();
  updateWithArguments(machine, dict, positional, named, open);
  return dict;
}

function makeRange(machine: Machine, args: CallArguments): Value {
  const [first, second, third] = bindArguments(args, ["start", "stop", "step"]) ?? [];
  const sizes = [second === undefined ? int(0) : first, second ?? first, third ?? int(1)].map((value) =>
    value === undefined ? undefined : integerOf(machine, value),
  );
  const [start, stop, step] = sizes;
  if (start === undefined || stop === undefined || step === undefined) return unknownRange(machine, args);
  return step === 0
    ? raiseError(machine, "ValueError", "range() arg 3 must not be zero")
    : { kind: "range", start, stop, step };
}

/** Definite but unknown integers. */
function unknownRange(machine: Machine, { positional, open }: CallArguments): Value {
  if (open || positional.length === 0) return machine.list([], machine.anyInt());
  const start = positional.length === 1 ? 0 : integerOf(machine, positional[0] ?? unknown);
  const least = start === undefined ? -Infinity : boundsOf(start).min;
  return machine.list([], machine.anyInt(positional.length < 3 ? { min: least } : {}));
}

function makeSlice(args: CallArguments): Value {
  const [first, second, third] = bindArguments(args, ["start", "stop", "step"]) ?? [];
  if (first === undefined) return unknown;
  if (second === undefined) return { kind: "slice", lower: none, upper: first, step: none };
  return { kind: "slice", lower: first, upper: second, step: third ?? none };
}

function makeBool(machine: Machine, { positional: [value] }: CallArguments): Value {
  if (value === undefined) return bool(false);
  const answer = machine.truth(value);
  return answer === undefined ? anyBool : bool(answer);
}

/** `type(x)`; `type(name, bases, attributes)` is a class that we do not follow. */
function makeType(machine: Machine, { positional }: CallArguments): Value {
  const [value] = positional;
  return value === undefined || positional.length > 1 ? unknown : (classOf(machine, value) ?? unknown);
}

export function installConstructors(): void {
  constructs(intClass, makeInt);
  constructs(floatClass, makeFloat);
  constructs(boolClass, makeBool);
  constructs(strClass, makeStr);
  constructs(tupleClass, makeTuple);
  constructs(listClass, makeList, (machine) => machine.list([]));
  constructs(dictClass, makeDict, (machine) => machine.dict());
  constructs(
    setClass,
    (machine, { positional: [source] }) => setFrom(machine, source),
    (machine) => newSet(machine, []),
  );
  constructs(frozensetClass, (machine, { positional: [source] }) => setFrom(machine, source));
  constructs(rangeClass, makeRange);
  constructs(sliceClass, (_, args) => makeSlice(args));
  constructs(typeClass, makeType);
  constructs(superClass, makeSuper);
  for (const cls of [complexClass, bytesClass, bytearrayClass, memoryviewClass]) setConstruct(cls, () => unknown);
  setConstruct(propertyClass, constructProperty);
  setConstruct(classmethodClass, constructWrapper("classmethod"));
  setConstruct(staticmethodClass, constructWrapper("staticmethod"));
}
