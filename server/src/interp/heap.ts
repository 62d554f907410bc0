/**
 * The journalled heap: every write to an object's slot is logged, so that the branches of an unknown test can each be run from
 * the same state, undone, and joined.
 */
import { variantOf } from "./prototypes.ts";
import type { HeapObject, Value } from "./values.ts";

type Slot = string | number;
/** Anything that a slot holds; the heap does not look inside. */
type Content = unknown;

/** One logged write: how to find the slot, and what it held. */
interface Write {
  readonly owner: HeapObject;
  /** The map that was written, or `undefined` for a field of the owner itself. */
  readonly map: Map<Slot, Content> | undefined;
  readonly slot: Slot;
  readonly existed: boolean;
  readonly before: Content;
  /** What the owner equalled until then. */
  readonly prototype?: HeapObject | undefined;
}

/** The final content of each slot that a branch wrote, kept after the branch was undone. */
export interface BranchEffects {
  readonly slots: readonly {
    readonly owner: HeapObject;
    readonly map: Map<Slot, Content> | undefined;
    readonly slot: Slot;
    readonly exists: boolean;
    readonly content: Content;
  }[];
}

/** What each branch left in one slot. */
interface Written {
  readonly owner: HeapObject;
  readonly map: Map<Slot, Content> | undefined;
  readonly contents: Content[];
  readonly written: boolean[];
}

/** `isField`: the slot is a field of the owner itself, not an entry that happens to have that name. */
export type JoinContent = (left: Content, right: Content, slot: Slot, owner: HeapObject, isField: boolean) => Content;

/** Libraries are older than anything that a program makes, and younger than what a language has built in (which is born below 0). */
const firstOfProgram = 2 ** 40;

export function isOfLibrary({ born }: HeapObject): boolean {
  return born > 0 && born < firstOfProgram;
}

export class Heap {
  private readonly journal: Write[] = [];
  private clock = firstOfProgram;
  private libraryClock = 0;
  private inLibrary = false;
  /** How many writes to objects of libraries are in the journal: while there are none, libraries are as they were loaded. */
  private strange = 0;
  /** What is to be done before the state of a moment is undone, oldest first. */
  private readonly partings: { readonly mark: number; readonly run: () => void }[] = [];
  /** Slots looked at to undo and join branches: work that no step counts. */
  work = 0;

  /** A stamp for a new object; later objects have larger ones. */
  stamp(): number {
    if (this.inLibrary) return (this.libraryClock += 1);
    return (this.clock += 1);
  }

  /** Whether the program changed an object of a library. */
  get librariesAreChanged(): boolean {
    return this.strange > 0;
  }

  /** Runs the code of a library's modules: what it makes belongs to no analysis, and is never undone. */
  permanently<T>(run: () => T): T {
    if (this.inLibrary) return run();
    const mark = this.mark();
    this.inLibrary = true;
    try {
      const value = run();
      this.journal.length = mark;
      return value;
    } finally {
      // Stopped half-way: nothing is left of it.
      this.rollback(mark);
      this.inLibrary = false;
    }
  }

  /** Whether everything that was written since the mark is new. */
  onlyNewSince(mark: number, bornBefore: number): boolean {
    for (let i = mark; i < this.journal.length; i++)
      if ((this.journal[i] as Write).owner.born <= bornBefore) return false;
    return true;
  }

  /** Writes an entry of one of the owner's maps. */
  set<V>(owner: HeapObject, map: Map<string, V>, slot: string, content: V): void {
    const target = map as Map<Slot, Content>;
    this.log({ owner, map: target, slot, existed: map.has(slot), before: map.get(slot) }, content);
    map.set(slot, content);
  }

  remove<V>(owner: HeapObject, map: Map<string, V>, slot: string): void {
    if (!map.has(slot)) return;
    this.log({ owner, map: map, slot, existed: true, before: map.get(slot) });
    map.delete(slot);
  }

  /** Writes a plain field of the owner. */
  assign<O extends HeapObject, K extends keyof O & string>(owner: O, field: K, content: O[K]): void {
    this.log({ owner, map: undefined, slot: field, existed: true, before: owner[field] }, content);
    owner[field] = content;
  }

  private log(write: Write, content?: Content): void {
    const { owner, slot } = write;
    const { prototype } = owner;
    if (prototype === undefined) this.journal.push(write);
    else {
      this.journal.push({ ...write, prototype });
      owner.prototype = variantOf(prototype, String(slot), write.map === undefined, content, () => this.stamp());
    }
    if (isOfLibrary(write.owner) && !this.inLibrary) this.strange += 1;
  }

  /** The present moment, to come back to. */
  mark(): number {
    return this.journal.length;
  }

