/**
 * Abstract values: concrete wherever the program is, symbolic where it depends on an input, unknown otherwise.
 *
 * Objects with identity (`born`) live on the heap: their slots are written through `Heap` only, so that a branch can be undone
 * and joined. Everything else is immutable. Frameworks and source languages are not known here.
 */
import type { LastBatch } from "../facts/index.ts";
import type { DType, Dim, TensorType } from "../shape/index.ts";
import type { Environment } from "./environment.ts";
import type { DictExpr, BinaryOperator, FunctionIR } from "./ir.ts";
import type { Machine } from "./machine.ts";
import type { CallRecord } from "./frames.ts";

export type Value =
  | UnknownValue
  | NoneValue
  | UndefinedValue
  | BoolValue
  | IntValue
  | FloatValue
  | StrValue
  | EllipsisValue
  | DTypeValue
  | TupleValue
  | SliceValue
  | RangeValue
  | ListValue
  | DictValue
  | SetValue
  | FunctionValue
  | BuiltinValue
  | MethodValue
  | ClassValue
  | InstanceValue
  | ModuleValue
  | TensorValue
  | IteratorValue
  | OpenValue
  | DescriptorValue
  | SuperValue;

/** Nothing is known, and nothing is ever reported about it. */
export interface UnknownValue {
  readonly kind: "unknown";
  /** The dotted name of what was imported and could not be read: it may be known to be harmless. */
  readonly origin?: string;
  /** The text of the type that it is declared to be of, where that says something of its parts. */
  readonly type?: string;
  /** It is one of these. Only calls, attributes and tests for None ask (`one-of.ts`). */
  readonly oneOf?: readonly Value[];
}
/** Python's None, JS null. */
export interface NoneValue {
  readonly kind: "none";
}
export interface UndefinedValue {
  readonly kind: "undefined";
}
/** A truth value; `value` is absent where it is not known. */
export interface BoolValue {
  readonly kind: "bool";
  readonly value?: boolean;
}
/** An integer: a polynomial in symbols, so that sizes keep their names through arithmetic. */
export interface IntValue {
  readonly kind: "int";
  readonly size: Dim;
}
export interface FloatValue {
  readonly kind: "float";
  readonly value?: number;
}
export interface StrValue {
  readonly kind: "str";
  readonly value?: string;
}
export interface EllipsisValue {
  readonly kind: "ellipsis";
}
export interface DTypeValue {
  readonly kind: "dtype";
  readonly dtype: DType;
}
/** `class` marks a named subclass (`torch.Size`, a named tuple). */
export interface TupleValue {
  readonly kind: "tuple";
  readonly items: readonly Value[];
  readonly class?: ClassValue;
}
export interface SliceValue {
  readonly kind: "slice";
  readonly lower: Value;
  readonly upper: Value;
  readonly step: Value;
}
export interface RangeValue {
  readonly kind: "range";
  readonly start: Dim;
  readonly stop: Dim;
  readonly step: Dim;
}

/** An object with identity; `born` orders creation, so that a join knows what only one branch made. */
export interface HeapObject {
  readonly born: number;
  /** What a library made, and nobody changed since, equals this object, which never changes. */
  prototype?: HeapObject | undefined;
}

/** `rest` stands for any number of further items of that value: the list's length is then unknown. */
export interface ListValue extends HeapObject {
  readonly kind: "list";
  items: readonly Value[];
  rest: Value | undefined;
  /** What the numbers of a JS typed array are. */
  readonly elements?: DType;
}
export interface DictEntry {
  readonly key: Value;
  readonly value: Value;
  /** On some paths only. */ readonly maybe?: boolean;
}
/** Keys by `keyOf`. `rest` stands for any number of further entries with unknown keys and that value. */
export interface DictValue extends HeapObject {
  readonly kind: "dict";
  readonly entries: Map<string, DictEntry>;
  rest: Value | undefined;
  /** How the project writes it, where it is an object of JavaScript: calls are given settings by its name. */
  written?: { readonly path: string; readonly expression: DictExpr };
}
export interface SetValue extends HeapObject {
  readonly kind: "set";
  items: readonly Value[];
  rest: Value | undefined;
}

