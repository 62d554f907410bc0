/**
 * The one file that names the `typescript` package: how a text becomes a syntax tree, and which kinds of nodes lowering tells apart. All
 * but `loadTypeScript` is types: the compiler is large, so whoever meets the first script loads it and hands it in. Only its parser is
 * used; types are never checked.
 */
import type ts from "typescript";
import { applyInsertions, originalOffset } from "../base/insertions.ts";
import type { Insertion } from "../base/insertions.ts";
import type { Span } from "../base/span.ts";

export type TypeScript = typeof ts;
export type SyntaxNode = ts.Node;
export type SyntaxToken = ts.SyntaxKind;
export type SourceFile = ts.SourceFile;

export type BindingName = ts.BindingName;
export type ArrayBindingPattern = ts.ArrayBindingPattern;
export type ObjectBindingPattern = ts.ObjectBindingPattern;
export type ArrayLiteral = ts.ArrayLiteralExpression;
export type BinaryNode = ts.BinaryExpression;
export type CallNode = ts.CallExpression;
export type ClassExpressionNode = ts.ClassExpression;
export type FunctionExpressionNode = ts.FunctionExpression | ts.ArrowFunction;
export type PostfixUnaryNode = ts.PostfixUnaryExpression;
export type PrefixUnaryNode = ts.PrefixUnaryExpression;
export type CaseOrDefaultClause = ts.CaseOrDefaultClause;
export type CatchClause = ts.CatchClause;
export type ClassDeclaration = ts.ClassDeclaration;
export type ClassElement = ts.ClassElement;
export type ClassLike = ts.ClassLikeDeclaration;
export type DoStatement = ts.DoStatement;
export type EnumDeclaration = ts.EnumDeclaration;
export type ExportDeclaration = ts.ExportDeclaration;
export type Expression = ts.Expression;
export type ForInStatement = ts.ForInStatement;
export type ForOfStatement = ts.ForOfStatement;
export type ForStatement = ts.ForStatement;
export type ForInitializer = ts.ForInitializer;
export type FunctionDeclaration = ts.FunctionDeclaration;
export type FunctionLike =
  | ts.FunctionDeclaration
  | ts.FunctionExpression
  | ts.ArrowFunction
  | ts.MethodDeclaration
  | ts.ConstructorDeclaration
  | ts.AccessorDeclaration;
export type Identifier = ts.Identifier;
export type ExportAssignment = ts.ExportAssignment;
export type ImportDeclaration = ts.ImportDeclaration;
export type ImportEqualsDeclaration = ts.ImportEqualsDeclaration;
export type LoopNode = ts.DoStatement | ts.ForInStatement | ts.ForOfStatement | ts.ForStatement | ts.WhileStatement;
export type ModuleDeclaration = ts.ModuleDeclaration;
export type NewNode = ts.NewExpression;
export type ObjectLiteral = ts.ObjectLiteralExpression;
export type ObjectMember = ts.ObjectLiteralElementLike;
export type ParameterNode = ts.ParameterDeclaration;
export type PropertyName = ts.PropertyName;
export type PropertyDeclaration = ts.PropertyDeclaration;
export type Statement = ts.Statement;
export type SwitchStatement = ts.SwitchStatement;
export type TemplateNode = ts.TemplateExpression;
export type TypeNode = ts.TypeNode;
export type TypeElement = ts.TypeElement;
export type TypeReferenceNode = ts.TypeReferenceNode;
export type TypeAliasDeclaration = ts.TypeAliasDeclaration;
export type InterfaceDeclaration = ts.InterfaceDeclaration;
export type WhileStatement = ts.WhileStatement;
export type VariableDeclaration = ts.VariableDeclaration;
export type VariableDeclarationList = ts.VariableDeclarationList;

/** The expressions that have a meaning of their own; any other is broken. */
export type ExpressionNode =
  | ts.ArrayLiteralExpression
  | ts.ArrowFunction
  | ts.AsExpression
  | ts.AwaitExpression
  | ts.BigIntLiteral
  | ts.BinaryExpression
  | ts.CallExpression
  | ts.ClassExpression
  | ts.ConditionalExpression
  | ts.DeleteExpression
  | ts.ElementAccessExpression
  | ts.FalseLiteral
  | ts.FunctionExpression
  | ts.Identifier
  | ts.ImportExpression
  | ts.JsxElement
  | ts.JsxFragment
  | ts.JsxSelfClosingElement
  | ts.MetaProperty
  | ts.NewExpression
  | ts.NonNullExpression
  | ts.NoSubstitutionTemplateLiteral
  | ts.NullLiteral
  | ts.NumericLiteral
  | ts.ObjectLiteralExpression
  | ts.OmittedExpression
  | ts.ParenthesizedExpression
  | ts.PostfixUnaryExpression
  | ts.PrefixUnaryExpression
  | ts.PrivateIdentifier
  | ts.PropertyAccessExpression
  | ts.RegularExpressionLiteral
  | ts.SatisfiesExpression
  | ts.SpreadElement
  | ts.StringLiteral
  | ts.SuperExpression
  | ts.TaggedTemplateExpression
  | ts.TemplateExpression
  | ts.ThisExpression
  | ts.TrueLiteral
  | ts.TypeAssertion
  | ts.TypeOfExpression
  | ts.VoidExpression
  | ts.YieldExpression;

