/** Shape comments in the strict reading of the tests: each must be proved of a known value, and a name never stands for something unknown. */
import { indexLines, lineColumnAt } from "../../server/src/base/line-index.ts";
import type { FileFacts } from "../../server/src/facts/index.ts";
import { claimsOf, readComment } from "../../server/src/rules/shape-comments.ts";
import { matchTensor, noBindings, printTensor } from "../../server/src/shape/index.ts";
import type { Bindings } from "../../server/src/shape/index.ts";
import type { Mismatch } from "./match.ts";

export function shapeMismatches(facts: FileFacts): readonly Mismatch[] {
  const index = indexLines(facts.text);
  const mismatches: Mismatch[] = [];
  const scopes = new Map<number, Bindings>();
  for (const comment of facts.comments) {
    const { line } = lineColumnAt(index, comment.span.start);
    const read = readComment(facts, comment);
    if (read?.ok !== true || read.value.kind === "ignore") continue;
    const claims = claimsOf(facts, comment);
    if (claims.length === 0) mismatches.push({ line, message: `this shape comment speaks of no value that is known` });
    const scope = scopeAt(facts.text, comment.span.start);
    for (const { shape, tensor, name } of claims) {
      const value = name ?? "the value";
      if (tensor === undefined) {
        mismatches.push({ line, message: `nothing is known of ${value}` });
        continue;
      }
      const found = matchTensor(shape, tensor, scopes.get(scope) ?? noBindings);
      const asserted = facts.text.slice(shape.span.start, shape.span.end);
      if (found.proof !== "holds")
        mismatches.push({ line, message: `${value} is ${printTensor(tensor)}, which is not proved to be ${asserted}` });
      scopes.set(scope, found.bindings);
    }
  }
  return mismatches;
}

/** Names are shared within one function or class at the top level, or among the statements between them. */
function scopeAt(text: string, offset: number): number {
  const lines = text.slice(0, offset).split("\n");
  let start = 0;
  for (let line = lines.length - 1; line >= 0; line--) {
    const content = lines[line] ?? "";
    if (/^(async def|def|class)\b/.test(content)) return line + 1;
    if (/^[^\s#)\]}@]/.test(content)) {
      start = 0;
      break;
    }
  }
  return start;
}
