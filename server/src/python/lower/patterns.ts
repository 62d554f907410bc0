/**
 * Single patterns: the tests that must hold for one to match, and what it then binds. A pattern that the intermediate
 * representation cannot say (positional class patterns, whose fields only the class knows) is a test of unknown outcome.
 */
import { assertNever } from "../../base/assert-never.ts";
import type { Span } from "../../base/span.ts";
import type { CompareOperator, Expr, Target, UnpackItem } from "../../interp/ir.ts";
import type { Pattern } from "../syntax/ast.ts";
import { isBuiltin, mangle, type Context } from "./context.ts";
import { lowerExpression } from "./expressions.ts";
import { captures } from "./walk.ts";

export interface Binding {
  readonly target: Target;
  readonly value: Expr;
}

/** Matches when all `tests` hold, from left to right; only then may `bindings` be made. */
export interface Match {
  readonly tests: readonly Expr[];
  readonly bindings: readonly Binding[];
}

type OfKind<K extends Pattern["kind"]> = Extract<Pattern, { kind: K }>;

/** Classes whose one positional pattern matches the subject itself. */
const SELF_MATCHING: ReadonlySet<string> = new Set(
  "bool bytearray bytes dict float frozenset int list set str tuple".split(" "),
);
/** Built-in names that a pattern's lowering relies on, unless the program has its own. */
export const namesInPatterns: ReadonlySet<string> = new Set([
  ...SELF_MATCHING,
  ..."range len isinstance hasattr".split(" "),
]);
/** What counts as a sequence in a pattern. Registered user classes are missed. */
const SEQUENCES = ["list", "tuple", "range"];

export function lowerPattern(pattern: Pattern, subject: Expr, context: Context): Match {
  const span = context.place(pattern.span);
  switch (pattern.kind) {
    case "MatchValue": {
      const { value } = pattern;
      const single = value.kind === "Constant" && (value.value.type === "none" || value.value.type === "bool");
      return only(compare(subject, single ? "is" : "==", lowerExpression(value, context), span));
    }
    case "MatchAs": {
      const inner = pattern.pattern === undefined ? ALWAYS : lowerPattern(pattern.pattern, subject, context);
      if (pattern.name === undefined) return inner;
      const target = nameTarget(pattern.name, pattern.nameSpan ?? pattern.span, context);
      return { tests: inner.tests, bindings: [...inner.bindings, { target, value: subject }] };
    }
    case "MatchOr":
      return lowerAlternatives(pattern, subject, context);
    case "MatchSequence":
      return lowerSequence(pattern, subject, context);
    case "MatchMapping":
      return lowerMapping(pattern, subject, context);
    case "MatchClass":
      return lowerClass(pattern, subject, context);
    case "MatchStar":
    case "Broken":
      return unknown(pattern, context);
    default:
      return assertNever(pattern);
  }
}

/** One expression that holds when all of `tests` do. */
export function allOf(tests: readonly Expr[], span: Span): Expr {
  const [first] = tests;
  if (first === undefined) return { kind: "constant", span, value: { type: "bool", value: true } };
  return tests.length === 1 ? first : { kind: "logical", span, operator: "and", values: tests };
}

/** Binds inside a test: a list that is not empty is true, whatever the values. */
export function bindAll(bindings: readonly Binding[], span: Span): Expr {
  const items = bindings.map(({ target, value }): Expr => ({ kind: "assign", span: target.span, target, value }));
  return { kind: "sequence", span, form: "list", items };
}

const ALWAYS: Match = { tests: [], bindings: [] };

function only(test: Expr): Match {
  return { tests: [test], bindings: [] };
}

function both(matches: readonly Match[]): Match {
  return {
    tests: matches.flatMap((match) => match.tests),
    bindings: matches.flatMap((match) => match.bindings),
  };
}

/** Perhaps it matches; what it binds is not known either. */
function unknown(pattern: Pattern, context: Context): Match {
  const span = context.place(pattern.span);
  const nothing: Expr = { kind: "broken", span, children: [] };
  const bindings = captures(pattern).map((name) => ({
    target: nameTarget(name, pattern.span, context),
    value: nothing,
  }));
  return { tests: [nothing], bindings };
}

/** Alternatives bind the same names from different places, so each does so in its own test. */
function lowerAlternatives(pattern: OfKind<"MatchOr">, subject: Expr, context: Context): Match {
  const span = context.place(pattern.span);
  const alternatives = pattern.patterns.map((each) => {
    const { tests, bindings } = lowerPattern(each, subject, context);
    return bindings.length === 0 ? tests : [...tests, bindAll(bindings, context.place(each.span))];
  });
  if (alternatives.some((tests) => tests.length === 0)) return ALWAYS;
  const values = alternatives.map((tests) => allOf(tests, span));
  return only({ kind: "logical", span, operator: "or", values });
}

