/**
 * Our own typed Python syntax tree: CPython's ASDL names, exact UTF-16 ranges, without parentheses.
 *
 * The third-party parser is not known beyond `parse.ts`. Broken text appears as `Broken` expressions; whole statements that
 * could not be made out are absent.
 */
import type { Span } from "../../base/span.ts";

export interface Module { readonly kind: "Module"; readonly body: readonly Statement[]; readonly comments: readonly Comment[]; readonly errors: readonly SyntaxProblem[] }
export interface Comment { readonly span: Span; /** Text after `#`, untrimmed. */ readonly text: string; /** True when nothing but blanks stands before it on its line. */ readonly ownLine: boolean }
export interface SyntaxProblem { readonly span: Span; readonly message: string }

interface Node { readonly span: Span }

export type Statement =
  | FunctionDef | ClassDef | Return | Delete | Assign | AugAssign | AnnAssign | For | While | If | With | Match | Raise | Try
  | Assert | Import | ImportFrom | Global | Nonlocal | ExpressionStatement | Pass | Break | Continue | TypeAlias;

export interface FunctionDef extends Node {
  readonly kind: "FunctionDef"; readonly name: string; readonly nameSpan: Span; readonly parameters: readonly Parameter[];
  readonly body: readonly Statement[]; readonly decorators: readonly Expression[]; readonly returns?: Expression; readonly isAsync: boolean;
}
export interface Parameter extends Node {
  readonly form: "positional-only" | "normal" | "rest" | "keyword-only" | "keywords";
  readonly name: string; readonly nameSpan: Span; readonly annotation?: Expression; readonly default?: Expression;
}
export interface ClassDef extends Node {
  readonly kind: "ClassDef"; readonly name: string; readonly nameSpan: Span; readonly bases: readonly Argument[];
  readonly body: readonly Statement[]; readonly decorators: readonly Expression[];
}
export interface Return extends Node { readonly kind: "Return"; readonly value?: Expression }
export interface Delete extends Node { readonly kind: "Delete"; readonly targets: readonly Expression[] }
export interface Assign extends Node { readonly kind: "Assign"; readonly targets: readonly Expression[]; readonly value: Expression }
export interface AugAssign extends Node { readonly kind: "AugAssign"; readonly target: Expression; readonly operator: BinaryOperator; readonly value: Expression }
export interface AnnAssign extends Node { readonly kind: "AnnAssign"; readonly target: Expression; readonly annotation: Expression; readonly value?: Expression }
export interface For extends Node { readonly kind: "For"; readonly target: Expression; readonly iterable: Expression; readonly body: readonly Statement[]; readonly otherwise: readonly Statement[]; readonly isAsync: boolean }
export interface While extends Node { readonly kind: "While"; readonly test: Expression; readonly body: readonly Statement[]; readonly otherwise: readonly Statement[] }
/** `elif` is an `If` alone in `otherwise`. */
export interface If extends Node { readonly kind: "If"; readonly test: Expression; readonly body: readonly Statement[]; readonly otherwise: readonly Statement[] }
export interface With extends Node { readonly kind: "With"; readonly items: readonly { readonly context: Expression; readonly target?: Expression }[]; readonly body: readonly Statement[]; readonly isAsync: boolean }
export interface Match extends Node { readonly kind: "Match"; readonly subject: Expression; readonly cases: readonly MatchCase[] }
export interface MatchCase extends Node { readonly pattern: Pattern; readonly guard?: Expression; readonly body: readonly Statement[] }
export interface Raise extends Node { readonly kind: "Raise"; readonly value?: Expression; readonly cause?: Expression }
export interface Try extends Node { readonly kind: "Try"; readonly body: readonly Statement[]; readonly handlers: readonly ExceptHandler[]; readonly otherwise: readonly Statement[]; readonly finally: readonly Statement[] }
export interface ExceptHandler extends Node { readonly type?: Expression; readonly name?: string; readonly nameSpan?: Span; readonly body: readonly Statement[] }
export interface Assert extends Node { readonly kind: "Assert"; readonly test: Expression; readonly message?: Expression }
export interface Import extends Node { readonly kind: "Import"; readonly names: readonly ImportAlias[] }
export interface ImportFrom extends Node { readonly kind: "ImportFrom"; readonly module: string; readonly level: number; readonly names: readonly ImportAlias[]; readonly star: boolean }
export interface ImportAlias extends Node { readonly name: string; readonly alias?: string; /** Of the name that is bound. */ readonly boundSpan: Span }
export interface Global extends Node { readonly kind: "Global"; readonly names: readonly string[] }
export interface Nonlocal extends Node { readonly kind: "Nonlocal"; readonly names: readonly string[] }
export interface ExpressionStatement extends Node { readonly kind: "ExpressionStatement"; readonly value: Expression }
export interface Pass extends Node { readonly kind: "Pass" }
export interface Break extends Node { readonly kind: "Break" }
export interface Continue extends Node { readonly kind: "Continue" }
export interface TypeAlias extends Node { readonly kind: "TypeAlias"; readonly name: string; readonly nameSpan: Span; readonly value: Expression }

