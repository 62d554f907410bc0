/**
 * Scopes and the names bound in them. The intermediate representation has one scope a function; JavaScript has one a block. So each binding
 * gets a name of its own within its function, and what a closure takes out of a loop's body lives in a scope that each turn makes anew.
 * Which bindings a file has is found by `scopes.ts`.
 */

export interface Binding {
  readonly name: string;
  readonly scope: Scope;
  /** The name in the intermediate representation. */
  target: string;
  /** A function inside refers to it. */
  captured: boolean;
  /** Assigned in the body of the loop in whose head it is bound. */
  changesInLoop: boolean;
  /** Anything refers to it at all. */
  used: boolean;
  /** For the members of an enum, which are names in its own body: the enum. */
  readonly enum?: Binding;
}

export interface Scope {
  /** `iteration` is what each turn of a loop makes anew. */
  readonly kind: "function" | "block" | "iteration";
  readonly parent: Scope | undefined;
  readonly arrow: boolean;
  readonly bindings: Map<string, Binding>;
  /** Of functions and turns: the names that live there, as the intermediate representation knows them. */
  readonly locals: Set<string>;
}

export function newScope(kind: Scope["kind"], parent: Scope | undefined, arrow = false): Scope {
  return { kind, parent, arrow, bindings: new Map(), locals: new Set() };
}

export function functionOf(scope: Scope): Scope {
  let current = scope;
  while (current.kind !== "function" && current.parent !== undefined) current = current.parent;
  return current;
}

export function findBinding(scope: Scope, name: string): Binding | undefined {
  for (let current: Scope | undefined = scope; current !== undefined; current = current.parent) {
    const found = current.bindings.get(name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** One use of a name, noted while walking and settled when all declarations are known. */
export interface Reference {
  readonly name: string;
  readonly scope: Scope;
  readonly write: boolean;
}

/** Marks what the reference says of its binding; `undefined` if no scope of the file binds the name. */
export function settleReference({ name, scope, write }: Reference): Binding | undefined {
  let captured = false;
  let turn: Scope | undefined;
  for (let current: Scope | undefined = scope; current !== undefined; current = current.parent) {
    const found = current.bindings.get(name);
    if (found !== undefined) {
      found.used = true;
      if (captured) found.captured = true;
      if (write && turn?.parent === current) found.changesInLoop = true;
      return found;
    }
    if (current.kind === "function") captured = true;
    if (current.kind === "iteration") turn = current;
  }
  return undefined;
}

/** Gives each binding its name and its home. In the order of declaration, so that the first of a name keeps it. */
export function nameBindings(bindings: readonly Binding[]): void {
  const taken = new Map<Scope, Map<string, Binding[]>>();
  for (const binding of bindings) {
    if (binding.enum !== undefined) continue;
    const owner = functionOf(binding.scope);
    const names = taken.get(owner) ?? new Map<string, Binding[]>();
    taken.set(owner, names);
    const others = names.get(binding.name) ?? [];
    if (others.some((other) => mustDiffer(other, binding)))
      binding.target = `${binding.name}*${String(others.length + 1)}`;
    names.set(binding.name, [...others, binding]);
    homeOf(binding, owner).locals.add(binding.target);
  }
}

/** Blocks side by side may share a name, unless a closure keeps it beyond its block. */
function mustDiffer(a: Binding, b: Binding): boolean {
  return a.captured || b.captured || encloses(a.scope, b.scope) || encloses(b.scope, a.scope);
}

function encloses(outer: Scope, inner: Scope): boolean {
  for (let current: Scope | undefined = inner; current !== undefined; current = current.parent)
    if (current === outer) return true;
  return false;
}

function homeOf(binding: Binding, owner: Scope): Scope {
  if (!binding.captured) return owner;
  let current = binding.scope;
  while (current.kind === "block" && current.parent !== undefined) current = current.parent;
  return current;
}

/** `for (let i …)` binds `i` anew for each turn: closures in the body see a copy, unless the body itself changes it. */
export function copyForTurn(head: Scope, turn: Scope): void {
  for (const binding of head.bindings.values()) {
    if (!binding.captured || binding.changesInLoop) continue;
    const target = `${binding.target}*turn`;
    turn.bindings.set(binding.name, { ...binding, scope: turn, target });
    turn.locals.add(target);
  }
}
