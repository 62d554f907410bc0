/** The comments of a file that are addressed to us, `// shape: …`: few, so each place that looks like one is asked whether a literal is around it. */
import type { Span } from "../base/span.ts";
import type { SourceFile, SyntaxNode, TypeScript } from "./syntax.ts";

export interface SourceComment {
  readonly span: Span;
  /** Behind the marker. */
  readonly text: string;
  /** Nothing but blanks stands before it on its line. */
  readonly ownLine: boolean;
}

export function shapeComments(syntax: TypeScript, source: SourceFile): readonly SourceComment[] {
  const { text } = source;
  return [...text.matchAll(/\/\/[ \t]*shape:[^\n\r]*|\/\*[ \t]*shape:[^\n\r]*?\*\//g)].flatMap((match) => {
    const start = match.index;
    if (isInLiteral(syntax, source, start)) return [];
    const [whole] = match;
    const line = text.slice(text.lastIndexOf("\n", start - 1) + 1, start);
    const content = whole.startsWith("/*") ? whole.slice(2, -2) : whole.slice(2);
    return [{ span: { start, end: start + whole.trimEnd().length }, text: content, ownLine: line.trim() === "" }];
  });
}

/** Within a string, a template, a regular expression or the text of markup: then the innermost node begins before the place. */
function isInLiteral(syntax: TypeScript, source: SourceFile, offset: number): boolean {
  let node: SyntaxNode = source;
  for (;;) {
    const inner: SyntaxNode | undefined = syntax.forEachChild(node, (child) =>
      child.pos <= offset && offset < child.end ? child : undefined,
    );
    if (inner === undefined) break;
    node = inner;
  }
  const isText =
    syntax.isStringLiteralLike(node) ||
    syntax.isTemplateHead(node) ||
    syntax.isTemplateMiddle(node) ||
    syntax.isTemplateTail(node) ||
    syntax.isRegularExpressionLiteral(node) ||
    syntax.isJsxText(node);
  return isText && node.getStart(source) <= offset;
}
