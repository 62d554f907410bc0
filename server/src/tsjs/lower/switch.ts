/**
 * `switch`: a block that `break` leaves, around a chain of tests. A clause that falls through carries the statements of those after it.
 */
import type { Expr, Stmt } from "../../interp/ir.ts";
import type { CaseOrDefaultClause, SwitchStatement } from "../syntax.ts";
import { freshName, name, set, span, within } from "./context.ts";
import type { Context } from "./context.ts";

export function lowerSwitch(node: SwitchStatement, outer: Context): readonly Stmt[] {
  const { syntax, lower } = outer;
  const at = span(node, outer);
  const label = `*switch${String(outer.serial.next++)}`;
  const context = { ...within(node.caseBlock, outer), breakLabel: label };
  const subject = lower.expression(node.expression, outer);
  const kept = isRepeatable(subject) ? undefined : name(freshName("subject", outer), subject.span);
  const first = kept === undefined ? [] : [set(kept, subject, subject.span)];
  const clauses = node.caseBlock.clauses;
  const bodies = clauses.map((clause) => lower.statements(clause.statements, context));
  const test = (clause: CaseOrDefaultClause): Expr | undefined =>
    syntax.isCaseClause(clause) ? matches(kept ?? subject, lower.expression(clause.expression, context)) : undefined;
  let chain = defaultBody(clauses, bodies, context, label);
  for (const { start, members } of groupClauses(clauses).toReversed()) {
    const tests = members.map(test).filter((each) => each !== undefined);
    const [only] = tests;
    if (only === undefined || tests.length < members.length) continue;
    const either: Expr =
      tests.length === 1 ? only : { kind: "logical", span: only.span, operator: "or", values: tests };
    chain = [{ kind: "if", span: at, test: either, then: bodyFrom(start, bodies, label), otherwise: chain }];
  }
  return [{ kind: "block", span: at, label, body: [...first, ...chain] }];
}

interface ClauseGroup {
  readonly start: number;
  readonly members: readonly CaseOrDefaultClause[];
}

/** Clauses without statements share the next one's; beside a `default` they need no test. */
function groupClauses(clauses: readonly CaseOrDefaultClause[]): readonly ClauseGroup[] {
  const groups: ClauseGroup[] = [];
  let start = 0;
  clauses.forEach((clause, index) => {
    if (clause.statements.length === 0 && index < clauses.length - 1) return;
    groups.push({ start, members: clauses.slice(start, index + 1) });
    start = index + 1;
  });
  return groups;
}

function defaultBody(
  clauses: readonly CaseOrDefaultClause[],
  bodies: readonly (readonly Stmt[])[],
  { syntax }: Context,
  label: string,
): readonly Stmt[] {
  const at = clauses.findIndex((clause) => syntax.isDefaultClause(clause));
  return at < 0 ? [] : bodyFrom(at, bodies, label);
}

/** The statements from a clause on, up to the first that leaves the switch at its end. */
function bodyFrom(start: number, bodies: readonly (readonly Stmt[])[], label: string): readonly Stmt[] {
  const all: Stmt[] = [];
  for (const body of bodies.slice(start)) {
    const last = body.at(-1);
    const breaks = last?.kind === "break" && last.label === label;
    all.push(...(breaks ? body.slice(0, -1) : body));
    if (
      breaks ||
      last?.kind === "return" ||
      last?.kind === "raise" ||
      last?.kind === "continue" ||
      last?.kind === "break"
    )
      return all;
  }
  return all;
}

/** Evaluating it once more changes nothing. */
function isRepeatable(subject: Expr): boolean {
  if (subject.kind === "attribute") return isRepeatable(subject.object);
  return subject.kind === "name" || subject.kind === "constant";
}

/** `switch (true)` tests its cases as they stand. */
function matches(subject: Expr, value: Expr): Expr {
  if (subject.kind === "constant" && subject.value.type === "bool" && subject.value.value) return value;
  return { kind: "compare", span: value.span, first: subject, rest: [{ operator: "===", value }] };
}
