/**
 * Edits of calls and their arguments, on the spans that call facts carry. Each gives `undefined` where it does not apply: the argument is not
 * written in the call, or the call stands in another file whose text is needed.
 */
import type { Span } from "../base/span.ts";
import type { ArgumentFact, CallFact } from "../facts/index.ts";
import { insert, replace } from "./edit.ts";
import type { SourceText, FileEdit } from "./edit.ts";
import { asOperand, isAtomic } from "./expression.ts";

export function argumentOf(call: CallFact, parameter: string): ArgumentFact | undefined {
  return call.args.find((argument) => argument.parameter === parameter);
}

/** Writes another value for an argument that is written in the call, or by the caller that handed it on. */
export function setArgument(call: CallFact, parameter: string, newText: string): FileEdit | undefined {
  const argument = argumentOf(call, parameter);
  if (argument?.written !== undefined) return replace(argument.written.path, argument.written.span, newText);
  return argument?.span === undefined ? undefined : replace(call.path, argument.span, newText);
}

/** Adds `parameter=value` behind the last argument; a trailing comma stays one. What is spread, `**settings`, may hold the parameter already. */
export function addArgument(source: SourceText, call: CallFact, argumentText: string): FileEdit | undefined {
  const close = call.span.end - 1;
  if (call.path !== source.path || source.text[close] !== ")") return undefined;
  if (/[(,]\s*\*\*/.test(withoutComments(source.text.slice(call.calleeSpan.end, close)))) return undefined;
  if (call.empty) return insert(call.path, close, argumentText);
  const lastEnd = Math.max(...call.args.map((argument) => argument.span?.end ?? 0));
  return lastEnd === 0 || lastEnd > close ? undefined : append(source, lastEnd, close, argumentText);
}

/** Adds `name: value` to the object of settings that a call of JavaScript is written with. */
export function addSetting(source: SourceText, call: CallFact, settingText: string): FileEdit | undefined {
  if (call.path !== source.path) return undefined;
  if (call.empty) return insert(call.path, call.span.end - 1, `{ ${settingText} }`);
  const settings = call.args.find(({ keyword }) => !keyword)?.span;
  if (settings === undefined || source.text[settings.start] !== "{") return undefined;
  const [start, close] = [settings.start + 1, settings.end - 1];
  const isEmpty = withoutComments(source.text.slice(start, close)).trim() === "";
  return isEmpty ? insert(call.path, start, ` ${settingText} `) : append(source, start, close, settingText);
}

/** Writes one more item behind the last that stands between two offsets. */
function append(source: SourceText, start: number, close: number, item: string): FileEdit {
  const between = withoutComments(source.text.slice(start, close)).trimEnd();
  const end = start + between.length;
  return between.endsWith(",") ? insert(source.path, end, ` ${item},`) : insert(source.path, end, `, ${item}`);
}

/** Replaces the call by what goes into it: the tensor that it is given, or what a method is called on. */
export function unwrapCall(source: SourceText, call: CallFact): FileEdit | undefined {
  if (call.path !== source.path) return undefined;
  const inner = givenOperand(call)?.text ?? receiverOf(call);
  if (inner === undefined) return undefined;
  const needsBrackets = !isAtomic(inner) && !standsAlone(source.text, call.span);
  return replace(call.path, call.span, needsBrackets ? `(${inner})` : inner);
}

/** The tensor that a function works on, which each library calls in its own way. */
export const givenOperand = (call: CallFact): ArgumentFact | undefined =>
  call.args.find(({ parameter, span }) => span !== undefined && operandNames.has(parameter));

const operandNames = new Set(["input", "inputs", "a", "x", "logits"]);

/** What a method is called on: `self.net(x)` of `self.net(x).softmax(1)`. A module's function is called on nothing. */
export function receiverOf(call: CallFact): string | undefined {
  const dot = call.calleeText.lastIndexOf(".");
  return dot > 0 && !isOfModule(call) ? call.calleeText.slice(0, dot) : undefined;
}

/** By its own name, or where a tensor goes in: a method may be known by the name of the function that it is. */
function isOfModule({ calleeText, callee = "", args }: CallFact): boolean {
  if (!ofModule.test(callee) || !callee.endsWith(calleeText.slice(calleeText.lastIndexOf(".")))) return false;
  return calleeText === callee || args.some(({ tensor }) => tensor !== undefined);
}

/** Names of classes are written large, but for NumPy's array. */
const ofModule = /^(?!.*\bndarray\b)([a-z_]\w*\.)+\w+$/;

export const replaceCall = (call: CallFact, newText: string): FileEdit => replace(call.path, call.span, newText);

/** Calls something else with the same arguments. */
export const replaceCallee = (call: CallFact, newText: string): FileEdit =>
  replace(call.path, call.calleeSpan, newText);

/** Writes `.squeeze(1)` or the like behind an expression, in brackets where it needs them. */
export function insertAfter(source: SourceText, expression: Span, suffix: string): FileEdit {
  const text = source.text.slice(expression.start, expression.end);
  if (isAtomic(text)) return insert(source.path, expression.end, suffix);
  if (isEnclosed(source.text, expression)) return insert(source.path, expression.end + 1, suffix);
  return replace(source.path, expression, asOperand(text) + suffix);
}

/** Whether an expression stands in parentheses of its own, which are no call's. */
export const isEnclosed = (text: string, { start, end }: Span): boolean =>
  text[end] === ")" && /(^|[^\w\s)\]]|\breturn)[ \t]*\($/.test(text.slice(Math.max(0, start - 40), start));

/** What an expression becomes with a suffix behind it, and how: one that undoes the last call takes that away instead. */
export function withSuffix(
  source: SourceText,
  expression: Span,
  suffix: string,
): { readonly text: string; readonly edit: FileEdit } {
  const text = source.text.slice(expression.start, expression.end);
  const undone = inverses.find(([one, other]) => suffix === one && text.endsWith(other))?.[1];
  if (undone === undefined)
    return { text: (isAtomic(text) ? text : asOperand(text)) + suffix, edit: insertAfter(source, expression, suffix) };
  const start = expression.end - undone.length;
  return { text: text.slice(0, -undone.length), edit: replace(source.path, { start, end: expression.end }, "") };
}

const inverses: readonly (readonly [string, string])[] = [
  [".squeeze(1)", ".unsqueeze(1)"],
  [".squeeze(-1)", ".unsqueeze(-1)"],
  [".unsqueeze(1)", ".squeeze(1)"],
  [".unsqueeze(1)", ".squeeze()"],
  [".unsqueeze(-1)", ".squeeze(-1)"],
  [".unsqueeze(-1)", ".squeeze()"],
];

/** Takes one item out of an argument list or display, with the comma that belongs to it, and its line if it stands alone there. */
export function removeItem(source: SourceText, item: Span): FileEdit {
  const { text } = source;
  const after = /^\s*,[ \t]*/.exec(text.slice(item.end));
  if (after !== null) {
    const end = item.end + after[0].length;
    const ownLine = /\n[ \t]*$/.exec(text.slice(0, item.start));
    const lineEnds = /^\r?\n/.exec(text.slice(end));
    if (ownLine !== null && lineEnds !== null) {
      return replace(source.path, { start: item.start - ownLine[0].length, end }, "");
    }
    return replace(source.path, { start: item.start, end }, "");
  }
  const before = /,\s*$/.exec(text.slice(0, item.start));
  return replace(source.path, { start: item.start - (before?.[0].length ?? 0), end: item.end }, "");
}

/** Blanks comments out, so that offsets stay and commas in them do not count. */
export function withoutComments(text: string): string {
  return text.replace(/(#|\/\/).*/g, (comment) => " ".repeat(comment.length));
}

/** True where no operator can bind to the expression: it is a whole right side, argument or item. */
function standsAlone(text: string, span: Span): boolean {
  const before = /(\breturn|[=(,[{:]|^|\n)[ \t]*$/.test(text.slice(Math.max(0, span.start - 80), span.start));
  const after = /^[ \t]*([),\]}:;#]|\r?\n|$)/.test(text.slice(span.end, span.end + 80));
  return before && after;
}
