/**
 * What is run of a file: its top level; then what nothing called with known shapes, on open arguments named after the parameters:
 * models that exist but saw no known input, models that nobody makes, functions and methods.
 */
import type { BrokenRequirement, ModelFact } from "../facts/index.ts";
import { noArguments } from "../interp/calls.ts";
import { inEntryFrame } from "../interp/modules.ts";

import type { SourceModule } from "../interp/environment.ts";
import type { Interpreter } from "../interp/interpreter.ts";
import type { KeptRuns } from "./kept-runs.ts";
import type { Expr, FunctionIR, Parameter } from "../interp/ir.ts";
import { RaiseSignal } from "../interp/signals.ts";
import { anyBool, unknown } from "../interp/values.ts";
import type { CallArguments, ClassValue, FunctionValue, InstanceValue, Value } from "../interp/values.ts";
import { isModel } from "../models/library.ts";
import { collectHeads } from "./heads.ts";
import { constructorOf, forwardOf, modelFact, selfParameters } from "./model-facts.ts";
import { collectParts, holdersOf, isForNothing, isTakenApart } from "./parts.ts";
import type { IsDone } from "./written-elsewhere.ts";
import { emptyContainers, forgetEmptiness, forgetWrittenElsewhere } from "./written-elsewhere.ts";

/** Instances of one class that are run on open inputs: enough to see what differs, few enough to stay quick. */
const mostInstances = 3;

export interface EntryResult {
  readonly models: readonly ModelFact[];
}

/** What all entries of a file are run with. */
interface Entries {
  readonly it: Interpreter;
  readonly main: SourceModule;
  readonly pieces: KeptRuns;
  /** What the top level made: what an entry makes is undone after it. */
  readonly made: readonly InstanceValue[];
  readonly madeOf: ReadonlyMap<ClassValue, readonly InstanceValue[]>;
  /** What the program itself has run, and the containers within its reach that it left empty. */
  readonly ran: ReadonlySet<unknown>;
  readonly empty: readonly Value[];
}

/** Runs everything that the top level left open. `main` has been run. */
export function runOpenEntries(
  it: Interpreter,
  main: SourceModule,
  globals: Iterable<Value>,
  pieces: KeptRuns,
): EntryResult {
  const { path } = main;
  const made = [...it.recorder.instances];
  const ran = new Set(it.recorder.reached.keys());
  const empty = emptyContainers(globals);
  const entries = { it, main, pieces, made, madeOf: byClass(made), ran, empty };
  const models: ModelFact[] = [];
  const { recorder } = it;
  collectHeads(it, path, 0);
  const classes = recorder.classes.filter((c) => c.path === path && isModel(c));
  const done = new Set<FunctionIR>();
  for (const cls of classes) runModelClass(entries, cls, models, done);
  for (const fn of [...recorder.functions]) {
    if (fn.closure.module.path !== path || fn.closure.kind !== "module" || done.has(fn.ir)) continue;
    if (recorder.reached.get(fn.ir) === "known" && !recorder.doubtful.has(fn.ir)) continue;
    done.add(fn.ir);
    if (fn.home === undefined)
      openRun(entries, [fn], (open) => handOver(it, it.call(fn, openArguments(it, fn.ir, 0, open))));
    else if (!isModel(fn.home)) runPlainMethod(entries, fn);
  }
  runLooseInstances(entries);
  pieces.endEntries();
  return { models };
}

function byClass(made: readonly InstanceValue[]): ReadonlyMap<ClassValue, readonly InstanceValue[]> {
  const groups = new Map<ClassValue, InstanceValue[]>();
  for (const each of made) {
    const group = groups.get(each.class);
    if (group === undefined) groups.set(each.class, [each]);
    else group.push(each);
  }
  return groups;
}

/** What nobody of the file calls gives its result to others, who may call the functions in it. */
function handOver(it: Interpreter, result: Value): void {
  const given = result.kind === "list" || result.kind === "tuple" ? result.items : [result];
  it.language.calledUnknown?.(it, { ...noArguments, positional: given });
}

