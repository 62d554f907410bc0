/**
 * What a framework's error about shapes means, in our words. The messages are recognised by their forms, as data (`errors/`); the numbers in them are put into the
 * sentence. What is wrong in the user's own code is for the analysis to say, which sees more than a message: `explainError` takes its reports, and
 * prefers one on the same line that speaks of the same numbers.
 */
import { readError, ownFrame } from "./traceback.ts";
import type { PastedError, TracedFrame } from "./traceback.ts";
import type { Form } from "./errors/form.ts";
import { kerasForms } from "./errors/keras.ts";
import { scriptForms } from "./errors/tensorflow-js.ts";
import { torchForms } from "./errors/torch.ts";

export interface Explanation {
  readonly error: PastedError;
  readonly framework?: Form["framework"];
  /** The place in the user's own files. */
  readonly frame?: TracedFrame;
  /** What is wrong; absent where the message is none that we know. */
  readonly meaning?: string;
  /** What to do about it. */
  readonly advice?: string;
}

const forms: readonly Form[] = [...torchForms, ...kerasForms, ...scriptForms];

export function explainError(pasted: string): Explanation | undefined {
  const error = readError(pasted);
  if (error === undefined) return undefined;
  const frame = ownFrame(error.frames);
  for (const { framework, pattern, explain } of forms) {
    const found = pattern.exec(error.message.replace(/\s+/g, " "));
    if (found !== null) return { error, framework, ...(frame === undefined ? {} : { frame }), ...explain(found) };
  }
  return { error, ...(frame === undefined ? {} : { frame }) };
}

/** How many numbers a report of the analysis and an error have in common: so they are seen to speak of the same. */
export function sharedNumbers(message: string, report: string): number {
  const numbers = (text: string): Set<string> =>
    new Set((text.match(/(?<![-.\w])\d+/g) ?? []).filter((number) => Number(number) > 1));
  const others = numbers(report);
  return [...numbers(message)].filter((number) => others.has(number)).length;
}