export type BinaryOperator = "+" | "-" | "*" | "/" | "//" | "%" | "**" | "@" | "<<" | ">>" | "&" | "|" | "^";
export type CompareOperator = "==" | "!=" | "<" | "<=" | ">" | ">=" | "is" | "is not" | "in" | "not in";

export type Expression =
  | BoolOp | NamedExpr | BinOp | UnaryOp | Lambda | IfExp | Dict | SetDisplay | Comprehension | Await | Yield | Compare | Call
  | FormattedString | Constant | Attribute | Subscript | Starred | Name | List | Tuple | Slice | Broken;

export interface BoolOp extends Node { readonly kind: "BoolOp"; readonly operator: "and" | "or"; readonly values: readonly Expression[] }
export interface NamedExpr extends Node { readonly kind: "NamedExpr"; readonly target: Name; readonly value: Expression }
export interface BinOp extends Node { readonly kind: "BinOp"; readonly operator: BinaryOperator; readonly left: Expression; readonly right: Expression }
export interface UnaryOp extends Node { readonly kind: "UnaryOp"; readonly operator: "-" | "+" | "~" | "not"; readonly operand: Expression }
export interface Lambda extends Node { readonly kind: "Lambda"; readonly parameters: readonly Parameter[]; readonly body: Expression }
export interface IfExp extends Node { readonly kind: "IfExp"; readonly test: Expression; readonly body: Expression; readonly otherwise: Expression }
/** An entry without `key` is `**value`. */
export interface Dict extends Node { readonly kind: "Dict"; readonly entries: readonly { readonly key?: Expression; readonly value: Expression }[] }
export interface SetDisplay extends Node { readonly kind: "Set"; readonly items: readonly Expression[] }
export interface Comprehension extends Node {
  readonly kind: "Comprehension"; readonly form: "list" | "set" | "dict" | "generator"; readonly key?: Expression; readonly element: Expression;
  readonly clauses: readonly { readonly target: Expression; readonly iterable: Expression; readonly conditions: readonly Expression[] }[];
}
export interface Await extends Node { readonly kind: "Await"; readonly value: Expression }
export interface Yield extends Node { readonly kind: "Yield"; readonly value?: Expression; readonly delegate: boolean }
export interface Compare extends Node { readonly kind: "Compare"; readonly first: Expression; readonly rest: readonly { readonly operator: CompareOperator; readonly value: Expression }[] }
export interface Call extends Node { readonly kind: "Call"; readonly callee: Expression; readonly args: readonly Argument[] }
export interface Argument extends Node { readonly form: "positional" | "spread" | "keyword" | "keywords"; readonly name?: string; readonly nameSpan?: Span; readonly value: Expression }
/** f-string (or a concatenation that contains one), and t-string. */
export interface FormattedString extends Node { readonly kind: "FormattedString"; readonly parts: readonly (string | { readonly value: Expression; readonly formatted: boolean; readonly spec?: string })[] }
export interface Constant extends Node {
  readonly kind: "Constant";
  readonly value:
    | { readonly type: "none" } | { readonly type: "bool"; readonly value: boolean } | { readonly type: "int"; readonly value: number }
    | { readonly type: "float"; readonly value: number } | { readonly type: "str"; readonly value: string } | { readonly type: "bytes" }
    | { readonly type: "ellipsis" } | { readonly type: "other" };
}
export interface Attribute extends Node { readonly kind: "Attribute"; readonly object: Expression; readonly name: string; readonly nameSpan: Span }
export interface Subscript extends Node { readonly kind: "Subscript"; readonly object: Expression; readonly index: Expression }
export interface Starred extends Node { readonly kind: "Starred"; readonly value: Expression }
export interface Name extends Node { readonly kind: "Name"; readonly name: string }
export interface List extends Node { readonly kind: "List"; readonly items: readonly Expression[] }
export interface Tuple extends Node { readonly kind: "Tuple"; readonly items: readonly Expression[] }
export interface Slice extends Node { readonly kind: "Slice"; readonly lower?: Expression; readonly upper?: Expression; readonly step?: Expression }
/** Text that is no expression; whatever could be made out inside is in `children`. */
export interface Broken extends Node { readonly kind: "Broken"; readonly children: readonly Expression[] }

export type Pattern =
  | { readonly kind: "MatchValue"; readonly span: Span; readonly value: Expression }
  | { readonly kind: "MatchAs"; readonly span: Span; readonly pattern?: Pattern; /** Absent for `_`. */ readonly name?: string; readonly nameSpan?: Span }
  | { readonly kind: "MatchOr"; readonly span: Span; readonly patterns: readonly Pattern[] }
  | { readonly kind: "MatchSequence"; readonly span: Span; readonly patterns: readonly Pattern[] }
  | { readonly kind: "MatchStar"; readonly span: Span; readonly name?: string; readonly nameSpan?: Span }
  | { readonly kind: "MatchMapping"; readonly span: Span; readonly entries: readonly { readonly key: Expression; readonly pattern: Pattern }[]; readonly rest?: string }
  | { readonly kind: "MatchClass"; readonly span: Span; readonly cls: Expression; readonly positional: readonly Pattern[]; readonly keywords: readonly { readonly name: string; readonly pattern: Pattern }[] }
  | { readonly kind: "Broken"; readonly span: Span };
