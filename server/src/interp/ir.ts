/**
 * The intermediate representation that Python and TypeScript/JavaScript are lowered to, and that the interpreter runs.
 *
 * A tree, not a graph: model code is run forwards, so structure is worth more than basic blocks. What the two languages
 * mean differently (truth, operators, attributes, iteration) is not spelled here: the interpreter asks its `Language`.
 * All spans are absolute offsets in the file. Text that could not be parsed is simply absent, or a `broken` expression,
 * whose value is unknown.
 */
import type { Span } from "../base/span.ts";

export type BinaryOperator = "+" | "-" | "*" | "/" | "//" | "%" | "**" | "@" | "<<" | ">>" | ">>>" | "&" | "|" | "^";
export type CompareOperator =
  | "==" | "!=" | "===" | "!==" | "<" | "<=" | ">" | ">=" | "is" | "is not" | "in" | "not in" | "instanceof";
export type UnaryOperator = "-" | "+" | "~" | "not" | "typeof" | "void";
export type LogicalOperator = "and" | "or" | "??";

export type Expr =
  | ConstantExpr | NameExpr | AttributeExpr | IndexExpr | SliceExpr | CallExpr | BinaryExpr | UnaryExpr | CompareExpr
  | LogicalExpr | ConditionalExpr | SequenceExpr | DictExpr | FunctionExpr | ClassExpr | ComprehensionExpr | TemplateExpr
  | AssignExpr | YieldExpr | AwaitExpr | SpreadExpr | TypedExpr | BrokenExpr;

/** A literal. `int` and `float` differ in Python; a JS number is `int` when it is an integer. Big integers are `broken`. */
export interface ConstantExpr {
  readonly kind: "constant";
  readonly span: Span;
  readonly value:
    | { readonly type: "none" }        // None, null
    | { readonly type: "undefined" }   // JS only
    | { readonly type: "bool"; readonly value: boolean }
    | { readonly type: "int"; readonly value: number }
    | { readonly type: "float"; readonly value: number }
    | { readonly type: "str"; readonly value: string }
    | { readonly type: "bytes" }
    | { readonly type: "ellipsis" }
    | { readonly type: "other" };      // complex, regular expressions, big integers: a value we do not follow
}
export interface NameExpr { readonly kind: "name"; readonly span: Span; readonly name: string }
/** `object.name`; `optional` is JS `?.`. `nameSpan` covers the name after the dot. */
export interface AttributeExpr {
  readonly kind: "attribute"; readonly span: Span; readonly object: Expr; readonly name: string; readonly nameSpan: Span;
  readonly optional?: boolean;
}
/** `object[index]`; several indices in Python arrive as one `tuple` sequence. */
export interface IndexExpr { readonly kind: "index"; readonly span: Span; readonly object: Expr; readonly index: Expr; readonly optional?: boolean }
/** `a:b:c`, only inside an index. */
export interface SliceExpr { readonly kind: "slice"; readonly span: Span; readonly lower?: Expr; readonly upper?: Expr; readonly step?: Expr }
/** A call; `construct` is JS `new`. */
export interface CallExpr {
  readonly kind: "call"; readonly span: Span; readonly callee: Expr; readonly args: readonly Argument[];
  readonly construct?: boolean; readonly optional?: boolean;
}
export interface Argument {
  readonly kind: "positional" | "spread" | "keyword" | "keywords";
  /** Only for `keyword`. */
  readonly name?: string;
  readonly value: Expr;
  /** The whole argument, a keyword's name included. */
  readonly span: Span;
}
export interface BinaryExpr { readonly kind: "binary"; readonly span: Span; readonly operator: BinaryOperator; readonly left: Expr; readonly right: Expr }
export interface UnaryExpr { readonly kind: "unary"; readonly span: Span; readonly operator: UnaryOperator; readonly operand: Expr }
/** `first op1 second op2 third …`: chains as Python has them. */
export interface CompareExpr {
  readonly kind: "compare"; readonly span: Span; readonly first: Expr;
  readonly rest: readonly { readonly operator: CompareOperator; readonly value: Expr }[];
}
export interface LogicalExpr { readonly kind: "logical"; readonly span: Span; readonly operator: LogicalOperator; readonly values: readonly Expr[] }
export interface ConditionalExpr { readonly kind: "conditional"; readonly span: Span; readonly test: Expr; readonly then: Expr; readonly otherwise: Expr }
/** Tuple, list or set display; JS arrays are `list`. Items may be `spread`. */
export interface SequenceExpr { readonly kind: "sequence"; readonly span: Span; readonly form: "tuple" | "list" | "set"; readonly items: readonly Expr[] }
/** Dict display or JS object literal; an entry without `key` spreads `value`. JS keys are string constants or computed. Methods and getters are functions. */
export interface DictExpr {
  readonly kind: "dict"; readonly span: Span;
  readonly entries: readonly { readonly key?: Expr; readonly value: Expr }[];
  /** True for a JS object literal: a plain object, whose keys are its attributes. */
  readonly object?: boolean;
}
export interface FunctionExpr { readonly kind: "function"; readonly span: Span; readonly function: FunctionIR }
/** JS class expression. */
export interface ClassExpr { readonly kind: "class"; readonly span: Span; readonly class: ClassIR }
export interface ComprehensionExpr {
  readonly kind: "comprehension"; readonly span: Span; readonly form: "list" | "set" | "dict" | "generator";
  readonly key?: Expr; readonly element: Expr;
  readonly clauses: readonly { readonly target: Target; readonly iterable: Expr; readonly conditions: readonly Expr[] }[];
}
/** f-string or JS template. Of a part that is `formatted` in a way that is not followed (a conversion, nested fields) the text is unknown; `spec` is how the others are. */
export interface TemplateExpr {
  readonly kind: "template"; readonly span: Span;
  readonly parts: readonly (string | { readonly value: Expr; readonly formatted: boolean; readonly spec?: string })[];
}
/** `:=`, and JS assignment used as an expression. */
export interface AssignExpr { readonly kind: "assign"; readonly span: Span; readonly target: Target; readonly value: Expr; readonly operator?: BinaryOperator | LogicalOperator }
export interface YieldExpr { readonly kind: "yield"; readonly span: Span; readonly value?: Expr; readonly delegate: boolean }
export interface AwaitExpr { readonly kind: "await"; readonly span: Span; readonly value: Expr }
/** `*x` or `...x` inside a sequence. */
export interface SpreadExpr { readonly kind: "spread"; readonly span: Span; readonly value: Expr }
/** A value that the program says to be of a type, by its text: TS `x as T`. It is what it is; only where nothing is known of it does the type count. */
export interface TypedExpr { readonly kind: "typed"; readonly span: Span; readonly value: Expr; readonly type: string }
export interface BrokenExpr { readonly kind: "broken"; readonly span: Span; readonly children: readonly Expr[] }

