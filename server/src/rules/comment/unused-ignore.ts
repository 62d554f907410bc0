/** An ignore comment that silences nothing: what it was for is gone, or its rule's name is misspelt. */
import { removeItem, replace } from "../../edits/index.ts";
import type { FileEdit } from "../../edits/index.ts";
import { defineRule } from "../define.ts";
import type { RuleContext } from "../define.ts";
import type { IgnoreComment } from "../ignore.ts";
import { code } from "../words.ts";

export const unusedIgnore = defineRule({
  name: "unused-ignore",
  summary: "An ignore comment silences nothing",
  level: "hint",
  since: "0.1.0",
  on: "idle-ignore",

  check: (comment): IgnoreComment => comment,
  report: ({ span, rule }) => ({
    at: span,
    message: rule === undefined ? "Nothing is reported on this line." : `${code(rule)} reports nothing on this line.`,
  }),
  fixes: (comment, context) => [
    { title: "Remove the unused ignore", safe: false, preferred: true, edits: [removal(comment, context)] },
  ],
});

function removal({ span, comment, names }: IgnoreComment, { facts }: RuleContext): FileEdit {
  if (names > 1) return removeItem(facts, span);
  const before = /(\n[ \t]*|[ \t]*)$/.exec(facts.text.slice(0, comment.start))?.[0].length ?? 0;
  return replace(facts.path, { start: comment.start - before, end: comment.end }, "");
}
