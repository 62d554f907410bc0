/**
 * Loops run for real while the turn is known and their budget lasts; then they are widened: the body runs on the join of all
 * turns, until nothing changes or what changes has become unknown.
 */
import type { Expr, Stmt, Target } from "./ir.ts";
import { assignTarget } from "./assign.ts";
import { captureExit, holdExit, loopOf } from "./branches.ts";
import { evaluate } from "./evaluate.ts";
import { mayEndEarly } from "./early-end.ts";
import { executeBlock } from "./execute.ts";
import type { LoopTarget } from "./frames.ts";
import type { BranchEffects } from "./heap.ts";
import type { Interpreter } from "./interpreter.ts";
import { atSite, truthAt } from "./operator-site.ts";
import { RaiseSignal } from "./signals.ts";
import type { Completion } from "./signals.ts";
import type { LastTurn, Value } from "./values.ts";

/** Steps that one loop may take turn by turn before the rest is widened: a library's own is known to end, and builds whole networks. */
const loopBudget = 60_000;
const libraryLoopBudget = 1_000_000;
const mostTurns = 400;
const wideningTurns = 4;

type ForStmt = Extract<Stmt, { kind: "for" }>;
type WhileStmt = Extract<Stmt, { kind: "while" }>;

export function executeFor(it: Interpreter, loop: ForStmt): Completion | undefined {
  const iterable = evaluate(it, loop.iterable);
  const { items, rest, last, whole } = atSite(it, loop.iterable, undefined, [iterable], [loop.iterable], () =>
    loop.keys === true ? it.iterateKeys(iterable) : it.iterate(iterable),
  );
  return inLoop(it, loop.label, (target) => {
    const budgetEnd = it.steps + (it.frame.module.project ? loopBudget : libraryLoopBudget);
    for (let turn = 0; turn < items.length; turn++) {
      if (turn >= 2 && (it.steps > budgetEnd || (it.frame.module.project && turn >= mostTurns))) {
        const remaining = items.slice(turn).reduce((a, b) => it.join(a, b));
        return widen(it, target, () => forTurn(it, loop.target, remaining, loop.body), loop.otherwise);
      }
      const completion = runTurn(it, target, () => forTurn(it, loop.target, items[turn] as Value, loop.body));
      if (completion === "break") return undefined;
      if (completion !== undefined) return completion;
    }
    if (rest !== undefined) {
      const held = it.frame.pending.length;
      const { breaks } = it.recorder;
      const any = whole === undefined || mayEndEarly(loop) ? rest : whole;
      const completion = widen(it, target, () => forTurn(it, loop.target, any, loop.body), loop.otherwise);
      // A loop that may be left early, or that breaks, may never see its last turn.
      const isLeft = completion !== undefined || target.breaks.length > 0 || it.frame.pending.length !== held;
      const isRunOut = !isLeft && it.recorder.breaks === breaks;
      if (last !== undefined && isRunOut) tryLastTurn(it, last, () => forTurn(it, loop.target, last.value, loop.body));
      return completion;
    }
    return executeBlock(it, loop.otherwise);
  });
}

/** The turn with what the last batch leaves: only what breaks in it is of interest. */
function tryLastTurn(it: Interpreter, { batch }: LastTurn, run: () => Completion | undefined): void {
  const mark = it.heap.mark();
  const { frame, environment, lastBatch, lastBatchGuards } = it;
  const { broken } = it.recorder;
  const before = broken.length;
  it.lastBatch = batch;
  it.lastBatchGuards = it.guarded;
  try {
    it.recorder.reportsOnly(run);
  } catch (signal) {
    if (!(signal instanceof RaiseSignal)) throw signal;
    it.resume(frame, environment);
  } finally {
    it.lastBatch = lastBatch;
    it.lastBatchGuards = lastBatchGuards;
  }
  it.heap.rollback(mark);
  // What breaks first ends the turn.
  broken.splice(before + 1);
}

function forTurn(it: Interpreter, target: Target, item: Value, body: readonly Stmt[]): Completion | undefined {
  assignTarget(it, target, item);
  return executeBlock(it, body);
}

export function executeWhile(it: Interpreter, loop: WhileStmt): Completion | undefined {
  return inLoop(it, loop.label, (target) => {
    const budgetEnd = it.steps + (it.frame.module.project ? loopBudget : libraryLoopBudget);
    let skipTest = loop.testAfter === true;
    const turn = (): Completion | undefined => executeBlock(it, loop.body);
    for (let count = 0; ; count++) {
      const test = skipTest ? true : truthAt(it, loop.test, evaluate(it, loop.test));
      skipTest = false;
      if (test === false) return executeBlock(it, loop.otherwise);
      if (test === undefined || it.steps > budgetEnd || (it.frame.module.project && count >= mostTurns)) {
        // A test that is always true is left by `break` only.
        const endless = test === true && isConstant(loop.test);
        const doubts = test === undefined ? 1 : 0;
        return widen(it, target, () => whileTurn(it, loop, turn), loop.otherwise, { endless, doubts });
      }
      // What may have ended it before does not make this turn doubtful: to turn again is what it is written for.
      target.expectedExits = target.exits();
      const completion = runTurn(it, target, turn);
      if (completion === "break") return undefined;
      if (completion !== undefined) return completion;
      if (loop.update !== undefined) evaluate(it, loop.update);
    }
  });
}

function whileTurn(it: Interpreter, loop: WhileStmt, turn: () => Completion | undefined): Completion | undefined {
  if (truthAt(it, loop.test, evaluate(it, loop.test)) === false) return { kind: "continue", label: undefined };
  const completion = turn();
  if (completion === undefined && loop.update !== undefined) evaluate(it, loop.update);
  return completion;
}

