/**
 * One text → our syntax tree, by the third-party parser. Offsets are those of the text given. Never throws: text that the parser
 * gives up on (nested too deeply) is a module without statements and with one problem.
 */
import type { Comment, Module } from "./ast.ts";
import { convertStatements } from "./convert-statements.ts";
import { isBlank, isLineEnd } from "./lexis.ts";
import { runPyright } from "./pyright.ts";

export function convertText(text: string): Module {
  try {
    const { tree, comments, problems } = runPyright(text);
    return {
      kind: "Module",
      body: convertStatements(text, tree.d.statements),
      comments: comments.map(({ start, end }): Comment => {
        return { span: { start: start - 1, end }, text: text.slice(start, end), ownLine: isOnOwnLine(text, start - 1) };
      }),
      errors: problems.map((span) => ({ span, message: "invalid syntax" })),
    };
  } catch {
    const errors = [{ span: { start: 0, end: text.length }, message: "nested too deeply" }];
    return { kind: "Module", body: [], comments: [], errors };
  }
}

function isOnOwnLine(text: string, hash: number): boolean {
  let at = hash;
  while (at > 0 && isBlank(text.charCodeAt(at - 1))) at--;
  return at === 0 || isLineEnd(text.charCodeAt(at - 1)) || (at === 1 && text.charCodeAt(0) === 0xfeff);
}