/** What can be assigned to. */
export type Target =
  | { readonly kind: "name"; readonly span: Span; readonly name: string }
  | { readonly kind: "attribute"; readonly span: Span; readonly object: Expr; readonly name: string; readonly nameSpan: Span }
  | { readonly kind: "index"; readonly span: Span; readonly object: Expr; readonly index: Expr }
  /** Unpacking; at most one item is `rest`. A missing item (JS hole) is `undefined`. */
  | { readonly kind: "unpack"; readonly span: Span; readonly items: readonly (UnpackItem | undefined)[] }
  /** JS object destructuring. `rest` takes the remaining keys. */
  | { readonly kind: "properties"; readonly span: Span; readonly entries: readonly PropertyItem[]; readonly rest?: Target }
  | { readonly kind: "broken"; readonly span: Span };
export interface UnpackItem { readonly target: Target; readonly rest: boolean; readonly default?: Expr }
export interface PropertyItem { readonly key: string | Expr; readonly target: Target; readonly default?: Expr }

export type Stmt =
  | { readonly kind: "expression"; readonly span: Span; readonly value: Expr }
  /** `a = b = value` has two targets. An annotation without a value has no `value`. */
  | { readonly kind: "assign"; readonly span: Span; readonly targets: readonly Target[]; readonly value?: Expr; readonly annotation?: Expr }
  | { readonly kind: "augment"; readonly span: Span; readonly target: Target; readonly operator: BinaryOperator | LogicalOperator; readonly value: Expr }
  | { readonly kind: "if"; readonly span: Span; readonly test: Expr; readonly then: readonly Stmt[]; readonly otherwise: readonly Stmt[] }
  /** `update` runs after each turn, also after `continue` (JS `for (;;)`). `testAfter` is JS `do … while`. */
  | { readonly kind: "while"; readonly span: Span; readonly test: Expr; readonly body: readonly Stmt[]; readonly otherwise: readonly Stmt[]; readonly update?: Expr; readonly testAfter?: boolean; readonly label?: string }
  /** `keys` is JS `for … in`. */
  | { readonly kind: "for"; readonly span: Span; readonly target: Target; readonly iterable: Expr; readonly body: readonly Stmt[]; readonly otherwise: readonly Stmt[]; readonly keys?: boolean; readonly label?: string }
  | { readonly kind: "try"; readonly span: Span; readonly body: readonly Stmt[]; readonly handlers: readonly Handler[]; readonly otherwise: readonly Stmt[]; readonly finally: readonly Stmt[] }
  | { readonly kind: "with"; readonly span: Span; readonly items: readonly { readonly context: Expr; readonly target?: Target }[]; readonly body: readonly Stmt[] }
  /** A JS block that can be left by `break label`, or whose `locals` are new each time it runs, for the closures made in it. */
  | { readonly kind: "block"; readonly span: Span; readonly label?: string; readonly locals?: ReadonlySet<string>; readonly body: readonly Stmt[] }
  | { readonly kind: "function"; readonly span: Span; readonly function: FunctionIR; readonly decorators: readonly Expr[] }
  | { readonly kind: "class"; readonly span: Span; readonly class: ClassIR; readonly decorators: readonly Expr[] }
  | { readonly kind: "return"; readonly span: Span; readonly value?: Expr }
  | { readonly kind: "raise"; readonly span: Span; readonly value?: Expr; readonly cause?: Expr }
  | { readonly kind: "break"; readonly span: Span; readonly label?: string }
  | { readonly kind: "continue"; readonly span: Span; readonly label?: string }
  | { readonly kind: "delete"; readonly span: Span; readonly targets: readonly Target[] }
  | { readonly kind: "assert"; readonly span: Span; readonly test: Expr; readonly message?: Expr }
  | { readonly kind: "import"; readonly span: Span; readonly import: ImportIR }
  /** JS `export { local as exported }`; exported declarations are the declaration followed by this. `export default x` assigns to the local `*default*`. */
  | { readonly kind: "export"; readonly span: Span; readonly local: string; readonly exported: string };

