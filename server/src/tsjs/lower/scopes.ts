/**
 * Finds the scopes of a file and the names bound in each, before anything is lowered: declarations hoist, and whether a closure holds on to
 * a name decides where that name lives. Types are passed over.
 */
import type {
  BinaryNode,
  BindingName,
  ClassLike,
  EnumDeclaration,
  ForInitializer,
  FunctionLike,
  ScopedNode,
  SourceFile,
  Statement,
  SyntaxNode,
  SyntaxToken,
  TypeScript,
  VariableDeclarationList,
} from "../syntax.ts";
import { copyForTurn, functionOf, nameBindings, newScope, settleReference } from "./bindings.ts";
import type { Binding, Reference, Scope } from "./bindings.ts";

export interface ScopeTable {
  readonly module: Scope;
  /** Of functions, blocks, heads of loops, catch clauses, switches, enums and namespaces. */
  readonly of: Map<SyntaxNode, Scope>;
  /** What each turn of a loop makes anew. */
  readonly turns: Map<SyntaxNode, Scope>;
  /** The scope in which a function or class expression knows its own name. */
  readonly self: Map<SyntaxNode, Scope>;
  /** The made-up functions that set the fields of instances, and of the class itself. */
  readonly fields: Map<SyntaxNode, { readonly instance: Scope; readonly static: Scope }>;
  readonly usesArguments: Set<Scope>;
  /** Names that the file uses but does not bind. */
  readonly free: Set<string>;
}

interface Walk {
  readonly syntax: TypeScript;
  readonly table: ScopeTable;
  readonly bindings: Binding[];
  readonly references: Reference[];
  readonly loops: { readonly head: Scope; readonly turn: Scope }[];
}

export function scopesOf(syntax: TypeScript, source: SourceFile): ScopeTable {
  const module = newScope("function", undefined);
  const table: ScopeTable = {
    module,
    of: new Map([[source, module]]),
    turns: new Map(),
    self: new Map(),
    fields: new Map(),
    usesArguments: new Set(),
    free: new Set(),
  };
  const walk: Walk = { syntax, table, bindings: [], references: [], loops: [] };
  visitEach(source.statements, module, walk);
  for (const reference of walk.references) settle(reference, table);
  nameBindings(walk.bindings);
  for (const { head, turn } of walk.loops) copyForTurn(head, turn);
  return table;
}

function settle(reference: Reference, table: ScopeTable): void {
  if (settleReference(reference) !== undefined) return;
  table.free.add(reference.name);
  if (reference.name !== "arguments") return;
  let scope = functionOf(reference.scope);
  while (scope.arrow && scope.parent !== undefined) scope = functionOf(scope.parent);
  table.usesArguments.add(scope);
}

function declare(name: string, scope: Scope, walk: Walk, owner?: Binding): void {
  if (name === "" || scope.bindings.has(name)) return;
  const binding: Binding = {
    name,
    scope,
    target: name,
    captured: false,
    changesInLoop: false,
    used: false,
    ...(owner === undefined ? {} : { enum: owner }),
  };
  scope.bindings.set(name, binding);
  walk.bindings.push(binding);
}

function inside(node: SyntaxNode, kind: Scope["kind"], parent: Scope, walk: Walk, arrow = false): Scope {
  const scope = newScope(kind, parent, arrow);
  walk.table.of.set(node, scope);
  return scope;
}

function turnOf(node: SyntaxNode, parent: Scope, walk: Walk): Scope {
  const scope = newScope("iteration", parent);
  walk.table.turns.set(node, scope);
  return scope;
}

function visitEach(nodes: Iterable<SyntaxNode>, scope: Scope, walk: Walk): void {
  for (const node of nodes) visit(node, scope, walk);
}

function visitMaybe(node: SyntaxNode | undefined, scope: Scope, walk: Walk): void {
  if (node !== undefined) visit(node, scope, walk);
}

function visitChildren(node: SyntaxNode, scope: Scope, walk: Walk): void {
  walk.syntax.forEachChild(node, (child) => {
    visit(child, scope, walk);
  });
}

