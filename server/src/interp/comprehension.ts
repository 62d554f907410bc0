/** List, set, dict and generator comprehensions. Generators are run at once: what they give is what counts here. */
import { boundsOf } from "../shape/index.ts";
import type { Shape } from "../shape/index.ts";
import { assignTarget } from "./assign.ts";
import { evaluate } from "./evaluate.ts";
import type { Interpreter } from "./interpreter.ts";
import { newEnvironment } from "./new-environment.ts";
import type { ComprehensionExpr, Target } from "./ir.ts";
import { tuple } from "./values.ts";
import type { Value } from "./values.ts";
import { truthAt } from "./operator-site.ts";

/** Where a comprehension has taken so many steps, and turns, the turns that are left are taken as one. */
const longest = 20_000;
const fewestTurns = 16;

interface Results {
  readonly items: Value[];
  /** The count of steps at which it has taken too long; never, once it is known that its turns cannot be taken as one. */
  budgetEnd: number;
  /** Present when the number of results is not known: the join of them all. */
  rest: Value | undefined;
}

export function evaluateComprehension(it: Interpreter, expr: ComprehensionExpr): Value {
  const first = expr.clauses[0];
  const source = first === undefined ? undefined : evaluate(it, first.iterable);
  const results: Results = { items: [], rest: undefined, budgetEnd: it.steps + longest };
  const outer = it.environment;
  const locals = new Set<string>();
  for (const clause of expr.clauses) collectNames(clause.target, locals);
  it.environment = newEnvironment(it, "comprehension", locals, outer);
  try {
    runClause(it, expr, 0, source, false, results);
  } finally {
    it.environment = outer;
  }
  return build(it, expr, results);
}

function runClause(
  it: Interpreter,
  expr: ComprehensionExpr,
  index: number,
  source: Value | undefined,
  maybe: boolean,
  results: Results,
): void {
  const clause = expr.clauses[index];
  if (clause === undefined) {
    const element = evaluate(it, expr.element);
    const result = expr.key === undefined ? element : tuple([evaluate(it, expr.key), element]);
    if (maybe) results.rest = results.rest === undefined ? result : it.join(results.rest, result);
    else results.items.push(result);
    return;
  }
  const { items, rest } = it.iterate(source ?? evaluate(it, clause.iterable));
  let unsure = false;
  const { recorder } = it;
  const isOwn = it.frame.module.project;
  const turns = recorder.turns.begin(() => isOwn && unsure);
  const turn = (item: Value, uncertain: boolean): void => {
    recorder.turns.next(turns);
    assignTarget(it, clause.target, item);
    unsure = uncertain;
    for (const condition of clause.conditions) {
      const truth = truthAt(it, condition, evaluate(it, condition));
      if (truth === false) return;
      if (truth === undefined) unsure = true;
    }
    runClause(it, expr, index + 1, undefined, unsure, results);
  };
  const isPlain = index === expr.clauses.length - 1 && clause.conditions.length === 0 && expr.key === undefined;
  try {
    for (const [i, item] of items.entries()) {
      const isLong = isPlain && !maybe && i >= fewestTurns && it.steps > results.budgetEnd;
      if (isLong && i < items.length - 1) {
        if (repeatTurn(it, items.slice(i), results, turn)) break;
        results.budgetEnd = Infinity;
      }
      turn(item, maybe);
    }
    if (rest !== undefined) turn(rest, true);
  } finally {
    recorder.endLoop();
  }
}

/** A table of numbers has more of them than are worth a look: each that is left is what any of them may be. */
function repeatTurn(
  it: Interpreter,
  items: readonly Value[],
  { items: results }: Results,
  turn: (item: Value, uncertain: boolean) => void,
): boolean {
  const before = results.length;
  const any = items.reduce((a, b) => it.join(a, b));
  it.recorder.muted(() => {
    turn(any, false);
  });
  const [model] = results.splice(before);
  if (model === undefined) return false;
  const copies = items.map(() => copyOfPlain(it, model));
  if (copies.includes(undefined)) return false;
  for (const copy of copies) results.push(copy as Value);
  return true;
}

/** The same again of what has no identity: numbers, texts, and lists of them; and of tensors whose shape is the same each time. */
function copyOfPlain(it: Interpreter, value: Value): Value | undefined {
  switch (value.kind) {
    case "float":
    case "str":
    case "bool":
    case "none":
    case "unknown":
      return value;
    case "int":
      return typeof value.size === "number" ? value : it.anyInt(boundsOf(value.size));
    case "list":
    case "tuple": {
      if (value.kind === "list" && value.rest !== undefined) return undefined;
      const items = value.items.map((item) => copyOfPlain(it, item));
      if (items.includes(undefined)) return undefined;
      return value.kind === "list" ? it.list(items as Value[]) : tuple(items as Value[]);
    }
    case "tensor": {
      const { type, producer, parameter, library } = value;
      if (!isOfNumbers(type.shape)) return undefined;
      return it.tensor(type, producer, library === undefined ? { parameter } : { parameter, library });
    }
    default:
      return undefined;
  }
}

/** No size in it could be another in each turn. */
const isOfNumbers = ({ lead, rest, tail }: Shape): boolean =>
  rest === undefined && [...lead, ...tail].every((size) => typeof size === "number");

function build(it: Interpreter, expr: ComprehensionExpr, { items, rest }: Results): Value {
  if (expr.form === "dict") {
    const dict = it.dict();
    const add = (pair: Value): void => {
      if (pair.kind !== "tuple") return;
      const [key, value] = pair.items;
      if (key !== undefined && value !== undefined) it.language.setItem(it, dict, key, value);
    };
    items.forEach(add);
    if (rest?.kind === "tuple" && rest.items[1] !== undefined) it.heap.assign(dict, "rest", rest.items[1]);
    return dict;
  }
  const summed =
    rest === undefined ? { items, rest } : { items: [], rest: [...items, rest].reduce((a, b) => it.join(a, b)) };
  if (expr.form === "set") return it.set(summed.items, summed.rest);
  if (expr.form === "list") return it.list(summed.items, summed.rest);
  return it.iterator(summed.items, summed.rest);
}

/** The names that a target binds. */
export function collectNames(target: Target, names: Set<string>): void {
  switch (target.kind) {
    case "name":
      names.add(target.name);
      return;
    case "unpack":
      for (const item of target.items) if (item !== undefined) collectNames(item.target, names);
      return;
    case "properties":
      for (const entry of target.entries) collectNames(entry.target, names);
      if (target.rest !== undefined) collectNames(target.rest, names);
      return;
    default:
  }
}