export interface FunctionValue extends HeapObject {
  readonly kind: "function";
  readonly ir: FunctionIR;
  readonly closure: Environment;
  /** Evaluated once, where the function was defined. */
  readonly defaults: ReadonlyMap<string, Value>;
  readonly qualifiedName: string;
  /** The class whose body defined it: what `super()` starts from. */
  home: ClassValue | undefined;
  /** Attributes set on the function itself; `this` of a JS arrow is in its closure. */
  readonly attributes: Map<string, Value>;
}
/** Arguments as they arrive, evaluated and spread. `open` when a spread of unknown length was among them. */
export interface CallArguments {
  readonly positional: readonly Value[];
  readonly named: ReadonlyMap<string, Value>;
  readonly open: boolean;
  /** What the items of such spreads are. */
  readonly rest?: Value;
  /** Of an open run: `*args` and `**kwargs` may hold more than is given. */
  readonly surplus?: boolean;
}
/** A function that is implemented here. `effects: "none"` means that it changes nothing its arguments reach. */
export interface BuiltinValue {
  readonly kind: "builtin";
  readonly name: string;
  readonly call: (machine: Machine, args: CallArguments, site: CallRecord | undefined) => Value;
  readonly self?: Value;
}
export interface MethodValue {
  readonly kind: "method";
  readonly function: Value;
  readonly self: Value;
}
export interface ClassValue extends HeapObject {
  readonly kind: "class";
  readonly name: string;
  readonly qualifiedName: string;
  readonly bases: readonly Value[];
  readonly mro: readonly ClassValue[];
  /** A base that is not known: any attribute may exist. */
  readonly incomplete: boolean;
  readonly attributes: Map<string, Value>;
  /** Path of the file that defines it; absent for built-in classes. */
  readonly path?: string;
  readonly nameSpan?: { readonly start: number; readonly end: number };
  /** Instances of a built-in class are made by this. */
  readonly construct?: (machine: Machine, cls: ClassValue, args: CallArguments, site: CallRecord | undefined) => Value;
}
export interface InstanceValue extends HeapObject {
  readonly kind: "instance";
  readonly class: ClassValue;
  readonly attributes: Map<string, Value>;
  /** True after code that we cannot see got hold of it: what is not in `attributes` is then unknown. */
  escaped: boolean;
  /** The built-in value inside an instance of a subclass of list, dict, str, int…. */
  readonly payload?: Value;
  /** The call that constructed it, in the innermost frame of the project. */
  readonly creation?: CallRecord;
}
export interface ModuleValue extends HeapObject {
  readonly kind: "module";
  readonly name: string;
  readonly path: string;
  readonly environment: Environment;
  /** JS: what is exported, by exported name. Python exports its environment. */
  readonly exports?: Map<string, string>;
  /** A modelled or library module that may have more names than we know. */
  readonly incomplete: boolean;
}
export interface TensorValue extends HeapObject {
  readonly kind: "tensor";
  type: TensorType;
  readonly producer: TensorProducer | undefined;
  /** `torch.nn.Parameter`, a Keras weight. */
  readonly parameter: boolean;
  /** A tensor that a module keeps but does not learn. */
  readonly buffer: boolean;
  /** Its operators bring it and a tensor of another type to one, where the library's tensors do not mix: a variable of Keras. */
  readonly mixes?: true;
  trainable: boolean;
  /** Whose class it is an instance of, where that is known. */
  readonly library?: string;
  /** The integer in a tensor without axes, where somebody asked; forgotten when the tensor is written to. */
  scalar?: Dim | undefined;
}
/** How a tensor was made; kept small, turned into a fact only when someone asks. */
export interface TensorProducer {
  readonly operation: string;
  readonly inputs: readonly TensorValue[];
  readonly call: CallRecord | undefined;
  readonly layer: InstanceValue | undefined;
  /** What the operation made, before anything changed it in place. */
  readonly output: TensorType;
  /** Set where a requirement was broken on the way here: the program does not come so far. */
  readonly afterBreak?: true;
  /** What went into the model of which it is an output, where its layers were run without that: they stand for every input. */
  readonly given?: readonly TensorValue[];
}
/** An iterator or a generator that was run ahead: items that remain, in a slot. */
export interface IteratorValue extends HeapObject {
  readonly kind: "iterator";
  items: readonly Value[];
  rest: Value | undefined;
  readonly last?: LastTurn | undefined;
  /** What one of the turns gets, where all of them are taken. */
  readonly whole?: Value | undefined;
}
/** What the last turn of a loop over data gets, where it is smaller than the others. */
export interface LastTurn {
  readonly value: Value;
  readonly batch: LastBatch;
}
/**
 * An argument of an open run: whatever the first use needs. Its views are made on demand and remembered in the machine's
 * assumptions, so that all uses agree. A derived one is arithmetic on open values, or a part of one.
 */
