/** String literals: implicit concatenation joined, f-strings taken apart into text and expressions with exact ranges. */
import type { Expression, FormattedString } from "./ast.ts";
import { Char, skipTrivia } from "./lexis.ts";
import { NodeType, pieceText, StringFlag } from "./pyright.ts";
import type { ExpressionNode, FormatStringNode, StringListNode } from "./pyright.ts";
import { outerEnd } from "./ranges.ts";

type Part = FormattedString["parts"][number];
type Strings = StringListNode["d"]["strings"];

export function convertStrings(
  text: string,
  strings: Strings,
  convert: (node: ExpressionNode) => Expression,
): Expression {
  const first = strings[0];
  const last = strings.at(-1);
  const span = { start: first?.start ?? 0, end: last === undefined ? 0 : last.start + last.length };
  const parts: Part[] = [];
  let isFormatted = false;
  let isBytes = false;
  for (const string of strings) {
    if (string.nodeType === NodeType.FormatString) {
      isFormatted = true;
      for (const part of formattedParts(text, string, convert)) append(parts, part);
    } else {
      isBytes ||= (string.d.token.flags & StringFlag.Bytes) !== 0;
      append(parts, string.d.value);
    }
  }
  if (isFormatted) return { kind: "FormattedString", span, parts };
  if (isBytes) return { kind: "Constant", span, value: { type: "bytes" } };
  return { kind: "Constant", span, value: { type: "str", value: typeof parts[0] === "string" ? parts[0] : "" } };
}

function append(parts: Part[], part: Part): void {
  const last = parts.at(-1);
  if (typeof part === "string" && typeof last === "string") parts[parts.length - 1] = last + part;
  else if (part !== "") parts.push(part);
}

/** Fields nested in a format specification follow the field that they format, and count as formatted. */
function formattedParts(
  text: string,
  node: FormatStringNode,
  convert: (node: ExpressionNode) => Expression,
): readonly Part[] {
  let field = { end: 0, close: 0 };
  const fields = node.d.fieldExprs.map((expression) => {
    const { start } = expression;
    const end = skipTrivia(text, outerEnd(text, expression));
    const isNested = start < field.close;
    if (!isNested) field = { end, close: closingBrace(text, end) };
    const spec = isNested ? undefined : /^:([^{]*)$/s.exec(text.slice(end, field.close))?.[1];
    const formatted = isNested || (end < field.close && spec === undefined);
    const part = { value: convert(expression), formatted, ...(spec === undefined ? {} : { spec }) };
    return { start, part, ...field };
  });
  const texts = node.d.middleTokens
    .filter(({ start }) => !fields.some(({ end, close }) => start >= end && start < close))
    .map((token) => ({ start: token.start, part: pieceText(token) }));
  return [...texts, ...fields].sort((one, other) => one.start - other.start).map(({ part }) => part);
}

/** Of the replacement field whose expression ends at `from`. */
function closingBrace(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === Char.openBrace) depth++;
    if (code === Char.closeBrace && depth-- === 0) return at;
  }
  return text.length;
}
