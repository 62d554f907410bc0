/**
 * Cuts a text into top-level statements, each with the comments and blank lines above it. A pure function of the text, so that an
 * edit re-parses the chunks whose text it changed, and the result is that of parsing afresh.
 */
import { Char, isClosing } from "./lexis.ts";
import { logicalLineAt } from "./logical-lines.ts";

/** Words that continue the compound statement above them. */
const continuation = /(?:else|elif|except|finally)(?![\w\u0080-\uffff])/y;

/** Where each chunk begins; the first at 0. */
export function chunkStarts(text: string): readonly number[] {
  const starts = [0];
  // Where the comments and blank lines directly above the next statement begin.
  let above: number | undefined;
  let isDecorated = false;
  for (let at = 0; at < text.length;) {
    const { start, first, codeEnd, next } = logicalLineAt(text, at);
    at = next;
    const isOutermost = first === start || text.charCodeAt(start) === Char.byteOrderMark;
    if (codeEnd === first) {
      if (isOutermost) above ??= start;
      continue;
    }
    if (isOutermost) {
      const chunkStart = above ?? start;
      if (!isDecorated && !continues(text, first) && chunkStart > 0) starts.push(chunkStart);
      isDecorated = text.charCodeAt(first) === Char.at;
    }
    above = undefined;
  }
  return starts;
}

function continues(text: string, at: number): boolean {
  continuation.lastIndex = at;
  return isClosing(text.charCodeAt(at)) || continuation.test(text);
}
