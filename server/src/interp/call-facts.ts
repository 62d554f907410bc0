/** Turns evaluated calls, layers and producers into facts: source texts, spans, arguments by parameter name. */
import type { ArgumentFact, CallFact, CallSite, LayerFact, WrittenFact } from "../facts/index.ts";
import { printDim } from "../shape/index.ts";
import type { CallRecord, Frame } from "./frames.ts";
import type { Interpreter } from "./interpreter.ts";
import type { Expr, FunctionIR } from "./ir.ts";
import { storyOf } from "./stories.ts";
import type { ClassValue, FunctionValue, InstanceValue, Value } from "./values.ts";

/** Members that run when an instance is called, in the order in which they are looked for. */
const callMembers = ["forward", "call", "__call__"];

export function callFact(it: Interpreter, record: CallRecord): CallFact {
  const { text, path } = record.module;
  const expression = record.expression;
  const callee = record.call?.callee;
  const qualified = record.callee === undefined ? undefined : qualifiedName(record.callee);
  return {
    id: record.id,
    path,
    span: expression.span,
    calleeText:
      callee === undefined
        ? text.slice(expression.span.start, expression.span.end)
        : text.slice(callee.span.start, callee.span.end),
    calleeSpan: callee?.span ?? expression.span,
    ...(qualified === undefined ? {} : { callee: qualified }),
    args: argumentFacts(it, record),
    empty: (record.call?.args.length ?? 0) === 0,
  };
}

function argumentFacts(it: Interpreter, record: CallRecord): readonly ArgumentFact[] {
  const names = record.callee === undefined ? [] : parameterNames(record.callee);
  const facts: ArgumentFact[] = [];
  record.positional.forEach(({ value, expression }, i) => {
    facts.push(argumentFact(it, record, names[i] ?? String(i), value, expression, false));
    for (const each of settings(record, value, expression)) {
      facts.push(argumentFact(it, record, each.name, each.value, each.expression, true));
    }
  });
  for (const [name, { value, expression }] of record.named)
    facts.push(argumentFact(it, record, name, value, expression, true));
  return facts;
}

interface Setting {
  readonly name: string;
  readonly value: Value;
  readonly expression: Expr;
}

/** What an object that the call is given says by name: how JavaScript passes named arguments. It is written in the call, or before it under a name. */
export function settings({ module }: CallRecord, value: Value, expression: Expr | undefined): readonly Setting[] {
  if (value.kind !== "dict") return [];
  const isNamed = expression?.kind === "name" && value.written?.path === module.path;
  const written = isNamed ? value.written?.expression : expression;
  if (written?.kind !== "dict" || written.object !== true) return [];
  const values = [...value.entries.values()];
  return written.entries.flatMap(({ key, value: content }) => {
    const name = key?.kind === "constant" && key.value.type === "str" ? key.value.value : undefined;
    const entry = values.find((each) => each.key.kind === "str" && each.key.value === name);
    return name === undefined || entry === undefined ? [] : [{ name, value: entry.value, expression: content }];
  });
}

function argumentFact(
  it: Interpreter,
  record: CallRecord,
  parameter: string,
  value: Value,
  expression: Expr | undefined,
  keyword: boolean,
): ArgumentFact {
  const { text } = record.module;
  const size = value.kind === "int" ? it.assumptions.resolve(value.size) : undefined;
  const tensor = it.recorder.muted(() =>
    value.kind === "tensor" ? value : value.kind === "open" && it.isOpenTensor(value) ? it.asTensor(value) : undefined,
  );
  const literal = literalText(value);
  const written = writtenByCaller(record, expression);
  const producer = tensor?.producer === undefined ? undefined : storyOf(it, tensor.producer);
  return {
    parameter,
    keyword,
    ...(expression === undefined
      ? {}
      : { span: expression.span, text: text.slice(expression.span.start, expression.span.end) }),
    ...written,
    ...(size === undefined ? {} : { size }),
    ...(tensor === undefined
      ? {}
      : { tensor: { ...tensor.type, shape: it.assumptions.resolveShape(tensor.type.shape) } }),
    ...(producer === undefined ? {} : { producer }),
    ...(literal === undefined ? {} : { literal }),
  };
}

export function literalText(value: Value): string | undefined {
  switch (value.kind) {
    case "none":
      return "None";
    case "bool":
      return value.value === undefined ? undefined : value.value ? "True" : "False";
    case "str":
      return value.value === undefined ? undefined : JSON.stringify(value.value);
    case "float":
      return value.value === undefined ? undefined : String(value.value);
    case "int":
      return typeof value.size === "number" ? printDim(value.size) : undefined;
    default:
      return undefined;
  }
}

/**
 * The expression behind an argument that is a bare parameter of the enclosing function: what the caller wrote for it, and so on
 * outwards. That is what a fix must change.
 */
export function writtenByCaller(
  record: CallRecord,
  expression: Expr | undefined,
): Pick<ArgumentFact, "written" | "handedOn"> {
  const places: WrittenFact[] = [];
  let at: CallRecord = record;
  let current = expression;
  for (
    let caller = at.frame.calledFrom;
    current?.kind === "name" && caller !== undefined;
    caller = at.frame.calledFrom
  ) {
    const { name } = current;
    const fn = at.frame.function?.ir;
    if (fn === undefined || caller.callee === undefined || !fn.parameters.some((p) => p.name === name)) break;
    const position = parameterNames(caller.callee).indexOf(name);
    const given = caller.named.get(name) ?? (position < 0 ? undefined : caller.positional[position]);
    if (given?.expression === undefined) break;
    at = caller;
    current = given.expression;
    const { text, path } = at.module;
    const { start, end } = current.span;
    places.push({ path, span: { start, end }, text: text.slice(start, end) });
  }
  const written = places.pop();
  if (written === undefined) return {};
  return { written, ...(places.length === 0 ? {} : { handedOn: places }) };
}