function lowerSequence(pattern: OfKind<"MatchSequence">, subject: Expr, context: Context): Match {
  const span = context.place(pattern.span);
  const { patterns } = pattern;
  const star = patterns.findIndex((each) => each.kind === "MatchStar");
  if (patterns.filter((each) => each.kind === "MatchStar").length > 1) return unknown(pattern, context);
  const fixed = star < 0 ? patterns.length : patterns.length - 1;
  const length = builtinCall("len", [subject], span, context);
  const shape = compare(length, star < 0 ? "==" : ">=", integer(fixed, span), span);
  const tests = [isInstance(subject, SEQUENCES, span, context), ...(star >= 0 && fixed === 0 ? [] : [shape])];
  if (patterns.every(isPlainCapture)) {
    return { tests, bindings: captures(pattern).length === 0 ? [] : [unpacking(patterns, span, subject, context)] };
  }
  const items = patterns.map((each, index) => {
    const place = context.place(each.span);
    const after = patterns.length - 1 - index;
    if (each.kind === "MatchStar") return starred(each, subject, index, after, context);
    const position = star >= 0 && index > star ? -1 - after : index;
    return lowerPattern(each, item(subject, integer(position, place), place), context);
  });
  return both([{ tests, bindings: [] }, ...items]);
}

function isPlainCapture(pattern: Pattern): boolean {
  return pattern.kind === "MatchStar" || (pattern.kind === "MatchAs" && pattern.pattern === undefined);
}

/** `case (b, c, *rest)` is an ordinary unpacking, once the length is right. */
function unpacking(patterns: readonly Pattern[], span: Span, subject: Expr, context: Context): Binding {
  const items = patterns.map((each): UnpackItem | undefined => {
    const rest = each.kind === "MatchStar";
    const [name] = captures(each);
    const place = each.kind === "MatchStar" || each.kind === "MatchAs" ? (each.nameSpan ?? each.span) : each.span;
    if (name !== undefined) return { target: nameTarget(name, place, context), rest };
    return rest ? { target: { kind: "broken", span: context.place(each.span) }, rest } : undefined;
  });
  return { target: { kind: "unpack", span, items }, value: subject };
}

/** `*rest` takes a list of what is left between `before` and `after` other items. */
function starred(pattern: OfKind<"MatchStar">, subject: Expr, before: number, after: number, context: Context): Match {
  if (pattern.name === undefined) return ALWAYS;
  const span = context.place(pattern.span);
  const upper = after === 0 ? {} : { upper: integer(-after, span) };
  const middle = item(subject, { kind: "slice", span, lower: integer(before, span), ...upper }, span);
  const value: Expr = { kind: "sequence", span, form: "list", items: [{ kind: "spread", span, value: middle }] };
  return {
    tests: [],
    bindings: [{ target: nameTarget(pattern.name, pattern.nameSpan ?? pattern.span, context), value }],
  };
}

function lowerMapping(pattern: OfKind<"MatchMapping">, subject: Expr, context: Context): Match {
  const span = context.place(pattern.span);
  const entries = pattern.entries.map(({ key, pattern: inner }) => {
    const name = lowerExpression(key, context);
    const present = only(compare(name, "in", subject, span));
    return both([present, lowerPattern(inner, item(subject, name, context.place(inner.span)), context)]);
  });
  const rest: Match =
    pattern.rest === undefined
      ? ALWAYS
      : {
          tests: [],
          bindings: [
            { target: nameTarget(pattern.rest, pattern.span, context), value: { kind: "broken", span, children: [] } },
          ],
        };
  return both([only(isInstance(subject, ["dict"], span, context)), ...entries, rest]);
}

function lowerClass(pattern: OfKind<"MatchClass">, subject: Expr, context: Context): Match {
  const span = context.place(pattern.span);
  const { cls, positional, keywords } = pattern;
  const [self] = positional;
  const itself = cls.kind === "Name" && SELF_MATCHING.has(cls.name) && isBuiltin(cls.name, context);
  if (self !== undefined && !(itself && positional.length === 1)) return unknown(pattern, context);
  const test = builtinCall("isinstance", [subject, lowerExpression(cls, context)], span, context);
  const fields = keywords.map((keyword) => {
    const place = context.place(keyword.pattern.span);
    const name = mangle(keyword.name, context.scope.className);
    const field: Expr = { kind: "attribute", span: place, object: subject, name, nameSpan: place };
    return lowerPattern(keyword.pattern, field, context);
  });
  return both([only(test), ...(self === undefined ? [] : [lowerPattern(self, subject, context)]), ...fields]);
}

function nameTarget(name: string, span: Span, context: Context): Target {
  return { kind: "name", span: context.place(span), name: mangle(name, context.scope.className) };
}

function compare(first: Expr, operator: CompareOperator, value: Expr, span: Span): Expr {
  return { kind: "compare", span, first, rest: [{ operator, value }] };
}

function item(object: Expr, index: Expr, span: Span): Expr {
  return { kind: "index", span, object, index };
}

function integer(value: number, span: Span): Expr {
  return { kind: "constant", span, value: { type: "int", value } };
}

function isInstance(subject: Expr, classes: readonly string[], span: Span, context: Context): Expr {
  if (!classes.every((name) => isBuiltin(name, context))) return { kind: "broken", span, children: [] };
  const names = classes.map((name): Expr => ({ kind: "name", span, name }));
  const [single] = names;
  const type: Expr =
    single !== undefined && names.length === 1 ? single : { kind: "sequence", span, form: "tuple", items: names };
  return builtinCall("isinstance", [subject, type], span, context);
}

/** The program's own `len` or `isinstance` would say something else than the pattern does. */
function builtinCall(name: string, values: readonly Expr[], span: Span, context: Context): Expr {
  if (!isBuiltin(name, context)) return { kind: "broken", span, children: [] };
  const args = values.map((value) => ({ kind: "positional", value, span: value.span }) as const);
  return { kind: "call", span, callee: { kind: "name", span, name }, args };
}
