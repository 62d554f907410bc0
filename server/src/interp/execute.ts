/** Statements: one case a kind. */
import { assertNever } from "../base/assert-never.ts";
import type { Span } from "../base/span.ts";
import { assignTarget, deleteTarget } from "./assign.ts";
import { executeAlternatives } from "./branches.ts";
import { onlyComplains, reportCheck } from "./checks.ts";
import { DeferredNames } from "./deferred-names.ts";
import { defineClass, defineFunction } from "./define.ts";
import { applyOperator, evaluate, targetAsExpr } from "./evaluate.ts";
import type { Interpreter } from "./interpreter.ts";
import { newEnvironment } from "./new-environment.ts";
import type { Expr, Handler, ImportIR, Stmt } from "./ir.ts";
import { executeFor, executeLabelled, executeWhile } from "./loops.ts";
import { exportName, importAll, importedName, importsResolved } from "./modules.ts";
import { refine, withRefinement } from "./refine.ts";
import { RaiseSignal } from "./signals.ts";
import type { Completion } from "./signals.ts";
import { none, unknown } from "./values.ts";
import type { ModuleValue, Value } from "./values.ts";
import { truthAt } from "./operator-site.ts";

export function executeBlock(it: Interpreter, body: readonly Stmt[]): Completion | undefined {
  for (const stmt of body) {
    const completion = execute(it, stmt);
    if (completion !== undefined) return completion;
  }
  return undefined;
}

function execute(it: Interpreter, stmt: Stmt): Completion | undefined {
  it.step();
  switch (stmt.kind) {
    case "expression":
      evaluate(it, stmt.value);
      return undefined;
    case "assign":
      executeAssign(it, stmt);
      return undefined;
    case "augment": {
      const before = evaluate(it, targetAsExpr(stmt.target));
      const site: Expr = targetAsExpr(stmt.target);
      assignTarget(it, stmt.target, applyOperator(it, { ...site, span: stmt.span }, stmt.operator, before, stmt.value));
      return undefined;
    }
    case "if":
      return executeIf(it, stmt);
    case "while":
      return executeWhile(it, stmt);
    case "for":
      return executeFor(it, stmt);
    case "try":
      return executeTry(it, stmt);
    case "with":
      return executeWith(it, stmt);
    case "block":
      return executeScope(it, stmt);
    case "function": {
      const decorated = decorate(it, defineFunction(it, stmt.function), stmt.decorators);
      assignTarget(it, { kind: "name", span: stmt.function.nameSpan, name: stmt.function.name }, decorated);
      return undefined;
    }
    case "class": {
      const decorated = decorate(it, defineClass(it, stmt.class), stmt.decorators);
      assignTarget(it, { kind: "name", span: stmt.class.nameSpan, name: stmt.class.name }, decorated);
      return undefined;
    }
    case "return":
      return { kind: "return", value: stmt.value === undefined ? none : evaluate(it, stmt.value) };
    case "raise":
      throw new RaiseSignal(stmt.value === undefined ? undefined : evaluate(it, stmt.value));
    case "break":
      return { kind: "break", label: stmt.label };
    case "continue":
      return { kind: "continue", label: stmt.label };
    case "delete":
      for (const target of stmt.targets) deleteTarget(it, target);
      return undefined;
    case "assert":
      executeAssert(it, stmt.test);
      return undefined;
    case "import":
      executeImport(it, stmt.import, stmt.span);
      return undefined;
    case "export":
      exportName(it, stmt.exported, stmt.local);
      return undefined;
    default:
      return assertNever(stmt);
  }
}

/** A JS block: a scope of its own where closures made in it hold on to its names, and a place that `break label` leaves. */
function executeScope(
  it: Interpreter,
  { label, locals, body }: Extract<Stmt, { kind: "block" }>,
): Completion | undefined {
  const outer = it.environment;
  if (locals !== undefined) it.environment = newEnvironment(it, "block", locals, outer);
  try {
    return label === undefined ? executeBlock(it, body) : executeLabelled(it, label, body);
  } finally {
    it.environment = outer;
  }
}

function executeAssign(it: Interpreter, stmt: Extract<Stmt, { kind: "assign" }>): void {
  const first = stmt.targets[0];
  if (stmt.annotation !== undefined && first?.kind === "name")
    it.language.noteAnnotation?.(it, first.name, stmt.annotation);
  if (stmt.value === undefined) return;
  const value = evaluate(it, stmt.value);
  for (const target of stmt.targets) assignTarget(it, target, value);
}

/** Decorators are called from the innermost outwards; one that is not understood leaves the definition unknown. */
function decorate(it: Interpreter, defined: Value, decorators: readonly Expr[]): Value {
  let value = defined;
  for (const decorator of decorators.toReversed()) {
    const callee = evaluate(it, decorator);
    value =
      callee.kind === "unknown" || callee.kind === "open"
        ? (it.language.decorateUnknown?.(it, decorator, value) ?? unknown)
        : it.callWith(callee, value);
  }
  return value;
}

function executeIf(it: Interpreter, stmt: Extract<Stmt, { kind: "if" }>): Completion | undefined {
  const test = truthAt(it, stmt.test, evaluate(it, stmt.test));
  if (test !== undefined) {
    const body = test ? stmt.then : stmt.otherwise;
    if (onlyComplains(body)) reportCheck(it, stmt.test, test);
    return executeBlock(it, body);
  }
  return executeAlternatives(it, [
    () => withRefinement(it, stmt.test, true, () => executeBlock(it, stmt.then)),
    () => withRefinement(it, stmt.test, false, () => executeBlock(it, stmt.otherwise)),
  ]);
}