export interface Handler {
  readonly span: Span;
  readonly type?: Expr;
  /** The bound exception; a target because JS may destructure. */
  readonly target?: Target;
  readonly body: readonly Stmt[];
}

export interface Parameter {
  readonly kind: "positional-only" | "normal" | "rest" | "keyword-only" | "keywords";
  readonly name: string;
  readonly span: Span;
  readonly default?: Expr;
  /** Python annotation as an expression; for TS, the type's text as a string constant. */
  readonly annotation?: Expr;
  /** JS destructuring parameter: `name` is then made up. */
  readonly target?: Target;
}

export interface FunctionIR {
  readonly name: string;
  readonly span: Span;
  readonly nameSpan: Span;
  readonly parameters: readonly Parameter[];
  readonly body: readonly Stmt[];
  /** Names that live in this function's own scope; any other name is looked up outwards, and assigned there. */
  readonly locals: ReadonlySet<string>;
  readonly generator: boolean;
  readonly async: boolean;
  /** `lambda` or a JS arrow: no `this` of its own. */
  readonly arrow: boolean;
  readonly returns?: Expr;
  /** How a class member is reached; Python leaves it `method` and uses decorators. */
  readonly member?: "method" | "getter" | "setter" | "static" | "constructor";
}

export interface ClassIR {
  readonly name: string;
  readonly span: Span;
  readonly nameSpan: Span;
  readonly bases: readonly Argument[];
  /** Runs in the class's own scope; what it assigns are the class's attributes. JS fields are set by a made-up method. */
  readonly body: readonly Stmt[];
  readonly locals: ReadonlySet<string>;
}

export interface ImportIR {
  /** As written, without leading dots: `torch.nn`, `./model`, "" for `from . import x`. */
  readonly module: string;
  /** Leading dots of a Python relative import. */
  readonly level: number;
  /**
   * `imported`: a name in the module; `"*"` the module itself (Python `import a.b as c`, JS `* as c`);
   * `"*top"` the first package of the path (Python `import a.b` binds `a`); `"default"` JS default import.
   */
  readonly bindings: readonly { readonly imported: string; readonly local: string; readonly span: Span }[];
  /** Python `from m import *`, JS `export * from`. */
  readonly star: boolean;
}

/** One file, lowered. */
export interface ModuleIR {
  readonly path: string;
  readonly language: "python" | "javascript";
  readonly body: readonly Stmt[];
  readonly locals: ReadonlySet<string>;
}
