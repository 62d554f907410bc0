/** The patterns of `match` statements. */
import type { Expression, Pattern } from "./ast.ts";
import { tokenSpan } from "./leaves.ts";
import { NodeType } from "./pyright.ts";
import type { ExpressionNode, PatternAtomNode } from "./pyright.ts";

type Convert = (node: ExpressionNode) => Expression;
type Of<T extends number> = Extract<PatternAtomNode, { readonly nodeType: T }>;

export function convertPattern(node: PatternAtomNode, convert: Convert): Pattern {
  const span = tokenSpan(node);
  switch (node.nodeType) {
    case NodeType.PatternAs:
      return convertAs(node, convert);
    case NodeType.PatternSequence:
      return { kind: "MatchSequence", span, patterns: node.d.entries.map((entry) => convertPattern(entry, convert)) };
    case NodeType.PatternLiteral:
    case NodeType.PatternValue:
      return { kind: "MatchValue", span, value: convert(node.d.expr) };
    case NodeType.PatternCapture: {
      const kind = node.d.isStar ? "MatchStar" : "MatchAs";
      if (node.d.isWildcard) return { kind, span };
      return { kind, span, name: node.d.target.d.value, nameSpan: tokenSpan(node.d.target.d.token) };
    }
    case NodeType.PatternClass:
      return convertClass(node, convert);
    case NodeType.PatternMapping:
      return convertMapping(node, convert);
    default:
      return { kind: "Broken", span };
  }
}

/** The range of an `as` or `|` pattern may include parentheses; what binds is inside. */
function convertAs(node: Of<typeof NodeType.PatternAs>, convert: Convert): Pattern {
  const alternatives = node.d.orPatterns.map((pattern) => convertPattern(pattern, convert));
  const [first] = alternatives;
  const last = alternatives.at(-1);
  if (first === undefined || last === undefined) return { kind: "Broken", span: tokenSpan(node) };
  const orSpan = { start: first.span.start, end: last.span.end };
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

function convertClass(node: Of<typeof NodeType.PatternClass>, convert: Convert): Pattern {
  const positional: Pattern[] = [];
  const keywords: { name: string; pattern: Pattern }[] = [];
  for (const argument of node.d.args) {
    const pattern = convertPattern(argument.d.pattern, convert);
    if (argument.d.name === undefined) positional.push(pattern);
    else keywords.push({ name: argument.d.name.d.value, pattern });
  }
  return { kind: "MatchClass", span: tokenSpan(node), cls: convert(node.d.className), positional, keywords };
}

function convertMapping(node: Of<typeof NodeType.PatternMapping>, convert: Convert): Pattern {
  const entries: { key: Expression; pattern: Pattern }[] = [];
  let rest: string | undefined;
  for (const entry of node.d.entries) {
    if (entry.nodeType === NodeType.PatternMappingExpandEntry) rest = entry.d.target.d.value;
    else if (entry.nodeType === NodeType.PatternMappingKeyEntry) {
      const key =
        entry.d.keyPattern.nodeType === NodeType.Error
          ? convert(entry.d.keyPattern)
          : convert(entry.d.keyPattern.d.expr);
      entries.push({ key, pattern: convertPattern(entry.d.valuePattern, convert) });
    }
  }
  return { kind: "MatchMapping", span: tokenSpan(node), entries, ...(rest !== undefined && { rest }) };
}