/** What follows an assertion may rely on it; one that is false on every path ends this one. */
function executeAssert(it: Interpreter, test: Expr): void {
  const truth = truthAt(it, test, evaluate(it, test));
  if (truth === false) {
    reportCheck(it, test, false);
    throw new RaiseSignal(undefined);
  }
  if (truth === undefined) refine(it, test, true);
}

type TryStmt = Extract<Stmt, { kind: "try" }>;

function executeTry(it: Interpreter, stmt: TryStmt): Completion | undefined {
  let completion: Completion | undefined;
  let raised: RaiseSignal | undefined;
  const frame = it.frame;
  const environment = it.environment;
  const guards = stmt.handlers.length > 0 ? 1 : 0;
  it.guarded += guards;
  try {
    try {
      completion = executeBlock(it, stmt.body);
    } finally {
      it.guarded -= guards;
    }
    completion ??= executeBlock(it, stmt.otherwise);
  } catch (signal) {
    if (!(signal instanceof RaiseSignal)) throw signal;
    it.resume(frame, environment);
    raised = signal;
  }
  if (raised !== undefined) completion = handle(it, stmt.handlers, raised);
  else if (completion === undefined && !stmt.body.every((s) => s.kind === "import" && importsResolved(it, s.import))) {
    maybeHandle(it, stmt.handlers);
  }
  const last = executeBlock(it, stmt.finally);
  return last ?? completion;
}

/** The body raises on this path: the first handler that fits takes over. */
function handle(it: Interpreter, handlers: readonly Handler[], raised: RaiseSignal): Completion | undefined {
  for (const handler of handlers) {
    const fits =
      handler.type === undefined
        ? true
        : it.language.exceptionMatches?.(it, raised.exception, evaluate(it, handler.type));
    if (fits === false) continue;
    if (handler.target !== undefined) assignTarget(it, handler.target, raised.exception ?? unknown);
    return executeBlock(it, handler.body);
  }
  throw raised;
}

/**
 * The body may have raised somewhere inside: each handler is one more way to go on. Its state is not the one that the
 * exception left, so nothing is reported from there.
 */
function maybeHandle(it: Interpreter, handlers: readonly Handler[]): void {
  if (handlers.length === 0) return;
  it.recorder.muted(() =>
    executeAlternatives(it, [
      () => undefined,
      ...handlers.map((handler) => (): Completion | undefined => {
        if (handler.target !== undefined) assignTarget(it, handler.target, unknown);
        return executeBlock(it, handler.body);
      }),
    ]),
  );
}

/** Contexts in which a failure is wanted (`pytest.raises`), by the name that is called. */
const wantsFailure = new Set(["raises", "assertRaises", "assertRaisesRegex", "assertWarns", "warns", "suppress"]);

function executeWith(it: Interpreter, stmt: Extract<Stmt, { kind: "with" }>): Completion | undefined {
  let silent = false;
  const entered: Value[] = [];
  for (const { context, target } of stmt.items) {
    const callee = context.kind === "call" ? context.callee : undefined;
    const name = callee?.kind === "attribute" || callee?.kind === "name" ? callee.name : undefined;
    if (name !== undefined && wantsFailure.has(name)) silent = true;
    const manager = evaluate(it, context);
    const value = it.language.enterContext(it, manager);
    entered.unshift(manager);
    if (target !== undefined) assignTarget(it, target, value);
  }
  const leave = (): void => {
    for (const manager of entered) it.language.leaveContext?.(it, manager);
  };
  try {
    const completion = silent ? it.recorder.muted(() => executeBlock(it, stmt.body)) : executeBlock(it, stmt.body);
    leave();
    return completion;
  } catch (signal) {
    if (signal instanceof RaiseSignal) leave();
    throw signal;
  }
}

function executeImport(it: Interpreter, imported: ImportIR, span: Span): void {
  const from = it.frame.module;
  const { variables } = it.environment;
  if (variables instanceof DeferredNames && !imported.star) {
    for (const { imported: name, local } of imported.bindings)
      variables.defer(local, () =>
        it.loadLibrary(() => importedValue(it, imported, name, it.importModule(imported.module, imported.level, from))),
      );
    return;
  }
  const module = it.importModule(imported.module, imported.level, from);
  if (module === undefined) it.recorder.unresolved(it, imported.module, span);
  else if (imported.star) importAll(it, module);
  for (const { imported: name, local, span: at } of imported.bindings)
    assignTarget(it, { kind: "name", span: at, name: local }, importedValue(it, imported, name, module));
}

function importedValue(it: Interpreter, imported: ImportIR, name: string, module: ModuleValue | undefined): Value {
  const top = imported.module.split(".")[0] ?? "";
  if (module === undefined) {
    const origin = name === "*" ? imported.module : name === "*top" ? top : `${imported.module}.${name}`;
    return { kind: "unknown", origin };
  }
  if (name === "*") return module;
  return name === "*top" ? (it.importModule(top, 0, it.frame.module) ?? unknown) : importedName(it, module, name);
}
