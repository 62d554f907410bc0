/** A `# shape:` comment that cannot be read. */
import type { NotationError } from "../../shape/index.ts";
import { defineRule } from "../define.ts";
import { readComment } from "../shape-comments.ts";

export const shapeCommentSyntax = defineRule({
  name: "shape-comment-syntax",
  summary: "A shape comment cannot be read",
  level: "hint",
  since: "0.1.0",
  on: "comment",

  check(comment, { facts }): NotationError | undefined {
    const read = readComment(facts, comment);
    return read?.ok === false ? read.error : undefined;
  },
  report: ({ message, span }) => ({
    at: span,
    message: `This shape cannot be read: ${message.replace(/\.$/, "")}. Shapes look like \`(B, 3, 2*H, W//2)\`, with a dtype behind them if you like.`,
  }),
});
