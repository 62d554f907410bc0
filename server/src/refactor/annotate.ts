/**
 * Shape comments on a function: what its parameters, the names that it assigns and what it returns are known to be. A line that has a comment already, or
 * goes on behind its end, is left alone.
 */
import { contains } from "../base/span.ts";
import type { Span } from "../base/span.ts";
import { insert } from "../edits/index.ts";
import type { FileEdit } from "../edits/index.ts";
import type { FileFacts, FunctionFact, ValueFact } from "../facts/index.ts";
import { minRank, printShape, printTensor } from "../shape/index.ts";
import type { TensorType } from "../shape/index.ts";
import type { Offer } from "./define.ts";

export const annotateShapes: Offer = ({ facts, span }) => {
  const around = (facts.functions ?? []).filter((each) => contains(each.span, span));
  const [fn] = around.sort((a, b) => b.span.start - a.span.start);
  const edits = fn === undefined ? [] : commentsFor(fn, facts);
  return fn === undefined || edits.length === 0 ? [] : [{ title: `Annotate the shapes of \`${fn.name}\``, edits }];
};

function commentsFor(fn: FunctionFact, facts: FileFacts): readonly FileEdit[] {
  const inner = (facts.functions ?? []).filter((each) => each !== fn && contains(fn.span, each.span));
  const own = facts.values.filter(
    ({ span, tensor }) => contains(fn.span, span) && !inner.some((each) => contains(each.span, span)) && tells(tensor),
  );
  const header = headerEnd(fn, facts);
  // Those of a lambda stand behind the header.
  const parameters = own.filter(({ role, span }) => role === "parameter" && span.start < (header ?? 0));
  const comments = header === undefined || parameters.length === 0 ? [] : [commentAt(header, parameters, true, facts)];
  const lines = new Map<number, ValueFact[]>();
  for (const value of own) {
    if (value.role === "target" ? isOfComprehension(value, facts) : !isReturned(value, facts)) continue;
    const { start } = lineAt(facts.text, value.span.start);
    lines.set(start, [...(lines.get(start) ?? []), value]);
  }
  for (const [start, values] of lines) comments.push(commentAt(start, distinct(values), false, facts));
  return comments.filter((edit) => edit !== undefined);
}

/** `(*x)` would only repeat a name. */
const tells = ({ shape }: TensorType): boolean => shape.rest === undefined || minRank(shape) > 0;

/** The bracket that closes the parameters. */
function headerEnd({ nameSpan, span }: FunctionFact, { text }: FileFacts): number | undefined {
  let depth = 0;
  for (let at = nameSpan.end; at < span.end; at++) {
    if (text[at] === "(") depth++;
    else if (text[at] === ")" && --depth === 0) return at;
  }
  return undefined;
}

/** `t` of `[f(t) for t in x]` ends with its brackets. */
function isOfComprehension({ span }: ValueFact, { text, language }: FileFacts): boolean {
  const line = lineAt(text, span.start);
  const isLoop = /^\s*(async\s+)?for\b.*:\s*(#.*)?$/.test(text.slice(line.start, line.end));
  return language === "python" && !isLoop && /\bfor\s[\w\s,.()*]*$/.test(text.slice(line.start, span.start));
}

/** `return x`, with nothing behind it. */
function isReturned({ span, role }: ValueFact, { text }: FileFacts): boolean {
  const line = lineAt(text, span.start);
  return (
    role === "expression" &&
    /^\s*return\s+$/.test(text.slice(line.start, span.start)) &&
    /^\s*;?\s*$/.test(text.slice(span.end, line.end))
  );
}

function commentAt(
  offset: number,
  values: readonly ValueFact[],
  named: boolean,
  facts: FileFacts,
): FileEdit | undefined {
  const { text, path, language } = facts;
  const line = lineAt(text, offset);
  const code = text.slice(line.start, line.end).trimEnd();
  const mark = language === "python" ? "#" : "//";
  if (code.includes(mark) || code.endsWith("\\") || isOpen(code)) return undefined;
  const [first] = values;
  const isAlone = !named && values.length === 1;
  if (!isAlone && !values.every((value) => /^[A-Za-z_$][\w$]*$/.test(nameOf(value)))) return undefined;
  const says =
    isAlone && first !== undefined
      ? print(first.tensor)
      : values.map((value) => `${nameOf(value)}=${print(value.tensor)}`).join(", ");
  return insert(path, line.start + code.length, `  ${mark} shape: ${says}`);
}

const nameOf = ({ text }: ValueFact): string => /(\w+)$/.exec(text.split(/[:=]/)[0]?.trim() ?? "")?.[1] ?? text;

const print = (tensor: TensorType): string =>
  tensor.dtype === undefined || tensor.dtype === "float32" ? printShape(tensor.shape) : printTensor(tensor);

/** A text in three quotes begins here. */
const isOpen = (code: string): boolean => (code.match(/"""|'''/g) ?? []).length % 2 === 1;

/** A name that is assigned and read at one place, as in `x += y`, is one value. */
const distinct = (values: readonly ValueFact[]): readonly ValueFact[] => [
  ...new Map(values.map((value) => [value.span.start, value])).values(),
];

function lineAt(text: string, offset: number): Span {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  const end = text.indexOf("\n", offset);
  return { start, end: end < 0 ? text.length : end };
}
