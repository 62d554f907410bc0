/**
 * Branches of a test that is not known: each alternative runs from the same state and is undone, then what they did is joined.
 * A path that raises is dropped; one that leaves the function or loop is held until that ends.
 */
import type { BranchEffects } from "./heap.ts";
import type { LoopTarget } from "./frames.ts";
import type { Interpreter } from "./interpreter.ts";
import { RaiseSignal } from "./signals.ts";
import type { Completion } from "./signals.ts";
import { none } from "./values.ts";
import type { Value } from "./values.ts";

/** A completion, and all that its path did since the frame or loop that it leaves began. */
export interface Exit {
  readonly completion: Completion;
  readonly effects: BranchEffects;
}

type Outcome =
  | { readonly kind: "goes-on"; readonly effects: BranchEffects }
  | { readonly kind: "leaves"; readonly exit: Exit; readonly effects: BranchEffects }
  | { readonly kind: "raises"; readonly signal: RaiseSignal; readonly effects: BranchEffects };

/** Runs one alternative, notes what it did, and undoes it. It is doubtful that the program comes there, unless the other ways lead there too. */
function runAlternative(it: Interpreter, run: () => Completion | undefined, doubt: number): Outcome {
  const mark = it.heap.mark();
  const frame = it.frame;
  it.uncertain += 1;
  it.doubt += doubt;
  let outcome: Outcome;
  try {
    const completion = run();
    const effects = it.heap.effectsSince(mark);
    outcome =
      completion === undefined
        ? { kind: "goes-on", effects }
        : { kind: "leaves", exit: captureExit(it, completion), effects };
  } catch (signal) {
    if (!(signal instanceof RaiseSignal)) throw signal;
    it.frame = frame;
    outcome = { kind: "raises", signal, effects: it.heap.effectsSince(mark) };
  } finally {
    it.uncertain -= 1;
    it.doubt -= doubt;
  }
  it.heap.rollback(mark);
  return outcome;
}

/** Statements under a test that is not known. */
export function executeAlternatives(
  it: Interpreter,
  runs: readonly (() => Completion | undefined)[],
  doubt = 1,
): Completion | undefined {
  const bornBefore = it.heap.stamp();
  const outcomes = runs.map((run) => runAlternative(it, run, doubt));
  const going = outcomes.filter((o) => o.kind === "goes-on");
  const leaving = outcomes.filter((o) => o.kind === "leaves");
  if (going.length > 0) {
    for (const { exit } of leaving) holdExit(it, exit);
    it.heap.merge(
      going.map((o) => o.effects),
      bornBefore,
      it.joinContent,
    );
    return undefined;
  }
  const last = leaving.pop();
  if (last !== undefined) {
    for (const { exit } of leaving) holdExit(it, exit);
    it.heap.merge([last.effects], bornBefore, it.joinContent);
    return last.exit.completion;
  }
  const raising = outcomes[outcomes.length - 1];
  if (raising?.kind !== "raises") return undefined;
  it.heap.merge([raising.effects], bornBefore, it.joinContent);
  throw raising.signal;
}

/** Expressions under a test that is not known: the join of what the alternatives give. */
export function evaluateAlternatives(it: Interpreter, runs: readonly (() => Value)[]): Value {
  const values: Value[] = [];
  executeAlternatives(
    it,
    runs.map((run) => () => {
      values.push(run());
      return undefined;
    }),
  );
  return values.length === 0 ? none : values.reduce((a, b) => it.join(a, b));
}

/** Runs it and undoes all that it did. */
export function runHypothetically<T>(it: Interpreter, run: () => T): T {
  const mark = it.heap.mark();
  const frame = it.frame;
  try {
    return run();
  } finally {
    it.frame = frame;
    it.heap.rollback(mark);
  }
}

export function captureExit(it: Interpreter, completion: Completion): Exit {
  const from =
    completion.kind === "return"
      ? it.frame.mark
      : completion.kind === "break"
        ? loopOf(it, completion.label)?.mark
        : loopOf(it, completion.label)?.turnMark;
  return { completion, effects: it.heap.effectsSince(from ?? it.heap.mark()) };
}

export function holdExit(it: Interpreter, { completion, effects }: Exit): void {
  if (completion.kind === "return") it.frame.pending.push({ value: completion.value, effects });
  else if (completion.kind === "break") loopOf(it, completion.label)?.breaks.push(effects);
  else loopOf(it, completion.label)?.continues.push(effects);
}

export function loopOf(it: Interpreter, label: string | undefined): LoopTarget | undefined {
  const { loops } = it.frame;
  if (label === undefined) return loops.findLast((loop) => loop.label === undefined || !loop.block);
  return loops.findLast((loop) => loop.label === label);
}
