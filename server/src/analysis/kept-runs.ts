/**
 * Pieces of a program's run (a statement of its top level, a class that nobody calls), kept so that the next analysis takes over what the edit does
 * not reach. A piece depends on the names of its module that it looked up, and on what it finds behind them. As long as the names mean the very
 * same objects, and nothing that was run anew has changed an object older than itself, the piece would do again what it did.
 */
import type { Environment } from "../interp/environment.ts";
import type { BranchEffects } from "../interp/heap.ts";
import type { Interpreter } from "../interp/interpreter.ts";
import { ReadNames } from "../interp/read-names.ts";
import { Recorder } from "../interp/recorder.ts";
import type { InstanceValue, Value } from "../interp/values.ts";

export interface KeptRun<T> {
  /** What the names meant that it depends on. */
  readonly meanings: ReadonlyMap<string, Value | undefined>;
  readonly recorder: Recorder;
  readonly effects: BranchEffects;
  /** It changed something that was there before it. */
  readonly reachesBack: boolean;
  readonly steps: number;
  readonly escapees: readonly InstanceValue[];
  readonly result: T;
  /** It cannot be taken over, but others can as far as it is concerned. */
  readonly spoiled: boolean;
}

const none: ReadonlySet<string> = new Set();

/** By the first part of their keys. */
type Entries = Map<unknown, { readonly key: readonly unknown[]; readonly kept: KeptRun<unknown> }[]>;

export class KeptRuns {
  private readonly it: Interpreter;
  private readonly environment: Environment;
  /** Of the last analysis that came to its end, and of the one that is running. */
  private entries: Entries = new Map();
  private visited: Entries = new Map();
  /** Names to which the statements of the top level gave several values in turn, functions and classes aside. */
  rebound: ReadonlySet<string> = none;

  constructor(it: Interpreter, environment: Environment) {
    this.it = it;
    this.environment = environment;
  }

  /** Runs a piece on a recorder of its own, which the present one absorbs. */
  run<T>(piece: () => T, rebound: ReadonlySet<string> = none): KeptRun<T> {
    const { it, environment } = this;
    const { heap, recorder: whole, steps } = it;
    const mark = heap.mark();
    const born = heap.stamp();
    const before = new Set(it.escapees);
    const recorder = new Recorder();
    const reads = new ReadNames(environment, rebound);
    it.recorder = recorder;
    it.reads = reads;
    let result: T;
    try {
      result = piece();
    } finally {
      it.recorder = whole;
      it.reads = undefined;
      whole.absorb(it, recorder);
    }
    const { work } = heap;
    const effects = heap.effectsSince(mark);
    heap.work = work;
    return {
      meanings: reads.meanings(heap.heldBefore(mark, environment.variables)),
      recorder,
      effects,
      reachesBack: effects.slots.some(({ owner }) => owner !== environment && owner.born <= born),
      steps: it.steps - steps,
      escapees: [...it.escapees].filter((each) => !before.has(each)),
      result,
      spoiled: reads.spoiled,
    };
  }

  /** Whether the piece would do the same now. */
  fits({ meanings, spoiled }: KeptRun<unknown>, rebound: ReadonlySet<string> = none): boolean {
    if (spoiled) return false;
    const now = new ReadNames(this.environment, rebound);
    for (const [name, meaning] of meanings) if (!isSame(meaning, now.meaningOf(name))) return false;
    return true;
  }

  again<T>({ recorder, effects, steps, escapees, result }: KeptRun<T>): T {
    const { it } = this;
    it.heap.redo(effects);
    it.assumptions.revision += 1;
    for (const each of escapees) it.escapees.add(each);
    it.steps += steps;
    it.recorder.absorb(it, recorder);
    return result;
  }

  /** A run that is undone at its end, for what it shows: what is recorded, and what it returns. Its key says all that it is told. */
  entry<T>(key: readonly unknown[], piece: () => T): T {
    const known = find(this.visited, key) ?? find(this.entries, key);
    const isKnown = known !== undefined && this.fits(known, this.rebound);
    const kept = isKnown ? (known as KeptRun<T>) : this.run(piece, this.rebound);
    if (isKnown) this.again(kept);
    if (!kept.reachesBack) add(this.visited, key, kept);
    return kept.result;
  }

  /** All entries of an analysis have been run. */
  endEntries(): void {
    this.entries = this.visited;
    this.visited = new Map();
  }

  forgetEntries(): void {
    this.entries = new Map();
    this.visited = new Map();
  }
}

function find(entries: Entries, key: readonly unknown[]): KeptRun<unknown> | undefined {
  const isIt = (other: readonly unknown[]): boolean =>
    other.length === key.length && other.every((part, i) => part === key[i]);
  return entries.get(key[0])?.findLast((each) => isIt(each.key))?.kept;
}

function add(entries: Entries, key: readonly unknown[], kept: KeptRun<unknown>): void {
  const same = entries.get(key[0]);
  if (same === undefined) entries.set(key[0], [{ key, kept }]);
  else same.push({ key, kept });
}

/** The same object, or the same plain constant: a number that is written anew is no other number. */
function isSame(left: Value | undefined, right: Value | undefined): boolean {
  if (left === right || left === undefined || right === undefined) return left === right;
  switch (left.kind) {
    case "int":
      return right.kind === "int" && typeof left.size === "number" && left.size === right.size;
    case "str":
    case "bool":
    case "float":
      return right.kind === left.kind && left.value !== undefined && left.value === right.value;
    default:
      return false;
  }
}
