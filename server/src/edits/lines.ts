/** Edits that add whole lines: a statement behind another, an import among the imports. Which statement is left to the fixes. */
import type { Span } from "../base/span.ts";
import { insert } from "./edit.ts";
import type { SourceText, FileEdit } from "./edit.ts";

/** Adds a statement on a line of its own behind a one-line statement that ends with this expression. */
export function insertLine(source: SourceText, lastOfStatement: Span, statement: string): FileEdit | undefined {
  const { text } = source;
  const lineStart = text.lastIndexOf("\n", lastOfStatement.start - 1) + 1;
  const rest = /^[ \t;]*(#.*|\/\/.*)?(\r?\n|$)/.exec(text.slice(lastOfStatement.end));
  if (rest === null || text.slice(lastOfStatement.start, lastOfStatement.end).includes("\n")) return undefined;
  const indent = /^[ \t]*/.exec(text.slice(lineStart))?.[0] ?? "";
  const newline = rest[2] === "" ? "" : (rest[2] ?? "\n");
  const at = lastOfStatement.end + rest[0].length - newline.length;
  return insert(source.path, at, `${newline || "\n"}${indent}${statement}`);
}

/** Adds a Python import behind the last one-line import at the top level. `undefined` if the very line is there already. */
export function addImport(source: SourceText, statement: string): FileEdit | undefined {
  let after = 0;
  for (const line of source.text.matchAll(/^(.*?)(\r?\n|$)/gm)) {
    const [whole, content = ""] = line;
    if (content.trim() === statement) return undefined;
    if (/^(import|from)\s.*[^(,\\\s]\s*$/.test(content)) after = line.index + whole.length;
  }
  const newline = after > 0 && source.text[after - 1] !== "\n" ? "\n" : "";
  return insert(source.path, after, `${newline}${statement}\n`);
}
