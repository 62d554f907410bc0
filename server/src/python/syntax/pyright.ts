/**
 * The only file that touches the third-party parser (pyright's, repackaged as `@zzzen/pyright-internal`): runs it on one text and
 * names its node kinds. Its `const enum`s cannot be used under `isolatedModules`, so the numbers stand here, checked against the
 * run-time objects by a test. What the trees mean for us is the converters' business.
 */
import { DiagnosticSink } from "@zzzen/pyright-internal/dist/common/diagnosticSink.js";
import { pythonVersion3_15 } from "@zzzen/pyright-internal/dist/common/pythonVersion.js";
import type {
  ArgCategory,
  ErrorExpressionCategory,
  ModuleNode,
  ParamCategory,
  ParseNodeType,
} from "@zzzen/pyright-internal/dist/parser/parseNodes.js";
import { ParseOptions, Parser } from "@zzzen/pyright-internal/dist/parser/parser.js";
import { getUnescapedString } from "@zzzen/pyright-internal/dist/parser/stringTokenUtils.js";
import type {
  CommentType,
  FStringMiddleToken,
  KeywordType as Keyword,
  StringTokenFlags,
} from "@zzzen/pyright-internal/dist/parser/tokenizerTypes.js";
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

/* eslint-disable @typescript-eslint/no-unsafe-enum-assignment -- Numbers for enum members are the point: the compiler compares them. */
/** Checks the numbers against the declared enum, and gives them its types. */
function membersOf<Enum>(): <Name extends keyof Enum>(numbers: Pick<Enum, Name>) => Readonly<Pick<Enum, Name>> {
  return (numbers) => numbers;
}

export const NodeType = membersOf<typeof ParseNodeType>()({
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
});

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

export const KeywordType = membersOf<typeof Keyword>()({ Debug: 9, False: 15, None: 27, True: 34 });
export const StringFlag = membersOf<typeof StringTokenFlags>()({ Bytes: 32 });
export const ParameterCategory = membersOf<typeof ParamCategory>()({ Simple: 0, ArgsList: 1, KwargsDict: 2 });
export const ArgumentCategory = membersOf<typeof ArgCategory>()({ Simple: 0, UnpackedList: 1, UnpackedDictionary: 2 });
export const ErrorCategory = membersOf<typeof ErrorExpressionCategory>()({ MissingMemberAccessName: 7 });
export const CommentKind = membersOf<typeof CommentType>()({ Regular: 0 });
/* eslint-enable @typescript-eslint/no-unsafe-enum-assignment */

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
      if (comment.type === CommentKind.Regular)
        comments.push({ start: comment.start, end: comment.start + comment.length });
    }
  }
  const offset = ({ line, character }: { line: number; character: number }): number =>
    line < lines.count ? lines.getItemAt(line).start + character : text.length;
  const problems = sink.fetchAndClear().map(({ range }) => ({ start: offset(range.start), end: offset(range.end) }));
  return { tree: parserOutput.parseTree, comments, problems };
}

/** The text that a literal piece of an f-string stands for. */
export function pieceText(token: FStringMiddleToken): string {
  return getUnescapedString(token).value.replaceAll("{{", "{").replaceAll("}}", "}");
}
