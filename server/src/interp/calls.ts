/** Calls: evaluating arguments, binding them to parameters, running the function in a frame of its own. */
import { assignTarget } from "./assign.ts";
import { evaluate } from "./evaluate.ts";
import { executeBlock } from "./execute.ts";
import type { CallRecord, Frame, Quality } from "./frames.ts";
import type { Interpreter } from "./interpreter.ts";
import { newEnvironment } from "./new-environment.ts";
import type { CallExpr, Expr, FunctionIR } from "./ir.ts";
import { GeneratorFull, RaiseSignal } from "./signals.ts";
import type { Completion } from "./signals.ts";
import { handedOver, underTheirNames } from "./stub-words.ts";
import { none, str, tuple, undefinedValue, unknown } from "./values.ts";
import type { CallArguments, FunctionValue, Value } from "./values.ts";

const deepestStack = 120;
/** One function may be running this often at a time; under a test that is not known, less often: each level runs both branches. */
const deepestRecursion = 40;
const deepestUncertainRecursion = 2;

export const noArguments: CallArguments = { positional: [], named: new Map(), open: false };

export function evaluateCall(it: Interpreter, expr: CallExpr): Value {
  const callee = evaluate(it, expr.callee);
  if (expr.optional === true && (callee.kind === "none" || callee.kind === "undefined")) return undefinedValue;
  const { args, expressions, namedExpressions } = evaluateArguments(it, expr);
  const run = (record: CallRecord | undefined): Value =>
    expr.construct === true && callee.kind === "function" && it.language.constructFunction !== undefined
      ? it.language.constructFunction(it, callee, args, record)
      : it.call(callee, args, record);
  if (!it.frame.module.project) return run(undefined);
  const record: CallRecord = {
    id: it.nextRecordId(),
    module: it.frame.module,
    expression: expr,
    call: expr,
    callee,
    positional: args.positional.map((value, i) => ({ value, expression: expressions[i] })),
    named: new Map([...args.named].map(([name, value]) => [name, { value, expression: namedExpressions.get(name) }])),
    frame: it.frame,
    uncertain: it.uncertain,
  };
  return it.callFromProject(callee, args, record, () => run(record));
}

/** The values of a call's arguments, with the expressions that they were written as. */
interface Evaluated {
  readonly args: CallArguments;
  readonly expressions: readonly (Expr | undefined)[];
  readonly namedExpressions: ReadonlyMap<string, Expr>;
}

const noNames: ReadonlyMap<string, never> = new Map<string, never>();

function evaluateArguments(it: Interpreter, expr: CallExpr): Evaluated {
  const positional: Value[] = [];
  const expressions: (Expr | undefined)[] = [];
  let named: Map<string, Value> | undefined;
  let namedExpressions: Map<string, Expr> | undefined;
  let open = false;
  let spread: Value | undefined;
  for (const argument of expr.args) {
    const value = evaluate(it, argument.value);
    switch (argument.kind) {
      case "positional":
        positional.push(value);
        expressions.push(argument.value);
        break;
      case "keyword":
        (named ??= new Map<string, Value>()).set(argument.name ?? "", value);
        (namedExpressions ??= new Map<string, Expr>()).set(argument.name ?? "", argument.value);
        break;
      case "spread": {
        const { items, rest } = it.iterate(value);
        positional.push(...items);
        for (const _ of items) expressions.push(undefined);
        if (rest === undefined) break;
        spread = spread === undefined ? rest : it.join(spread, rest);
        open = true;
        break;
      }
      case "keywords":
        if (!spreadKeywords(value, (named ??= new Map<string, Value>()))) open = true;
        break;
    }
  }
  return {
    args: { positional, named: named ?? noNames, open, ...(spread === undefined ? {} : { rest: spread }) },
    expressions,
    namedExpressions: namedExpressions ?? noNames,
  };
}

/** Adds a `**dict` to the named arguments; false where not all keys are known. */
function spreadKeywords(value: Value, named: Map<string, Value>): boolean {
  if (value.kind !== "dict") return false;
  for (const entry of value.entries.values()) {
    if (entry.key.kind === "str" && entry.key.value !== undefined && entry.maybe !== true)
      named.set(entry.key.value, entry.value);
  }
  return value.rest === undefined && [...value.entries.values()].every((e) => e.maybe !== true && e.key.kind === "str");
}

/** Runs a function written in a source language. */
export function callFunction(it: Interpreter, fn: FunctionValue, args: CallArguments, self: Value | undefined): Value {
  const { frame } = it;
  if (frame.depth >= deepestStack || recursesTooDeep(it, fn, self)) return unknown;
  const environment = newEnvironment(
    it,
    "function",
    fn.ir.locals,
    fn.closure,
    fn.ir.arrow ? undefined : (self ?? undefinedValue),
  );
  const mark = it.heap.mark();
  const inner: Frame = {
    caller: frame,
    calledFrom: frame.module.project ? frame.site : frame.calledFrom,
    module: fn.closure.module,
    function: fn,
    environment,
    // `Base.__init__(self, …)`: the first argument of a method that is called through its class.
    self: self ?? (fn.home === undefined ? undefined : args.positional[0]),
    depth: frame.depth + 1,
    quality: it.qualityOf(args, frame.quality),
    site: undefined,
    mark,
    bornBefore: it.heap.stamp(),
    pending: [],
    yielded: [],
    yieldsMaybe: false,
    uncertainBefore: it.uncertain,
    doubtBefore: it.doubt,
    loops: [],
    afterwards: new Map(),
  };
  it.recorder.entered(fn, inner.quality);
  const outerEnvironment = it.environment;
  const outerClass = it.classBeingDefined;
  it.frame = inner;
  it.environment = environment;
  it.classBeingDefined = undefined;
  try {
    const fits = bindParameters(it, fn, args);
    const value = fn.ir.generator ? runGenerator(it, fn.ir, inner) : runBody(it, fn.ir, inner);
    return fits ? handedOver(it, fn, value) : unknown;
  } finally {
    it.frame = frame;
    it.environment = outerEnvironment;
    it.classBeingDefined = outerClass;
  }
}