export interface OpenValue {
  readonly kind: "open";
  readonly id: number;
  readonly name: string;
  /** The text of the type that it is declared to be of. */
  readonly type?: string;
  readonly derived?: {
    readonly operator: BinaryOperator;
    readonly left: Value;
    readonly right: Value;
  };
}
/** property, classmethod, staticmethod, and JS getters. */
export interface DescriptorValue {
  readonly kind: "descriptor";
  readonly form: "property" | "classmethod" | "staticmethod";
  readonly function: Value;
  readonly setter?: Value;
}
export interface SuperValue {
  readonly kind: "super";
  readonly start: ClassValue;
  readonly self: Value;
}

export const unknown: UnknownValue = { kind: "unknown" };
export const none: NoneValue = { kind: "none" };
export const undefinedValue: UndefinedValue = { kind: "undefined" };
export const ellipsis: EllipsisValue = { kind: "ellipsis" };
export const trueValue: BoolValue = { kind: "bool", value: true };
export const falseValue: BoolValue = { kind: "bool", value: false };
export const anyBool: BoolValue = { kind: "bool" };
export const anyStr: StrValue = { kind: "str" };
export const anyFloat: FloatValue = { kind: "float" };

export function bool(value: boolean | undefined): BoolValue {
  return value === undefined ? anyBool : value ? trueValue : falseValue;
}
export function int(size: Dim): IntValue {
  return { kind: "int", size };
}
export function float(value: number | undefined): FloatValue {
  return value === undefined ? anyFloat : { kind: "float", value };
}
export function str(value: string | undefined): StrValue {
  return value === undefined ? anyStr : { kind: "str", value };
}
export function tuple(items: readonly Value[], cls?: ClassValue): TupleValue {
  return cls === undefined ? { kind: "tuple", items } : { kind: "tuple", items, class: cls };
}
export function builtin(name: string, call: BuiltinValue["call"]): BuiltinValue {
  return { kind: "builtin", name, call };
}
export function method(fn: Value, self: Value): MethodValue {
  return { kind: "method", function: fn, self };
}

/** The constant that an int, bool or integral value is, if it is one. */
export function constantInt(value: Value): number | undefined {
  if (value.kind === "int") return typeof value.size === "number" ? value.size : undefined;
  if (value.kind === "bool" && value.value !== undefined) return value.value ? 1 : 0;
  return undefined;
}

/** The number that an int or float is, if it is known. */
export function constantNumber(value: Value): number | undefined {
  return value.kind === "float" ? value.value : constantInt(value);
}

/** Dictionary key of a value: equal for equal values; `undefined` where equality is not known. */
export function keyOf(value: Value): string | undefined {
  switch (value.kind) {
    case "str":
      return value.value === undefined ? undefined : `s${value.value}`;
    case "int":
    case "bool": {
      const constant = constantInt(value);
      return constant === undefined ? undefined : `n${constant}`;
    }
    case "float":
      return value.value === undefined ? undefined : `n${value.value}`;
    case "none":
      return "none";
    case "undefined":
      return "undefined";
    case "dtype":
      return `d${value.dtype}`;
    case "tuple": {
      const keys = value.items.map(keyOf);
      return keys.includes(undefined) ? undefined : `t(${keys.join(",")})`;
    }
    case "list":
    case "dict":
    case "set":
    case "function":
    case "class":
    case "instance":
    case "module":
    case "tensor":
    case "iterator":
      return `o${value.born}`;
    default:
      return undefined;
  }
}
