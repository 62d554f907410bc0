/**
 * The only file that touches the third-party parser (pyright's, repackaged as `@zzzen/pyright-internal`): runs it on one text and
 * names its node kinds. Its `const enum`s cannot be used under `isolatedModules`, so the numbers stand here, checked against the
 * run-time objects by a test. What the trees mean for us is the converters' business.
 */
import { DiagnosticSink } from "@zzzen/pyright-internal/dist/common/diagnosticSink.js";
import { pythonVersion3_15 } from "@zzzen/pyright-internal/dist/common/pythonVersion.js";
import type { ModuleNode } from "@zzzen/pyright-internal/dist/parser/parseNodes.js";
import { ParseOptions, Parser } from "@zzzen/pyright-internal/dist/parser/parser.js";
import { getUnescapedString } from "@zzzen/pyright-internal/dist/parser/stringTokenUtils.js";
import type { FStringMiddleToken } from "@zzzen/pyright-internal/dist/parser/tokenizerTypes.js";
import type { Span } from "../../base/span.ts";

export type {
  ArgumentNode,
  AssignmentNode,
  CaseNode,
  ClassNode,
  ComprehensionForIfNode,
  ComprehensionNode,
  DecoratorNode,
  DelNode,
  ErrorNode,
  ExceptNode,
  ExpressionNode,
  FormatStringNode,
  FunctionNode,
  IfNode,
  ImportFromNode,
  ImportNode,
  IndexNode,
  NameNode,
  ParameterNode,
  ParseNode,
  PatternAtomNode,
  SliceNode,
  StatementNode,
  StringListNode,
  SuiteNode,
  TryNode,
  TypeAliasNode,
  WithNode,
} from "@zzzen/pyright-internal/dist/parser/parseNodes.js";

export { isExpressionNode } from "@zzzen/pyright-internal/dist/parser/parseNodes.js";

export const NodeType = {
  Error: 0,
  Argument: 1,
  Assert: 2,
  Assignment: 3,
  AssignmentExpression: 4,
  AugmentedAssignment: 5,
  Await: 6,
  BinaryOperation: 7,
  Break: 8,
  Call: 9,
  Class: 10,
  Comprehension: 11,
  ComprehensionFor: 12,
  ComprehensionIf: 13,
  Constant: 14,
  Continue: 15,
  Decorator: 16,
  Del: 17,
  Dictionary: 18,
  DictionaryExpandEntry: 19,
  DictionaryKeyEntry: 20,
  Ellipsis: 21,
  If: 22,
  Import: 23,
  ImportAs: 24,
  ImportFrom: 25,
  ImportFromAs: 26,
  Index: 27,
  Except: 28,
  For: 29,
  FormatString: 30,
  Function: 31,
  Global: 32,
  Lambda: 33,
  List: 34,
  MemberAccess: 35,
  Name: 38,
  Nonlocal: 39,
  Number: 40,
  Parameter: 41,
  Pass: 42,
  Raise: 43,
  Return: 44,
  Set: 45,
  Slice: 46,
  StatementList: 47,
  StringList: 48,
  String: 49,
  Ternary: 51,
  Tuple: 52,
  Try: 53,
  TypeAnnotation: 54,
  UnaryOperation: 55,
  Unpack: 56,
  While: 57,
  With: 58,
  Yield: 60,
  YieldFrom: 61,
  Match: 63,
  PatternSequence: 65,
  PatternAs: 66,
  PatternLiteral: 67,
  PatternClass: 68,
  PatternCapture: 69,
  PatternMapping: 70,
  PatternMappingKeyEntry: 71,
  PatternMappingExpandEntry: 72,
  PatternValue: 73,
  TypeAlias: 77,
} as const;

/** Indexes `operatorText`. */
export const operatorText: readonly (string | undefined)[] = [
  "+",
  "+=",
  "=",
  "&",
  "&=",
  "~",
  "|",
  "|=",
  "^",
  "^=",
  "/",
  "/=",
  "==",
  "//",
  "//=",
  ">",
  ">=",
  "<<",
  "<<=",
  "<>",
  "<",
  "<=",
  "@",
  "@=",
  "%",
  "%=",
  "*",
  "*=",
  "!=",
  "**",
  "**=",
  ">>",
  ">>=",
  "-",
  "-=",
  ":=",
  "and",
  "or",
  "not",
  "is",
  "is not",
  "in",
  "not in",
];

export const KeywordType = { Debug: 9, False: 15, None: 27, True: 34 } as const;
export const StringFlag = { bytes: 32 } as const;
export const ParameterCategory = { simple: 0, list: 1, dictionary: 2 } as const;
export const ArgumentCategory = { simple: 0, list: 1, dictionary: 2 } as const;
export const ErrorCategory = { missingMemberName: 7 } as const;

/** What one run of the parser gave. Offsets are those of the text it was given. */
export interface PyrightParse {
  readonly tree: ModuleNode;
  /** Spans without the `#`. */
  readonly comments: readonly Span[];
  readonly problems: readonly Span[];
}

/** May throw: on too deeply nested text, and where the parser's own assertions fail. */
export function runPyright(text: string): PyrightParse {
  const options = new ParseOptions();
  options.pythonVersion = pythonVersion3_15;
  // Line magics and shell escapes of notebooks become comments. No valid line of plain Python begins with `%` or `!`.
  options.useNotebookMode = true;
  const sink = new DiagnosticSink();
  const { parserOutput, tokenizerOutput } = new Parser().parseSourceFile(text, options, sink);
  const { lines, tokens } = tokenizerOutput;
  const comments: Span[] = [];
  for (let index = 0; index < tokens.count; index++) {
    for (const comment of tokens.getItemAt(index).comments ?? []) {
      if (isRegular(comment.type)) comments.push({ start: comment.start, end: comment.start + comment.length });
    }
  }
  const offset = ({ line, character }: { line: number; character: number }): number =>
    line < lines.count ? lines.getItemAt(line).start + character : text.length;
  const problems = sink.fetchAndClear().map(({ range }) => ({ start: offset(range.start), end: offset(range.end) }));
  return { tree: parserOutput.parseTree, comments, problems };
}

function isRegular(commentType: number): boolean {
  return commentType === 0;
}

/** The text that a literal piece of an f-string stands for. */
export function pieceText(token: FStringMiddleToken): string {
  return getUnescapedString(token).value.replaceAll("{{", "{").replaceAll("}}", "}");
}
