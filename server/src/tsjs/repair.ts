/**
 * Brackets that are not closed yet, in a script that does not parse: where the next line stands no deeper than the line of an open bracket, that
 * bracket's end is put in before it, so that a half-typed call does not swallow the statements, and a class without its end not the file, below it. Only puts text in.
 */
import type { Insertion } from "../base/insertions.ts";
import type { SyntaxToken, TypeScript } from "./syntax.ts";

interface Open {
  readonly opener: SyntaxToken;
  /** The indentation of its line. */
  readonly indent: number;
}

/** In the order of their offsets. */
export function closeBrackets(syntax: TypeScript, text: string): readonly Insertion[] {
  const { SyntaxKind: Kind } = syntax;
  const closers = new Map<SyntaxToken, { readonly kind: SyntaxToken; readonly text: string }>([
    [Kind.OpenParenToken, { kind: Kind.CloseParenToken, text: ")" }],
    [Kind.OpenBracketToken, { kind: Kind.CloseBracketToken, text: "]" }],
    [Kind.OpenBraceToken, { kind: Kind.CloseBraceToken, text: "}" }],
  ]);
  const closing = new Set([...closers.values()].map(({ kind }) => kind));
  const insertions: Insertion[] = [];
  const stack: Open[] = [];
  const scanner = syntax.createScanner(syntax.ScriptTarget.Latest, true, syntax.LanguageVariant.Standard, text);
  let before = 0;
  let last: SyntaxToken = Kind.Unknown;
  const close = (): void => {
    const open = stack.pop();
    const closer = open && closers.get(open.opener);
    if (closer !== undefined) insertions.push({ at: before, text: closer.text });
  };
  for (let token = scanner.scan(); token !== Kind.EndOfFileToken; token = scanner.scan()) {
    if (isRegularExpression(token, last, syntax)) token = scanner.reScanSlashToken();
    if (token === Kind.CloseBraceToken && stack.at(-1)?.opener === Kind.TemplateHead)
      token = scanner.reScanTemplateToken(false);
    const indent = indentOf(text, scanner.getTokenStart());
    if (scanner.hasPrecedingLineBreak() && beginsStatement(token, syntax)) {
      for (let top = stack.at(-1); top !== undefined && top.indent >= indent; top = stack.at(-1)) close();
    }
    if (closers.has(token) || token === Kind.TemplateHead) stack.push({ opener: token, indent });
    else if (token === Kind.TemplateTail) stack.pop();
    else if (closing.has(token)) {
      const match = stack.findLastIndex(({ opener }) => closers.get(opener)?.kind === token);
      while (match >= 0 && stack.length > match + 1) close();
      if (match >= 0) stack.pop();
    }
    before = scanner.getTokenEnd();
    last = token;
  }
  while (stack.length > 0) close();
  return insertions;
}

function indentOf(text: string, offset: number): number {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(start, offset))?.[0].length ?? 0;
}

/** Words that stand at the depth of the bracket around them do not begin one. */
function beginsStatement(token: SyntaxToken, { SyntaxKind: Kind }: TypeScript): boolean {
  if (token === Kind.CaseKeyword || token === Kind.DefaultKeyword) return false;
  return token === Kind.Identifier || (token >= Kind.FirstKeyword && token <= Kind.LastKeyword);
}

/** A slash behind an operand divides. */
function isRegularExpression(token: SyntaxToken, last: SyntaxToken, { SyntaxKind: Kind }: TypeScript): boolean {
  if (token !== Kind.SlashToken && token !== Kind.SlashEqualsToken) return false;
  const operands: readonly SyntaxToken[] = [
    Kind.Identifier,
    Kind.NumericLiteral,
    Kind.StringLiteral,
    Kind.CloseParenToken,
    Kind.CloseBracketToken,
    Kind.CloseBraceToken,
    Kind.ThisKeyword,
    Kind.TemplateTail,
    Kind.NoSubstitutionTemplateLiteral,
  ];
  return !operands.includes(last);
}