function visit(any: SyntaxNode, scope: Scope, walk: Walk): void {
  const node = any as ScopedNode;
  const isDone =
    visitDefinition(node, scope, walk) ||
    visitBlock(node, scope, walk) ||
    visitLoop(node, scope, walk) ||
    visitUse(node, scope, walk);
  if (!isDone && !isTypeOnly(any, walk.syntax)) visitChildren(any, scope, walk);
}

/** Nodes that bind names; false for any other. */
function visitDefinition(node: ScopedNode, scope: Scope, walk: Walk): boolean {
  const { SyntaxKind } = walk.syntax;
  switch (node.kind) {
    case SyntaxKind.FunctionDeclaration:
      if (node.name !== undefined) declare(node.name.text, scope, walk);
      visitFunction(node, scope, walk);
      return true;
    case SyntaxKind.ClassDeclaration:
      if (node.name !== undefined) declare(node.name.text, scope, walk);
      visitClass(node, scope, walk);
      return true;
    case SyntaxKind.FunctionExpression:
    case SyntaxKind.ClassExpression: {
      const named = node.name === undefined ? scope : newScope("block", scope);
      if (node.name !== undefined) {
        walk.table.self.set(node, named);
        declare(node.name.text, named, walk);
      }
      if (node.kind === SyntaxKind.ClassExpression) visitClass(node, named, walk);
      else visitFunction(node, named, walk);
      return true;
    }
    case SyntaxKind.ArrowFunction:
    case SyntaxKind.MethodDeclaration:
    case SyntaxKind.Constructor:
    case SyntaxKind.GetAccessor:
    case SyntaxKind.SetAccessor:
      visitFunction(node, scope, walk);
      return true;
    case SyntaxKind.EnumDeclaration:
      visitEnum(node, scope, walk);
      return true;
    case SyntaxKind.ModuleDeclaration:
      declare(node.name.text, scope, walk);
      if (node.body !== undefined) visitChildren(node.body, inside(node, "block", scope, walk), walk);
      return true;
    case SyntaxKind.ImportDeclaration:
    case SyntaxKind.ImportEqualsDeclaration:
      visitImport(node, scope, walk);
      return true;
    case SyntaxKind.VariableDeclarationList:
      visitDeclarations(node, scope, scope, walk);
      return true;
    default:
      return false;
  }
}

function visitBlock(node: ScopedNode, scope: Scope, walk: Walk): boolean {
  const { SyntaxKind } = walk.syntax;
  switch (node.kind) {
    case SyntaxKind.Block:
      visitEach(node.statements, inside(node, "block", scope, walk), walk);
      return true;
    case SyntaxKind.CaseBlock:
      visitEach(node.clauses, inside(node, "block", scope, walk), walk);
      return true;
    case SyntaxKind.CatchClause: {
      const caught = inside(node, "block", scope, walk);
      if (node.variableDeclaration !== undefined) bindPattern(node.variableDeclaration.name, caught, caught, walk);
      visit(node.block, caught, walk);
      return true;
    }
    default:
      return false;
  }
}

function visitLoop(node: ScopedNode, scope: Scope, walk: Walk): boolean {
  const { SyntaxKind } = walk.syntax;
  switch (node.kind) {
    case SyntaxKind.ForStatement: {
      const head = inside(node, "block", scope, walk);
      for (const part of [node.initializer, node.condition, node.incrementor]) visitMaybe(part, head, walk);
      const turn = turnOf(node, head, walk);
      walk.loops.push({ head, turn });
      visit(node.statement, turn, walk);
      return true;
    }
    case SyntaxKind.ForOfStatement:
    case SyntaxKind.ForInStatement: {
      const turn = turnOf(node, scope, walk);
      visitLoopTarget(node.initializer, turn, scope, walk);
      visit(node.expression, scope, walk);
      visit(node.statement, turn, walk);
      return true;
    }
    case SyntaxKind.WhileStatement:
    case SyntaxKind.DoStatement:
      visit(node.expression, scope, walk);
      visit(node.statement, turnOf(node, scope, walk), walk);
      return true;
    default:
      return false;
  }
}

