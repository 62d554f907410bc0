/** Statements: which family lowers which, and the order of a block: function declarations are there from its start. */
import type { Handler, Stmt } from "../../interp/ir.ts";
import type { CatchClause, Expression, LoopNode, Statement, StatementNode } from "../syntax.ts";
import { span, typed, undefinedAt, within } from "./context.ts";
import type { Context } from "./context.ts";
import { isAmbient, lowerAmbient } from "./ambient.ts";
import { lowerClassDeclaration, lowerFunctionDeclaration } from "./definitions.ts";
import { lowerEnum, lowerNamespace } from "./enums.ts";
import { lowerLoop } from "./loops.ts";
import {
  exportsOfDeclaration,
  lowerExportAssignment,
  lowerExports,
  lowerImport,
  lowerImportEquals,
} from "./modules.ts";
import { lowerDiscarded } from "./operators.ts";
import { lowerSwitch } from "./switch.ts";
import { lowerVariables } from "./variables.ts";

export function lowerStatements(nodes: readonly Statement[], context: Context): readonly Stmt[] {
  const functions = nodes.filter((node) => context.syntax.isFunctionDeclaration(node));
  const others = nodes.filter((node) => !context.syntax.isFunctionDeclaration(node));
  return [...functions, ...others].flatMap((node) => lowerStatement(node, context));
}

function lowerStatement(statement: Statement, context: Context): readonly Stmt[] {
  if (isAmbient(statement, context)) return lowerAmbient(statement, context);
  const node = statement as StatementNode;
  const at = span(statement, context);
  return lowerDeclaration(node, context) ?? lowerControl(node, at, context) ?? lowerJump(node, at, context) ?? [];
}

/** What binds names, imports or exports them. */
function lowerDeclaration(node: StatementNode, context: Context): readonly Stmt[] | undefined {
  const { SyntaxKind } = context.syntax;
  switch (node.kind) {
    case SyntaxKind.VariableStatement:
      return [...lowerVariables(node.declarationList, context), ...exportsOfDeclaration(node, context)];
    case SyntaxKind.FunctionDeclaration:
      return [...lowerFunctionDeclaration(node, context), ...exportsOfDeclaration(node, context)];
    case SyntaxKind.ClassDeclaration:
      return [...lowerClassDeclaration(node, context), ...exportsOfDeclaration(node, context)];
    case SyntaxKind.EnumDeclaration:
      return [...lowerEnum(node, context), ...exportsOfDeclaration(node, context)];
    case SyntaxKind.ModuleDeclaration:
      return [...lowerNamespace(node, context), ...exportsOfDeclaration(node, context)];
    case SyntaxKind.ImportDeclaration:
      return lowerImport(node, context);
    case SyntaxKind.ImportEqualsDeclaration:
      return [...lowerImportEquals(node, context), ...exportsOfDeclaration(node, context)];
    case SyntaxKind.ExportDeclaration:
      return lowerExports(node, context);
    case SyntaxKind.ExportAssignment:
      return lowerExportAssignment(node, context);
    default:
      return undefined;
  }
}

/** Statements with statements in them. */
function lowerControl(node: StatementNode, at: Stmt["span"], context: Context): readonly Stmt[] | undefined {
  const { syntax, lower } = context;
  const { SyntaxKind } = syntax;
  switch (node.kind) {
    case SyntaxKind.Block:
      return lower.statements(node.statements, within(node, context));
    case SyntaxKind.IfStatement: {
      const then = lowerNested(node.thenStatement, context);
      const otherwise = node.elseStatement === undefined ? [] : lowerNested(node.elseStatement, context);
      return [{ kind: "if", span: at, test: lower.expression(node.expression, context), then, otherwise }];
    }
    case SyntaxKind.ForStatement:
    case SyntaxKind.ForOfStatement:
    case SyntaxKind.ForInStatement:
    case SyntaxKind.WhileStatement:
    case SyntaxKind.DoStatement:
      return lowerLoop(node, context, undefined);
    case SyntaxKind.SwitchStatement:
      return lowerSwitch(node, context);
    case SyntaxKind.TryStatement: {
      const handlers = node.catchClause === undefined ? [] : [lowerCatch(node.catchClause, context)];
      const last = node.finallyBlock === undefined ? [] : lowerNested(node.finallyBlock, context);
      return [
        { kind: "try", span: at, body: lowerNested(node.tryBlock, context), handlers, otherwise: [], finally: last },
      ];
    }
    case SyntaxKind.LabeledStatement:
      if (syntax.isIterationStatement(node.statement, false))
        return lowerLoop(node.statement as LoopNode, context, node.label.text);
      return [{ kind: "block", span: at, label: node.label.text, body: lowerNested(node.statement, context) }];
    case SyntaxKind.WithStatement:
      return [
        { kind: "expression", span: at, value: lower.expression(node.expression, context) },
        ...lowerNested(node.statement, context),
      ];
    default:
      return undefined;
  }
}

function lowerJump(node: StatementNode, at: Stmt["span"], context: Context): readonly Stmt[] | undefined {
  const { syntax, lower } = context;
  const { SyntaxKind } = syntax;
  switch (node.kind) {
    case SyntaxKind.ExpressionStatement:
      return [lowerDiscarded(unwrapped(node.expression, context), context)];
    case SyntaxKind.ReturnStatement:
      return [
        {
          kind: "return",
          span: at,
          value:
            node.expression === undefined
              ? undefinedAt(at)
              : typed(lower.expression(node.expression, context), context.returns, context),
        },
      ];
    case SyntaxKind.ThrowStatement:
      return [{ kind: "raise", span: at, value: lower.expression(node.expression, context) }];
    case SyntaxKind.BreakStatement: {
      const target = node.label?.text ?? context.breakLabel;
      return [{ kind: "break", span: at, ...(target === undefined ? {} : { label: target }) }];
    }
    case SyntaxKind.ContinueStatement:
      return [{ kind: "continue", span: at, ...(node.label === undefined ? {} : { label: node.label.text }) }];
    default:
      return undefined;
  }
}

function lowerCatch(node: CatchClause, outer: Context): Handler {
  const context = within(node, outer);
  const declared = node.variableDeclaration;
  const target = declared === undefined ? {} : { target: context.lower.binding(declared.name, context) };
  return { span: span(node, outer), ...target, body: lowerNested(node.block, context) };
}

function lowerNested(node: Statement, context: Context): readonly Stmt[] {
  return context.lower.statements([node], context);
}

function unwrapped(node: Expression, { syntax }: Context): Expression {
  return syntax.isParenthesizedExpression(node) ? node.expression : node;
}