export type StatementNode =
  | ts.Block
  | ts.BreakStatement
  | ts.ClassDeclaration
  | ts.ContinueStatement
  | ts.DoStatement
  | ts.EnumDeclaration
  | ts.ExportAssignment
  | ts.ExportDeclaration
  | ts.ExpressionStatement
  | ts.ForInStatement
  | ts.ForOfStatement
  | ts.ForStatement
  | ts.FunctionDeclaration
  | ts.IfStatement
  | ts.ImportDeclaration
  | ts.ImportEqualsDeclaration
  | ts.LabeledStatement
  | ts.ModuleDeclaration
  | ts.ReturnStatement
  | ts.SwitchStatement
  | ts.ThrowStatement
  | ts.TryStatement
  | ts.VariableStatement
  | ts.WhileStatement
  | ts.WithStatement;

/** The nodes that bind names, refer to them or open scopes. */
export type ScopedNode =
  | ts.Block
  | ts.BinaryExpression
  | ts.CaseBlock
  | ts.CatchClause
  | ts.ClassDeclaration
  | ts.ClassExpression
  | ts.DoStatement
  | ts.EnumDeclaration
  | ts.ForInStatement
  | ts.ForOfStatement
  | ts.ForStatement
  | ts.FunctionDeclaration
  | ts.FunctionExpression
  | ts.ArrowFunction
  | ts.MethodDeclaration
  | ts.ConstructorDeclaration
  | ts.AccessorDeclaration
  | ts.Identifier
  | ts.ImportDeclaration
  | ts.ImportEqualsDeclaration
  | ts.LabeledStatement
  | ts.ModuleDeclaration
  | ts.PostfixUnaryExpression
  | ts.PrefixUnaryExpression
  | ts.PropertyAccessExpression
  | ts.PropertyAssignment
  | ts.VariableDeclarationList
  | ts.WhileStatement;

/** The compiler, read when the first TypeScript or JavaScript file is met. */
export async function loadTypeScript(): Promise<TypeScript> {
  return (await import("typescript")).default;
}

/** A source that was parsed with text put in. */
type Repaired = SourceFile & { insertions?: readonly Insertion[] };

/** The source with this put in, if more of it then parses. Its spans are those of the text as it was given. */
export function repairedSource(syntax: TypeScript, source: SourceFile, insertions: readonly Insertion[]): SourceFile {
  if (insertions.length === 0) return source;
  const repaired: Repaired = parseSource(syntax, applyInsertions(source.text, insertions), source.fileName);
  if (syntaxErrors(syntax, repaired).length >= syntaxErrors(syntax, source).length) return source;
  repaired.insertions = insertions;
  return repaired;
}

/** Whether the last character of a node was put in. */
export function isClosedByRepair(node: SyntaxNode, source: SourceFile): boolean {
  const { insertions = [] } = source as Repaired;
  return insertions.length > 0 && originalOffset(insertions, node.end) === originalOffset(insertions, node.end - 1);
}

/** Any text parses; what is missing or wrong is left out of the tree or marked in it. */
export function parseSource(syntax: TypeScript, text: string, path: string): SourceFile {
  const options = { languageVersion: syntax.ScriptTarget.Latest, setExternalModuleIndicator: markAsModule };
  return syntax.createSourceFile(path, text, options, false, scriptKind(syntax, path));
}

/** In a script `await` would be a name; in a module it is what people mean by it. The mark is not in the compiler's public types. */
function markAsModule(source: SourceFile): void {
  (source as SourceFile & { externalModuleIndicator?: true }).externalModuleIndicator = true;
}

/** JSX is read in plain `.ts` files only where TypeScript would: nowhere, because `<T>x` is a cast there. */
function scriptKind(syntax: TypeScript, path: string): ts.ScriptKind {
  if (/\.[cm]?ts$/.test(path)) return syntax.ScriptKind.TS;
  return path.endsWith(".tsx") ? syntax.ScriptKind.TSX : syntax.ScriptKind.JSX;
}

export interface SyntaxError {
  readonly span: Span;
  readonly message: string;
}

/** What the parser complained of. It keeps this in the tree, though its public types do not say so. */
export function syntaxErrors(syntax: TypeScript, source: SourceFile): readonly SyntaxError[] {
  const { parseDiagnostics } = source as SourceFile & {
    readonly parseDiagnostics?: readonly ts.DiagnosticWithLocation[];
  };
  return (parseDiagnostics ?? []).map(({ start, length, messageText }) => ({
    span: { start, end: start + length },
    message: syntax.flattenDiagnosticMessageText(messageText, "\n"),
  }));
}

/** A node without the blanks and comments before it. */
export function spanOf(node: SyntaxNode, source: SourceFile): Span {
  const start = node.getStart(source);
  const end = Math.max(node.end, start);
  const { insertions } = source as Repaired;
  if (insertions === undefined) return { start, end };
  return { start: originalOffset(insertions, start), end: originalOffset(insertions, end) };
}
