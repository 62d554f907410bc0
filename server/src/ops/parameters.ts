/**
 * The kinds of parameters an operation can have: how each reads an argument. A reading is never an error here: an
 * argument of a wrong kind is `misread`, and define.ts then gives an unknown outcome. What is not known becomes fresh
 * opaque sizes, so that formulas need no case for it. Sizes and axes are in size-parameters.ts.
 */
import { asConstant, rowShape } from "../shape/index.ts";
import type { DType, FreshSizes, ScalarKind, TensorType } from "../shape/index.ts";
import type { OpArgument } from "./argument.ts";
import type { Judge } from "./judge.ts";
import { parsePattern } from "./pattern.ts";
import type { Pattern } from "./pattern.ts";

export const misread = Symbol("misread");
export type Misread = typeof misread;

export interface Parameter<Value> {
  readonly kind: string;
  readonly required: boolean;
  /** `undefined`: the argument is absent, or None. */
  read(argument: OpArgument | undefined, name: string, fresh: FreshSizes): Value | Misread;
  /** The value with everything assumed so far put in. */
  resolve(value: Value, judge: Judge): Value;
}

export interface TensorParameter<P extends string, Value> extends Parameter<Value> {
  readonly kind: "tensor";
  readonly pattern: Pattern;
  /** Set where another parameter, a text, tells the order of the axes: the pattern of each such text. */
  readonly layouts?: { readonly by: string; readonly patterns: ReadonlyMap<string, Pattern> };
  /** Only for the types: the pattern's text. */
  readonly text?: P;
}

/** A number or a tensor, as operators take them. */
export type Operand =
  | { readonly kind: "tensor"; readonly tensor: TensorType }
  | { readonly kind: "number"; readonly type: ScalarKind | "unknown"; readonly value: number | undefined };

const same = <Value>(value: Value): Value => value;

// --- tensors

export function tensor<const P extends string>(pattern: P): TensorParameter<P, TensorType> {
  return {
    kind: "tensor",
    pattern: parsePattern(pattern),
    required: true,
    read: (argument, name, fresh) => readTensor(argument, name, fresh),
    resolve: resolveTensor,
  };
}

/** As `tensor`, with the same axes in another order for each text that the parameter `by` may be. */
export function laidOut<const P extends string>(
  by: string,
  pattern: P,
  others: Readonly<Record<string, string>>,
): TensorParameter<P, TensorType> {
  const patterns = Object.entries(others).map(([text, other]) => [text, parsePattern(other)] as const);
  return { ...tensor(pattern), layouts: { by, patterns: new Map(patterns) } };
}

/** The pattern that a tensor has to fit, `told` being the text that says its layout; `undefined` where that is not known. */
export function patternIn(
  { pattern, layouts }: TensorParameter<string, unknown>,
  told: (name: string) => unknown,
): Pattern | undefined {
  if (layouts === undefined) return pattern;
  const text = told(layouts.by);
  return typeof text === "string" ? (layouts.patterns.get(text) ?? pattern) : undefined;
}

export interface OptionalTensor<P extends string> extends Omit<TensorParameter<P, TensorType | undefined>, "required"> {
  readonly required: false;
}

export function optional<P extends string>(parameter: TensorParameter<P, TensorType>): OptionalTensor<P> {
  return {
    kind: "tensor",
    pattern: parameter.pattern,
    required: false,
    // An unknown argument may be None: nothing then can be required of it.
    read: (argument, name, fresh) =>
      argument === undefined || argument.kind === "unknown" ? undefined : parameter.read(argument, name, fresh),
    resolve: (value, judge) => (value === undefined ? undefined : resolveTensor(value, judge)),
  };
}

/** A list of tensors; `undefined` where its length is not known. */
export function tensors(): Parameter<readonly TensorType[] | undefined> {
  return {
    kind: "tensors",
    required: true,
    read: (argument, name, fresh) => {
      if (argument?.kind === "unknown" || argument?.kind === "open-list") return undefined;
      if (argument?.kind !== "list") return misread;
      const items = argument.items.map((item) => readTensor(item, name, fresh));
      return items.some((item) => item === misread) ? misread : items.filter((item) => item !== misread);
    },
    resolve: (value, judge) => value?.map((item) => resolveTensor(item, judge)),
  };
}

function readTensor(argument: OpArgument | undefined, name: string, fresh: FreshSizes): TensorType | Misread {
  if (argument?.kind === "tensor") return argument.tensor;
  return argument?.kind === "unknown" ? { shape: rowShape([], fresh.row(name)) } : misread;
}

