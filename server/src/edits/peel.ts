/**
 * Taking a call or a subscript away from around what goes into it, by deleting what stands before and behind. Unlike `unwrapCall` it leaves the inside
 * alone, so that other edits may change that too; and it needs no text of the file.
 */
import type { Span } from "../base/span.ts";
import type { CallFact } from "../facts/index.ts";
import { replace } from "./edit.ts";
import type { FileEdit } from "./edit.ts";
import { givenOperand, receiverOf } from "./calls.ts";
import { isAtomic } from "./expression.ts";

/** What the call works on: its input, the object of a subscript, or what stands before a method's dot. */
export function operandOf(call: CallFact): Span | undefined {
  const given = givenOperand(call)?.span;
  if (given !== undefined) return given;
  const isOperator = call.calleeSpan.start === call.span.start && call.calleeSpan.end === call.span.end;
  if (isOperator) return call.args[0]?.span;
  const receiver = receiverOf(call);
  const { start } = call.calleeSpan;
  return receiver === undefined ? undefined : { start, end: start + receiver.length };
}

/** Leaves only what the call works on. */
export function peelCall(call: CallFact): readonly FileEdit[] | undefined {
  const inner = operandOf(call);
  if (inner === undefined) return undefined;
  const text = call.args.find(({ span }) => span?.start === inner.start && span.end === inner.end)?.text;
  const bare = text === undefined || isAtomic(text);
  return [
    replace(call.path, { start: call.span.start, end: inner.start }, bare ? "" : "("),
    replace(call.path, { start: inner.end, end: call.span.end }, bare ? "" : ")"),
  ].filter(({ span, newText }) => span.start < span.end || newText !== "");
}