  /** What was written since the mark. */
  effectsSince(mark: number): BranchEffects {
    this.work += this.journal.length - mark;
    const seen = new Map<unknown, Set<Slot>>();
    const slots: {
      owner: HeapObject;
      map: Map<Slot, Content> | undefined;
      slot: Slot;
      exists: boolean;
      content: Content;
    }[] = [];
    for (let i = mark; i < this.journal.length; i++) {
      const { owner, map, slot } = this.journal[i] as Write;
      const holder = map ?? owner;
      let known = seen.get(holder);
      if (known === undefined) seen.set(holder, (known = new Set()));
      if (known.has(slot)) continue;
      known.add(slot);
      const exists = map === undefined || map.has(slot);
      slots.push({ owner, map, slot, exists, content: map === undefined ? fieldOf(owner, slot) : map.get(slot) });
    }
    return { slots };
  }

  /** Does again what was done before, and undone. */
  redo({ slots }: BranchEffects): void {
    for (const { owner, map, slot, exists, content } of slots) this.write(owner, map, slot, exists ? content : absent);
  }

  /** What the entries of a map that were written since the mark held before. */
  heldBefore<V>(mark: number, map: ReadonlyMap<string, V>): ReadonlyMap<string, V | undefined> {
    const held = new Map<string, V | undefined>();
    for (let i = mark; i < this.journal.length; i++) {
      const write = this.journal[i] as Write;
      if (write.map === map && !held.has(String(write.slot)))
        held.set(String(write.slot), write.before as V | undefined);
    }
    return held;
  }

  /** Runs it before the present state is undone. */
  beforeUndo(run: () => void): void {
    this.partings.push({ mark: this.journal.length, run });
  }

  /** Undoes everything since the mark. */
  rollback(mark: number): void {
    for (let last = this.partings.at(-1); last !== undefined && last.mark > mark; last = this.partings.at(-1)) {
      this.partings.pop();
      last.run();
    }
    while (this.journal.length > mark) this.undo(this.journal.pop() as Write);
  }

  /** Undoes everything since the mark for good: nobody will ask for it any more. */
  returnTo(mark: number): void {
    while ((this.partings.at(-1)?.mark ?? 0) > mark) this.partings.pop();
    while (this.journal.length > mark) this.undo(this.journal.pop() as Write);
  }

  private undo(write: Write): void {
    if (isOfLibrary(write.owner) && !this.inLibrary) this.strange -= 1;
    if (write.prototype !== undefined) write.owner.prototype = write.prototype;
    if (write.map === undefined) setField(write.owner, write.slot, write.before);
    else if (write.existed) write.map.set(write.slot, write.before);
    else write.map.delete(write.slot);
  }

  /** Leaves the program's objects to whoever still looks at them, and the rest as it was before the program ran. */
  restart(): void {
    this.partings.length = 0;
    for (let i = this.journal.length - 1; i >= 0; i--) {
      const write = this.journal[i] as Write;
      if (write.owner.born < firstOfProgram) this.undo(write);
    }
    this.journal.length = 0;
    this.work = 0;
  }

  /**
   * Writes the join of several branches, all run from the present state. A slot of an object that only one branch created keeps
   * what that branch gave it; a slot that a branch did not write counts as the present content.
   */
  merge(branches: readonly BranchEffects[], bornBefore: number, join: JoinContent): void {
    const slots = new Map<unknown, Map<Slot, Written>>();
    branches.forEach((branch, index) => {
      this.work += branch.slots.length;
      for (const { owner, map, slot, exists, content } of branch.slots) {
        const holder = map ?? owner;
        let known = slots.get(holder);
        if (known === undefined) slots.set(holder, (known = new Map<Slot, Written>()));
        let entry = known.get(slot);
        if (entry === undefined) known.set(slot, (entry = { owner, map, contents: [], written: [] }));
        entry.contents[index] = exists ? content : absent;
        entry.written[index] = true;
      }
    });
    // What a branch made is made whole before it is joined with anything.
    const all = [...slots.values()].flatMap((known) => [...known]);
    for (const isNew of [true, false]) {
      for (const [slot, { owner, map, contents, written }] of all) {
        if (owner.born > bornBefore !== isNew) continue;
        const present: Content = map === undefined ? fieldOf(owner, slot) : map.has(slot) ? map.get(slot) : absent;
        let joined: Content;
        let first = true;
        for (let i = 0; i < branches.length; i++) {
          if (isNew && !written[i]) continue;
          const content = written[i] ? contents[i] : present;
          joined = first || joined === content ? content : join(joined, content, slot, owner, map === undefined);
          first = false;
        }
        this.write(owner, map, slot, joined);
      }
    }
  }

  private write(owner: HeapObject, map: Map<Slot, Content> | undefined, slot: Slot, content: Content): void {
    if (map === undefined) {
      this.log({ owner, map, slot, existed: true, before: fieldOf(owner, slot) }, content);
      setField(owner, slot, content);
    } else if (content === absent) this.remove(owner, map as Map<string, Content>, slot as string);
    else this.set(owner, map as Map<string, Content>, slot as string, content);
  }
}

/** A map slot that does not exist. Reading it in the program would fail, so what survives is what exists. */
export const absent: unique symbol = Symbol("absent");

function fieldOf(owner: HeapObject, field: Slot): Content {
  return (owner as unknown as Record<Slot, Content>)[field];
}

function setField(owner: HeapObject, field: Slot, content: Content): void {
  (owner as unknown as Record<Slot, Content>)[field] = content;
}

export type { Value };
