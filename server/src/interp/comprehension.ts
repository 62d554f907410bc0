/** List, set, dict and generator comprehensions. Generators are run at once: what they give is what counts here. */
import { assignTarget } from "./assign.ts";
import { evaluate } from "./evaluate.ts";
import type { Interpreter } from "./interpreter.ts";
import { newEnvironment } from "./new-environment.ts";
import type { ComprehensionExpr, Target } from "./ir.ts";
import { tuple } from "./values.ts";
import type { Value } from "./values.ts";

interface Results {
  readonly items: Value[];
  /** Present when the number of results is not known: the join of them all. */
  rest: Value | undefined;
}

export function evaluateComprehension(it: Interpreter, expr: ComprehensionExpr): Value {
  const first = expr.clauses[0];
  const source = first === undefined ? undefined : evaluate(it, first.iterable);
  const results: Results = { items: [], rest: undefined };
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
  const turn = (item: Value, uncertain: boolean): void => {
    assignTarget(it, clause.target, item);
    let unsure = uncertain;
    for (const condition of clause.conditions) {
      const truth = it.truth(evaluate(it, condition));
      if (truth === false) return;
      if (truth === undefined) unsure = true;
    }
    runClause(it, expr, index + 1, undefined, unsure, results);
  };
  for (const item of items) turn(item, maybe);
  if (rest !== undefined) turn(rest, true);
}

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
