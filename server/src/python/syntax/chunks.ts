/**
 * Cuts a text into top-level statements, each with the comments and blank lines above it. A pure function of the text, so that an
 * edit re-parses the chunks whose text it changed, and the result is that of parsing afresh.
 */
import { afterLineEnd, Char, endOfLine, isClosing, isLineEnd } from "./lexis.ts";
import type { LogicalLine } from "./brackets.ts";

/** Words that continue the compound statement above them. */
const continuation = /(?:else|elif|except|finally)(?![\w\u0080-\uffff])/y;

/** Where each chunk begins; the first at 0. */
export function chunkStarts(text: string, lines: readonly LogicalLine[]): readonly number[] {
  const starts = [0];
  let isDecorated = false;
  let above: LogicalLine | undefined;
  for (const line of lines) {
    if (line.isOutermost) {
      const isNew = !isDecorated && !continues(text, line.first);
      if (isNew && above !== undefined) starts.push(withCommentsAbove(text, above.codeEnd, line.start));
      isDecorated = text.charCodeAt(line.first) === Char.at;
    }
    above = line;
  }
  return starts;
}

function continues(text: string, at: number): boolean {
  continuation.lastIndex = at;
  return isClosing(text.charCodeAt(at)) || continuation.test(text);
}

/** Where the blank lines and unindented comments above a statement begin; `codeEnd` is the end of the code above them. */
function withCommentsAbove(text: string, codeEnd: number, statement: number): number {
  let at = codeEnd;
  for (;;) {
    at = afterLineEnd(text, endOfLine(text, at));
    if (at >= statement) return statement;
    const code = text.charCodeAt(at);
    if (code === Char.hash || isLineEnd(code)) return at;
  }
}
