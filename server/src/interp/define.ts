/** Definitions: function values with their defaults, classes with their method resolution order. */
import { executeBlock } from "./execute.ts";
import { evaluate } from "./evaluate.ts";
import type { Environment } from "./environment.ts";
import type { Interpreter } from "./interpreter.ts";
import { newEnvironment } from "./new-environment.ts";
import type { ClassIR, FunctionIR } from "./ir.ts";

import type { ClassValue, FunctionValue, Value } from "./values.ts";

export function defineFunction(it: Interpreter, ir: FunctionIR): FunctionValue {
  const defaults = new Map<string, Value>();
  // A JS default may name an earlier parameter, so it is evaluated at the call.
  if (it.language.name === "python") {
    for (const parameter of ir.parameters) {
      if (parameter.default !== undefined) defaults.set(parameter.name, evaluate(it, parameter.default));
    }
  }
  const outer = it.environment;
  // A lambda or arrow within a method has the method's `super`.
  const home = outer.kind === "class" ? it.classBeingDefined : ir.arrow ? it.frame.function?.home : undefined;
  const closure = closureOf(outer);
  const prefix = definitionPrefix(it);
  const fn: FunctionValue = {
    kind: "function",
    born: it.heap.stamp(),
    ir,
    closure,
    defaults,
    qualifiedName: `${prefix}${ir.name}`,
    home,
    attributes: new Map(),
  };
  it.recorder.defined(fn);
  return fn;
}

/** The scope of a class body is not seen by the functions in it. */
function closureOf(environment: Environment): Environment {
  let env = environment;
  while (env.kind === "class" && env.outer !== undefined) env = env.outer;
  return env;
}

export function defineClass(it: Interpreter, ir: ClassIR): Value {
  const bases: Value[] = [];
  for (const base of ir.bases) {
    if (base.kind === "positional") bases.push(evaluate(it, base.value));
    else evaluate(it, base.value);
  }
  const outer = it.environment;
  const environment = newEnvironment(it, "class", ir.locals, outer);
  const classes = bases.filter((b): b is ClassValue => b.kind === "class");
  if (classes.length === 0 && it.language.rootClass !== undefined) classes.push(it.language.rootClass);
  const linear = linearize(classes);
  const cls: ClassValue = {
    kind: "class",
    born: it.heap.stamp(),
    name: ir.name,
    qualifiedName: `${definitionPrefix(it)}${ir.name}`,
    bases,
    mro: [],
    incomplete: linear === undefined || bases.some((b) => b.kind !== "class") || classes.some((c) => c.incomplete),
    attributes: environment.variables,
    path: it.frame.module.path,
    nameSpan: ir.nameSpan,
    ...inheritedConstruct(classes),
  };
  (cls.mro as ClassValue[]).push(cls, ...(linear ?? classes));
  const outerClass = it.classBeingDefined;
  it.classBeingDefined = cls;
  it.environment = environment;
  try {
    executeBlock(it, ir.body);
  } finally {
    it.environment = outer;
    it.classBeingDefined = outerClass;
  }
  it.recorder.classDefined(cls);
  it.language.classDefined?.(it, cls, ir);
  return cls;
}

/** A subclass of a built-in class is made as its base is, unless the language makes it itself. */
function inheritedConstruct(bases: readonly ClassValue[]): { construct?: NonNullable<ClassValue["construct"]> } {
  for (const base of bases) if (base.construct !== undefined) return { construct: base.construct };
  return {};
}

/** C3 linearization of the bases; `undefined` where there is none. */
function linearize(bases: readonly ClassValue[]): ClassValue[] | undefined {
  const sequences = [...bases.map((b) => [...b.mro]), [...bases]];
  const result: ClassValue[] = [];
  for (;;) {
    const open = sequences.filter((s) => s.length > 0);
    if (open.length === 0) return result;
    const next = open.map((s) => s[0] as ClassValue).find((head) => !open.some((s) => s.indexOf(head, 1) > 0));
    if (next === undefined) return undefined;
    result.push(next);
    for (const s of sequences) if (s[0] === next) s.shift();
  }
}

/** Whether the value is a class that has the other among its ancestors; `undefined` where that is not known. */
export function isSubclass(cls: ClassValue, ancestor: ClassValue): boolean | undefined {
  if (cls.mro.includes(ancestor)) return true;
  return cls.incomplete ? undefined : false;
}

function definitionPrefix(it: Interpreter): string {
  const owner = it.classBeingDefined?.qualifiedName ?? it.frame.function?.qualifiedName ?? publicName(it);
  return owner === "" ? "" : `${owner}.`;
}

/** A stub may say under which name its members are known: `__public__ = "torch.nn"`. */
function publicName(it: Interpreter): string {
  const given = it.frame.module.project ? undefined : it.environment.variables.get("__public__");
  return given?.kind === "str" && given.value !== undefined ? given.value : it.frame.module.name;
}