/** Nodes that read or write names, or in which some names are none. */
function visitUse(node: ScopedNode, scope: Scope, walk: Walk): boolean {
  const { SyntaxKind } = walk.syntax;
  switch (node.kind) {
    case SyntaxKind.Identifier:
      walk.references.push({ name: node.text, scope, write: false });
      return true;
    case SyntaxKind.BinaryExpression:
      visitBinary(node, scope, walk);
      return true;
    case SyntaxKind.PrefixUnaryExpression:
    case SyntaxKind.PostfixUnaryExpression:
      if (node.operator === SyntaxKind.PlusPlusToken || node.operator === SyntaxKind.MinusMinusToken)
        visitTarget(node.operand, scope, walk);
      visit(node.operand, scope, walk);
      return true;
    case SyntaxKind.PropertyAccessExpression:
      visit(node.expression, scope, walk);
      return true;
    case SyntaxKind.PropertyAssignment:
      if (walk.syntax.isComputedPropertyName(node.name)) visit(node.name.expression, scope, walk);
      visit(node.initializer, scope, walk);
      return true;
    case SyntaxKind.LabeledStatement:
      visit(node.statement, scope, walk);
      return true;
    default:
      return false;
  }
}

/** Down the left side in a loop: sums of thousands of terms are found in generated files. */
function visitBinary(node: BinaryNode, scope: Scope, walk: Walk): void {
  const { syntax } = walk;
  let current: SyntaxNode = node;
  while (syntax.isBinaryExpression(current)) {
    if (isAssignment(current.operatorToken.kind, syntax)) visitTarget(current.left, scope, walk);
    visit(current.right, scope, walk);
    current = current.left;
  }
  visit(current, scope, walk);
}

function isTypeOnly(node: SyntaxNode, syntax: TypeScript): boolean {
  const { SyntaxKind } = syntax;
  switch (node.kind) {
    case SyntaxKind.TypeParameter:
    case SyntaxKind.InterfaceDeclaration:
    case SyntaxKind.TypeAliasDeclaration:
    case SyntaxKind.BreakStatement:
    case SyntaxKind.ContinueStatement:
    case SyntaxKind.ExportDeclaration:
    case SyntaxKind.MetaProperty:
      return true;
    default:
      return syntax.isTypeNode(node);
  }
}

function visitFunction(node: FunctionLike, scope: Scope, walk: Walk): void {
  const { syntax } = walk;
  if (node.name !== undefined && syntax.isComputedPropertyName(node.name)) visit(node.name.expression, scope, walk);
  const inner = inside(node, "function", scope, walk, node.kind === syntax.SyntaxKind.ArrowFunction);
  for (const parameter of node.parameters) {
    bindPattern(parameter.name, inner, inner, walk);
    visitMaybe(parameter.initializer, inner, walk);
  }
  if (node.body === undefined) return;
  if (syntax.isBlock(node.body)) visitEach(node.body.statements, inner, walk);
  else visit(node.body, inner, walk);
}

function visitClass(node: ClassLike, scope: Scope, walk: Walk): void {
  const { syntax } = walk;
  const fields = { instance: newScope("function", scope), static: newScope("function", scope) };
  walk.table.fields.set(node, fields);
  for (const clause of node.heritageClauses ?? []) {
    if (clause.token === syntax.SyntaxKind.ExtendsKeyword)
      for (const { expression } of clause.types) visit(expression, scope, walk);
  }
  for (const member of node.members) {
    if (syntax.isPropertyDeclaration(member)) {
      if (syntax.isComputedPropertyName(member.name)) visit(member.name.expression, scope, walk);
      const isStatic = syntax.getCombinedModifierFlags(member) & syntax.ModifierFlags.Static;
      visitMaybe(member.initializer, isStatic ? fields.static : fields.instance, walk);
    } else if (syntax.isClassStaticBlockDeclaration(member)) visit(member.body, fields.static, walk);
    else visit(member, scope, walk);
  }
}