/** A model class of the file: on the instances that the program made, or on one of our own. */
function runModelClass(entries: Entries, cls: ClassValue, models: ModelFact[], done: Set<FunctionIR>): void {
  const { it } = entries;
  const forward = forwardOf(cls);
  const made = (entries.madeOf.get(cls) ?? []).filter((i) => !i.escaped);
  const own = [...cls.attributes.values()].filter(
    (v): v is FunctionValue => v.kind === "function" && v.closure.module.path === cls.path,
  );
  for (const fn of own) done.add(fn.ir);
  const seen = it.recorder.modelCalls.get(cls);
  if (seen !== undefined && forward !== undefined) {
    const { instance, output } = seen;
    models.push(
      entries.pieces.entry([seen, forward], () => modelFact(it, cls, instance, forward, seen, output, false)),
    );
  }
  const isOpen = seen === undefined || it.recorder.doubtful.has(forward?.ir);
  const run = (made: InstanceValue | undefined): ModelFact | undefined => {
    const others = own.filter(
      (fn) => fn !== forward && !fn.ir.name.startsWith("__") && !it.recorder.reached.has(fn.ir),
    );
    const ran = own.filter((fn) => entries.ran.has(fn.ir));
    return openRun(entries, [cls, made, isOpen, ...others, undefined, ...ran], (open) => {
      const model = made ?? construct(it, cls, open);
      const isDone = doneBy(entries, made);
      forgetEmptiness(it, emptyContainers([model]));
      if (forward !== undefined) forgetWrittenElsewhere(it, model, forward, isDone);
      const fact = forward !== undefined && isOpen ? callOpen(it, model, forward, cls, open) : undefined;
      runOtherMethods(it, model, others, isDone, open);
      return fact;
    });
  };
  const facts = made.length > 0 ? someOf(made).map(run) : [run(undefined)];
  const first = facts.find((fact) => fact !== undefined);
  if (first !== undefined && seen === undefined) models.push(first);
}

/** The first, the last and some between. */
function someOf(made: readonly InstanceValue[]): readonly InstanceValue[] {
  if (made.length <= mostInstances) return made;
  const step = (made.length - 1) / (mostInstances - 1);
  return Array.from({ length: mostInstances }, (_, i) => made[Math.round(i * step)]).filter((i) => i !== undefined);
}

/** What a library takes by default is not what the program says: in the open it may be anything. */
function construct(it: Interpreter, cls: ClassValue, open: Openness): Value {
  const init = constructorOf(cls);
  if (init === undefined) return it.call(cls, noArguments);
  const isOwn = init.closure.module.project;
  return it.call(cls, openArguments(it, init.ir, selfParameters(init), open !== false && !isOwn ? "flags" : open));
}

/** Calls the model on open inputs. */
function callOpen(
  it: Interpreter,
  model: Value,
  forward: FunctionValue,
  cls: ClassValue,
  open: Openness,
): ModelFact | undefined {
  const args = openArguments(it, forward.ir, selfParameters(forward), open === "nothing" && open, open !== false);
  const output = attempt(it, () => it.call(model, args)) ?? unknown;
  return model.kind === "instance"
    ? modelFact(it, cls, model, forward, { inputs: args.positional }, output, true)
    : undefined;
}

/** Those that nothing has reached by then. */
function runOtherMethods(
  it: Interpreter,
  model: Value,
  methods: readonly FunctionValue[],
  isDone: IsDone,
  open: Openness,
): void {
  if (model.kind !== "instance") return;
  for (const fn of methods) {
    if (it.recorder.reached.has(fn.ir)) continue;
    it.hypothetically(() =>
      attempt(it, () => {
        forgetWrittenElsewhere(it, model, fn, isDone);
        return it.call(
          { kind: "method", function: fn, self: model },
          openArguments(it, fn.ir, selfParameters(fn), open === "nothing" && open, open !== false),
        );
      }),
    );
  }
}

