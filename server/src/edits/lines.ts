/** Edits of whole lines: a statement behind another, an import among the imports, a layer's own statement gone. Which one is left to the fixes. */
import type { Span } from "../base/span.ts";
import { removeItem } from "./calls.ts";
import { insert, replace } from "./edit.ts";
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

/** Takes a layer out of the list of them, or with `model.add(…)` around it. `undefined` where the statement is all that a condition or a block has. */
export function removeLayer(source: SourceText, layer: Span): FileEdit | undefined {
  const before = source.text.slice(0, layer.start);
  const rest = /^\s*,?\s*\)[ \t]*;?[ \t]*((#|\/\/).*)?(?=\r?\n|$)/.exec(source.text.slice(layer.end));
  if (!/\.add\(\s*$/.test(before)) return removeItem(source, layer);
  const statement = /(^|\n)[ \t]*[\w.$]+\.add\(\s*$/.exec(before);
  if (statement === null || rest === null) return undefined;
  const last = before.slice(0, statement.index).trimEnd().split("\n").at(-1) ?? "";
  if (/:$|=>$|^\s*(\}\s*)?(if|for|while|else)\b[^{;]*$/.test(last)) return undefined;
  return replace(source.path, { start: statement.index, end: layer.end + rest[0].length }, "");
}
