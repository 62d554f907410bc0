/**
 * `# shape: ignore` and `# shape: ignore[rule, other-rule]` comments: where they stand and which lines they silence. Behind code they speak of
 * that line, on a line of their own of the next line of code. Where comments are is the facts' to say.
 */
import type { Span } from "../base/span.ts";
import type { FileFacts } from "../facts/index.ts";
import { parseShapeComment } from "../shape/index.ts";

/** One name in an ignore comment, or the whole comment if it names no rule. */
export interface IgnoreComment {
  /** The name, or the comment's words if it names none. */
  readonly span: Span;
  /** The whole comment, marker included, and how many rules it names. */
  readonly comment: Span;
  readonly names: number;
  /** Absent: every rule. */
  readonly rule?: string;
  /** The text that is silenced: one line. */
  readonly covers: Span;
}

export function ignoreComments(facts: FileFacts): readonly IgnoreComment[] {
  return facts.comments.flatMap((comment) => {
    const body = commentBody(facts.text, comment.span);
    const parsed = parseShapeComment(body.text, body.offset);
    if (parsed?.ok !== true || parsed.value.kind !== "ignore") return [];
    const covers = lineCovered(facts.text, comment.span);
    const { rules } = parsed.value;
    const shared = { comment: comment.span, names: rules.length, covers };
    if (rules.length === 0) return [{ ...shared, span: parsed.value.span }];
    return rules.map(({ name, span }) => ({ ...shared, span, rule: name }));
  });
}

/** The comment's text behind its marker, and the offset where it starts. */
export function commentBody(text: string, span: Span): { readonly text: string; readonly offset: number } {
  const whole = text.slice(span.start, span.end);
  const marker = /^(#+|\/\/+|\/\*+)\s*/.exec(whole)?.[0].length ?? 0;
  const close = whole.startsWith("/*") && whole.endsWith("*/") ? 2 : 0;
  return { text: whole.slice(marker, whole.length - close), offset: span.start + marker };
}

/** Whether a finding, which may span several lines, touches the silenced line. */
export function silences(comment: IgnoreComment, rule: string, span: Span): boolean {
  if (comment.rule !== undefined && comment.rule !== rule) return false;
  return span.start <= comment.covers.end && comment.covers.start <= span.end;
}

function lineCovered(text: string, comment: Span): Span {
  const own = lineAt(text, comment.start);
  const behindCode = text.slice(own.start, comment.start).trim() !== "";
  if (behindCode) return own;
  let next = own;
  while (next.end < text.length) {
    next = lineAt(text, next.end + 1);
    if (!/^\s*(#|\/\/|$)/.test(text.slice(next.start, next.end))) break;
  }
  return next;
}

function lineAt(text: string, offset: number): Span {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  const end = text.indexOf("\n", offset);
  return { start, end: end < 0 ? text.length : end };
}