/** Names of the parameters that positional arguments fill. */
export function parameterNames(callee: Value): readonly string[] {
  const ir = signatureOf(callee);
  if (ir === undefined) return [];
  const names = ir.function.parameters
    .filter((p) => p.kind === "normal" || p.kind === "positional-only")
    .map((p) => p.name);
  return ir.bound ? names.slice(1) : names;
}

function signatureOf(callee: Value): { function: FunctionIR; bound: boolean } | undefined {
  switch (callee.kind) {
    case "function":
      return { function: callee.ir, bound: false };
    case "method": {
      const wrapped = wrappedBy(callee.function);
      // It is handed the object and all arguments, whatever the language.
      if (wrapped !== undefined) return { function: wrapped.ir, bound: true };
      const inner = signatureOf(callee.function);
      return inner === undefined
        ? undefined
        : { function: inner.function, bound: callee.function.kind === "function" && takesSelf(callee.function) };
    }
    case "class":
      return member(callee, ["__init__", "constructor"]);
    case "instance":
      return member(callee.class, callMembers);
    default:
      return undefined;
  }
}

/** The function behind one that takes whatever comes and says whom it is to stand for. */
function wrappedBy(fn: Value): FunctionValue | undefined {
  if (fn.kind !== "function" || fn.ir.parameters.some(({ kind }) => kind === "normal")) return undefined;
  const wrapped = fn.attributes.get("__wrapped__");
  const inner = wrapped?.kind === "method" ? wrapped.function : wrapped;
  return inner?.kind === "function" ? inner : undefined;
}

/** Python's methods have their object as the first parameter. */
function takesSelf(fn: FunctionValue): boolean {
  return fn.closure.module.language === "python";
}

function member(cls: ClassValue, names: readonly string[]): { function: FunctionIR; bound: boolean } | undefined {
  for (const name of names) {
    for (const c of cls.mro) {
      const value = c.attributes.get(name);
      if (value?.kind === "function") return { function: value.ir, bound: takesSelf(value) };
    }
  }
  return undefined;
}

export function qualifiedName(callee: Value): string | undefined {
  switch (callee.kind) {
    case "function":
    case "class":
      return callee.qualifiedName;
    case "method":
      return qualifiedName(callee.function);
    case "instance":
      return callee.class.qualifiedName;
    case "builtin":
      return callee.name;
    default:
      return undefined;
  }
}

/** The library layer that runs between the project's call and the operation: the innermost one. */
export function runningLayer(it: Interpreter): InstanceValue | undefined {
  for (let f: Frame | undefined = it.frame; f !== undefined && !f.module.project; f = f.caller) {
    if (f.self?.kind === "instance") return f.self;
  }
  return undefined;
}

export function layerFact(it: Interpreter, layer: InstanceValue): LayerFact {
  const creation = constructorCall(layer);
  const site = it.projectSite();
  const fact = creation === undefined ? undefined : callFact(it, creation);
  const name =
    site?.callee === layer && site.call !== undefined
      ? site.module.text.slice(site.call.callee.span.start, site.call.callee.span.end)
      : (nameWithin(site, layer) ?? fact?.calleeText ?? layer.class.name);
  return { className: layer.class.qualifiedName, name, ...(fact === undefined ? {} : { creation: fact }) };
}

/** The project's call of the layer's own class, if it is that which made it. */
export function constructorCall(layer: InstanceValue): CallRecord | undefined {
  const { creation } = layer;
  return creation?.callee === layer.class ? creation : undefined;
}

/** `model.fc`, `self.net[2]`: the way from the object that a call was made on down to the layer, where it is short. */
export function nameWithin(site: CallRecord | undefined, layer: InstanceValue): string | undefined {
  const root = site?.callee;
  if (root?.kind !== "instance" || site?.call === undefined) return undefined;
  const start = site.module.text.slice(site.call.callee.span.start, site.call.callee.span.end);
  if (root === layer) return start;
  const queue: { value: InstanceValue; name: string; depth: number }[] = [{ value: root, name: start, depth: 0 }];
  const seen = new Set<InstanceValue>([root]);
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    for (const [attribute, value] of next.value.attributes) {
      if (value.kind !== "instance" || seen.has(value)) continue;
      seen.add(value);
      const name = /^\d+$/.test(attribute) ? `${next.name}[${attribute}]` : `${next.name}.${attribute}`;
      if (value === layer) return name;
      if (next.depth < 4) queue.push({ value, name, depth: next.depth + 1 });
    }
  }
  return undefined;
}

/** The project's calls that led to the running one, outermost first. */
export function callStack(it: Interpreter): readonly CallSite[] {
  const sites: CallSite[] = [];
  for (let f: Frame | undefined = it.frame; f !== undefined; f = f.caller) {
    if (!f.module.project || f.site === undefined) continue;
    const { span } = f.site.expression;
    sites.unshift({ place: { path: f.module.path, span }, text: f.module.text.slice(span.start, span.end) });
  }
  return sites;
}