/** What a method did is there already: in the program's object, or in one of our own that has just been made. */
function doneBy({ it, ran }: Entries, made: InstanceValue | undefined): IsDone {
  const before = made === undefined ? new Set(it.recorder.reached.keys()) : ran;
  return ({ ir }) => before.has(ir);
}

/** A method of a class that is no model: on instances of the program's, or one of our own. */
function runPlainMethod(entries: Entries, fn: FunctionValue): void {
  const { it } = entries;
  const { home } = fn;
  if (home === undefined || fn.ir.name === "__init__" || fn.ir.member === "constructor") return;
  const ran = [...home.attributes.values()].filter((each) => each.kind === "function" && entries.ran.has(each.ir));
  const run = (made: InstanceValue | undefined): void => {
    openRun(entries, [fn, made, ...ran], (open) => {
      const self = made ?? attempt(it, () => construct(it, home, open)) ?? it.open("self");
      forgetEmptiness(it, emptyContainers([self]));
      forgetWrittenElsewhere(it, self, fn, doneBy(entries, made));
      return it.call({ kind: "method", function: fn, self }, openArguments(it, fn.ir, selfParameters(fn), open));
    });
  };
  const made = someOf((entries.madeOf.get(home) ?? []).filter((i) => !i.escaped));
  if (made.length === 0) run(undefined);
  for (const instance of made) run(instance);
}

/** Models made in the file from library classes (`resnet18`, `nn.Sequential(…)`) that no known input went through. */
function runLooseInstances(entries: Entries): void {
  const { it, made } = entries;
  const { path } = entries.main;
  const candidates = made.filter(
    (i) =>
      i.creation?.module.path === path &&
      i.class.path !== path &&
      isModel(i.class) &&
      it.recorder.called.get(i) !== "known",
  );
  const holders = holdersOf(made);
  for (const instance of candidates) {
    const forward = forwardOf(instance.class);
    if (
      holders.has(instance) ||
      instance.attributes.size === 0 ||
      isForNothing(instance) ||
      forward === undefined ||
      instance.escaped
    )
      continue;
    const { creation } = instance;
    if (creation === undefined || isTakenApart(it, instance, holders)) continue;
    // It is as if the input went in where the model was made.
    openRun(entries, [instance], (open) => {
      it.withSite(creation, () => callOpen(it, instance, forward, instance.class, open));
    });
  }
}

/**
 * Runs an entry on open arguments, on a copy of the heap. A report of a run on default values stands only if the same breaks
 * with the defaults open as well: no argument could repair it.
 */
function openRun<T>(
  { it, main, pieces, empty }: Entries,
  key: readonly unknown[],
  run: (open: Openness) => T | undefined,
): T | undefined {
  const once = (open: Openness): T | undefined =>
    it.hypothetically(() => {
      const made = it.recorder.instances.length;
      forgetEmptiness(it, empty);
      const result = inEntryFrame(it, main, "open", () => attempt(it, () => run(open)));
      it.recorder.sightings.settle(it);
      collectHeads(it, main.path, made);
      collectParts(it, made);
      return result;
    });
  return pieces.entry(key, () => {
    const { broken } = it.recorder;
    const result = once(false);
    const found = broken.splice(0);
    if (found.length === 0) return result;
    const again = it.recorder.reportsOnly(() => once(true));
    const key = (b: (typeof found)[number]): string =>
      `${b.path}:${String(b.span.start)}:${String(b.layer?.creation?.span.start)}:${b.operation}:${b.requirement}`;
    const certain = new Set(broken.splice(0).map(key));
    const standing = found.filter((b) => certain.has(key(b)));
    // Of nothing that is handed on it is not known that anyone leaves it so.
    if (standing.some(isOfNothing)) it.recorder.reportsOnly(() => once("nothing"));
    const given = new Set(broken.splice(0).map(key));
    broken.push(...standing.filter((b) => !isOfNothing(b) || given.has(key(b))));
    return result ?? again;
  });
}

