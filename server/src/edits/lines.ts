/** Edits of whole lines: a statement behind another, an import among the imports, a layer's own statement gone. Which one is left to the fixes. */
import type { Span } from "../base/span.ts";
import { removeItem, withoutComments } from "./calls.ts";
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

/**
 * Takes a layer out of the list or the stack of them, with its name, or with the `model.add(…)` around it. `undefined` where it is more than one of several:
 * all that a condition or a block has, an argument of something else, a value under a key.
 */
export function removeLayer(source: SourceText, layer: Span): FileEdit | undefined {
  const text = withoutComments(source.text);
  const before = text.slice(0, layer.start);
  const opener = openBracket(before);
  const callee = /[\w.$)\]]*$/.exec(before.slice(0, opener))?.[0] ?? "";
  const isItem = /[[(,]\s*$/.test(before) && /^\s*[,)\]]/.test(text.slice(layer.end));
  if (!isItem || opener === undefined) return undefined;
  if (text[opener] === "[") return removeItem(source, layer);
  if (text[opener] !== "(") return undefined;
  if (/\.(add|append|add_module|register_module)$/.test(callee)) return removeCall(source, layer);
  if (/(Sequential|__init__)$/i.test(callee)) return removeItem(source, layer);
  const named = /\(\s*["'][\w.-]+["']\s*,\s*$/.exec(before);
  const end = /^\s*,?\s*\)/.exec(text.slice(layer.end));
  if (callee !== "" || named === null || end === null) return undefined;
  return removeItem(source, { start: named.index, end: layer.end + end[0].length });
}

/** The statement that adds the layer. */
function removeCall({ path, text }: SourceText, layer: Span): FileEdit | undefined {
  const before = text.slice(0, layer.start);
  const rest = /^\s*,?\s*\)[ \t]*;?[ \t]*((#|\/\/).*)?(?=\r?\n|$)/.exec(text.slice(layer.end));
  const statement = /(^|\n)[ \t]*[\w.$]+\.\w+\((\s*["'][\w.-]+["']\s*,)?\s*$/.exec(before);
  if (statement === null || rest === null) return undefined;
  const last = before.slice(0, statement.index).trimEnd().split("\n").at(-1) ?? "";
  if (/:$|=>$|^\s*(\}\s*)?(if|for|while|else)\b[^{;]*$/.test(last)) return undefined;
  return replace(path, { start: statement.index, end: layer.end + rest[0].length }, "");
}

/** Where the bracket is that holds the end of a text. */
export function openBracket(text: string): number | undefined {
  let depth = 0;
  for (let at = text.length - 1; at >= 0; at--) {
    const sign = text[at] ?? "";
    if (")]}".includes(sign)) depth += 1;
    else if ("([{".includes(sign) && depth-- === 0) return at;
  }
  return undefined;
}
