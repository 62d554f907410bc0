/** Expressions: one case a kind. What operators and attributes mean is the language's affair. */
import { assertNever } from "../base/assert-never.ts";
import { assignTarget } from "./assign.ts";
import { evaluateAlternatives } from "./branches.ts";
import { evaluateCall } from "./calls.ts";
import { evaluateComprehension } from "./comprehension.ts";
import { defineClass, defineFunction } from "./define.ts";
import type { Environment } from "./environment.ts";
import type { Interpreter } from "./interpreter.ts";
import { itemOf } from "./one-of.ts";
import { atProperty, atSite, truthAt } from "./operator-site.ts";
import type {
  CompareExpr,
  ConditionalExpr,
  ConstantExpr,
  DictExpr,
  Expr,
  LogicalExpr,
  SequenceExpr,
  TemplateExpr,
} from "./ir.ts";
import { withRefinement } from "./refine.ts";
import { partsOf, reportAttribute, reportAxes } from "./parts-for-tensor.ts";
import { reportSubscript } from "./shape-subscript.ts";
import { GeneratorFull } from "./signals.ts";
import {
  anyStr,
  bool,
  ellipsis,
  falseValue,
  float,
  int,
  none,
  str,
  trueValue,
  tuple,
  undefinedValue,
  unknown,
} from "./values.ts";
import type { Value } from "./values.ts";

/** Yields that a generator may make before the rest is summed up. */
const mostYields = 256;

export function evaluate(it: Interpreter, expr: Expr): Value {
  it.step();
  const value = evaluateKind(it, expr);
  if (value.kind === "tensor" || value.kind === "open" || value.kind === "int")
    it.recorder.value(it, expr, value, "expression");
  return value;
}

function evaluateKind(it: Interpreter, expr: Expr): Value {
  switch (expr.kind) {
    case "constant":
      return constantValue(expr);
    case "name":
      return lookUp(it, expr.name);
    case "attribute": {
      const object = evaluate(it, expr.object);
      if (expr.optional === true && isNullish(object)) return undefinedValue;
      return atProperty(it, expr, object, () => attributeAt(it, expr, object));
    }
    case "index": {
      const object = evaluate(it, expr.object);
      if (expr.optional === true && isNullish(object)) return undefinedValue;
      const index = evaluate(it, expr.index);
      return atSite(it, expr, undefined, [object, index], [expr.object, expr.index], () => {
        const found = itemOf(it, object, index);
        if (found === undefined) reportIndex(it, expr, object, index);
        return found ?? unknown;
      });
    }
    case "slice":
      return {
        kind: "slice",
        lower: expr.lower === undefined ? none : evaluate(it, expr.lower),
        upper: expr.upper === undefined ? none : evaluate(it, expr.upper),
        step: expr.step === undefined ? none : evaluate(it, expr.step),
      };
    case "call":
      return evaluateCall(it, expr);
    case "binary": {
      const left = evaluate(it, expr.left);
      const right = evaluate(it, expr.right);
      return atSite(it, expr, undefined, [left, right], [expr.left, expr.right], () =>
        it.language.binary(it, expr.operator, left, right),
      );
    }
    case "unary": {
      const operand = evaluate(it, expr.operand);
      return atSite(it, expr, undefined, [operand], [expr.operand], () =>
        it.language.unary(it, expr.operator, operand),
      );
    }
    case "compare":
      return evaluateCompare(it, expr);
    case "logical":
      return evaluateLogical(it, expr);
    case "conditional":
      return evaluateConditional(it, expr);
    case "sequence":
      return evaluateSequence(it, expr);
    case "dict":
      return evaluateDict(it, expr);
    case "function":
      return defineFunction(it, expr.function);
    case "class":
      return defineClass(it, expr.class);
    case "comprehension":
      return evaluateComprehension(it, expr);
    case "template":
      return evaluateTemplate(it, expr);
    case "assign": {
      const value = assignedValue(it, expr);
      assignTarget(it, expr.target, value);
      return value;
    }
    case "yield":
      return evaluateYield(it, expr.value === undefined ? none : evaluate(it, expr.value), expr.delegate);
    case "await":
      return evaluate(it, expr.value);
    case "typed": {
      const value = evaluate(it, expr.value);
      return it.ports.declared?.(value, expr.type) ?? value;
    }
    case "spread":
      return unknown;
    case "broken":
      for (const child of expr.children) evaluate(it, child);
      return unknown;
    default:
      return assertNever(expr);
  }
}