/** Whether it breaks because an argument is `None`. */
const isOfNothing = ({ relation }: BrokenRequirement): boolean =>
  relation.kind === "other" && (relation.detail["kind"] === "None" || relation.detail["reason"] === "no-scores");

function attempt<T>(it: Interpreter, run: () => T): T | undefined {
  const { frame, environment } = it;
  try {
    return run();
  } catch (signal) {
    if (!(signal instanceof RaiseSignal)) throw signal;
    it.resume(frame, environment);
    return undefined;
  }
}

/** Which parameters with a default are open: none, those that have numbers, those that have `None` too. */
type Openness = boolean | "nothing";

/**
 * Open values for the parameters after the first `skip`; with `open`, also for those whose default is a number or an empty list, and with `flags`, those
 * that are true or false by default. With `surplus` there may be more in `*args` and `**kwargs` than nothing.
 */
export function openArguments(
  it: Interpreter,
  ir: FunctionIR,
  skip: number,
  open: Openness | "flags",
  surplus = open !== false,
): CallArguments {
  const positional: Value[] = [];
  const named = new Map<string, Value>();
  ir.parameters.slice(skip).forEach((parameter) => {
    if (parameter.kind === "rest" || parameter.kind === "keywords") return;
    const flag = open === "flags" && parameter.default !== undefined && isFlag(parameter.default);
    if (parameter.default !== undefined && !flag && !isOpened(parameter.default, open)) return;
    if (flag) {
      named.set(parameter.name, anyBool);
      return;
    }
    if (parameter.kind === "keyword-only" || parameter.default !== undefined)
      named.set(parameter.name, openArgument(it, parameter));
    else positional.push(openArgument(it, parameter));
  });
  return { positional, named, open: false, ...(surplus ? { surplus } : {}) };
}

const isOpened = (expr: Expr, open: Openness | "flags"): boolean =>
  (open !== false && isPlaceholder(expr)) || (open === "nothing" && isNothing(expr));

const isNothing = (expr: Expr): boolean => expr.kind === "constant" && expr.value.type === "none";

/** A default that says nothing of what callers give: a number, or nothing at all in a list. */
function isPlaceholder(expr: Expr): boolean {
  if (expr.kind === "sequence") return expr.items.length === 0;
  if (expr.kind === "unary" && expr.operator === "-") return isPlaceholder(expr.operand);
  return expr.kind === "constant" && (expr.value.type === "int" || expr.value.type === "float");
}

const isFlag = (expr: Expr): boolean => expr.kind === "constant" && expr.value.type === "bool";

function openArgument(it: Interpreter, parameter: Parameter): Value {
  const { annotation } = parameter;
  const written =
    annotation?.kind === "constant" && annotation.value.type === "str" ? annotation.value.value : undefined;
  const type = written === undefined ? undefined : (it.ports.typeMeant?.(written) ?? written);
  const value = it.open(parameter.name, type);
  if (it.ports.declared !== undefined && type !== undefined) {
    const declared = it.ports.declared(value, type);
    if (it.isOpenTensor(value)) return declared;
  }
  const text = annotationText(annotation);
  if (text === "int") it.asInt(value);
  else if (text === "Tensor" || text === "LongTensor" || text === "FloatTensor") it.asTensor(value);
  else if (text === "float" || text === "str") return text === "float" ? { kind: "float" } : { kind: "str" };
  else if (text === "bool") return { kind: "bool" };
  return value;
}

/** The last name of an annotation: `Tensor` of `torch.Tensor`. */
function annotationText(annotation: Expr | undefined): string | undefined {
  if (annotation === undefined) return undefined;
  if (annotation.kind === "name" || annotation.kind === "attribute") return annotation.name;
  const text = annotation.kind === "constant" && annotation.value.type === "str" ? annotation.value.value : "";
  return /^[\w.]+$/.test(text) ? text.split(".").at(-1) : undefined;
}