function recursesTooDeep(it: Interpreter, fn: FunctionValue, self: Value | undefined): boolean {
  let running = 0;
  let uncertain = 0;
  for (let f: Frame | undefined = it.frame; f !== undefined; f = f.caller) {
    if (f.function?.ir !== fn.ir) continue;
    running += 1;
    if (it.uncertain > f.uncertainBefore && !isAnother(self, f)) uncertain += 1;
  }
  return running >= deepestRecursion || uncertain >= deepestUncertainRecursion;
}

/** A method of an object that was there before that frame: a module calls its children, and there is an end to them. */
function isAnother(self: Value | undefined, frame: Frame): boolean {
  return self?.kind === "instance" && self !== frame.self && self.born <= frame.bornBefore;
}

function runBody(it: Interpreter, ir: FunctionIR, frame: Frame): Value {
  let completion: Completion | undefined;
  try {
    completion = executeBlock(it, ir.body);
  } catch (signal) {
    if (!(signal instanceof RaiseSignal) || frame.pending.length === 0) throw signal;
    it.resume(frame, it.environment);
    return joinExits(it, frame, undefined);
  }
  const value =
    completion?.kind === "return" ? completion.value : it.language.name === "python" ? none : undefinedValue;
  const joined = frame.pending.length === 0 ? value : joinExits(it, frame, value);
  for (const run of frame.afterwards.values()) run();
  return joined;
}

/** Joins the ways out of the function; without `value`, falling off its end raises. */
function joinExits(it: Interpreter, frame: Frame, value: Value | undefined): Value {
  const ended = it.heap.effectsSince(frame.mark);
  it.heap.rollback(frame.mark);
  const held = frame.pending.map((p) => p.effects);
  it.heap.merge(value === undefined ? held : [ended, ...held], frame.bornBefore, it.joinContent);
  const values = frame.pending.map((p) => p.value);
  if (value !== undefined) values.unshift(value);
  return values.reduce((a, b) => it.join(a, b));
}

/** Generators are run ahead; what they yield is collected. */
function runGenerator(it: Interpreter, ir: FunctionIR, frame: Frame): Value {
  let full = false;
  try {
    executeBlock(it, ir.body);
  } catch (signal) {
    if (signal instanceof GeneratorFull) full = true;
    else if (!(signal instanceof RaiseSignal)) throw signal;
  }
  const { yielded } = frame;
  if (!full && !frame.yieldsMaybe) return it.iterator(yielded);
  return it.iterator([], yielded.length === 0 ? unknown : yielded.reduce((a, b) => it.join(a, b)));
}

/**
 * Puts the arguments into the running function's environment; what is missing is unknown. False where a keyword has no parameter,
 * which Python refuses.
 */
export function bindParameters(it: Interpreter, fn: FunctionValue, args: CallArguments): boolean {
  const { parameters } = fn.ir;
  const { variables } = it.environment;
  const javascript = fn.closure.module.language === "javascript";
  const named = underTheirNames(fn, args);
  let next = 0;
  const missing = (name: string, fallback: Expr | undefined): Value => {
    const ready = fn.defaults.get(name);
    if (ready !== undefined) return ready;
    if (javascript) return fallback === undefined ? (args.open ? unknown : undefinedValue) : evaluate(it, fallback);
    // Python raises where an argument is missing. The call may be half typed, so what follows it is read all the same.
    return unknown;
  };
  for (const parameter of parameters) {
    const { name } = parameter;
    let value: Value | undefined;
    if (parameter.kind === "rest") {
      const items = args.positional.slice(next);
      next = args.positional.length;
      const more = args.open || args.surplus === true ? unknown : undefined;
      value = javascript || more !== undefined ? it.list(items, more) : tuple(items);
    } else if (parameter.kind === "keywords") {
      value = it.dict(
        [...named].map(([key, v]) => [str(key), v] as const),
        args.open || args.surplus === true ? unknown : undefined,
      );
      named.clear();
    } else {
      if (parameter.kind !== "keyword-only" && next < args.positional.length) value = args.positional[next++];
      else if (parameter.kind !== "positional-only" && named.has(name)) {
        value = named.get(name);
        named.delete(name);
      } else if (args.open) value = fn.defaults.has(name) ? it.join(fn.defaults.get(name) as Value, unknown) : unknown;
      if (value === undefined || (javascript && value.kind === "undefined")) value = missing(name, parameter.default);
    }
    // The environment is new: there is no state before this one to come back to.
    variables.set(name, value);
    if (parameter.target !== undefined) assignTarget(it, parameter.target, value);
    it.recorder.value(it, parameter, value, "parameter");
  }
  return named.size === 0 || javascript;
}

/** How much a call's arguments tell about what the function will see. */
export function argumentQuality(args: CallArguments, caller: Quality): Quality {
  if (args.open) return "vague";
  for (const value of args.positional) if (isVague(value)) return "vague";
  for (const value of args.named.values()) if (isVague(value)) return "vague";
  return caller;
}

function isVague(value: Value): boolean {
  if (value.kind === "unknown") return true;
  if (value.kind === "tensor") return value.type.shape.rest?.origin === "opaque";
  return value.kind === "tuple" && value.items.some(isVague);
}