export function resolveTensor(value: TensorType, judge: Judge): TensorType {
  return { ...value, shape: judge.resolveShape(value.shape) };
}

/** A number or a tensor. */
export function operand(): Parameter<Operand> {
  return {
    kind: "operand",
    required: true,
    read: (argument, name, fresh) => readOperand(argument, name, fresh) ?? misread,
    resolve: resolveOperand,
  };
}

export function optionalOperand(): Parameter<Operand | undefined> {
  return {
    kind: "operand",
    required: false,
    read: (argument, name, fresh) =>
      argument === undefined ? undefined : (readOperand(argument, name, fresh) ?? misread),
    resolve: (value, judge) => (value === undefined ? undefined : resolveOperand(value, judge)),
  };
}

function readOperand(argument: OpArgument | undefined, name: string, fresh: FreshSizes): Operand | undefined {
  switch (argument?.kind) {
    case "tensor":
      return argument;
    case "unknown":
      return { kind: "tensor", tensor: { shape: rowShape([], fresh.row(name)) } };
    case "int":
      return { kind: "number", type: "int", value: asConstant(argument.value) };
    case "float":
      return { kind: "number", type: "float", value: argument.value };
    case "number":
      return { kind: "number", type: argument.isInt ? "int" : "unknown", value: undefined };
    case "flag":
      return { kind: "number", type: "bool", value: argument.value === undefined ? undefined : Number(argument.value) };
    default:
      return undefined;
  }
}

function resolveOperand(value: Operand, judge: Judge): Operand {
  return value.kind === "tensor" ? { kind: "tensor", tensor: resolveTensor(value.tensor, judge) } : value;
}

// --- the rest

/** A flag; `undefined` where not known. */
export function flag(initial: boolean): Parameter<boolean | undefined> {
  return {
    kind: "flag",
    required: false,
    read: (argument) => {
      if (argument === undefined) return initial;
      if (argument.kind === "flag") return argument.value;
      if (argument.kind === "unknown" || argument.kind === "tensor") return undefined;
      if (argument.kind !== "int") return misread;
      const value = asConstant(argument.value);
      return value === undefined ? undefined : value !== 0;
    },
    resolve: same,
  };
}

/** A string; `undefined` where not known. */
export function text(initial?: string): Parameter<string | undefined> {
  return {
    kind: "text",
    required: initial === undefined,
    read: (argument) => {
      if (argument === undefined) return initial ?? misread;
      if (argument.kind === "text") return argument.value;
      return argument.kind === "unknown" ? undefined : misread;
    },
    resolve: same,
  };
}

/** A dtype: `undefined` where absent. */
export function dtype(): Parameter<DType | "unknown" | undefined> {
  return {
    kind: "dtype",
    required: false,
    read: (argument) => {
      if (argument === undefined) return undefined;
      if (argument.kind === "dtype") return argument.value ?? "unknown";
      return argument.kind === "unknown" ? "unknown" : misread;
    },
    resolve: same,
  };
}

/** A float: `undefined` where not known or absent. */
export function float(): Parameter<number | undefined> {
  return {
    kind: "float",
    required: false,
    read: (argument) => {
      if (argument?.kind === "int") return asConstant(argument.value);
      if (argument?.kind === "float") return argument.value;
      return argument === undefined || argument.kind === "unknown" || argument.kind === "tensor" ? undefined : misread;
    },
    resolve: same,
  };
}

/** An argument as it came. */
export function any(): Parameter<OpArgument> {
  return { kind: "any", required: true, read: (argument) => argument ?? misread, resolve: resolveArgument };
}

export function optionalAny(): Parameter<OpArgument | undefined> {
  return {
    kind: "any",
    required: false,
    read: (argument) => argument,
    resolve: (value, judge) => (value === undefined ? undefined : resolveArgument(value, judge)),
  };
}

function resolveArgument(value: OpArgument, judge: Judge): OpArgument {
  switch (value.kind) {
    case "tensor":
      return { kind: "tensor", tensor: resolveTensor(value.tensor, judge) };
    case "int":
      return { kind: "int", value: judge.resolve(value.value) };
    case "sizes":
      return { kind: "sizes", shape: judge.resolveShape(value.shape) };
    case "list":
      return { ...value, items: value.items.map((item) => resolveArgument(item, judge)) };
    case "slice":
      return {
        kind: "slice",
        lower: value.lower && resolveArgument(value.lower, judge),
        upper: value.upper && resolveArgument(value.upper, judge),
        step: value.step && resolveArgument(value.step, judge),
      };
    default:
      return value;
  }
}