function constantValue({ value }: ConstantExpr): Value {
  switch (value.type) {
    case "none":
      return none;
    case "undefined":
      return undefinedValue;
    case "bool":
      return bool(value.value);
    case "int":
      return int(value.value);
    case "float":
      return float(value.value);
    case "str":
      return str(value.value);
    case "ellipsis":
      return ellipsis;
    case "bytes":
    case "other":
      return unknown;
    default:
      return assertNever(value);
  }
}

function reportIndex(it: Interpreter, expr: Extract<Expr, { kind: "index" }>, object: Value, index: Value): void {
  const parts = partsOf(it, object);
  if (parts !== undefined) reportAxes(it, expr, parts, index);
  reportSubscript(it, expr, object, index);
}

function attributeAt(it: Interpreter, expr: Extract<Expr, { kind: "attribute" }>, object: Value): Value {
  const parts = partsOf(it, object);
  if (parts === undefined) return it.attribute(object, expr.name);
  const found = it.language.getAttribute(it, parts, expr.name);
  if (found === undefined) reportAttribute(it, expr, parts, expr.name);
  return found ?? unknown;
}

/** A name that is nowhere bound is unknown: the program may come from a notebook or a half-typed file. */
export function lookUp(it: Interpreter, name: string): Value {
  for (let env: Environment | undefined = it.environment; env !== undefined; env = env.outer) {
    if (env.outer === undefined) {
      it.reads?.note(env, name);
      if (it.reads?.isRebound(env, name) === true) return unknown;
    }
    const value = env.variables.get(name);
    if (value !== undefined) return value;
  }
  const known = it.language.builtins.get(name) ?? specialName(it, name);
  if (known === undefined && it.frame.module.project) it.recorder.unboundName(it.frame.module.path, name);
  return known ?? unknown;
}

function isNullish(value: Value): boolean {
  return value.kind === "none" || value.kind === "undefined";
}

function evaluateCompare(it: Interpreter, expr: CompareExpr): Value {
  let left = evaluate(it, expr.first);
  let leftExpr = expr.first;
  let result: Value = trueValue;
  for (const { operator, value } of expr.rest) {
    const right = evaluate(it, value);
    const operand = left;
    const step = atSite(it, expr, undefined, [operand, right], [leftExpr, value], () =>
      it.language.compare(it, operator, operand, right),
    );
    if (expr.rest.length === 1) return step;
    const truth = it.truth(step);
    if (truth === false) return falseValue;
    if (truth === undefined) result = bool(undefined);
    left = right;
    leftExpr = value;
  }
  return result;
}

function evaluateLogical(it: Interpreter, expr: LogicalExpr): Value {
  return logicalFrom(it, expr, 0);
}

function logicalFrom(it: Interpreter, expr: LogicalExpr, index: number): Value {
  const operand = expr.values[index];
  if (operand === undefined) return unknown;
  const value = evaluate(it, operand);
  if (index === expr.values.length - 1) return value;
  const decided =
    expr.operator === "??"
      ? !isNullish(value) && value.kind !== "unknown"
        ? true
        : isNullish(value)
          ? false
          : undefined
      : truthAt(it, operand, value);
  const stopsOn = expr.operator === "and" ? false : true;
  if (decided === stopsOn) return value;
  if (decided !== undefined) return logicalFrom(it, expr, index + 1);
  return evaluateAlternatives(it, [
    () => value,
    () => withRefinement(it, operand, !stopsOn, () => logicalFrom(it, expr, index + 1)),
  ]);
}

function evaluateConditional(it: Interpreter, expr: ConditionalExpr): Value {
  const test = truthAt(it, expr.test, evaluate(it, expr.test));
  if (test !== undefined) return evaluate(it, test ? expr.then : expr.otherwise);
  return evaluateAlternatives(it, [
    () => withRefinement(it, expr.test, true, () => evaluate(it, expr.then)),
    () => withRefinement(it, expr.test, false, () => evaluate(it, expr.otherwise)),
  ]);
}

function evaluateSequence(it: Interpreter, expr: SequenceExpr): Value {
  const items: Value[] = [];
  let rest: Value | undefined;
  for (const item of expr.items) {
    if (item.kind !== "spread") {
      items.push(evaluate(it, item));
      continue;
    }
    const spread = it.iterate(evaluate(it, item.value));
    items.push(...spread.items);
    if (spread.rest !== undefined) rest = rest === undefined ? spread.rest : it.join(rest, spread.rest);
  }
  if (rest !== undefined) {
    const any = [...items, rest].reduce((a, b) => it.join(a, b));
    return expr.form === "tuple" ? unknown : expr.form === "list" ? it.list([], any) : it.set([], any);
  }
  if (expr.form === "tuple") return tuple(items);
  return expr.form === "list" ? it.list(items) : it.set(items);
}

