/**
 * Loops. Where closures made in the body hold on to names of it, each turn runs in a scope of its own. `for (;;)` is a `while` with an
 * update.
 */
import type { Span } from "../../base/span.ts";
import type { Expr, Stmt, Target } from "../../interp/ir.ts";
import type {
  DoStatement,
  ForInStatement,
  ForOfStatement,
  ForStatement,
  LoopNode,
  Statement,
  WhileStatement,
} from "../syntax.ts";
import type { Scope } from "./bindings.ts";
import { before, freshName, name, set, span, within } from "./context.ts";
import type { Context } from "./context.ts";
import { lowerDiscarded, lowerUnread } from "./operators.ts";
import { lowerVariables } from "./variables.ts";

interface Labelled {
  readonly label?: string;
}

export function lowerLoop(node: LoopNode, context: Context, label: string | undefined): readonly Stmt[] {
  const { SyntaxKind } = context.syntax;
  const labelled: Labelled = label === undefined ? {} : { label };
  const inLoop = { ...context, breakLabel: undefined };
  switch (node.kind) {
    case SyntaxKind.ForStatement:
      return lowerFor(node, inLoop, labelled);
    case SyntaxKind.ForOfStatement:
    case SyntaxKind.ForInStatement:
      return lowerForEach(node, inLoop, labelled);
    case SyntaxKind.WhileStatement:
    case SyntaxKind.DoStatement:
      return lowerWhile(node, inLoop, labelled);
  }
}

function lowerFor(node: ForStatement, outer: Context, labelled: Labelled): readonly Stmt[] {
  const context = within(node, outer);
  const { syntax, lower } = context;
  const at = span(node, context);
  const { initializer, condition, incrementor } = node;
  const first: readonly Stmt[] =
    initializer === undefined
      ? []
      : syntax.isVariableDeclarationList(initializer)
        ? lowerVariables(initializer, context)
        : [lowerDiscarded(initializer, context)];
  const test: Expr =
    condition === undefined
      ? { kind: "constant", span: before(at), value: { type: "bool", value: true } }
      : lower.expression(condition, context);
  const turn = context.table.turns.get(node);
  const body = inTurn(
    turn,
    copiesOf(turn, context, at),
    lowerTurn(node.statement, turn, context),
    span(node.statement, context),
  );
  const update = incrementor === undefined ? {} : { update: lowerUnread(incrementor, context) };
  return [...first, { kind: "while", span: at, test, body, otherwise: [], ...update, ...labelled }];
}

/** Closures in the body see the turn's own copy of what the head binds. */
function copiesOf(turn: Scope | undefined, context: Context, at: Span): readonly Stmt[] {
  if (turn === undefined) return [];
  const place = before(at);
  return [...turn.bindings.values()].flatMap((copy) => {
    const original = context.scope.bindings.get(copy.name);
    return original === undefined ? [] : [set(name(copy.target, place), name(original.target, place), place)];
  });
}

function lowerForEach(node: ForOfStatement | ForInStatement, context: Context, labelled: Labelled): readonly Stmt[] {
  const { syntax, lower, table } = context;
  const turn = table.turns.get(node);
  const inner = turn === undefined ? context : { ...context, scope: turn };
  const declared = syntax.isVariableDeclarationList(node.initializer) ? node.initializer.declarations[0] : undefined;
  const target: Target =
    declared === undefined
      ? syntax.isVariableDeclarationList(node.initializer)
        ? { kind: "broken", span: span(node.initializer, context) }
        : lower.target(node.initializer, context)
      : lower.binding(declared.name, inner);
  const body = lowerTurn(node.statement, turn, context);
  const whole = span(node.statement, context);
  const keys = node.kind === syntax.SyntaxKind.ForInStatement ? { keys: true } : {};
  const loop = {
    kind: "for",
    span: span(node, context),
    iterable: lower.expression(node.expression, context),
    otherwise: [],
    ...keys,
    ...labelled,
  } as const;
  if (turn === undefined || turn.locals.size === 0) return [{ ...loop, target, body }];
  const item = name(freshName("item", context), before(target.span));
  return [{ ...loop, target: item, body: inTurn(turn, [set(target, item, target.span)], body, whole) }];
}

function lowerWhile(node: WhileStatement | DoStatement, context: Context, labelled: Labelled): readonly Stmt[] {
  const { syntax, lower, table } = context;
  const turn = table.turns.get(node);
  const body = inTurn(turn, [], lowerTurn(node.statement, turn, context), span(node.statement, context));
  const testAfter = node.kind === syntax.SyntaxKind.DoStatement ? { testAfter: true } : {};
  return [
    {
      kind: "while",
      span: span(node, context),
      test: lower.expression(node.expression, context),
      body,
      otherwise: [],
      ...testAfter,
      ...labelled,
    },
  ];
}

function lowerTurn(body: Statement, turn: Scope | undefined, context: Context): readonly Stmt[] {
  return context.lower.statements([body], turn === undefined ? context : { ...context, scope: turn });
}

/** The body as one turn runs it: in a scope of its own, if closures need that. */
function inTurn(turn: Scope | undefined, first: readonly Stmt[], body: readonly Stmt[], at: Span): readonly Stmt[] {
  if (turn === undefined || turn.locals.size === 0) return [...first, ...body];
  return [{ kind: "block", span: at, locals: turn.locals, body: [...first, ...body] }];
}
