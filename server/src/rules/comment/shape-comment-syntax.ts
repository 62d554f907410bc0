/** A `# shape:` comment that cannot be read. */
import type { NotationError } from "../../shape/index.ts";
import { defineRule } from "../define.ts";
import { commentBody } from "../ignore.ts";
import { readComment } from "../shape-comments.ts";

export const shapeCommentSyntax = defineRule({
  name: "shape-comment-syntax",
  summary: "A shape comment cannot be read",
  level: "hint",
  since: "0.1.0",
  on: "comment",

  check(comment, { facts }): NotationError | undefined {
    const read = readComment(facts, comment);
    if (read?.ok !== false) return undefined;
    const { text, offset } = commentBody(facts.text, comment.span);
    return isInside(text.slice(0, read.error.span.start - offset)) ? read.error : undefined;
  },
  report: ({ message, span }) => ({
    at: span,
    message: `This shape cannot be read: ${message.replace(/\.$/, "")}. Shapes look like \`(B, 3, 2*H, W//2)\`, with a dtype behind them if you like.`,
  }),
});

/** `[batch, classes]`, `N x C` and `(B, C), where…` are for people. What goes wrong between the parentheses is a slip. */
function isInside(before: string): boolean {
  return before.split("(").length > before.split(")").length;
}
