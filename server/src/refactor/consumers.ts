/** What else a program does with a network's output, beside its losses and its predictions: a change of what the output means must not forget it. */
import { operandOf } from "../edits/index.ts";
import type { CallFact, FileFacts, Producer } from "../facts/index.ts";
import type { Place } from "./labels.ts";
import { isSameHead, keyOf, keyOfActivation, traceOf } from "./heads.ts";
import type { Head, Trace } from "./heads.ts";
import type { Prediction } from "./predictions.ts";

export interface Consumer {
  readonly facts: FileFacts;
  readonly producer: Producer;
  /** The operand that the output is. */
  readonly index: number;
  readonly trace: Trace;
}

/** Operations on what comes by a certain way, but for those at the places that are dealt with. */
export function consumersOf(
  isMeant: (trace: Trace) => boolean,
  files: readonly FileFacts[],
  known: readonly CallFact[],
): readonly Consumer[] {
  const found: Consumer[] = [];
  const isKnown = new Set(known.map(keyWithEnd));
  for (const facts of files) {
    const seen = new Set<Producer>();
    const waiting = facts.values.flatMap(({ producer }) => producer ?? []);
    for (let producer = waiting.pop(); producer !== undefined; producer = waiting.pop()) {
      if (seen.has(producer)) continue;
      seen.add(producer);
      for (const input of producer.inputs) if (input.producer !== undefined) waiting.push(input.producer);
      const isDealtWith = producer.call !== undefined && isKnown.has(keyWithEnd(producer.call));
      if (!isDealtWith && !continues(producer, isMeant)) found.push(...consumed(producer, facts, isMeant));
    }
  }
  return [...new Map(found.map((each) => [keyOfConsumer(each), each])).values()];
}

/** What only moves the output, or squashes it, is still on its way. */
function continues(producer: Producer, isMeant: (trace: Trace) => boolean): boolean {
  const trace = traceOf(producer);
  return trace !== undefined && isMeant(trace);
}

function consumed(producer: Producer, facts: FileFacts, isMeant: (trace: Trace) => boolean): readonly Consumer[] {
  return producer.inputs.flatMap((input, index) => {
    const trace = traceOf(input.producer);
    return trace !== undefined && isMeant(trace) ? [{ facts, producer, index, trace }] : [];
  });
}

/** Whether a head's output is used for more than its losses and predictions: what that would be of another head is not known. */
export function isReadOtherwise(head: Head, predictions: readonly Prediction[], files: readonly FileFacts[]): boolean {
  const isOutput = (trace: Trace): boolean => isSameHead(trace, head);
  const known = [...head.uses.map(({ loss }) => loss.call), ...predictions.map(({ call }) => call)];
  if (consumersOf(isOutput, files, known).length > 0) return true;
  const squashed = new Set([...head.uses, ...predictions.map(({ trace }) => trace)].map(keyOfActivation));
  return files.some(({ values }) =>
    values.some(({ producer }) => {
      const trace = traceOf(producer);
      return trace?.activation !== undefined && isOutput(trace) && !squashed.has(keyOfActivation(trace));
    }),
  );
}

/** Where the operand is written, if that can be told. */
export function operandPlace(
  { producer, index }: Consumer,
  read: (path: string) => string | undefined,
): Place | undefined {
  const { call } = producer;
  const text = call && read(call.path);
  if (call === undefined || text === undefined) return undefined;
  const written = call.args.flatMap(({ span }) => span ?? []);
  const receiver = operandOf(call);
  const isOperator = call.calleeSpan.end === call.span.end;
  const span =
    isOperator && written.length === producer.inputs.length ? written[index] : index === 0 ? receiver : undefined;
  return span && { path: call.path, span, text: text.slice(span.start, span.end) };
}

const keyWithEnd = (call: CallFact): string => `${keyOf(call)}-${String(call.span.end)}`;

const keyOfConsumer = ({ producer, index }: Consumer): string =>
  `${producer.call === undefined ? producer.operation : keyWithEnd(producer.call)} ${String(index)}`;
