/** The patterns of `match` statements, with CPython's ranges: those of class patterns reach to the closing parenthesis. */
import type { Expression, Pattern } from "./ast.ts";
import { tokenSpan } from "./leaves.ts";
import { Char, skipTrivia } from "./lexis.ts";
import { NodeType } from "./pyright.ts";
import type { ErrorNode, ExpressionNode, PatternAtomNode } from "./pyright.ts";
import { afterClosing } from "./ranges.ts";

type Convert = (node: ExpressionNode) => Expression;
type Of<T extends number> = Extract<PatternAtomNode, { readonly nodeType: T }>;

export function convertPattern(text: string, node: PatternAtomNode, convert: Convert): Pattern {
  const span = tokenSpan(node);
  switch (node.nodeType) {
    case NodeType.PatternAs:
      return convertAs(text, node, convert);
    case NodeType.PatternSequence: {
      const patterns = node.d.entries.map((entry) => convertPattern(text, entry, convert));
      const end = Math.max(span.end, patterns.at(-1)?.span.end ?? 0);
      return { kind: "MatchSequence", span: { start: span.start, end }, patterns };
    }
    case NodeType.PatternLiteral:
    case NodeType.PatternValue:
      return { kind: "MatchValue", span, value: convert(node.d.expr) };
    case NodeType.PatternCapture: {
      const kind = node.d.isStar ? "MatchStar" : "MatchAs";
      if (node.d.isWildcard) return { kind, span };
      return { kind, span, name: node.d.target.d.value, nameSpan: tokenSpan(node.d.target.d.token) };
    }
    case NodeType.PatternClass:
      return convertClass(text, node, convert);
    case NodeType.PatternMapping:
      return convertMapping(text, node, convert);
    default:
      // The parser takes `{}` for an error at its closing brace.
      if (text.charCodeAt(node.start) !== Char.closeBrace) return { kind: "Broken", span };
      return {
        kind: "MatchMapping",
        span: { start: text.lastIndexOf("{", node.start), end: node.start + 1 },
        entries: [],
      };
  }
}

/** The range of an `as` or `|` pattern may include parentheses; what binds is inside. */
function convertAs(text: string, node: Of<typeof NodeType.PatternAs>, convert: Convert): Pattern {
  const alternatives = node.d.orPatterns.map((pattern) => convertPattern(text, pattern, convert));
  const [first] = alternatives;
  const last = alternatives.at(-1);
  if (first === undefined || last === undefined) return { kind: "Broken", span: tokenSpan(node) };
  const orSpan = {
    start: node.d.orPatterns[0]?.start ?? node.start,
    end: outerPatternEnd(node.d.orPatterns.at(-1) ?? node, last),
  };
  const pattern: Pattern =
    alternatives.length === 1 ? first : { kind: "MatchOr", span: orSpan, patterns: alternatives };
  if (node.d.target === undefined) return pattern;
  const nameSpan = tokenSpan(node.d.target.d.token);
  return {
    kind: "MatchAs",
    span: { start: orSpan.start, end: nameSpan.end },
    pattern,
    name: node.d.target.d.value,
    nameSpan,
  };
}

function convertClass(text: string, node: Of<typeof NodeType.PatternClass>, convert: Convert): Pattern {
  let lastEnd = node.start;
  const positional: Pattern[] = [];
  const keywords: { name: string; pattern: Pattern }[] = [];
  for (const argument of node.d.args) {
    const pattern = convertPattern(text, argument.d.pattern, convert);
    lastEnd = outerPatternEnd(argument.d.pattern, pattern);
    if (argument.d.name === undefined) positional.push(pattern);
    else keywords.push({ name: argument.d.name.d.value, pattern });
  }
  const open = skipTrivia(text, node.d.className.start + node.d.className.length);
  const from = node.d.args.length === 0 ? open + 1 : lastEnd;
  const span = { start: node.start, end: afterClosing(text, from, Char.closeParen) ?? from };
  return { kind: "MatchClass", span, cls: convert(node.d.className), positional, keywords };
}

/** With its own parentheses; the parser leaves out the closing one of a class pattern. */
function outerPatternEnd(node: PatternAtomNode, converted: Pattern): number {
  return Math.max(node.start + node.length, converted.span.end);
}

type MappingEntry = Of<typeof NodeType.PatternMapping>["d"]["entries"][number];

function convertMapping(text: string, node: Of<typeof NodeType.PatternMapping>, convert: Convert): Pattern {
  const entries: { key: Expression; pattern: Pattern }[] = [];
  let rest: string | undefined;
  // The declared type leaves out that entries can be errors.
  const items: readonly (MappingEntry | ErrorNode)[] = node.d.entries;
  for (const entry of items) {
    if (entry.nodeType === NodeType.PatternMappingExpandEntry) rest = entry.d.target.d.value;
    else if (entry.nodeType === NodeType.PatternMappingKeyEntry) {
      const key =
        entry.d.keyPattern.nodeType === NodeType.Error
          ? convert(entry.d.keyPattern)
          : convert(entry.d.keyPattern.d.expr);
      entries.push({ key, pattern: convertPattern(text, entry.d.valuePattern, convert) });
    }
  }
  return { kind: "MatchMapping", span: tokenSpan(node), entries, ...(rest !== undefined && { rest }) };
}