function isConstant(test: Expr): boolean {
  return test.kind === "constant";
}

/** A labelled JS block: `break label` leaves it. */
export function executeLabelled(it: Interpreter, label: string, body: readonly Stmt[]): Completion | undefined {
  return inLoop(
    it,
    label,
    () => {
      const completion = executeBlock(it, body);
      return completion?.kind === "break" && completion.label === label ? undefined : completion;
    },
    true,
  );
}

/** Sets up the loop as a target of exits, and joins the exits that were held when it ends. */
function inLoop(
  it: Interpreter,
  label: string | undefined,
  run: (target: LoopTarget) => Completion | undefined,
  block = false,
): Completion | undefined {
  const bornBefore = it.heap.stamp();
  const mark = it.heap.mark();
  const { doubt, recorder } = it;
  const { loops, pending } = it.frame;
  const breaks: BranchEffects[] = [];
  const continues: BranchEffects[] = [];
  const exits = (): number => breaks.length + pending.length;
  // Within a library what is doubtful is not reported at all.
  const isOwn = it.frame.module.project;
  const isDoubtful = (): boolean =>
    isOwn && (it.doubt > doubt || continues.length > 0 || exits() > target.expectedExits);
  const turns = recorder.turns.begin(isDoubtful);
  const target: LoopTarget = {
    label,
    block,
    mark,
    turnMark: mark,
    endless: false,
    breaks,
    continues,
    turns,
    exits,
    expectedExits: exits(),
  };
  loops.push(target);
  let completion: Completion | undefined;
  let raised: RaiseSignal | undefined;
  try {
    completion = run(target);
  } catch (signal) {
    if (!(signal instanceof RaiseSignal) || target.breaks.length === 0) throw signal;
    raised = signal;
  } finally {
    loops.pop();
    recorder.endLoop();
  }
  if (target.breaks.length === 0) return completion;
  // Some path broke out: what follows the loop runs after the join of all ways out of it.
  const ended = it.heap.effectsSince(mark);
  if (completion !== undefined) holdExit(it, captureExit(it, completion));
  it.heap.rollback(mark);
  const normal = raised === undefined && !target.endless && completion === undefined ? [ended] : [];
  it.heap.merge([...normal, ...target.breaks], bornBefore, it.joinContent);
  return undefined;
}

/** One turn on known state. `break` of this loop gives "break". */
function runTurn(
  it: Interpreter,
  target: LoopTarget,
  run: () => Completion | undefined,
): Completion | "break" | undefined {
  const bornBefore = it.heap.stamp();
  target.turnMark = it.heap.mark();
  it.recorder.turns.next(target.turns);
  const completion = joinContinues(it, target, bornBefore, run());
  if (completion === undefined) return undefined;
  if (completion.kind === "return") return completion;
  if (loopOf(it, completion.label) !== target) return completion;
  return completion.kind === "break" ? "break" : undefined;
}

/** Joins the paths that went on to the next turn; how another path left the loop is then held, and the turn goes on. */
function joinContinues(
  it: Interpreter,
  target: LoopTarget,
  bornBefore: number,
  completion: Completion | undefined,
): Completion | undefined {
  if (target.continues.length === 0) return completion;
  const held = target.continues.splice(0);
  const ended = it.heap.effectsSince(target.turnMark);
  const goesOn =
    completion === undefined || (completion.kind === "continue" && loopOf(it, completion.label) === target);
  if (completion !== undefined && !goesOn) holdExit(it, captureExit(it, completion));
  it.heap.rollback(target.turnMark);
  it.heap.merge(goesOn ? [ended, ...held] : held, bornBefore, it.joinContent);
  return undefined;
}

/**
 * Runs the body on the join of any number of turns. With `endless`, only exits leave the loop; `doubts` counts the unknown tests
 * that decide whether there is a turn.
 */
function widen(
  it: Interpreter,
  target: LoopTarget,
  run: () => Completion | undefined,
  otherwise: readonly Stmt[],
  { endless, doubts }: { readonly endless: boolean; readonly doubts: number } = { endless: false, doubts: 0 },
): Completion | undefined {
  for (let turn = 0; turn < wideningTurns; turn++) {
    const bornBefore = it.heap.stamp();
    const effects = runUncertainTurn(it, target, run, doubts);
    if (effects === undefined) break;
    const widening = { giveUp: turn >= wideningTurns - 2, changed: false };
    it.widening = widening;
    it.heap.merge([{ slots: [] }, effects], bornBefore, it.joinContent);
    it.widening = undefined;
    if (!widening.changed) break;
  }
  target.endless = endless;
  return endless ? undefined : executeBlock(it, otherwise);
}

/** One turn that may or may not happen: what it did if it went on to the next, with its exits held. */
function runUncertainTurn(
  it: Interpreter,
  target: LoopTarget,
  run: () => Completion | undefined,
  doubts: number,
): BranchEffects | undefined {
  const mark = it.heap.mark();
  const frame = it.frame;
  let effects: BranchEffects | undefined;
  it.uncertain += 1;
  it.doubt += doubts;
  try {
    const completion = runTurn(it, target, run);
    if (completion === undefined) effects = it.heap.effectsSince(mark);
    else if (completion === "break") target.breaks.push(it.heap.effectsSince(target.mark));
    else holdExit(it, captureExit(it, completion));
  } catch (signal) {
    if (!(signal instanceof RaiseSignal)) throw signal;
    it.frame = frame;
  } finally {
    it.uncertain -= 1;
    it.doubt -= doubts;
  }
  it.heap.rollback(mark);
  return effects;
}
