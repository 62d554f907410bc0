/**
 * What Python and JavaScript mean differently: truth, operators, attributes, indexing, iteration, classes, calls.
 *
 * Each function answers for values that the interpreter itself does not settle. `undefined` as an answer means "no such thing"
 * (the program would raise); a value of kind `unknown` means "we cannot tell".
 */
import type { BinaryOperator, ClassIR, CompareOperator, Expr, UnaryOperator } from "./ir.ts";
import type { CallRecord } from "./frames.ts";
import type { Machine } from "./machine.ts";
import type { CallArguments, ClassValue, FunctionValue, LastTurn, ModuleValue, Value } from "./values.ts";

/** A sequence of known length, or items followed by any number of `rest`. */
export interface Iteration {
  readonly items: readonly Value[];
  /** Present when the length is not known: what each further item is. */
  readonly rest?: Value | undefined;
  readonly last?: LastTurn | undefined;
  readonly whole?: Value | undefined;
}

export interface Language {
  readonly name: "python" | "javascript";
  /** Names that every module sees. */
  readonly builtins: ReadonlyMap<string, Value>;
  truth(machine: Machine, value: Value): boolean | undefined;
  /** A tensor is asked whether it is true: one with several values refuses. */
  askTruth?(machine: Machine, value: Value): void;
  unary(machine: Machine, operator: UnaryOperator, value: Value): Value;
  binary(machine: Machine, operator: BinaryOperator, left: Value, right: Value): Value;
  /** In-place forms (`+=`): may change `left` itself. */
  augmented(machine: Machine, operator: BinaryOperator, left: Value, right: Value): Value;
  compare(machine: Machine, operator: CompareOperator, left: Value, right: Value): Value;
  getAttribute(machine: Machine, object: Value, name: string): Value | undefined;
  setAttribute(machine: Machine, object: Value, name: string, value: Value): void;
  deleteAttribute(machine: Machine, object: Value, name: string): void;
  getItem(machine: Machine, object: Value, index: Value): Value | undefined;
  setItem(machine: Machine, object: Value, index: Value, value: Value): void;
  deleteItem(machine: Machine, object: Value, index: Value): void;
  /** `undefined`: not iterable, as far as we know. An unknown iterable gives `{ items: [], rest: unknown }`. */
  iterate(machine: Machine, value: Value): Iteration | undefined;
  /** Keys for JS `for … in`. */
  keys?(machine: Machine, value: Value): Iteration | undefined;
  /** Makes an instance of a class written in this language: allocation, then the constructor. */
  construct(machine: Machine, cls: ClassValue, args: CallArguments, site: CallRecord | undefined): Value;
  /** Calls an instance (`__call__`), or answers unknown. */
  callInstance(machine: Machine, callee: Value, args: CallArguments, site: CallRecord | undefined): Value;
  /** `with`: the value bound by `as`. */
  enterContext(machine: Machine, context: Value): Value;
  /** The end of a `with` block, by falling out of it, leaving it or raising in it. */
  leaveContext?(machine: Machine, context: Value): void;
  /** The text of a value inside an f-string or template, formatted if told how; `undefined` where not known. */
  text(machine: Machine, value: Value, spec?: string): string | undefined;
  /** The base that every class has, where none is written. */
  readonly rootClass: ClassValue | undefined;
  /** Unpacking into `count` targets, where the language knows better than iteration; `restAt` takes a list, or is -1. */
  unpack?(
    machine: Machine,
    value: Value,
    names: readonly (string | undefined)[],
    restAt: number,
  ): readonly Value[] | undefined;
  /** A JS object literal's object. */
  newObject?(machine: Machine): Value;
  spreadInto?(machine: Machine, target: Value, source: Value): void;
  /** JS `{ a, ...rest } = value`: a new object with what the other keys did not take. */
  objectRest?(machine: Machine, value: Value, taken: readonly Value[]): Value;
  /** JS `new f()` of a plain function. */
  constructFunction?(machine: Machine, fn: FunctionValue, args: CallArguments, site: CallRecord | undefined): Value;
  /** Something that we cannot see was called: it may call the functions that it was given. */
  calledUnknown?(machine: Machine, args: CallArguments): void;
  /** What such a call gives, where the type of what was called says so. */
  resultOfUnknown?(machine: Machine, callee: Value): Value;
  /** What a module of this language exports under the name; `undefined` leaves it to the module's own names. */
  importedName?(machine: Machine, module: ModuleValue, name: string): Value | undefined;
  /** Names that mean something without being bound: `this`, `super`, `arguments`. */
  specialName?(machine: Machine, name: string): Value | undefined;
  /** An annotated name in a class body or elsewhere. */
  noteAnnotation?(machine: Machine, name: string, annotation: Expr): void;
  /** After a class body ran: dataclass-like bases, enums. */
  classDefined?(machine: Machine, cls: ClassValue, ir: ClassIR): void;
  /** A decorator that is not known: what the decorated name is then. */
  decorateUnknown?(machine: Machine, decorator: Expr, value: Value): Value;
  exceptionMatches?(machine: Machine, exception: Value | undefined, type: Value): boolean | undefined;
  /** A tuple with named fields. */
  namedTuple?(machine: Machine, names: readonly string[], items: readonly Value[]): Value;
}