function evaluateDict(it: Interpreter, expr: DictExpr): Value {
  const dict = it.dict();
  const target = expr.object === true ? it.plainObject() : dict;
  for (const { key, value } of expr.entries) {
    const content = evaluate(it, value);
    if (key === undefined) spreadInto(it, target, content);
    else if (expr.object === true) it.language.setItem(it, target, evaluate(it, key), content);
    else it.language.setItem(it, target, evaluate(it, key), content);
  }
  const { project, path } = it.frame.module;
  if (expr.object === true && project && target.kind === "dict") target.written = { path, expression: expr };
  return target;
}

/** A value that is formatted in some way is asked for it, and may refuse. */
function printedPart(it: Interpreter, expr: Expr, value: Value, spec: string | undefined): string | undefined {
  if (spec === undefined) return it.language.text(it, value);
  return atSite(it, expr, undefined, [value], [expr], () => it.language.text(it, value, spec));
}

function evaluateTemplate(it: Interpreter, expr: TemplateExpr): Value {
  let text: string | undefined = "";
  for (const part of expr.parts) {
    if (typeof part === "string") {
      text = text === undefined ? undefined : text + part;
      continue;
    }
    const value = evaluate(it, part.value);
    const printed = part.formatted ? undefined : printedPart(it, part.value, value, part.spec);
    text = text === undefined || printed === undefined ? undefined : text + printed;
  }
  return text === undefined ? anyStr : str(text);
}

function assignedValue(it: Interpreter, expr: Extract<Expr, { kind: "assign" }>): Value {
  if (expr.operator === undefined) return evaluate(it, expr.value);
  const before = evaluate(it, targetAsExpr(expr.target));
  return applyOperator(it, expr, expr.operator, before, expr.value);
}

/** `target op= value`, for statements and JS expressions. */
export function applyOperator(
  it: Interpreter,
  site: Expr | undefined,
  operator: NonNullable<Extract<Expr, { kind: "assign" }>["operator"]>,
  before: Value,
  valueExpr: Expr,
): Value {
  if (operator === "and" || operator === "or" || operator === "??") {
    const decided =
      operator === "??" ? (isNullish(before) ? false : before.kind === "unknown" ? undefined : true) : it.truth(before);
    const stopsOn = operator !== "and";
    if (decided === stopsOn) return before;
    if (decided !== undefined) return evaluate(it, valueExpr);
    return evaluateAlternatives(it, [() => before, () => evaluate(it, valueExpr)]);
  }
  const value = evaluate(it, valueExpr);
  if (site === undefined) return it.language.augmented(it, operator, before, value);
  return atSite(it, site, undefined, [before, value], [undefined, valueExpr], () =>
    it.language.augmented(it, operator, before, value),
  );
}

/** The expression that reads what a target names. */
export function targetAsExpr(target: Extract<Expr, { kind: "assign" }>["target"]): Expr {
  switch (target.kind) {
    case "name":
    case "attribute":
    case "index":
      return target;
    default:
      return { kind: "broken", span: target.span, children: [] };
  }
}

function evaluateYield(it: Interpreter, value: Value, delegate: boolean): Value {
  const { frame } = it;
  if (delegate) {
    const { items, rest } = it.iterate(value);
    frame.yielded.push(...items);
    if (rest !== undefined) {
      frame.yielded.push(rest);
      frame.yieldsMaybe = true;
    }
    return unknown;
  }
  frame.yielded.push(value);
  if (it.uncertain > frame.uncertainBefore) frame.yieldsMaybe = true;
  if (frame.yielded.length >= mostYields) throw new GeneratorFull();
  return unknown;
}

/** A name that the language gives a meaning of its own. */
function specialName(it: Interpreter, name: string): Value | undefined {
  if (name === "__name__") return str(it.environment.module.name);
  if (name === "__file__") return str(it.environment.module.path);
  return it.language.specialName?.(it, name);
}

function spreadInto(it: Interpreter, target: Value, source: Value): void {
  if (source.kind === "dict" && target.kind === "dict") {
    for (const [key, entry] of source.entries) it.heap.set(target, target.entries, key, entry);
    if (source.rest !== undefined) it.heap.assign(target, "rest", source.rest);
  } else if (it.language.spreadInto !== undefined) it.language.spreadInto(it, target, source);
  else if (target.kind === "dict") it.heap.assign(target, "rest", unknown);
}