function visitEnum(node: EnumDeclaration, scope: Scope, walk: Walk): void {
  declare(node.name.text, scope, walk);
  const owner = scope.bindings.get(node.name.text);
  const inner = inside(node, "block", scope, walk);
  for (const member of node.members) {
    if (!walk.syntax.isComputedPropertyName(member.name)) declare(member.name.text, inner, walk, owner);
  }
  for (const member of node.members) visitMaybe(member.initializer, inner, walk);
}

function visitImport(node: Statement, scope: Scope, walk: Walk): void {
  const { syntax } = walk;
  if (syntax.isImportEqualsDeclaration(node)) {
    if (!node.isTypeOnly) declare(node.name.text, scope, walk);
    return;
  }
  const clause = syntax.isImportDeclaration(node) ? node.importClause : undefined;
  if (clause === undefined) return;
  if (clause.name !== undefined) declare(clause.name.text, scope, walk);
  const named = clause.namedBindings;
  if (named === undefined) return;
  if (syntax.isNamespaceImport(named)) declare(named.name.text, scope, walk);
  else for (const element of named.elements) declare(element.name.text, scope, walk);
}

/** `var` belongs to the function around, `let` and `const` to `scope`; what they are set to is read in `outer`. */
function visitDeclarations(list: VariableDeclarationList, scope: Scope, outer: Scope, walk: Walk): void {
  const isVar = (list.flags & walk.syntax.NodeFlags.BlockScoped) === 0;
  for (const { name, initializer } of list.declarations) {
    bindPattern(name, isVar ? functionOf(scope) : scope, scope, walk);
    visitMaybe(initializer, outer, walk);
  }
}

function visitLoopTarget(initializer: ForInitializer, turn: Scope, outer: Scope, walk: Walk): void {
  if (walk.syntax.isVariableDeclarationList(initializer)) visitDeclarations(initializer, turn, outer, walk);
  else {
    visitTarget(initializer, outer, walk);
    visit(initializer, outer, walk);
  }
}

/** Binds the names of a pattern; its defaults and computed keys are read in `reading`. */
function bindPattern(name: BindingName, scope: Scope, reading: Scope, walk: Walk): void {
  const { syntax } = walk;
  if (syntax.isIdentifier(name)) {
    declare(name.text, scope, walk);
    return;
  }
  for (const element of name.elements) {
    if (syntax.isOmittedExpression(element)) continue;
    const { propertyName } = element;
    if (propertyName !== undefined && syntax.isComputedPropertyName(propertyName))
      visit(propertyName.expression, reading, walk);
    bindPattern(element.name, scope, reading, walk);
    visitMaybe(element.initializer, reading, walk);
  }
}

/** Notes the names that an assignment writes. */
function visitTarget(node: SyntaxNode, scope: Scope, walk: Walk): void {
  const { syntax } = walk;
  if (syntax.isIdentifier(node)) walk.references.push({ name: node.text, scope, write: true });
  else if (
    syntax.isArrayLiteralExpression(node) ||
    syntax.isObjectLiteralExpression(node) ||
    syntax.isParenthesizedExpression(node)
  ) {
    syntax.forEachChild(node, (child) => {
      visitTarget(child, scope, walk);
    });
  } else if (syntax.isPropertyAssignment(node)) visitTarget(node.initializer, scope, walk);
  else if (syntax.isShorthandPropertyAssignment(node)) visitTarget(node.name, scope, walk);
  else if (syntax.isSpreadElement(node) || syntax.isSpreadAssignment(node)) visitTarget(node.expression, scope, walk);
  else if (syntax.isBinaryExpression(node)) visitTarget(node.left, scope, walk);
}

/** `=`, `+=`, `??=` and the others that write their left side. */
export function isAssignment(operator: SyntaxToken, { SyntaxKind }: TypeScript): boolean {
  return operator >= SyntaxKind.FirstAssignment && operator <= SyntaxKind.LastAssignment;
}
